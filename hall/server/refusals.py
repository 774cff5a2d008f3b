"""Whatever goes wrong becomes a `Problem`: one shape for every error of the server."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hall.contract.messages import Text
from hall.contract.papers import DOCUMENT_MOST
from hall.server.files import CHUNK
from hall.server.problems import Refusal
from hall.settings.problems import nearest

_log = logging.getLogger(__name__)
Page = Callable[[Request, Refusal], Response]
JSON_LIMIT = 1024 * 1024
_DOCUMENT = re.compile(r"/v1/windows/[0-9]{1,3}/document")
_HINTS = {
    "missing": "此字段必填",
    "extra_forbidden": "没有这个字段，请删除或改正拼写",
    "string_too_short": "内容过短",
    "string_too_long": "内容过长",
    "string_pattern": "含有不允许的字符或格式不符",
    "int": "应为整数",
    "bool": "应为 true 或 false",
    "datetime": "应为 RFC 3339 时间",
    "enum": "不是允许的取值",
    "too_long": "项数过多",
    "greater_than": "数值过小",
    "less_than": "数值过大",
}
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_DRAINED = 8 * 1024 * 1024


def install(app: FastAPI, page: Page) -> None:
    """Answer every error of `app` with a `Problem`; a person who opened a page gets `page`."""

    def shown(judge: Callable[[Request, Exception], Refusal]) -> Callable[[Request, Exception], Response]:
        def handler(request: Request, error: Exception) -> Response:
            refusal = judge(request, error)
            person = for_a_person(request.headers, request.url.path)
            return page(request, refusal) if person else answer(refusal)

        return handler

    app.add_exception_handler(Refusal, shown(_on_refusal))
    app.add_exception_handler(HTTPException, shown(_on_http))
    app.add_exception_handler(RequestValidationError, shown(_on_invalid))
    app.add_exception_handler(Exception, shown(_on_fault))


def for_a_person(headers: Headers, path: str) -> bool:
    """Whether a browser opens a page, rather than a program asking for something."""
    opened = headers.get("sec-fetch-mode", "navigate") == "navigate" and "html" in headers.get("accept", "")
    return opened and not path.startswith("/v1/")


def answer(refusal: Refusal) -> Response:
    """The refusal as JSON."""
    problem = refusal.problem.model_dump(mode="json", exclude_none=True)
    return JSONResponse(problem, refusal.status, headers=refusal.headers)


def _limit(path: str) -> int:
    """Bytes that a body may have."""
    if path.startswith("/v1/attachments/"):
        return CHUNK
    return DOCUMENT_MOST if _DOCUMENT.fullmatch(path) else JSON_LIMIT


class BodyLimit:
    """Refuse bodies over the limit before anything reads them: by their announced length, or as they come."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = _limit(scope["path"])
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced[:20]) > limit:
            await _drain(receive)
            await answer(too_large(limit))(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                if message.get("more_body"):
                    await _drain(receive)
                raise HTTPException(413, detail=str(limit))
            return message

        await self._app(scope, counted, send)


async def _drain(receive: Receive) -> None:
    """Take in (and drop) what is still coming: closing on unread bytes resets the line and loses the answer."""
    left = _DRAINED
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if not message.get("more_body"):
            return


def too_large(limit: int | str) -> Refusal:
    """A body of more than `limit` bytes."""
    return Refusal("request.tooLarge", limit=limit, headers={"Connection": "close"})


def _on_refusal(_: Request, error: Exception) -> Refusal:
    if not isinstance(error, Refusal):
        raise error
    return error


def _on_http(request: Request, error: Exception) -> Refusal:
    if not isinstance(error, HTTPException):
        raise error
    path = request.url.path
    match error.status_code:
        case 404:
            return Refusal("request.unknownPath", path=path)
        case 405:
            allow = _allowed(request)
            return Refusal(
                "request.method", headers={"Allow": allow}, path=path, method=request.method, allow=allow
            )
        case 413:
            return too_large(error.detail)
        case _:
            return Refusal("request.notJson")


def _allowed(request: Request) -> str:
    """Every method of a path: each of its routes knows only its own."""
    return ", ".join(
        method
        for method in _METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    )


async def known_query(request: Request) -> None:
    """Refuse query parameters that the path does not have: a misspelt one would be ignored."""
    refuse_unknown(request, [str(field.alias) for field in request.scope["route"].dependant.query_params])


def refuse_unknown(request: Request, known: Sequence[str]) -> None:
    """Refuse the first query parameter that is not `known`."""
    for name in request.query_params:
        if name not in known:
            raise Refusal("request.invalid", field=f"query.{name}", hint=_unknown(name, known))


def _unknown(name: str, known: Sequence[str]) -> Text:
    near = nearest(name, known)
    zh, en = "没有这个参数", "no such parameter"
    return Text(zh=f"{zh}，是不是 {near}？", en=f"{en}, did you mean {near}?") if near else Text(zh=zh, en=en)


def _on_invalid(_: Request, error: Exception) -> Refusal:
    if not isinstance(error, RequestValidationError):
        raise error
    return invalid(error)


def invalid(error: RequestValidationError) -> Refusal:
    """Name the field, never its value: values may be personal."""
    first: dict[str, Any] = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    if first["type"] == "json_invalid" or isinstance(first["input"], bytes):
        return Refusal("request.notJson", detail=first["type"])
    if place == ["body"]:
        return Refusal("request.notObject", detail=first["type"])
    field = ".".join(place)
    return Refusal("request.invalid", detail=first["type"], field=field, hint=_hint(first))


def _hint(error: dict[str, Any]) -> Text:
    """Pydantic speaks English only."""
    kind = str(error["type"])
    zh = next((words for start, words in _HINTS.items() if kind.startswith(start)), "格式或取值不符")
    return Text(zh=zh, en=str(error["msg"]))


def _on_fault(_: Request, error: Exception) -> Refusal:
    return Refusal("server.fault", detail=type(error).__name__)
