"""Figures of days gone by, as JSON and as files. Reads only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import StreamingResponse

from hall.contract.statistics import Statistics
from hall.domain.statistics.report import By
from hall.server.desk import Desk
from hall.server.statistics import files
from hall.server.statistics.book import Book
from hall.server.statistics.words import Words, words_of

First = Annotated[str, Query(alias="from", max_length=10)]
Last = Annotated[str, Query(alias="to", max_length=10)]
Wanted = Annotated[By, Query()]
Lang = Annotated[str, Query(max_length=10)]
_KIND: Final = "text/csv; charset=utf-8; header=present"
"""RFC 4180 3."""


class CsvResponse(StreamingResponse):
    """A file that a browser saves under `name`."""

    media_type: str | None = _KIND

    def __init__(self, name: str, content: AsyncIterator[str]) -> None:
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
        super().__init__(content, headers=headers)


def router(desk: Desk) -> APIRouter:
    """Routes of the statistics."""
    routes = APIRouter()
    book = desk.book

    @routes.get("/statistics")
    async def statistics(from_: First = "", to: Last = "", by: Wanted = By.SERVICE) -> Statistics:
        first, last = book.range_of(from_, to)
        return await book.report(first, last, by)

    _add_files(routes, book)
    return routes


def _add_files(routes: APIRouter, book: Book) -> None:
    """What spreadsheets open."""

    @routes.get("/statistics.csv", response_class=CsvResponse, status_code=200)
    async def groups(
        from_: First = "", to: Last = "", by: Wanted = By.SERVICE, lang: Lang = "zh"
    ) -> CsvResponse:
        first, last = book.range_of(from_, to)
        found = await book.report(first, last, by)
        return CsvResponse(
            f"statistics-{by.value}-{first}-{last}", _once(files.groups(found, words_of(lang)))
        )

    @routes.get("/statistics/tickets.csv", response_class=CsvResponse, status_code=200)
    async def tickets(from_: First = "", to: Last = "", lang: Lang = "zh") -> CsvResponse:
        first, last = book.range_of(from_, to)
        return CsvResponse(f"tickets-{first}-{last}", _tickets(book, first, last, words_of(lang)))


async def _once(text: str) -> AsyncIterator[str]:
    yield text


async def _tickets(book: Book, first: str, last: str, words: Words) -> AsyncIterator[str]:
    yield files.raw_heading(words)
    async for lines in book.days(first, last, lambda day: files.raw_lines(day, book.names, words)):
        yield lines
