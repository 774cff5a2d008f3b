"""Who has just been served at a window: for its review pad, which hears numbers, not tickets."""

from __future__ import annotations

from fastapi import APIRouter, Response

from hall.contract.ended import EndedVisits
from hall.server.desk import Desk
from hall.server.store import ended


def router(desk: Desk) -> APIRouter:
    """The one route of it."""
    routes = APIRouter()

    @routes.get("/windows/{number}/ended")
    async def visits(number: int, response: Response) -> EndedVisits:
        """Those of its last few of today that stand, oldest first."""
        desk.catalogue.window(number)
        response.headers["Cache-Control"] = "no-store"
        now = desk.clock.now()
        return EndedVisits(visits=await desk.store.read(lambda c: ended.last_ends(c, number, now)))

    return routes
