"""The public pages: the board for any screen, a ticket's page for its holder's phone."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from hall.server.desk import Desk
from hall.server.web import board, cases, pad, parcels, phone, rate, sign
from hall.server.web.pages import STATIC, Pages

__all__ = ["STATIC", "router"]


def router(desk: Desk) -> APIRouter:
    """Routes of the public pages."""
    pages = Pages(desk.catalogue)
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    phone.add(routes, desk, pages)
    rate.add(routes, desk, pages)
    sign.add(routes, desk, pages)
    pad.add(routes, desk, pages)
    cases.add(routes, desk, pages)
    parcels.add(routes, desk, pages)
    board.add(routes, desk, pages)
    return routes
