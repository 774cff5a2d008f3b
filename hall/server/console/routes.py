"""The console's addresses, all under /console. Pages are whole; what a page renews or asks comes as a piece of one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Header, Query
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.messages import EventId
from hall.server.console import view
from hall.server.console.keys import KEYS
from hall.server.console.offers import choices
from hall.server.console.words import Speech, hour, language_of, speeches
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import why

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Form = Literal["transfer", "hold", "pause", "open", "item", "find", "keys"]
Asked = Annotated[str, Query(max_length=20)]
_Write = Callable[[Connection], str]


def _language(lang: Annotated[str, Query()] = "", accept_language: Annotated[str, Header()] = "") -> str:
    return language_of(lang, accept_language)


Language = Annotated[str, Depends(_language)]


class Pages:
    """The templates, and the answers made of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._speeches = speeches(desk.catalogue)
        self.days = view.LatestDay(desk.catalogue)
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(keys=KEYS, hour=hour, hall=desk.catalogue.settings.hall)

    def speech(self, language: str) -> Speech:
        """Its words."""
        return self._speeches[language]

    def fill(self, name: str, speech: Speech, **facts: Any) -> str:  # noqa: ANN401 - a template takes anything
        """A page or a piece of one."""
        other = "zh" if speech.language == "en" else "en"
        return self._templates.get_template(f"{name}.html").render(
            speech=speech, say=speech.say, language=speech.language, other=other, **facts
        )

    async def answer(self, speech: Speech, write: _Write) -> HTMLResponse:
        """What `write` makes of one moment of the store; a refusal becomes a page of its own."""
        try:
            return HTMLResponse(await self._desk.store.read(write), headers=HEADERS)
        except Refusal as refused:
            page = self.fill("problem", speech, problem=refused.problem)
            return HTMLResponse(page, refused.status, HEADERS)


def router(desk: Desk) -> APIRouter:
    """Routes of the console."""
    pages = Pages(desk)
    routes = APIRouter(prefix="/console", include_in_schema=False, default_response_class=HTMLResponse)
    _add_windows(routes, desk, pages)
    _add_questions(routes, desk, pages)
    return routes


def _add_windows(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """The list of windows, a window, and the parts of both that follow the day."""

    async def cards(name: str, speech: Speech) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            _, day = pages.days.at(connection, now)
            return pages.fill(name, speech, windows=view.window_cards(day, speech))

        return await pages.answer(speech, write)

    async def window(name: str, speech: Speech, number: int) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            seq, day = pages.days.at(connection, now)
            page = view.window_page(connection, day, speech, number, now)
            return pages.fill(name, speech, page=page, seq=seq)

        return await pages.answer(speech, write)

    @routes.get("/")
    async def choose(language: Language) -> HTMLResponse:
        return await cards("windows", pages.speech(language))

    @routes.get("/parts")
    async def list_parts(language: Language) -> HTMLResponse:
        return await cards("windows_parts", pages.speech(language))

    @routes.get("/windows/{number}")
    async def one(number: int, language: Language) -> HTMLResponse:
        return await window("window", pages.speech(language), number)

    @routes.get("/windows/{number}/parts")
    async def parts(number: int, language: Language) -> HTMLResponse:
        return await window("window_parts", pages.speech(language), number)


def _add_questions(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """What opens in the dialogue."""

    @routes.get("/windows/{number}/forms/{name}")
    async def form(number: int, name: Form, language: Language) -> HTMLResponse:
        speech, now = pages.speech(language), desk.clock.now()

        def write(connection: Connection) -> str:
            _, day = pages.days.at(connection, now)
            bench = view.bench(day, speech, number, now)
            current = bench.day.current(bench.desk)
            return pages.fill(f"forms/{name}", speech, number=number, current=current, choices=choices(bench))

        return await pages.answer(speech, write)

    @routes.get("/windows/{number}/found")
    async def found(number: int, asked: Asked, language: Language) -> HTMLResponse:
        speech, now, wanted = pages.speech(language), desk.clock.now(), as_printed(asked)

        def write(connection: Connection) -> str:
            ticket = view.find(connection, speech, number, wanted, now)
            return pages.fill("forms/find", speech, number=number, asked=wanted, found=ticket)

        return await pages.answer(speech, write)

    @routes.get("/tickets/{event_id}/why")
    async def before(event_id: EventId, language: Language) -> HTMLResponse:
        speech, now = pages.speech(language), desk.clock.now()
        return await pages.answer(
            speech, lambda c: pages.fill("forms/why", speech, told=why.why(c, desk.catalogue, event_id, now))
        )


def as_printed(asked: str) -> str:
    """A number as papers have it, however it was typed: ａ012 or a 012 is A012."""
    return "".join(unicodedata.normalize("NFKC", asked).upper().split())
