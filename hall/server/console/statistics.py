"""The page of statistics: a range of days chosen by links or a form, figures, charts with their numbers, a table, files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from hall.contract.statistics import FiguresInfo, Statistics
from hall.domain.clock import CHINA
from hall.domain.statistics.report import By
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.statistics_pictures import pictures
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.statistics import workbook
from hall.server.statistics.columns import Unit, rows, written
from hall.server.statistics.words import Words, words_of
from hall.server.web.html import HEADERS

PATH = "/console/statistics"
First = Annotated[str, Query(alias="from", max_length=10)]
Last = Annotated[str, Query(alias="to", max_length=10)]
Wanted = Annotated[By, Query()]


@dataclass(frozen=True)
class Tile:
    """One figure, large, and what belongs to it, small."""

    name: str
    value: str
    more: str


@dataclass(frozen=True)
class Choice:
    """A link to another range, or the form's choice of what to tell apart by. `now`: it is this page's."""

    name: str
    value: str
    now: bool


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the statistics' page."""
    book = desk.book

    @routes.get("/statistics")
    async def statistics(
        reader: Reader, from_: First = "", to: Last = "", by: Wanted = By.SERVICE
    ) -> HTMLResponse:
        language = reader.language
        speech, words = pages.speech(reader), words_of(language)
        try:
            first, last = book.range_of(from_, to)
            found = await book.report(first, last, by)
        except Refusal as refused:
            return HTMLResponse(
                pages.fill("problem", speech, problem=refused.problem), refused.status, HEADERS
            )
        page = pages.fill(
            "statistics",
            speech,
            words=words,
            found=found,
            until=_until(found, words),
            tiles=_tiles(found.total, words),
            ranges=_ranges(book.today, found, language),
            kinds=[Choice(words("by", one.value), one.value, one is by) for one in By],
            pictures=pictures(found, words),
            table=list(rows(found, words, brief=True)),
            query=urlencode({"from": first, "to": last, "lang": language}),
        )
        return HTMLResponse(page, headers=HEADERS)

    @routes.get("/statistics.xlsx")
    async def table(reader: Reader, from_: First = "", to: Last = "", by: Wanted = By.SERVICE) -> Response:
        try:
            first, last = book.range_of(from_, to)
            found = await book.report(first, last, by)
        except Refusal as refused:
            page = pages.fill("problem", pages.speech(reader), problem=refused.problem)
            return HTMLResponse(page, refused.status, HEADERS)
        name = f"statistics-{by.value}-{first}-{last}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(workbook.groups(found, words_of(reader.language)), 200, headers, workbook.KIND)


def _until(found: Statistics, words: Words) -> str:
    at = found.as_of.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    if found.first == found.last:
        return words("label", "until_one", **{"from": found.first}, at=at)
    return words("label", "until", **{"from": found.first}, to=found.last, days=found.days, at=at)


def _ranges(today: str, found: Statistics, language: str) -> list[Choice]:
    day = date.fromisoformat(today)
    month = day.replace(day=1)
    before = month - timedelta(days=1)
    spans = {
        "today": (day, day),
        "yesterday": (day - timedelta(days=1), day - timedelta(days=1)),
        "week": (day - timedelta(days=day.weekday()), day),
        "month": (month, day),
        "last_month": (before.replace(day=1), before),
    }
    words = words_of(language)
    made = []
    for name, (first, last) in spans.items():
        asked = {"from": first.isoformat(), "to": last.isoformat(), "by": found.by.value, "lang": language}
        now = (found.first, found.last) == (asked["from"], asked["to"])
        made.append(Choice(words("label", name), f"?{urlencode(asked)}", now))
    return made


def _tiles(total: FiguresInfo, words: Words) -> Iterable[Tile]:
    unknown = words("tile", "unknown")

    def minutes(seconds: int | None) -> str:
        if seconds is None:
            return unknown
        return words("tile", "minutes", m=written(seconds, Unit.MINUTES))

    def percent(share: float, of: object) -> str:
        return f"{written(share, Unit.PERCENT)} %" if of else unknown

    def tile(name: str, value: str, key: str, **facts: object) -> Tile:
        return Tile(words("tile", name), value, words("tile", key, **facts))

    wait, service, told = total.wait, total.service, total.told
    yield tile("tickets", str(total.tickets), "served", count=total.served)
    yield tile(
        "wait", minutes(wait.p50_s if wait else None), "wait_nine", time=minutes(wait.p90_s if wait else None)
    )
    yield tile("long", percent(total.waited_long_share, wait), "long_of", count=wait.count if wait else 0)
    yield tile(
        "service",
        minutes(service.p50_s if service else None),
        "service_nine",
        time=minutes(service.p90_s if service else None),
    )
    yield tile(
        "abandoned",
        percent(total.abandoned_share, total.tickets),
        "abandoned_of",
        no_show=total.no_show,
        cancelled=total.cancelled,
        left=total.left,
    )
    share = total.priority_share + total.appointment_share
    yield tile("first", percent(share, total.tickets), "first_of", count=total.passed)
    if told:
        yield tile("told", percent(told.within, told), "told_of", time=minutes(told.nine_of_ten_s))
    else:
        yield tile("told", unknown, "told_none")
    yield tile("offline", percent(total.offline_share, total.tickets), "offline_of", count=total.offline)
