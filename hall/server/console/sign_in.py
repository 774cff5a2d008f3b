"""Signing in with a token: typed once, then kept by the browser where no script can read it.

A page that was refused comes here with `next`; a screen without a keyboard opens its page with `?token=` instead.
"""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hall.domain.roles import RUNNING, Role
from hall.server.console.places import pages_of
from hall.server.console.reader import Who
from hall.server.desk import Desk
from hall.server.gate import SIGN_IN, token_cookie, token_of
from hall.server.store import trail
from hall.server.tokens import Holder, Keyring
from hall.server.web.html import HEADERS, Language

_SCREENS: Final = RUNNING | {Role.WINDOW, Role.DISPLAY}
"""Whose tokens open a page."""
_TROUBLES: Final = {"1": "sign_in.not_yours", "wrong": "sign_in.wrong"}
"""Why the gate led somebody here."""


def router(desk: Desk, keyring: Keyring) -> APIRouter:
    """The page and its form."""
    pages = pages_of(desk)
    routes = APIRouter(include_in_schema=False)

    def page(
        request: Request, language: str, target: str, trouble: str = "", status: int = 200
    ) -> HTMLResponse:
        holder = keyring.holder(token_of(request.headers))
        home = _home(holder) if holder is not None and holder.role in _SCREENS else ""
        text = pages.fill(
            "sign_in",
            pages.speech(Who(language)),
            target=target,
            trouble=trouble,
            closed=keyring.closed,
            home=home,
        )
        return HTMLResponse(text, status, HEADERS)

    @routes.get(SIGN_IN)
    async def show(
        request: Request,
        language: Language,
        to: Annotated[str, Query(alias="next")] = "",
        refused: Annotated[str, Query(max_length=20)] = "",
    ) -> HTMLResponse:
        return page(request, language, _own_page(to), _TROUBLES.get(refused, ""))

    @routes.post(SIGN_IN)
    async def enter(request: Request, language: Language) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        token = form.get("token", [""])[0].strip()
        target = _own_page(form.get("next", [""])[0])
        if form.get("leave"):
            return _led(request, SIGN_IN, "")
        holder = keyring.holder(token) if token else None
        if holder is None or holder.role not in _SCREENS:
            trouble = "sign_in.wrong" if holder is None else "sign_in.other_role"
            desk.trail.refused[request.client.host if request.client else ""] += 1
            return page(request, language, target, trouble, 401)
        said = {"role": holder.role.value}
        await desk.store.write(
            lambda tx: trail.step(tx, "sign_in.done", holder.unit, f"token:{holder.id}", said)
        )
        return _led(request, target or _home(holder), token)

    return routes


def _led(request: Request, target: str, token: str) -> Response:
    headers = {"Set-Cookie": token_cookie(request.scope, token), "Cache-Control": "no-store"}
    return RedirectResponse(target, 303, headers)


def _home(holder: Holder) -> str:
    """Where its role works."""
    if holder.role is Role.WINDOW and holder.window is not None:
        return f"/console/windows/{holder.window}"
    return "/board" if holder.role is Role.DISPLAY else "/console/"


def _own_page(path: str) -> str:
    """A page of this server, or "": nobody is led elsewhere by an address that was sent to him."""
    plain = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if plain else ""
