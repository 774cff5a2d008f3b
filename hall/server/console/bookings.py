"""Bookings of a day for staff: looked at, checked in by hand, cancelled, and imported as a list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.appointments import Appointment, Booking, BookingReply, Bookings, BookingState
from hall.contract.messages import Message
from hall.domain.clock import service_date
from hall.server.console import bookings_csv
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech, hour
from hall.server.desk import Desk
from hall.server.store import appointments, bookings
from hall.server.store.tx import Tx
from hall.server.web.html import HEADERS

_AT_ONCE = 500
"""Bookings in one request of the contract."""
Day = Annotated[date | None, Query(alias="date")]


class CsvRequest(Message):
    """A table as text. It has no id: its rows are known by what they say."""

    csv: Annotated[str, Field(max_length=900_000, repr=False)]


@dataclass(frozen=True)
class BookingLine:
    """A booking in words. `may_check_in`, `may_cancel`: today, and not yet taken up."""

    code: str
    service: str
    service_id: str
    slot: str
    who: str
    phone: str
    state: str
    state_name: str
    number: str
    may_check_in: bool
    may_cancel: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a row of a list: `trouble` "" when it is booked, `again` when it was before."""

    line: int
    trouble: str
    again: bool = False


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page, its parts, the dialogue and the import."""

    async def answer(name: str, speech: Speech, wanted: date | None) -> HTMLResponse:
        now = desk.clock.now()
        day = wanted or date.fromisoformat(service_date(now))

        def write(connection: Connection) -> str:
            found = appointments.of_day(connection, desk.catalogue, day.isoformat(), now)
            return pages.fill(name, speech, **_facts(speech, day, found, now))

        return await pages.answer(speech, write)

    @routes.get("/bookings")
    async def page(reader: Reader, day: Day = None) -> HTMLResponse:
        return await answer("bookings", pages.speech(reader), day)

    @routes.get("/bookings/parts")
    async def parts(reader: Reader, day: Day = None) -> HTMLResponse:
        return await answer("bookings_parts", pages.speech(reader), day)

    @routes.post("/bookings/import")
    async def take_in(request: CsvRequest, reader: Reader) -> HTMLResponse:
        speech = pages.speech(reader)
        try:
            rows = bookings_csv.read(request.csv, desk.catalogue.settings.services)
        except bookings_csv.NoTable as error:
            columns = ", ".join(_column(speech, name) for name in error.missing)
            most = 0 if error.line else bookings_csv.MOST
            page = pages.fill(
                "bookings_taken", speech, taken=[], columns=columns, most=most, broken=error.line
            )
            return HTMLResponse(page, 422, HEADERS)
        taken = await _book(desk, speech, rows, reader.token)
        return HTMLResponse(
            pages.fill("bookings_taken", speech, taken=taken, columns="", most=0, broken=0), headers=HEADERS
        )


def _coded(desk: Desk, rows: list[bookings_csv.Row]) -> list[Booking | None]:
    """The rows' bookings, each with a code: a row without one gets that of what it says, so that no list books it twice.

    Rows that say the same within one list are as many people.
    """
    seen: Counter[str] = Counter()
    made: list[Booking | None] = []
    for one in (row.booking for row in rows):
        if one is None or one.code:
            made.append(one)
            continue
        said = one.model_dump_json()
        made.append(one.model_copy(update={"code": desk.identity.code(said, seen[said])}))
        seen[said] += 1
    return made


async def _book(desk: Desk, speech: Speech, rows: list[bookings_csv.Row], by: str) -> list[Outcome]:
    outcomes = [
        Outcome(
            row.line,
            trouble="" if row.booking else speech.say("booking.unread", column=_column(speech, row.column)),
        )
        for row in rows
    ]
    good = [(at, booking) for at, booking in enumerate(_coded(desk, rows)) if booking]
    for first in range(0, len(good), _AT_ONCE):
        part = good[first : first + _AT_ONCE]
        request = Bookings(event_id="list-import", bookings=[one for _, one in part])

        def op(tx: Tx, request: Bookings = request) -> tuple[set[str], list[BookingReply]]:
            before = bookings.there(tx.connection, [str(one.code) for one in request.bookings])
            return before, bookings.book(tx, desk.catalogue, desk.identity, request, by)

        before, replies = await desk.store.write(op)
        for (at, _), reply in zip(part, replies, strict=True):
            outcomes[at] = _outcome(speech, outcomes[at], reply, before)
    return outcomes


def _outcome(speech: Speech, row: Outcome, reply: BookingReply, before: set[str]) -> Outcome:
    """`before`: codes that were known before this list."""
    if reply.problem:
        return replace(row, trouble=f"{speech.name(reply.problem.what)} {speech.name(reply.problem.do)}")
    if reply.appointment is None or reply.appointment.code not in before:
        return row
    if reply.appointment.state is BookingState.CANCELLED:
        return replace(row, trouble=speech.say("booking.cancelled"))
    return replace(row, again=True)


def _facts(speech: Speech, day: date, found: list[Appointment], now: datetime) -> dict[str, object]:
    lines = [_line(speech, one, day, now) for one in found]
    by_state = {
        state: sum(one.state == state.value for one in lines)
        for state in BookingState
        if any(one.state == state.value for one in lines)
    }
    return {
        "bookings": lines,
        "day": day.isoformat(),
        "today": service_date(now),
        "before": (day - timedelta(days=1)).isoformat(),
        "after": (day + timedelta(days=1)).isoformat(),
        "counts": [f"{_state(speech, one)} {n}" for one, n in by_state.items()],
        "columns": " ".join(_column(speech, name) for name in bookings_csv.COLUMNS),
        "must": " ".join(_column(speech, name) for name in bookings_csv.MUST),
    }


def _line(speech: Speech, one: Appointment, day: date, now: datetime) -> BookingLine:
    untouched = one.state in {BookingState.BOOKED, BookingState.MISSED}
    today = day.isoformat() == service_date(now)
    return BookingLine(
        code=one.code,
        service=speech.service(one.service),
        service_id=one.service,
        slot=f"{hour(one.begin)}-{hour(one.end)}",
        who=one.name,
        phone=one.phone,
        state=one.state.value,
        state_name=_state(speech, one.state),
        number=one.number,
        may_check_in=untouched and today and now >= one.earliest,
        may_cancel=one.state is BookingState.BOOKED,
    )


def _state(speech: Speech, state: BookingState) -> str:
    return speech.say(f"booking_state.{state.value}")


def _column(speech: Speech, name: str) -> str:
    zh, en = bookings_csv.COLUMNS.get(name, (name, name))
    return en if speech.language == "en" else zh
