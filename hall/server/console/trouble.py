"""The page for a person instead of one that is not there, cannot be read or broke."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from hall.domain.roles import Role
from hall.server.console.places import pages_of
from hall.server.console.reader import Who
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.refusals import Page
from hall.server.web import pages as web
from hall.server.web.html import HEADERS
from hall.server.web.language import language_of


def trouble(desk: Desk) -> Page:
    """Under /console the console's page; elsewhere the public one, in which nothing leads to the console."""
    console, public = pages_of(desk), web.Pages(desk.catalogue)

    def page(request: Request, refused: Refusal) -> Response:
        language = language_of(
            request.query_params.get("lang", ""), request.headers.get("accept-language", "")
        )
        if not request.url.path.startswith("/console"):
            return public.refuse(refused, language)
        holder = getattr(request.state, "holder", None)
        role: Role | None = holder.role if holder is not None else None
        text = console.fill("problem", console.speech(Who(language, role)), problem=refused.problem)
        return HTMLResponse(text, refused.status, HEADERS)

    return page
