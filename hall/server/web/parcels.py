"""What lies in a locker, for the phone of whoever may pick it up: which door, until when, and the code as a square one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.pickup import ParcelInfo
from hall.domain.cases.guessing import MOST_TOGETHER, Guesses
from hall.domain.cases.workdays import day_of
from hall.domain.pickup.codes import LENGTH, grouped, parcel_link, plain
from hall.domain.pickup.parcel import State
from hall.server.case_finding import place_of
from hall.server.desk import Desk
from hall.server.parcel_keys import ParcelKeys
from hall.server.problems import Refusal
from hall.server.store import parcel_book
from hall.server.web.codes import code_svg
from hall.server.web.html import HEADERS, Language
from hall.server.web.pages import Pages

_LONGEST = 40


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """The one route."""
    keys, guesses, settings = ParcelKeys(desk.identity), Guesses(MOST_TOGETHER), desk.catalogue.settings
    base = settings.server.public_url or settings.server.url

    async def look(code: str, place: str) -> ParcelInfo:
        now_ms = desk.clock.mono_ms()
        wait = guesses.wait_ms(place, now_ms)
        if wait:
            raise Refusal("case.guessing", minutes=-(-wait // 60_000))
        today, remind = day_of(desk.clock.now()), settings.pickup.remind_days

        def query(connection: Connection) -> ParcelInfo | None:
            row = parcel_book.of_code(connection, keys.indexed(code)) if len(code) == LENGTH else None
            return parcel_book.info(row, today, remind) if row is not None else None

        found = await desk.store.read(query)
        if found is None:
            guesses.wrong(place, now_ms)
            raise Refusal("parcel.noneForCode")
        return found

    @routes.get("/p/{code}")
    async def parcel(code: str, language: Language, request: Request) -> HTMLResponse:
        plain_code = plain(code[:_LONGEST])
        try:
            found = await look(plain_code, place_of(request))
        except Refusal as refused:
            return pages.refuse(refused, language)
        there = found.state is State.IN
        facts = {
            "parcel": found,
            "code": plain_code,
            "grouped": grouped(plain_code),
            "place": parcel_book.place_of(settings, found.unit),
            "late": there and found.left < 0,
            "there": there,
            "drawn": code_svg(parcel_link(base, plain_code)),
        }
        return HTMLResponse(pages.fill("parcel", language, **facts), headers=HEADERS)
