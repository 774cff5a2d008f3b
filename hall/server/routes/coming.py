"""Who is next at a window, for the screen over it. Numbers only."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from hall.contract.screens import Coming
from hall.domain.queue.foresight import foreseen
from hall.server.desk import Desk

MOST = 6
"""More fit on no screen, and the order of those behind changes most."""


def router(desk: Desk) -> APIRouter:
    """The route."""
    routes = APIRouter()

    @routes.get("/board/next")
    async def coming(window: Annotated[int, Query(ge=1, le=999)]) -> Coming:
        desk.catalogue.window(window)
        now = desk.clock.now()

        def query(connection: Connection) -> Coming:
            _, day = desk.days.at(connection, now)
            at = day.desk(window)
            line = foreseen(day.line_of(at), at, day.rules, now, MOST)
            return Coming(window=window, numbers=[one.number for one in line])

        return await desk.store.read(query)

    return routes
