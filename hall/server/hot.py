"""The busy paths: documented and declared as every other route, served before FastAPI, whose machinery costs more than the work."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import BaseRoute, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from hall.contract.messages import Message
from hall.server.problems import Refusal
from hall.server.refusals import answer, invalid, refuse_unknown, too_large

_log = logging.getLogger(__name__)


class HotRoute(APIRoute):
    """A POST whose endpoint takes names of its path and one message, and answers with one. Any other is served as usual."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - as APIRoute's
        super().__init__(*args, **more)
        needs = self.dependant
        others = (*needs.query_params, *needs.header_params, *needs.cookie_params)
        self.hot = self.methods == {"POST"} and not others and len(needs.body_params) == 1
        if not self.hot:
            return
        body = needs.body_params[0]
        self._name = body.name
        self._body: TypeAdapter[Any] = _adapter(body)
        self._path: dict[str, TypeAdapter[Any]] = {one.name: _adapter(one) for one in needs.path_params}

    async def reply(self, names: dict[str, str], body: bytes) -> bytes:
        """The answer's JSON. Raises `Refusal`, `RequestValidationError`."""
        given = {
            name: _valid(kind.validate_python, names[name], ("path", name))
            for name, kind in self._path.items()
        }
        given[self._name] = _valid(self._body.validate_json, body, ("body",))
        endpoint: Callable[..., Awaitable[Message]] = self.endpoint
        return (await endpoint(**given)).model_dump_json().encode()


class HotLane:
    """Serve the hot ones of `routes`, which lie under `prefix`; everything else is `app`'s."""

    def __init__(self, app: ASGIApp, prefix: str, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        self._routes: list[tuple[re.Pattern[str], HotRoute]] = [
            (compile_path(prefix + route.path)[0], route)
            for route in routes
            if isinstance(route, HotRoute) and route.hot
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        for pattern, route in self._routes:
            found = pattern.match(scope["path"])
            if found is not None:
                await _serve(route, found.groupdict(), scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _serve(route: HotRoute, names: dict[str, str], scope: Scope, receive: Receive, send: Send) -> None:
    try:
        if scope["query_string"]:
            refuse_unknown(Request(scope), ())
        body = await route.reply(names, await _json(scope, receive))
    except Refusal as refused:
        await answer(refused)(scope, receive, send)
    except RequestValidationError as error:
        await answer(invalid(error))(scope, receive, send)
    except HTTPException as error:  # the body was longer than it said
        await answer(too_large(error.detail))(scope, receive, send)
    except Exception as error:
        await answer(Refusal("server.fault", detail=type(error).__name__))(scope, receive, send)
        raise
    else:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _json(scope: Scope, receive: Receive) -> bytes:
    """The body. Raises `Refusal` for one that is said to be something else."""
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    if not body:
        raise Refusal("request.notObject", detail="missing")
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    if b"json" not in kind:
        raise Refusal("request.notJson", detail="Content-Type")
    return body


def _adapter(field: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - FastAPI's own, without a public name
    return TypeAdapter(Annotated[field.field_info.annotation, field.field_info])


def _valid(check: Callable[[Any], Any], given: object, place: tuple[str, ...]) -> Any:  # noqa: ANN401 - what it checks
    try:
        return check(given)
    except ValidationError as error:
        raise RequestValidationError(
            [{**one, "loc": (*place, *one["loc"])} for one in error.errors(include_url=False)]
        ) from None
