"""The pages of the windows: the list of all, one window, and what opens in its dialogue."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.messages import EventId
from hall.contract.papers import DOCUMENT_MOST
from hall.server.console import signed_papers, supervision, view
from hall.server.console.heard import Watch
from hall.server.console.offers import choices
from hall.server.console.pages import Pages
from hall.server.console.rated import Pads
from hall.server.console.reader import Reader
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.store import why

Form = Literal["transfer", "hold", "pause", "open", "item", "find", "keys", "paper"]
Asked = Annotated[str, Query(max_length=20)]


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the windows' pages."""
    _add_windows(routes, desk, pages)
    _add_questions(routes, desk, pages)
    signed_papers.add(routes, desk, pages)


def _add_windows(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """The list of windows, a window, and the parts of both that follow the day."""
    settings = desk.catalogue.settings
    around = view.Around(Watch(settings), Pads(settings))

    async def cards(name: str, speech: Speech) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            _, day = pages.days.at(connection, now)
            return pages.fill(name, speech, windows=view.window_cards(connection, day, speech, now))

        return await pages.answer(speech, write)

    async def window(name: str, speech: Speech, number: int) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            seq, day = pages.days.at(connection, now)
            page = view.window_page(connection, view.bench(day, speech, number, now), around)
            watched = supervision.of_window(connection, speech, number, now)
            return pages.fill(name, speech, page=page, seq=seq, supervised=watched)

        return await pages.answer(speech, write)

    @routes.get("/")
    async def choose(reader: Reader) -> HTMLResponse:
        return await cards("windows", pages.speech(reader))

    @routes.get("/parts")
    async def list_parts(reader: Reader) -> HTMLResponse:
        return await cards("windows_parts", pages.speech(reader))

    @routes.get("/windows/{number}")
    async def one(number: int, reader: Reader) -> HTMLResponse:
        return await window("window", pages.speech(reader), number)

    @routes.get("/windows/{number}/parts")
    async def parts(number: int, reader: Reader) -> HTMLResponse:
        return await window("window_parts", pages.speech(reader), number)


def _add_questions(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """What opens in the dialogue."""

    @routes.get("/windows/{number}/forms/{name}")
    async def form(number: int, name: Form, reader: Reader) -> HTMLResponse:
        speech, now = pages.speech(reader), desk.clock.now()

        def write(connection: Connection) -> str:
            _, day = pages.days.at(connection, now)
            bench = view.bench(day, speech, number, now)
            current = bench.day.current(bench.desk)
            facts = {"number": number, "current": current, "choices": choices(bench), "most": DOCUMENT_MOST}
            return pages.fill(f"forms/{name}", speech, **facts)

        return await pages.answer(speech, write)

    @routes.get("/windows/{number}/found")
    async def found(number: int, asked: Asked, reader: Reader) -> HTMLResponse:
        speech, now, wanted = pages.speech(reader), desk.clock.now(), as_printed(asked)

        def write(connection: Connection) -> str:
            ticket = view.find(connection, speech, number, wanted, now)
            return pages.fill("forms/find", speech, number=number, asked=wanted, found=ticket)

        return await pages.answer(speech, write)

    @routes.get("/tickets/{event_id}/why")
    async def before(event_id: EventId, reader: Reader) -> HTMLResponse:
        speech, now = pages.speech(reader), desk.clock.now()
        return await pages.answer(
            speech, lambda c: pages.fill("forms/why", speech, told=why.why(c, desk.catalogue, event_id, now))
        )


def as_printed(asked: str) -> str:
    """A number as papers have it, however it was typed: ａ012 or a 012 is A012."""
    return "".join(unicodedata.normalize("NFKC", asked).upper().split())
