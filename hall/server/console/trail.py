"""Every step (步步留痕): one timeline of the hall or of one thing in it, as files too, and whether the chain is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hall.domain.calendar import local
from hall.domain.clock import CHINA
from hall.server.console import trail_words as words
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader, Who
from hall.server.console.windows import as_printed
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.statistics.files import BOM, lines
from hall.server.statistics.workbook import KIND, workbook
from hall.server.store import seals_of_feed, timeline, trail
from hall.server.store.timeline import MOST, PAGE, Event, Mark, Wish
from hall.server.store.times import from_us
from hall.server.trail_checks import CHECKED
from hall.server.trail_keeper import newest

PATH: Final = "/console/trail"
_COLUMNS: Final = ("time", "step", "detail", "by", "about", "place")
_CSV: Final = "text/csv; charset=utf-8; header=present"
_Typed = Annotated[str, Query(max_length=80)]


@dataclass(frozen=True)
class Asked:
    """As the page's form says it. `day`: "" for today, "all" for every day; `before`: of the page's last step."""

    thing: str
    key: str
    day: str
    kind: str
    by: str
    before: str

    def wish(self, desk: Desk, today: date) -> Wish:
        """As the tables are asked."""
        about = f"{self.thing}:{self.key}" if self.thing in words.THINGS[1:] and self.key else ""
        return Wish(self.on(today), about, self.kind, _people(desk, self.by), _mark(self.before))

    def on(self, today: date) -> date | None:
        """The day; None for every day: numbers of tickets are a day's. What cannot be read is today."""
        if self.day == "all" and self.thing != "ticket":
            return None
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            return today

    def query(self, language: str, **changed: str) -> str:
        """Of a link."""
        facts = {"thing": self.thing, "key": self.key, "day": self.day, "kind": self.kind, "by": self.by}
        facts |= changed
        return urlencode({name: value for name, value in facts.items() if value} | {"lang": language})


def _asked(
    thing: _Typed = "hall",
    key: _Typed = "",
    day: _Typed = "",
    kind: _Typed = "",
    by: _Typed = "",
    before: _Typed = "",
) -> Asked:
    named = as_printed(key) if thing == "ticket" else key.strip()
    return Asked(thing, named, day, kind, by.strip(), before)


_Asked = Annotated[Asked, Depends(_asked)]


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page, its files and its look."""
    _add_page(routes, desk, pages)
    _add_files(routes, desk, pages)

    @routes.post("/trail/check")
    async def check(reader: Reader) -> RedirectResponse:
        desk.trail.checks.begin(reader.token)
        return RedirectResponse(f"{PATH}?{urlencode({'lang': reader.language})}", 303)


def _add_page(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    @routes.get("/trail")
    async def page(reader: Reader, asked: _Asked) -> HTMLResponse:
        speech, today = pages.speech(reader), local(desk.clock.now())[0]

        def write(connection: Connection) -> str:
            found = timeline.of(connection, asked.wish(desk, today))
            shown = found[:PAGE]
            older = asked.query(speech.language, before=_told(shown[-1])) if len(found) > PAGE else ""
            on, names = asked.on(today), timeline.numbers(connection, shown)
            return pages.fill(
                "trail",
                speech,
                lines=[words.line(speech, one, names) for one in shown],
                older=older,
                asked=asked,
                on=on.isoformat() if on else "",
                today=today.isoformat(),
                things=words.THINGS,
                kinds=words.kinds(speech.texts),
                query=asked.query(speech.language),
                **_whole(connection, desk, speech),
            )

        return await pages.answer(speech, write)

    @routes.get("/trail/parts")
    async def parts(reader: Reader) -> HTMLResponse:
        speech = pages.speech(reader)
        return await pages.answer(
            speech, lambda c: pages.fill("trail_parts", speech, **_whole(c, desk, speech))
        )


def _add_files(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    async def table(reader: Who, asked: Asked) -> list[list[str]]:
        speech, today = pages.speech(reader), local(desk.clock.now())[0]
        wish = asked.wish(desk, today)

        def read(connection: Connection) -> list[list[str]]:
            found = timeline.of(connection, wish, MOST)[:MOST]
            names = timeline.numbers(connection, found)
            return [_cells(words.line(speech, one, names)) for one in found]

        return [[speech.say(f"trail_column.{name}") for name in _COLUMNS], *await desk.store.read(read)]

    @routes.get("/trail.xlsx")
    async def book(reader: Reader, asked: _Asked) -> Response:
        return Response(workbook("trail", await table(reader, asked)), 200, _saved(desk, "xlsx"), KIND)

    @routes.get("/trail.csv")
    async def text(reader: Reader, asked: _Asked) -> Response:
        return Response(BOM + lines(await table(reader, asked)), 200, _saved(desk, "csv"), _CSV)


def _cells(one: words.Line) -> list[str]:
    return [one.when, one.title, one.detail, one.by, one.about, one.place]


def _saved(desk: Desk, kind: str) -> dict[str, str]:
    at = desk.clock.now().astimezone(CHINA).strftime("%Y%m%d-%H%M")
    named = f'attachment; filename="trail-{at}.{kind}"'
    return {"Content-Disposition": named, "Cache-Control": "no-store"}


def _whole(connection: Connection, desk: Desk, speech: Speech) -> dict[str, Any]:
    """The mark: what the last look found, whether one is under way, the head to be kept."""
    last, head = newest(connection, CHECKED), trail.head(connection)
    doing = desk.trail.checks.doing
    broken = words.broken(speech.texts, last["broken"], last["where"]) if last and "broken" in last else ""
    return {
        "last": last,
        "broken": broken,
        "checked": _checked(connection, speech, last) if last else "",
        "doing": _doing(speech, *doing) if doing else "",
        "head": head.line() if head else "",
        "waiting": seals_of_feed.unsealed(connection),
    }


def _checked(connection: Connection, speech: Speech, last: dict[str, Any]) -> str:
    at = timeline.of(connection, Wish(None, kind=CHECKED), 1)[0].at_us
    when = from_us(at).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    seconds = f"{last['ms'] / 1000:.1f}"
    return speech.say("trail.checked_at", time=when, steps=last["steps"], sealed=last["sealed"], s=seconds)


def _doing(speech: Speech, what: str, done: int, of: int) -> str:
    part = speech.say(f"trail_part.{what}")
    return speech.say("trail.doing_of" if of else "trail.doing", part=part, done=done, of=of)


def _people(desk: Desk, by: str) -> tuple[str, ...]:
    """A clerk's number and name, whichever was typed; anything else as it is."""
    for one in desk.catalogue.settings.clerks:
        if by and by in (one.id, one.name):
            return (one.id, one.name)
    return (by,) if by else ()


def _told(one: Event) -> str:
    return f"{one.at_us}-{one.source}-{one.seq}"


def _mark(said: str) -> Mark | None:
    """None for none, and for what is none."""
    at, _, rest = said.partition("-")
    source, _, seq = rest.partition("-")
    plain = at.isdecimal() and seq.isdecimal() and said.isascii()
    return Mark(int(at), source, int(seq)) if plain and source in timeline.SOURCES else None
