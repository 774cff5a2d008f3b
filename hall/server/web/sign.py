"""What the code on a window's sign opens: the number and the phone left with it lead to its evaluation.

A number alone opens nothing: everybody in the hall can read it. The hall knows the phone of a booking (masked), of an
application, and of a number that was taken by phone (a keyed hash); of any other it knows none, and says what else can
be done.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection, Select, and_, select
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hall.contract.evaluations import Source
from hall.domain.cases.guessing import MOST_TOGETHER, Guesses
from hall.domain.clock import service_date
from hall.domain.phones import plain
from hall.domain.privacy import Phone
from hall.domain.queue.ticket import TicketState
from hall.server.case_finding import place_of
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.rating_links import links_of
from hall.server.store import phones
from hall.server.store.phone_tables import ticket_phone
from hall.server.store.tables import appointment, case, ticket
from hall.server.store.visits import DAYS
from hall.server.web.forms import first, form_of
from hall.server.web.html import HEADERS, Language
from hall.server.web.pages import Pages

_LONGEST: Final = 40
_SHORTEST: Final = 7
"""Digits of a phone: fewer are nobody's."""


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page."""
    links = links_of(desk)
    places, numbers = Guesses(MOST_TOGETHER), Guesses()

    def show(window: int, language: str, refused: Refusal | None = None, number: str = "") -> HTMLResponse:
        found = desk.catalogue.window(window)
        problem = refused.problem if refused else None
        page = pages.fill("sign", language, window=found, problem=problem, number=number)
        return HTMLResponse(page, refused.status if refused else 200, HEADERS)

    @routes.get("/sign/{window}")
    async def page(window: int, language: Language) -> HTMLResponse:
        return show(window, language)

    @routes.post("/sign/{window}")
    async def find(window: int, language: Language, request: Request) -> Response:
        desk.catalogue.window(window)
        given = await form_of(request)
        number = first(given, "number").strip().upper()[:_LONGEST]
        phone = plain(first(given, "phone")[:_LONGEST])
        mono = desk.clock.mono_ms()
        keys = ((places, place_of(request)), (numbers, number))
        wait = max(guesses.wait_ms(key, mono) for guesses, key in keys)
        if wait:
            return show(window, language, Refusal("rating.guessing", minutes=-(-wait // 60_000)), number)
        subject = await desk.store.read(lambda c: _subject(c, desk, window, number, phone))
        if not subject:
            for guesses, key in keys:
                guesses.wrong(key, mono)
            return show(window, language, Refusal("rating.noMatch"), number)
        token = links.token(subject, Source.SIGN, desk.clock.now())
        return RedirectResponse(f"/r/{token}?lang={language}", 303, HEADERS)


def _subject(connection: Connection, desk: Desk, window: int, number: str, phone: str) -> str:
    """The visit that number and phone belong to, of the last days; "" for none."""
    if not number or len(phone) < _SHORTEST or not phone.isdigit():
        return ""
    masked, keys = Phone(phone).mask(), desk.identity.phones
    for row in connection.execute(
        _served(window, number, date.fromisoformat(service_date(desk.clock.now())))
    ):
        if row.booked == masked or phones.same(phone, row.unit, row.phone, keys):
            return str(row.event_id)
    filed = select(case.c.event_id).where(case.c.number == number, case.c.phone == phone)
    return connection.execute(filed).scalar() or ""


def _served(window: int, number: str, today: date) -> Select[Any]:
    """Visits of the last days that ended at the window with this number, and the phones left with them."""
    days = [(today - timedelta(days=ago)).isoformat() for ago in range(DAYS)]
    joined = ticket.outerjoin(
        appointment, and_(appointment.c.code == ticket.c.appointment, ticket.c.appointment != "")
    ).outerjoin(ticket_phone, ticket_phone.c.ticket == ticket.c.event_id)
    asked = select(
        ticket.c.event_id, appointment.c.phone.label("booked"), ticket_phone.c.unit, ticket_phone.c.phone
    )
    ended = (ticket.c.window == window, ticket.c.state == TicketState.DONE.value)
    here = asked.select_from(joined).where(ticket.c.date.in_(days), ticket.c.number == number, *ended)
    return here.order_by(ticket.c.issued_us.desc())
