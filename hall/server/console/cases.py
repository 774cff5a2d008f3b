"""Cases (办件): a list with lights, and a case with its timeline and the steps that fit. The buttons are those of `/v1/cases`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.bodies import CaseNumber
from hall.contract.cases import MOST_WHAT, Notice
from hall.domain.cases.case import EXTENSION_MOST, OVER, Result, Special, State, Verb
from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import day_of
from hall.domain.privacy import PersonName
from hall.server import case_words
from hall.server.case_words import SPECIALS, stamp
from hall.server.console import notice_papers
from hall.server.console.case_papers import Reading, owed_words
from hall.server.console.lights import CHIPS, SIGNS
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import case_book
from hall.server.store.case_book import OPEN, PROMISED, Kept, Office, Wish

KEYS: Final = {
    Verb.ACCEPT: "F2",
    Verb.CORRECTED: "F2",
    Verb.RESUME: "F2",
    Verb.ASK: "F3",
    Verb.REJECT: "F4",
    Verb.START: "F6",
    Verb.PAUSE: "F7",
    Verb.FINISH: "F8",
    Verb.PICK_UP: "F8",
    Verb.EXTEND: "F9",
    Verb.WITHDRAW: "Shift+F9",
}
"""The rest stands beside the paper it is about."""
_FIRST: Final = frozenset({Verb.ACCEPT, Verb.CORRECTED, Verb.RESUME, Verb.FINISH, Verb.PICK_UP})
"""What is done with most cases, in its state."""
_LIGHTS: Final = (Light.RED, Light.YELLOW, Light.GREEN)
_FOUND_MOST: Final = 8
StateWish = Annotated[State | Literal["", "open", "promised"], Query(alias="state")]
LightWish = Annotated[Light | Literal[""], Query(alias="light")]


@dataclass(frozen=True)
class CaseLine:
    """A case in words. `late`: the date for corrections has gone."""

    number: str
    item: str
    who: str
    state: str
    light: str
    chip: str
    sign: str
    left: str
    statutory: str
    late: str
    came: str
    owed: str
    owed_chip: str
    owed_sign: str


@dataclass(frozen=True)
class StepLine:
    """A step in words. `token`: the unit it was made at."""

    title: str
    when: str
    by: str
    token: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class VerbLine:
    """A step that fits now."""

    verb: str
    name: str
    keys: str
    first: bool


@dataclass(frozen=True)
class NoticeLine:
    """A notice in words. `place`: of its step; `sealed`: by whose seal, "" for none."""

    place: int
    words: str
    sealed: str


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the list, of a case, and of the dialogues."""
    office = Office(desk.catalogue)
    _add_list(routes, desk, pages, office)
    _add_one(routes, desk, pages, office)
    notice_papers.add(routes, desk, pages)


def _add_list(routes: APIRouter, desk: Desk, pages: Pages, office: Office) -> None:
    async def answer(name: str, speech: Speech, wish: Wish) -> HTMLResponse:
        today = day_of(desk.clock.now())

        def write(connection: Connection) -> str:
            found = case_book.listed(connection, office, wish, today)
            lines = [_line(speech, office, one, today) for one in found]
            facts = {"cases": lines, "wish": wish, "most": case_book.MOST, "filters": _filters(speech, wish)}
            return pages.fill(name, speech, **facts)

        return await pages.answer(speech, write)

    @routes.get("/cases")
    async def page(reader: Reader, state: StateWish = OPEN, light: LightWish = "") -> HTMLResponse:
        return await answer("cases", pages.speech(reader), Wish(state, light))

    @routes.get("/cases/parts")
    async def parts(reader: Reader, state: StateWish = OPEN, light: LightWish = "") -> HTMLResponse:
        return await answer("cases_parts", pages.speech(reader), Wish(state, light))

    @routes.get("/cases/find")
    async def find(reader: Reader, asked: Annotated[str, Query(max_length=40)] = "") -> HTMLResponse:
        speech, today = pages.speech(reader), day_of(desk.clock.now())

        def write(connection: Connection) -> str:
            found = case_book.listed(connection, office, Wish(words=asked.strip()), today) if asked else []
            lines = [_line(speech, office, one, today) for one in found[:_FOUND_MOST]]
            return pages.fill("forms/case_find", speech, asked=asked, found=lines)

        return await pages.answer(speech, write)


