"""Attendance (考勤): who is in the house today, cards and punches to look into, the machine's file taken in.

For supervisors; whoever has a token in the name of a staff number sees that month alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hall.contract.attendance import PunchedBody
from hall.domain.attendance.words import Flag, Kind, Way
from hall.domain.calendar import local
from hall.domain.clock import CHINA
from hall.server.attendance import importing
from hall.server.attendance.badges import Badges
from hall.server.attendance.book import AttendanceBook, ClerkDay
from hall.server.attendance.words import words_of
from hall.server.console import attendance_month
from hall.server.console.attendance_words import (
    card_line,
    counts,
    groups,
    punch_line,
    standing,
)
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader, Who
from hall.server.desk import Desk
from hall.server.statistics.words import Words
from hall.server.store import attendance_badges, trail
from hall.server.store.attendance import Record, came, punched, records
from hall.server.store.times import to_us
from hall.server.store.tx import Tx
from hall.server.web.html import HEADERS
from hall.settings import Settings

PATH: Final = "/console/attendance"
_AT_ONCE: Final = 500
_SINCE: Final = timedelta(days=31)
"""So long unknown cards are listed after their last punch."""
_Kinds = Annotated[Kind, Query()]


def kept(settings: Settings) -> bool:
    """Whether the hall keeps attendance: else no page leads here."""
    return settings.attendance.on


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of today, its parts, its dialogues, the import; and of the months."""
    book = AttendanceBook(desk.catalogue.settings)
    _add_today(routes, desk, pages, book)
    _add_forms(routes, desk, pages, book)
    _add_import(routes, desk, pages, book)
    attendance_month.add(routes, desk, pages, book)


def _add_today(routes: APIRouter, desk: Desk, pages: Pages, book: AttendanceBook) -> None:
    async def answer(name: str, reader: Who) -> HTMLResponse:
        speech, words, now = pages.speech(reader), words_of(reader.language), desk.clock.now()
        shut = attendance_month.shut(book, speech)
        if shut:
            page = pages.fill("attendance_shut", speech, words=words, why=words("page", shut))
            return HTMLResponse(page, headers=HEADERS)
        return await pages.answer(
            speech, lambda c: pages.fill(name, speech, **_today(c, desk, book, words, now))
        )

    @routes.get("/attendance")
    async def page(reader: Reader) -> Response:
        if book.on and not pages.speech(reader).by_name and reader.token in book.clerks:
            return RedirectResponse(f"{PATH}/clerks/{reader.token}?lang={reader.language}", 303)
        return await answer("attendance", reader)

    @routes.get("/attendance/parts")
    async def parts(reader: Reader) -> HTMLResponse:
        return await answer("attendance_parts", reader)


def _today(
    connection: Connection, desk: Desk, book: AttendanceBook, words: Words, now: datetime
) -> dict[str, object]:
    settings, day = desk.catalogue.settings, local(now)[0]
    days = book.today(connection, now)
    found = [standing(book, one, settings, now, words) for one in days]
    unknown = attendance_badges.unknown(connection, (day - _SINCE).isoformat())
    return {
        "words": words,
        "day": day.isoformat(),
        "groups": groups(found, book, words),
        "counts": counts(found),
        "odd": [punch_line(book, one, words) for one in _odd(connection, settings, day, days)],
        "cards": [card_line(one, words) for one in unknown],
        "must": words("label", "joint").join(words("field", name) for name in importing.MUST),
    }


def _odd(connection: Connection, settings: Settings, day: date, days: Iterable[ClerkDay]) -> Iterator[Record]:
    """Today's punches with anything odd about them, and those that came today of a machine with a wrong clock.

    An unknown card is listed by itself, and told here only for what is odd beside it.
    """
    since_us, key = to_us(datetime.combine(day, time(), CHINA)), day.isoformat()
    nobody = records(connection, settings, key, key, "")
    for one in (*(each for each_day in days for each in each_day.records), *nobody):
        if one.flags - {Flag.UNKNOWN}:
            yield one
    for one in came(connection, settings, since_us, key):
        if one.flags & {Flag.CLOCK, Flag.FUTURE}:
            yield one


