"""The month's sheet (考勤表), printable and as files, and one clerk's month with what was punched and entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, Response

from hall.domain.attendance.words import Kind
from hall.domain.calendar import local
from hall.server.attendance import files, sheet
from hall.server.attendance.book import AttendanceBook, ClerkDay, ClerkMonth, last_of, month_of
from hall.server.attendance.words import clock, words_of
from hall.server.console.attendance_words import EntryLine, PunchLine, bad, card, entry_lines, punch_line
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader, Who
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.statistics.words import Words
from hall.server.store import attendance_badges
from hall.server.web.html import HEADERS
from hall.settings.times import DAYS

_LEGEND: Final = (
    "good",
    "late",
    "early",
    "away",
    "no_card",
    "half",
    "absent",
    "not_come",
    "leave",
    "trip",
    "overtime",
    "rest",
)
_ENTERED: Final = (Kind.PUNCH, Kind.LEAVE, Kind.TRIP, Kind.OVERTIME)
Month = Annotated[str, Query(max_length=7)]


@dataclass(frozen=True)
class Row:
    """A line of the sheet. `days`: sign, whether it is one to look into, whether the day is at rest."""

    id: str
    name: str
    days: tuple[tuple[str, bool, bool], ...]
    sums: list[str]


@dataclass(frozen=True)
class DayLine:
    """A clerk's day in words."""

    date: str
    weekday: str
    hours: str
    first: str
    last: str
    results: list[str]
    bad: bool
    punches: list[PunchLine]
    entries: list[EntryLine]


def shut(book: AttendanceBook, speech: Speech, clerk: str = "", token: str = "") -> str:
    """Why whoever reads sees nothing here: a key of [page], or ""."""
    if not book.on:
        return "off"
    own = bool(clerk) and clerk == token
    return "" if speech.by_name or own else "not_yours"


def require(book: AttendanceBook, speech: Speech) -> None:
    """Raises `Refusal` for who may not enter anything."""
    if not book.on:
        raise Refusal("attendance.off")
    if not speech.by_name:
        role = speech.role.value if speech.role is not None else ""
        raise Refusal("token.notAllowed", role=role, roles="supervisor")


def add(routes: APIRouter, desk: Desk, pages: Pages, book: AttendanceBook) -> None:
    """Routes of the sheet, its files, and a clerk's month."""
    _add_sheet(routes, desk, pages, book)
    _add_clerk(routes, desk, pages, book)


def _add_sheet(routes: APIRouter, desk: Desk, pages: Pages, book: AttendanceBook) -> None:
    @routes.get("/attendance/month")
    async def page(reader: Reader, month: Month = "") -> HTMLResponse:
        speech, words, now = pages.speech(reader), words_of(reader.language), desk.clock.now()
        why = shut(book, speech)
        if why:
            return _shut(pages, speech, words, why)

        def write(connection: Connection) -> str:
            first = month_of(month, local(now)[0])
            found = book.month(connection, first, now)
            facts = _sheet(book, first, found, words) | _about(first, now, words)
            return pages.fill("attendance_month", speech, words=words, **facts)

        return await pages.answer(speech, write)

    @routes.get("/attendance.xlsx")
    async def workbook(reader: Reader, month: Month = "") -> Response:
        speech, now = pages.speech(reader), desk.clock.now()
        try:
            require(book, speech)
            first = month_of(month, local(now)[0])
        except Refusal as refusal:
            page = pages.fill("problem", speech, problem=refusal.problem)
            return HTMLResponse(page, refusal.status, HEADERS)
        found = await desk.store.read(lambda connection: book.month(connection, first, now))
        return files.xlsx(book, first, found, reader.language)


def _add_clerk(routes: APIRouter, desk: Desk, pages: Pages, book: AttendanceBook) -> None:
    async def answer(name: str, reader: Who, clerk: str, month: str) -> HTMLResponse:
        speech, words, now = pages.speech(reader), words_of(reader.language), desk.clock.now()
        why = shut(book, speech, clerk, reader.token)
        if why:
            return _shut(pages, speech, words, why)

        def write(connection: Connection) -> str:
            first = month_of(month, local(now)[0])
            (found,) = book.month(connection, first, now, clerk)
            cards = attendance_badges.held(connection, clerk)
            facts = _clerk(book, found, words) | _about(first, now, words)
            facts["cards"] = [(badge, card(tail, words)) for badge, tail in cards.items()]
            return pages.fill(name, speech, words=words, own=not speech.by_name, **facts)

        return await pages.answer(speech, write)

    @routes.get("/attendance/clerks/{clerk}")
    async def page(clerk: str, reader: Reader, month: Month = "") -> HTMLResponse:
        return await answer("attendance_clerk", reader, clerk, month)

    @routes.get("/attendance/clerks/{clerk}/parts")
    async def parts(clerk: str, reader: Reader, month: Month = "") -> HTMLResponse:
        return await answer("attendance_clerk_parts", reader, clerk, month)


def _shut(pages: Pages, speech: Speech, words: Words, why: str) -> HTMLResponse:
    page = pages.fill("attendance_shut", speech, words=words, why=words("page", why))
    return HTMLResponse(page, headers=HEADERS)


def _about(first: date, now: datetime, words: Words) -> dict[str, object]:
    """The month, and the ones beside it."""
    day, minute = local(now)
    return {
        "month": f"{first:%Y-%m}",
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{last_of(first) + timedelta(days=1):%Y-%m}",
        "until": words("label", "until", at=f"{day} {clock(minute)}"),
    }


def _sheet(book: AttendanceBook, first: date, found: list[ClerkMonth], words: Words) -> dict[str, object]:
    days = [first + timedelta(days=at) for at in range(last_of(first).day)]
    at_rest = [not any(one.days[at].spans for one in found) for at in range(len(days))]
    return {
        "heads": [
            (one.day, words("day", DAYS[one.weekday()]), off) for one, off in zip(days, at_rest, strict=True)
        ],
        "rows": [_row(book, one, words) for one in found],
        "sums": [words("label", name) for name in sheet.SUMS],
        "legend": [words("legend", name) for name in _LEGEND],
    }


def _row(book: AttendanceBook, one: ClerkMonth, words: Words) -> Row:
    days = tuple((sheet.sign(day, words), bad(day), not day.spans) for day in one.days)
    return Row(one.clerk, sheet.who(book, one.clerk).name, days, sheet.sums(one.total))


def _clerk(book: AttendanceBook, found: ClerkMonth, words: Words) -> dict[str, object]:
    return {
        "person": sheet.who(book, found.clerk),
        "days": [_day(book, one, words) for one in reversed(found.days) if sheet.telling(one)],
        "totals": [
            (words("label", name), value)
            for name, value in zip(sheet.SUMS, sheet.sums(found.total), strict=True)
            if value != "0" or name in {"expected", "attended"}
        ],
        "kinds": [kind.value for kind in _ENTERED] if found.clerk in book.clerks else [],
    }


def _day(book: AttendanceBook, one: ClerkDay, words: Words) -> DayLine:
    judged = one.judged
    return DayLine(
        date=one.day.isoformat(),
        weekday=words("label", "on", day=words("day", DAYS[one.day.weekday()])),
        hours=sheet.hours(one) or words("label", "rest"),
        first=sheet.moment(judged.first if judged else None),
        last=sheet.moment(judged.last if judged else None),
        results=sheet.results(judged, words),
        bad=bad(one),
        punches=[punch_line(book, each, words) for each in one.records],
        entries=entry_lines(one, words),
    )
