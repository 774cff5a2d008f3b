"""The ledger (台账): a list by deadline, an entry with its steps, the supervisor's view. The buttons are `/v1/ledger`'s.

A window's own token sees the reviews of its window, once somebody assigned them, and may explain and appeal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.assets import load_tags
from hall.contract.bodies import CaseNumber
from hall.contract.ledger import LONGEST_ANSWER, EntryTold, Reach
from hall.contract.tags import TagSet
from hall.domain.cases.lights import Light
from hall.domain.ledger.entry import Kind, Verb
from hall.domain.ledger.ways import WAYS
from hall.domain.roles import Role
from hall.server.console import ledger_words as words
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader, Who
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.store import ledger, reminders
from hall.settings.calendar import year_without

SHOWN: Final = timedelta(minutes=10)
"""As long the page shows whom to answer, after somebody signed for having looked."""
_KINDS: Final = (None, Kind.REVIEW, Kind.COMPLAINT, Kind.UNSOLVED, Kind.SUGGESTION)
_LIGHTS: Final = (None, Light.RED, Light.YELLOW, Light.GREEN)


@dataclass(frozen=True)
class Asked:
    """What of the ledger a page shows; "" is any."""

    kind: str
    which: str
    light: str
    window: int | None
    clerk: str | None
    department: str | None

    def wish(self, own: int | None) -> ledger.Wish:
        """For the store. `own`: the window of a window's token."""
        return ledger.Wish(
            unfinished=self.which == "open",
            kind=Kind(self.kind) if self.kind else None,
            light=Light(self.light) if self.light else None,
            window=self.window if own is None else own,
            clerk=self.clerk,
            department=self.department,
            own=own is not None,
        )


def _asked(
    kind: Annotated[Kind | Literal[""], Query()] = "",
    which: Annotated[Literal["open", "all"], Query()] = "open",
    light: Annotated[Light | Literal[""], Query()] = "",
    window: Annotated[int | None, Query(ge=0, le=999)] = None,
    clerk: Annotated[str | None, Query(max_length=80)] = None,
    department: Annotated[str | None, Query(max_length=80)] = None,
) -> Asked:
    return Asked(str(kind), which, str(light), window, clerk, department)


_Asked = Annotated[Asked, Depends(_asked)]


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the list, of an entry, and of its dialogue."""
    tags = load_tags()
    _add_list(routes, desk, pages, tags)
    _add_one(routes, desk, pages, tags)


def _add_list(routes: APIRouter, desk: Desk, pages: Pages, tags: TagSet) -> None:
    async def answer(name: str, reader: Who, asked: Asked) -> HTMLResponse:
        speech, day = pages.speech(reader), ledger.day_at(desk.catalogue, desk.clock.now())

        def write(connection: Connection) -> str:
            found = ledger.listed(connection, day, asked.wish(reader.window))
            seen = found.entries if asked.kind == Kind.REVIEW and speech.by_name else []
            by_department = ledger.loads(seen, by_department=True)
            return pages.fill(
                name,
                speech,
                entries=[words.line(speech, tags, one) for one in found.entries],
                loads=[words.load_line(speech, one) for one in ledger.loads(seen)],
                departments=[words.department_line(speech, one) for one in by_department],
                overdue=found.overdue,
                own=reader.window,
                year=year_without(desk.catalogue.settings, day.today) if reader.window is None else None,
                asked=asked,
                kinds=[one.value if one else "" for one in _KINDS],
                lights=[one.value if one else "" for one in _LIGHTS],
            )

        return await pages.answer(speech, write)

    @routes.get("/ledger")
    async def page(reader: Reader, asked: _Asked) -> HTMLResponse:
        return await answer("ledger", reader, asked)

    @routes.get("/ledger/parts")
    async def parts(reader: Reader, asked: _Asked) -> HTMLResponse:
        return await answer("ledger_parts", reader, asked)


def _add_one(routes: APIRouter, desk: Desk, pages: Pages, tags: TagSet) -> None:
    async def answer(name: str, reader: Who, number: str, **facts: object) -> HTMLResponse:
        now, speech = desk.clock.now(), pages.speech(reader)
        day = ledger.day_at(desk.catalogue, now)

        def write(connection: Connection) -> str:
            told = ledger.told(connection, number, day, reader.window)
            reach = ledger.reach(connection, number) if _looked(told, now) else None
            return pages.fill(name, speech, **_facts(speech, tags, told, reach), **facts, token=reader.token)

        return await pages.answer(speech, write)

    @routes.get("/ledger/{number}")
    async def page(number: CaseNumber, reader: Reader) -> HTMLResponse:
        return await answer("ledger_entry", reader, number)

    @routes.get("/ledger/{number}/parts")
    async def parts(number: CaseNumber, reader: Reader) -> HTMLResponse:
        return await answer("ledger_entry_parts", reader, number)

    @routes.get("/ledger/{number}/form")
    async def form(number: CaseNumber, reader: Reader, verb: Verb) -> HTMLResponse:
        clerks = [one.name for one in desk.catalogue.settings.clerks]
        facts = {"verb": verb.value, "clerks": clerks, "longest": LONGEST_ANSWER}
        return await answer("forms/ledger", reader, number, **facts)


def strip_facts(connection: Connection, speech: Speech) -> dict[str, Any]:
    """What the strip tells: entries of which somebody was reminded. Not to a window."""
    found = {} if speech.role is Role.WINDOW else reminders.standing(connection)
    return {"reminded": {light.value: found.get(light.value, 0) for light in (Light.RED, Light.YELLOW)}}


def _looked(told: EntryTold, now: datetime) -> bool:
    return any(step.verb is Verb.LOOK_UP and now - step.at < SHOWN for step in told.steps)


def _facts(speech: Speech, tags: TagSet, told: EntryTold, reach: Reach | None) -> dict[str, object]:
    moves = WAYS[told.kind].moves
    return {
        "entry": words.line(speech, tags, told),
        "review": words.review_line(speech, tags, told.review) if told.review else None,
        "words": told.words,
        "reach": speech.say(f"ledger.reach_{told.reach or 'none'}"),
        "teller": reach.name if reach else told.name,
        "phone": reach.phone if reach else told.phone,
        "known": reach is not None,
        "broken": speech.say("ledger.broken", n=told.broken_at) if told.broken_at else "",
        "verbs": words.buttons(speech, told),
        "results": {verb.value: [one for one in move.to if one] for verb, move in moves.items()},
        "texts": {verb.value for verb, move in moves.items() if move.text},
        "stages": [words.stage_line(speech, told, one) for one in told.stages] if told.review else [],
        "steps": [words.step_line(speech, one) for one in told.steps],
    }
