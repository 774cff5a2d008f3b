"""The windows' signs: an A4 page with the code that citizens scan, made from a template that a province may replace."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from jinja2 import TemplateError, TemplateNotFound
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.assets import ASSETS
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.rating_links import links_of
from hall.server.web.codes import code_svg
from hall.server.web.html import HEADERS, environment

FOLDER: Final = ASSETS / "signs"
_PAPER: Final = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
}
"""A layout brings its own style and pictures in one file; it runs nothing and asks nobody."""


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the list and of each window's page for the printer."""
    templates, links, settings = environment(FOLDER), links_of(desk), desk.catalogue.settings

    @routes.get("/signs")
    async def signs(reader: Reader) -> HTMLResponse:
        speech = pages.speech(reader)

        def write(_: Connection) -> str:
            return pages.fill("signs", speech, windows=settings.windows, layout=settings.evaluation.sign)

        return await pages.answer(speech, write)

    @routes.get("/signs/{window}")
    async def sign(window: int) -> HTMLResponse:
        found, layout = desk.catalogue.window(window), settings.evaluation.sign
        url = links.sign_url(window)
        try:
            page = templates.get_template(f"{layout}.html").render(
                hall=settings.hall, window=found, url=url, code=code_svg(url)
            )
        except TemplateNotFound:
            raise Refusal("rating.noTemplate", name=layout) from None
        except TemplateError as error:
            raise Refusal("rating.badTemplate", name=layout, detail=str(error)) from error
        return HTMLResponse(page, headers=_PAPER)
