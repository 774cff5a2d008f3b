"""The console's addresses, all under /console. Pages are whole; what a page renews or asks comes as a piece of one."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from hall.server.console.pages import STATIC
from hall.server.console.places import PLACES, pages_of
from hall.server.desk import Desk

__all__ = ["STATIC", "router"]


def router(desk: Desk) -> APIRouter:
    """Routes of the console."""
    pages = pages_of(desk)
    routes = APIRouter(prefix="/console", include_in_schema=False, default_response_class=HTMLResponse)
    for place in PLACES:
        place.add(routes, desk, pages)
    return routes
