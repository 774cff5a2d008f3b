"""The past of supervision: warnings by days, kind, window and clerk, each with its steps; and the same as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, Response

from hall.contract.supervision import WarningTold
from hall.domain.supervision.rules import RULES, Kind
from hall.server import supervision_words as told
from hall.server.console import supervision_words as words
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader, Who
from hall.server.console.supervision_files import csv, xlsx
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import warnings
from hall.server.web.html import HEADERS


@dataclass(frozen=True)
class Asked:
    """What the address says; "" and 0: any."""

    first: str
    last: str
    kind: str
    window: int
    clerk: str

    def link(self, language: str) -> str:
        """The same as a query."""
        asked = {"from": self.first, "to": self.last, "kind": self.kind, "window": self.window}
        return f"?{urlencode({**asked, 'clerk': self.clerk, 'lang': language})}"


def _asked(
    first: Annotated[str, Query(alias="from", max_length=10)] = "",
    last: Annotated[str, Query(alias="to", max_length=10)] = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    window: Annotated[int, Query(ge=0, le=999)] = 0,
    clerk: Annotated[str, Query(max_length=80)] = "",
) -> Asked:
    return Asked(first, last, kind if kind in set(Kind) else "", window, clerk)


_Asked = Annotated[Asked, Depends(_asked)]
_Make = Callable[[Speech, Asked, Sequence[WarningTold]], Response]


class Past:
    """What of the past is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def found(self, asked: Asked) -> tuple[Asked, list[WarningTold]]:
        """With the days as they are meant. Raises `Refusal`."""
        first, last = self._desk.book.range_of(asked.first, asked.last)
        kind = Kind(asked.kind) if asked.kind else None
        wish = warnings.Wish(first, last, kind, asked.window or None, asked.clerk)

        def query(connection: Connection) -> list[WarningTold]:
            rows = warnings.past(connection, wish)
            steps = warnings.steps(connection, [row.id for row in rows])
            return [told.warning(self._desk.catalogue, row, steps.get(row.id, [])) for row in rows]

        return replace(asked, first=first, last=last), await self._desk.store.read(query)


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the list and its files."""
    settings, past = desk.catalogue.settings, Past(desk)

    async def answer(reader: Who, asked: Asked, make: _Make) -> Response:
        speech = pages.speech(reader)
        try:
            return make(speech, *await past.found(asked))
        except Refusal as refusal:
            page = pages.fill("problem", speech, problem=refusal.problem)
            return HTMLResponse(page, refusal.status, HEADERS)

    def listed(speech: Speech, asked: Asked, found: Sequence[WarningTold]) -> Response:
        now = desk.clock.now()
        facts = {
            "asked": asked,
            "link": asked.link(speech.language),
            "warnings": [words.line(speech, one, now) for one in found],
            "kinds": [(kind.value, speech.name(told.name(kind))) for kind in RULES],
            "windows": [one.number for one in settings.windows],
            "clerks": [one.name for one in settings.clerks],
            "most": warnings.MOST,
        }
        return HTMLResponse(pages.fill("supervision_past", speech, **facts), headers=HEADERS)

    @routes.get("/supervision/past")
    async def page(reader: Reader, asked: _Asked) -> Response:
        return await answer(reader, asked, listed)

    @routes.get("/supervision/past.csv")
    async def as_csv(reader: Reader, asked: _Asked) -> Response:
        return await answer(
            reader, asked, lambda speech, wish, found: csv(speech, found, wish.first, wish.last)
        )

    @routes.get("/supervision/past.xlsx")
    async def as_xlsx(reader: Reader, asked: _Asked) -> Response:
        return await answer(
            reader, asked, lambda speech, wish, found: xlsx(speech, found, wish.first, wish.last)
        )
