"""The evaluations (好差评) for those who run the hall: what was given, with what is odd about it; what silence counted as apart.

None of whoever gave one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, Response

from hall.assets import load_tags
from hall.contract.evaluations import BAD, Source
from hall.contract.tags import TagSet
from hall.domain.clock import CHINA
from hall.server.console import signs, upstream
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.rating_links import links_of
from hall.server.statistics.files import BOM, lines
from hall.server.store import rating_asking, rating_defaults, rating_flags, ratings
from hall.server.store.times import from_us
from hall.server.web.html import HEADERS

WHICH: Final = ("all", "bad", "flagged", "defaults")
_SIGNS: Final = {True: ("alarm", "▼"), False: ("good", "●")}
_LINK_COLUMNS: Final = ("number", "kind", "service", "window", "ended", "until", "link")
_Which = Annotated[Literal["all", "bad", "flagged", "defaults"], Query(alias="which")]


@dataclass(frozen=True)
class RatedLine:
    """An evaluation in words. `flags`: what is odd; `given` false: silence that counts by the hall's rule."""

    level: str
    chip: str
    sign: str
    number: str
    service: str
    window: str
    tags: tuple[str, ...]
    words: str
    when: str
    source: str
    flags: tuple[str, ...] = ()
    given: bool = True


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the list, its parts, and the links to be sent."""
    signs.add(routes, desk, pages)
    upstream.add(routes, desk, pages)
    tags, links = load_tags(), links_of(desk)
    days = desk.catalogue.settings.evaluation.link_days

    async def answer(name: str, speech: Speech, which: str) -> HTMLResponse:
        def write(connection: Connection) -> str:
            return pages.fill(
                name, speech, lines=_lines(connection, speech, tags, which), which=which, all_which=WHICH
            )

        return await pages.answer(speech, write)

    @routes.get("/ratings")
    async def page(reader: Reader, which: _Which = "all") -> HTMLResponse:
        return await answer("ratings", pages.speech(reader), which)

    @routes.get("/ratings/parts")
    async def parts(reader: Reader, which: _Which = "all") -> HTMLResponse:
        return await answer("ratings_parts", pages.speech(reader), which)

    @routes.get("/ratings/links.csv")
    async def csv(reader: Reader) -> Response:
        """For whoever sends them: a link for each visit that nobody has evaluated yet."""
        speech, now = pages.speech(reader), desk.clock.now()
        found = await desk.store.read(lambda c: rating_asking.unrated(c, desk.catalogue, now, days))
        table = [[speech.say(f"rated_link.{name}") for name in _LINK_COLUMNS]]
        for one in found:
            token = links.token(one.subject, Source.LINK, now)
            window = str(one.window) if one.window else ""
            kind = speech.say(f"rated_kind.{one.kind.value}")
            until = links.until(now).isoformat()
            row = [one.number, kind, speech.service(one.service), window, _stamp(one.ended), until]
            table.append([*row, links.url(token)])
        named = {"Content-Disposition": 'attachment; filename="evaluation-links.csv"'}
        return Response(
            BOM + lines(table), media_type="text/csv; charset=utf-8", headers={**HEADERS, **named}
        )


def _lines(connection: Connection, speech: Speech, tags: TagSet, which: str) -> list[RatedLine]:
    if which == "defaults":
        return [_default(speech, tags, row) for row in rating_defaults.latest(connection)]
    only = {"bad": [ratings.bad()], "flagged": [ratings.flagged()]}.get(which, [])
    rows = ratings.latest(connection, *only)
    odd = rating_flags.of(connection, [row.ticket for row in rows])
    return [_line(speech, tags, row, odd.get(row.ticket, [])) for row in rows]


def _line(speech: Speech, tags: TagSet, row: Any, odd: list[str]) -> RatedLine:  # noqa: ANN401 - a Row
    chip, sign = _SIGNS[row.stars in BAD]
    return RatedLine(
        level=speech.name(tags.level(row.stars).name),
        chip=chip,
        sign=sign,
        number=row.number,
        service=speech.service(row.service),
        window=_window(speech, row.window, row.clerk),
        tags=tuple(speech.name(one) for one in tags.names(json.loads(row.tags or "[]"))),
        words=row.words or "",
        when=_stamp(from_us(row.given_us)),
        source=speech.say(f"rated.by_{row.source or 'pad'}"),
        flags=tuple(speech.say(f"rated_flag.{one}") for one in odd),
    )


def _default(speech: Speech, tags: TagSet, row: Any) -> RatedLine:  # noqa: ANN401 - a Row
    return RatedLine(
        level=speech.name(tags.level(row.stars).name),
        chip="",
        sign="○",
        number=row.number or row.case_number,
        service=speech.service(row.service),
        window=_window(speech, row.window, row.clerk),
        tags=(),
        words="",
        when=_stamp(from_us(row.at_us)),
        source=speech.say("rated.by_nobody"),
        given=False,
    )


def _window(speech: Speech, number: int, clerk: str) -> str:
    said = speech.say("page.window", number=number) if number else ""
    return " · ".join(one for one in (said, clerk) if one)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%m-%d %H:%M}"
