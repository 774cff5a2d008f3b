"""How a case is, for the phone of whoever has the receipt. Works without scripts."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hall.contract.cases import FindCase
from hall.domain.cases.codes import plain
from hall.domain.cases.guessing import MOST_TOGETHER, Guesses
from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import day_of
from hall.domain.dates import day_in, minute_in
from hall.domain.pickup.codes import grouped
from hall.server import case_words
from hall.server.case_finding import look_for, place_of
from hall.server.desk import Desk
from hall.server.parcel_keys import ParcelKeys
from hall.server.problems import Refusal
from hall.server.store import parcel_book
from hall.server.store.case_book import Office
from hall.server.web.html import HEADERS, Language
from hall.server.web.pages import Pages

_SIGNS = {Light.RED: "▲", Light.YELLOW: "◆", Light.GREEN: "●", Light.NONE: ""}
_LONGEST = 40


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page, and of a code that was typed."""
    office, guesses = Office(desk.catalogue), Guesses(MOST_TOGETHER)
    keys, settings = ParcelKeys(desk.identity), desk.catalogue.settings

    @routes.get("/c/")
    async def typed(language: Language, code: str = "") -> Response:
        """What was typed into a form becomes the address on the receipt."""
        wanted = plain(code[:_LONGEST])
        if not wanted:
            return pages.refuse(Refusal("case.noneForCode"), language)
        return RedirectResponse(f"/c/{quote(wanted, safe='')}?lang={language}", 303, HEADERS)

    @routes.get("/c/{code}")
    async def case(code: str, language: Language, request: Request) -> HTMLResponse:
        try:
            wanted = FindCase(code=code[:_LONGEST])
            (found,) = await look_for(desk, office, guesses, place_of(request), wanted)
        except Refusal as refused:
            return pages.refuse(refused, language)
        today = day_of(desk.clock.now())
        told = case_words.progress(desk.catalogue, found, today)
        row = await desk.store.read(lambda c: parcel_book.of_case(c, found.row.event_id))
        lies = parcel_book.info(row, today, 0) if row is not None else None
        facts = {
            "case": told,
            "code": code,
            "sign": _SIGNS[told.light],
            "stamp": minute_in,
            "day": day_in,
            "lies": lies,
            "place": parcel_book.place_of(settings, lies.unit) if lies else None,
            "pick_up": keys.code(lies.id) if lies else "",
            "grouped": grouped,
        }
        return HTMLResponse(pages.fill("case", language, **facts), headers=HEADERS)
