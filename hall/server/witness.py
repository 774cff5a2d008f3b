"""Who looked: pages and files that show or carry off what is not everybody's leave a step before they leave the hall.

Pure ASGI, between the gate and the application. Nothing of the answer is sent before its step is on the disk; where
it cannot be written, the answer is the refusal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hall.server.problems import Refusal
from hall.server.refusals import answer
from hall.server.store import trail
from hall.server.store.store import Store
from hall.server.tokens import Holder


@dataclass(frozen=True)
class Look:
    """One address, a `*` for each part that varies. `about` takes those parts in their order, as {0}, {1}."""

    path: str
    kind: str
    about: str


LOOKS: Final = (
    Look("/console/cases/*/files/*", "case.file_opened", "case:{0}"),
    Look("/console/cases/*/notices/*", "case.notice_opened", "case:{0}"),
    Look("/console/statistics.xlsx", "export.statistics", "hall"),
    Look("/v1/statistics.csv", "export.statistics", "hall"),
    Look("/v1/statistics/tickets.csv", "export.tickets", "hall"),
    Look("/console/figures.xlsx", "export.figures", "hall"),
    Look("/v1/figures.csv", "export.figures", "hall"),
    Look("/console/attendance.xlsx", "export.attendance", "hall"),
    Look("/v1/attendance.csv", "export.attendance", "hall"),
    Look("/console/ratings/links.csv", "export.rating_links", "hall"),
    Look("/console/supervision/past.xlsx", "export.supervision", "hall"),
    Look("/console/supervision/past.csv", "export.supervision", "hall"),
    Look("/console/trail.xlsx", "export.trail", "hall"),
    Look("/console/trail.csv", "export.trail", "hall"),
)
_SPLIT: Final = tuple((look.path.split("/"), look) for look in LOOKS)
_ENDS: Final = (".csv", ".xlsx")
_LONGEST: Final = 300
_LEFT_OUT: Final = frozenset({"token", "lang"})


class Witness:
    """`store`: where the trail is."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self._app = app
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        found = _found(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        look, parts = found
        kept = refused = False

        async def seen(message: Message) -> None:
            nonlocal kept, refused
            if message["type"] == "http.response.start" and not kept and message["status"] < 300:
                kept = True
                try:
                    await self._keep(scope, look, parts)
                except Refusal as trouble:
                    refused = True
                    await answer(trouble)(scope, receive, send)
            if not refused:
                await send(message)

        await self._app(scope, receive, seen)

    async def _keep(self, scope: Scope, look: Look, parts: list[str]) -> None:
        holder = scope.get("state", {}).get("holder")
        by = holder.unit if isinstance(holder, Holder) else ""
        asked = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
        query = urlencode([(name, value) for name, value in asked if name not in _LEFT_OUT])
        said = {"path": scope["path"][:_LONGEST], "query": query[:_LONGEST]}
        about = look.about.format(*parts)
        await self._store.write(lambda tx: trail.step(tx, look.kind, by, about, said))


def _found(scope: Scope) -> tuple[Look, list[str]] | None:
    path: str = scope["path"]
    if not (path.startswith("/console/cases/") or path.endswith(_ENDS)):
        return None
    asked = path.split("/")
    for wanted, look in _SPLIT:
        if len(wanted) == len(asked) and all(
            part in ("*", given) for part, given in zip(wanted, asked, strict=True)
        ):
            return look, [given for part, given in zip(wanted, asked, strict=True) if part == "*"]
    return None