def _add_one(routes: APIRouter, desk: Desk, pages: Pages, office: Office) -> None:
    async def answer(name: str, speech: Speech, number: str) -> HTMLResponse:
        now, guides = desk.clock.now(), (await desk.guides.book()).by_id

        def write(connection: Connection) -> str:
            kept = case_book.require(connection, office, number, day_of(now))
            reading = Reading(speech, kept, office, guides.get(kept.row.item), now)
            papers = reading.papers(connection, desk.files)
            return pages.fill(
                name,
                speech,
                papers=papers,
                seals=desk.seals.there,
                **_facts(speech, office, kept, day_of(now)),
            )

        return await pages.answer(speech, write)

    @routes.get("/cases/{number}")
    async def page(number: CaseNumber, reader: Reader) -> HTMLResponse:
        return await answer("case", pages.speech(reader), number)

    @routes.get("/cases/{number}/parts")
    async def parts(number: CaseNumber, reader: Reader) -> HTMLResponse:
        return await answer("case_parts", pages.speech(reader), number)

    @routes.get("/cases/{number}/form")
    async def form(
        number: CaseNumber, verb: Verb, reader: Reader, material: str = "", notice: int = 0
    ) -> HTMLResponse:
        speech, today = pages.speech(reader), day_of(desk.clock.now())

        def write(connection: Connection) -> str:
            kept = case_book.require(connection, office, number, today)
            if verb is Verb.SUBMIT:
                raise Refusal("case.notNow")
            facts = {
                "material": material,
                "material_name": kept.filed.name(material),
                "notice": notice,
                "clerks": office.clerks,
                "promised": office.periods(kept.row.item)[0],
                "specials": [(one.value, speech.name(SPECIALS[one])) for one in Special],
                "results": [one.value for one in Result],
                "soonest": office.days.due(today, 1).isoformat(),
                "usual": office.days.due(today, office.rules.accept_days).isoformat(),
                "most_what": MOST_WHAT,
                "most_days": EXTENSION_MOST,
            }
            return pages.fill("forms/case", speech, number=kept.row.number, verb=verb.value, **facts)

        return await pages.answer(speech, write)


def _filters(speech: Speech, wish: Wish) -> list[tuple[str, str, str, bool]]:
    """(words, state, light, whether it is the one shown)."""
    wanted = [
        (OPEN, ""),
        *((OPEN, one.value) for one in _LIGHTS),
        (State.CORRECTING.value, ""),
        (PROMISED, ""),
        (State.DONE.value, ""),
        ("", ""),
    ]
    return [
        (
            speech.name(case_words.LAMPS[Light(light)])
            if light
            else speech.say(f"case_filter.{state or 'all'}"),
            state,
            light,
            (state, light) == (wish.state, wish.light),
        )
        for state, light in wanted
    ]


def _line(speech: Speech, office: Office, kept: Kept, today: date) -> CaseLine:
    clock, row = kept.clock, kept.row
    owed = case_book.owing(kept.filed, kept.case)
    said, until = case_words.left(clock), case_book.until(kept.case)
    legal = clock.statutory
    running = legal is not None and kept.case.state not in OVER and not clock.stopped
    return CaseLine(
        number=row.number,
        item=speech.item(row.item),
        who=PersonName(json.loads(row.applicant)["name"]).mask(),
        state=speech.name(case_words.title(kept.case)),
        light=speech.name(case_words.lamp(clock)),
        chip=CHIPS[clock.light],
        sign=SIGNS[clock.light],
        left=speech.name(said) if said else "",
        statutory=speech.say("case.statutory", n=legal.left, due=legal.due) if legal and running else "",
        late=speech.say("case.late", date=until) if until is not None and until < today else "",
        came=stamp(kept.case.submitted),
        owed=owed_words(speech, owed[0], today, office) if owed else "",
        owed_chip=CHIPS[kept.promised],
        owed_sign=SIGNS[kept.promised],
    )


def _facts(speech: Speech, office: Office, kept: Kept, today: date) -> dict[str, Any]:
    deemed = speech.say("case.deemed") if kept.clock.deemed else ""
    return {
        "case": _line(speech, office, kept, today),
        "deemed": deemed,
        "verbs": _verbs(speech, kept.case.verbs),
        "steps": [_first(speech, kept), *_steps(speech, kept)],
        "notices": [_notice(speech, one) for one in case_words.notices(kept)],
    }


def _verbs(speech: Speech, verbs: Sequence[Verb]) -> list[VerbLine]:
    """Those who run the hall alone extend."""
    return [
        VerbLine(verb.value, speech.say(f"case_verb.{verb.value}"), KEYS[verb], verb in _FIRST)
        for verb in sorted(verbs, key=lambda one: one not in _FIRST)
        if verb in KEYS and (verb is not Verb.EXTEND or speech.runs)
    ]


def _first(speech: Speech, kept: Kept) -> StepLine:
    """The handing in, as the unit says it."""
    return StepLine(speech.name(case_words.SUBMITTED), stamp(kept.case.submitted), kept.row.unit, "", ())


def _steps(speech: Speech, kept: Kept) -> list[StepLine]:
    rows = [row for row in kept.steps if row.verb != Verb.SUBMIT.value]
    lines = []
    for row, step in zip(rows, kept.case.steps, strict=True):
        until = (speech.say("case.until", date=step.until),) if step.until else ()
        note = json.loads(row.body).get("note", "")
        notes = (*step.what, *until, *filter(None, (step.reason, note)))
        title = speech.name(case_words.step_title(step))
        lines.append(StepLine(title, stamp(step.at), step.by, row.token, notes))
    return lines


def _notice(speech: Speech, one: Notice) -> NoticeLine:
    """Which, when, and whose seal it bears."""
    return NoticeLine(
        place=case_words.place_of(one),
        words=f"{speech.say(f'case_notice.{one.kind}')} · {stamp(one.at)}",
        sealed=speech.say("case.sealed", number=one.seal.number) if one.seal else "",
    )
