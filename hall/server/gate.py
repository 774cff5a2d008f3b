"""The gate before the application: who asks, and whether that role may. Pure ASGI; open while no token was made."""

from __future__ import annotations

import ipaddress
import json
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hall.domain.figures.tally import Grouping
from hall.domain.roles import Role
from hall.server.problems import Refusal
from hall.server.refusals import JSON_LIMIT, answer, for_a_person
from hall.server.rights import API, BY_NAME, Own, Right, Rights
from hall.server.tokens import Holder, Keyring

COOKIE: Final = "hallkit_token"
ADMIN: Final = f"{API}/admin/"
SIGN_IN: Final = "/console/sign-in"
_YEAR_S: Final = 365 * 24 * 3600
_CHALLENGE: Final = 'Bearer realm="hallkit"'
"""RFC 6750 3."""


class Gate:
    """Answer 401 and 403 itself; what it lets through finds its `Holder` in `scope["state"]["holder"]`."""

    def __init__(self, app: ASGIApp, keyring: Keyring, rights: Rights) -> None:
        self._app = app
        self._keyring = keyring
        self._rights = rights

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._keyring.look_again()
        path: str = scope["path"]
        try:
            if path.startswith(ADMIN):
                self._require_admin(scope)
            elif self._keyring.closed:
                right = self._rights.of(scope["method"], path)
                if right.roles:
                    receive = await self._admit(scope, receive, right)
        except Refusal as refused:
            await _refuse(scope, refused)(scope, receive, send)
        except _Entered as entered:
            await _enter(scope, entered.token)(scope, receive, send)
        except HTTPException as error:  # the body was longer than it said
            too_large = Refusal("request.tooLarge", limit=error.detail, headers={"Connection": "close"})
            await answer(too_large)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _require_admin(self, scope: Scope) -> None:
        """This machine's own, with the secret of the data folder."""
        client, server = scope.get("client"), scope.get("server")
        near = client is not None and (
            _is_loopback(client[0]) or (server is not None and client[0] == server[0])
        )
        if not near:
            raise Refusal("token.notHere")
        sent = _bearer(Headers(scope=scope))
        if not self._keyring.is_admin(sent):
            raise _unauthorised(sent)

    async def _admit(self, scope: Scope, receive: Receive, right: Right) -> Receive:
        """Raises `Refusal`, or `_Entered` for a page that brought its token in the address."""
        holder, given = self._holder(scope)
        if holder.role not in right.roles:
            roles = ", ".join(sorted(right.roles))
            raise Refusal("token.notAllowed", headers=_scope_error(), role=holder.role.value, roles=roles)
        if given and scope["method"] == "GET":
            raise _Entered(given)
        scope.setdefault("state", {})["holder"] = holder
        match right.own:
            case Own.NONE:
                return receive
            case Own.PATH:
                _same_unit(holder, scope["path"].split("/")[3])
            case Own.WINDOW:
                _own_window(holder, scope["path"].split("/")[3])
            case Own.NAMED:
                _by_name(holder, scope)
            case Own.UNIT | Own.RATED:
                return await _look_into(receive, holder, right.own)
        return receive

    def _holder(self, scope: Scope) -> tuple[Holder, str]:
        """Who asks, and the token when it came in a page's address. Raises `Refusal`."""
        headers = Headers(scope=scope)
        sent, given = _bearer(headers), ""
        if not sent:
            sent = token_of(headers)
        if not scope["path"].startswith(f"{API}/"):
            given = _query(scope).get("token", [""])[0]
        found = self._keyring.holder(given or sent) if given or sent else None
        if found is None:
            raise _unauthorised(given or sent)
        return found, given


class _Entered(Exception):  # noqa: N818 - control flow inside this module
    """A page came with `?token=`."""

    def __init__(self, token: str) -> None:
        self.token = token


def token_cookie(scope: Scope, token: str) -> str:
    """The header that keeps a token in a browser; "" takes it away."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    age = _YEAR_S if token else 0
    return f"{COOKIE}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}"


def _enter(scope: Scope, token: str) -> Response:
    """Keep the token in a cookie, and take it out of the address: screens, histories and logs show addresses."""
    query = _query(scope)
    query.pop("token", None)
    rest = urlencode(query, doseq=True)
    target = quote(scope["path"]) + (f"?{rest}" if rest else "")
    return RedirectResponse(target, 303, {"Set-Cookie": token_cookie(scope, token)})


def _refuse(scope: Scope, refused: Refusal) -> Response:
    """A person who opened a page is led to the sign-in; everything else gets the problem."""
    path = scope["path"]
    if for_a_person(Headers(scope=scope), path):
        query = _query(scope)
        query.pop("token", None)
        asked = f"{path}?{urlencode(query, doseq=True)}" if query else path
        wrong = "wrong" if refused.problem.code == "token.wrong" else ""
        why = "1" if refused.status == 403 else wrong
        more = {"refused": why} if why else {}
        return RedirectResponse(f"{SIGN_IN}?{urlencode({'next': asked, **more})}", 303)
    return answer(refused)


async def _look_into(receive: Receive, holder: Holder, own: Own) -> Receive:
    """Read the body, hold what it says of itself against the token, and hand it on. Raises `Refusal`."""
    body = bytearray()
    message: Message = {"more_body": True}
    while message.get("more_body") and len(body) <= JSON_LIMIT:
        message = await receive()
        if message["type"] == "http.disconnect":
            return _repeat(message, receive)
        body += message.get("body", b"")
    _judge(bytes(body), holder, own)
    return _repeat({**message, "body": bytes(body)}, receive)


def _judge(body: bytes, holder: Holder, own: Own) -> None:
    """What cannot be read is the application's to refuse."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        return
    if not isinstance(said, dict):
        return
    if own is Own.RATED:
        _own_window(holder, said.get("window"))
    else:
        _same_unit(holder, said.get("unit"))


def _repeat(first: Message, receive: Receive) -> Receive:
    waiting = [first]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _same_unit(holder: Holder, unit: object) -> None:
    if unit != holder.unit:
        raise Refusal("token.otherUnit", headers=_scope_error(), unit=holder.unit)


def _own_window(holder: Holder, window: object) -> None:
    if holder.role in {Role.WINDOW, Role.PAD} and str(window) != str(holder.window):
        raise Refusal("token.otherWindow", headers=_scope_error(), unit=holder.unit)


def _by_name(holder: Holder, scope: Scope) -> None:
    if Grouping.CLERK in _query(scope).get("by", ()) and holder.role not in BY_NAME:
        roles = ", ".join(sorted(BY_NAME))
        raise Refusal("token.notAllowed", headers=_scope_error(), role=holder.role.value, roles=roles)


def _scope_error() -> dict[str, str]:
    return {"WWW-Authenticate": f'{_CHALLENGE}, error="insufficient_scope"'}


def _unauthorised(sent: str) -> Refusal:
    if sent:
        return Refusal("token.wrong", headers={"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'})
    return Refusal("token.missing", headers={"WWW-Authenticate": _CHALLENGE})


def _bearer(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def token_of(headers: Headers) -> str:
    """The token that a browser keeps, or ""."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def _query(scope: Scope) -> dict[str, list[str]]:
    return parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