def _add_forms(routes: APIRouter, desk: Desk, pages: Pages, book: AttendanceBook) -> None:
    async def answer(name: str, reader: Who, **facts: object) -> HTMLResponse:
        speech = pages.speech(reader)
        attendance_month.require(book, speech)
        clerks = [(one.id, f"{one.name} {one.id}") for one in book.clerks.values()]
        facts |= {"words": words_of(reader.language), "clerks": clerks, "signer": reader.token}
        return await pages.answer(speech, lambda _: pages.fill(f"forms/attendance_{name}", speech, **facts))

    @routes.get("/attendance/form")
    async def entry(
        reader: Reader,
        kind: _Kinds,
        clerk: Annotated[str, Query(max_length=40)] = "",
        date: Annotated[str, Query(max_length=10)] = "",
        punch: Annotated[str, Query(max_length=64)] = "",
    ) -> HTMLResponse:
        today = local(desk.clock.now())[0].isoformat()
        facts = {"kind": kind.value, "clerk": clerk, "date": date or today, "punch": punch}
        return await answer("entry", reader, ways=[Way.IN.value, Way.OUT.value], **facts)

    @routes.get("/attendance/withdraw")
    async def withdraw(reader: Reader, id_: Annotated[str, Query(alias="id", max_length=64)]) -> HTMLResponse:
        return await answer("withdraw", reader, id=id_)

    @routes.get("/attendance/card")
    async def card(
        reader: Reader,
        badge: Annotated[str, Query(pattern=r"^[0-9a-f]{64}$")],
        held: bool = False,  # noqa: FBT001, FBT002 - a query
    ) -> HTMLResponse:
        return await answer("card", reader, badge=badge, held=held)


def _add_import(routes: APIRouter, desk: Desk, pages: Pages, book: AttendanceBook) -> None:
    settings = desk.catalogue.settings
    badges = Badges(desk.identity, settings)

    @routes.post("/attendance/import")
    async def take_in(
        request: Request, reader: Reader, name: Annotated[str, Query(max_length=200)]
    ) -> HTMLResponse:
        speech, words = pages.speech(reader), words_of(reader.language)
        attendance_month.require(book, speech)
        try:
            found = importing.read(name, await request.body(), settings.attendance.columns)
        except importing.NoFile as error:
            page = pages.fill("attendance_taken", speech, words=words, told=_why(error, words), bad=[])
            return HTMLResponse(page, 422, HEADERS)
        new = await _take(desk, badges, found.punches)
        said = {"new": new, "known": len(found.punches) - new, "bad": len(found.bad)}
        await desk.store.write(lambda tx: trail.step(tx, "attendance.imported", reader.token, "hall", said))
        bad = [
            f"{words('page', 'row', row=row)}: {words('page', 'bad_field', field=words('field', field))}"
            for row, field in sorted(found.bad.items())
        ]
        told = words("page", "taken", **said)
        return HTMLResponse(
            pages.fill("attendance_taken", speech, words=words, told=told, bad=bad), headers=HEADERS
        )


def _why(error: importing.NoFile, words: Words) -> str:
    if error.missing:
        columns = words("label", "joint").join(words("field", name) for name in error.missing)
        return words("page", "no_columns", columns=columns)
    if error.why == "many":
        return words("page", "too_many", most=importing.MOST)
    return words("page", "unreadable", why=words("unreadable", error.why))


async def _take(desk: Desk, badges: Badges, punches: list[PunchedBody]) -> int:
    """How many were new."""
    new = 0
    for first in range(0, len(punches), _AT_ONCE):
        new += await desk.store.write(partial(_add, badges=badges, punches=punches[first : first + _AT_ONCE]))
    return new


def _add(tx: Tx, badges: Badges, punches: Iterable[PunchedBody]) -> int:
    added = 0
    for one in map(badges.kept, punches):
        added += punched(tx, f"file-{one.same[:40]}", "", one)["new"]
    return added
