"""No foreign page presses a button: a browser says where a request comes from, and only our own pages may change things.

Sec-Fetch-Site (W3C Fetch Metadata) where the browser sends it, else Origin (RFC 6454) against Host. Programs that are
no browser send neither and are let through.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from hall.server.problems import Refusal
from hall.server.refusals import answer

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN = frozenset({"same-origin", "none"})


class SameOrigin:
    """Answer 403 to a request that would change something and comes from another site's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http" and scope["method"] not in _READING and is_foreign(Headers(scope=scope)):
            await answer(Refusal("request.foreignPage"))(scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """Whether another site's page sent this."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OWN
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
