"""The indices of days gone by, as JSON and as a file. Reads only; for those who run the hall."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from hall.contract.figures import Indices
from hall.domain.figures.tally import Grouping
from hall.server.desk import Desk
from hall.server.figures import files
from hall.server.figures.book import FigureBook

First = Annotated[str, Query(alias="from", max_length=10)]
Last = Annotated[str, Query(alias="to", max_length=10)]
Wanted = Annotated[Grouping, Query()]
Lang = Annotated[str, Query(max_length=10)]


def router(desk: Desk) -> APIRouter:
    """Routes of the indices."""
    routes = APIRouter()
    book = FigureBook(desk)

    @routes.get("/figures")
    async def figures(from_: First = "", to: Last = "", by: Wanted = Grouping.WINDOW) -> Indices:
        first, last = desk.book.range_of(from_, to)
        return await book.told(first, last, by)

    @routes.get("/figures.csv", response_class=files.CsvFile, status_code=200)
    async def table(
        from_: First = "", to: Last = "", by: Wanted = Grouping.WINDOW, lang: Lang = "zh"
    ) -> Response:
        first, last = desk.book.range_of(from_, to)
        return files.csv(await book.told(first, last, by), lang)

    return routes
