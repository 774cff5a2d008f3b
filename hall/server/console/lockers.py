"""Lockers (取件柜): doors and what lies behind them, what is due or over, and a parcel with its codes. The buttons are those of `/v1/parcels`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.pickup import LONGEST_WHAT, DoorTold, LockerTold, ParcelInfo, ParcelTold
from hall.domain.cases.case import State as CaseState
from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import day_of
from hall.domain.clock import CHINA
from hall.domain.pickup.codes import grouped, parcel_link
from hall.domain.pickup.parcel import AT_CONSOLE, State, Verb
from hall.domain.privacy import PersonName
from hall.server.console.lights import CHIPS, SIGNS
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.words import Speech
from hall.server.desk import Desk
from hall.server.parcel_keys import ParcelKeys
from hall.server.problems import Refusal
from hall.server.store import case_book, parcel_book
from hall.server.store.case_book import Office, Wish
from hall.server.web.codes import code_svg

KEYS: Final = {Verb.TAKE_BACK: "F3", Verb.SEEN: "F6", Verb.GONE: "F7", Verb.DROP: "Shift+F9"}
_FREE: Final = "free"
_CASES_MOST: Final = 100
_TALLEST: Final = 12
"""Doors in a column that a page shows as they stand."""
_Which = Annotated[Literal["open", "all"], Query(alias="which")]
_Door = Annotated[int, Query(ge=0, le=64)]


@dataclass(frozen=True)
class DoorLine:
    """A door in words. `use`: its colour; `open`: its sensor says that it stands open now."""

    number: int
    use: str
    word: str
    size: str
    open: bool
    parcel: str


@dataclass(frozen=True)
class LockerLine:
    """A locker in words. `lines`: doors in a column; 0 when they are shown one after another."""

    unit: str
    place: str
    heard: str
    columns: int
    lines: int
    doors: tuple[DoorLine, ...]
    free: int


@dataclass(frozen=True)
class ParcelLine:
    """A parcel in words. `note`: what staff have to do about it."""

    id: str
    what: str
    who: str
    case: str
    place: str
    door: int
    state: str
    chip: str
    sign: str
    left: str
    until: str
    note: str
    doubt: bool


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page, of a parcel, of the dialogues and of the slip."""
    keys = ParcelKeys(desk.identity)
    _add_all(routes, desk, pages)
    _add_put(routes, desk, pages)
    _add_one(routes, desk, pages, keys)


def _add_all(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    settings = desk.catalogue.settings

    async def answer(name: str, speech: Speech, which: str) -> HTMLResponse:
        now, units = desk.clock.now(), parcel_book.with_lockers(settings)

        def write(connection: Connection) -> str:
            found = parcel_book.listed(
                connection, day_of(now), settings.pickup.remind_days, held=which == "open"
            )
            told = parcel_book.lockers(connection, units.values()).lockers
            facts = {
                "lockers": [_locker(speech, one, now) for one in told],
                "parcels": [_parcel(speech, one) for one in found.parcels],
                "which": which,
                "expired": found.expired,
                "due": found.due,
            }
            return pages.fill(name, speech, **facts)

        return await pages.answer(speech, write)

    @routes.get("/lockers")
    async def page(reader: Reader, which: _Which = "open") -> HTMLResponse:
        return await answer("lockers", pages.speech(reader), which)

    @routes.get("/lockers/parts")
    async def parts(reader: Reader, which: _Which = "open") -> HTMLResponse:
        return await answer("lockers_parts", pages.speech(reader), which)


def _add_put(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    settings, office = desk.catalogue.settings, Office(desk.catalogue)

    @routes.get("/lockers/form")
    async def form(
        reader: Reader, unit: Annotated[str, Query(max_length=40)] = "", door: _Door = 0
    ) -> HTMLResponse:
        speech, today = pages.speech(reader), day_of(desk.clock.now())

        def write(connection: Connection) -> str:
            told = parcel_book.lockers(connection, parcel_book.with_lockers(settings).values()).lockers
            doors = [one for locker in told for one in locker.doors]
            facts = {
                "units": [(one.unit, speech.name(one.place) or one.unit) for one in told],
                "unit": unit,
                "door": door,
                "sizes": sorted({one.size for one in doors if one.size}),
                "cases": _cases(connection, speech, office, today),
                "clerks": office.clerks,
                "longest": LONGEST_WHAT,
                "days": settings.pickup.days,
            }
            return pages.fill("forms/parcel_put", speech, **facts)

        return await pages.answer(speech, write)


def _add_one(routes: APIRouter, desk: Desk, pages: Pages, keys: ParcelKeys) -> None:
    settings, office = desk.catalogue.settings, Office(desk.catalogue)

    async def answer(name: str, speech: Speech, id_: str, **facts: object) -> HTMLResponse:
        today, remind = day_of(desk.clock.now()), settings.pickup.remind_days

        def write(connection: Connection) -> str:
            told = parcel_book.told(connection, id_, today, remind, keys)
            return pages.fill(name, speech, **_facts(speech, told), **facts)

        return await pages.answer(speech, write)

    @routes.get("/lockers/parcels/{id_}")
    async def page(id_: str, reader: Reader) -> HTMLResponse:
        return await answer("parcel", pages.speech(reader), id_)

    @routes.get("/lockers/parcels/{id_}/parts")
    async def parts(id_: str, reader: Reader) -> HTMLResponse:
        return await answer("parcel_parts", pages.speech(reader), id_)

    @routes.get("/lockers/parcels/{id_}/form")
    async def form(id_: str, verb: Verb, reader: Reader) -> HTMLResponse:
        speech = pages.speech(reader)
        if verb not in AT_CONSOLE:
            raise Refusal("parcel.notNow")
        return await answer("forms/parcel", speech, id_, verb=verb.value, clerks=office.clerks)

    @routes.get("/lockers/parcels/{id_}/slip")
    async def slip(id_: str, reader: Reader) -> HTMLResponse:
        speech = pages.speech(reader)
        base = settings.server.public_url or settings.server.url
        link = parcel_link(base, keys.code(id_))
        return await answer("parcel_slip", speech, id_, drawn=code_svg(link), phone=settings.hall.phone)


def _cases(connection: Connection, speech: Speech, office: Office, today: date) -> list[tuple[str, str]]:
    """Cases that are done and lie in no locker: (number, words)."""
    there = {one.case for one in parcel_book.listed(connection, today, 0, held=True).parcels}
    found = case_book.listed(connection, office, Wish(state=CaseState.DONE.value), today)
    return [
        (one.row.number, f"{one.row.number} · {speech.item(one.row.item)} · {_applicant(one)}")
        for one in found[:_CASES_MOST]
        if one.row.number not in there
    ]


def _applicant(one: case_book.Kept) -> str:
    return PersonName(json.loads(one.row.applicant)["name"]).mask()


def _locker(speech: Speech, one: LockerTold, now: datetime) -> LockerLine:
    lines = -(-len(one.doors) // one.columns) if one.columns else 0
    shown = lines if lines <= _TALLEST else 0
    return LockerLine(
        unit=one.unit,
        place=speech.name(one.place) or one.unit,
        heard=speech.say("locker.heard", time=speech.time(now - one.at))
        if one.at
        else speech.say("locker.never"),
        columns=one.columns,
        lines=shown,
        doors=tuple(_door(speech, each) for each in one.doors),
        free=sum(each.use == _FREE for each in one.doors),
    )


def _door(speech: Speech, one: DoorTold) -> DoorLine:
    broken = one.state not in {"closed", "open"}
    word = speech.say(f"locker_use.{'broken' if broken else one.use}")
    return DoorLine(one.door, one.use, word, one.size, one.state == "open", one.parcel)


def _parcel(speech: Speech, one: ParcelInfo) -> ParcelLine:
    return ParcelLine(
        id=one.id,
        what=speech.name(one.title),
        who=one.name,
        case=one.case,
        place=speech.name(parcel_book.place_of(speech.catalogue.settings, one.unit)),
        door=one.door,
        state=speech.say(f"parcel_state.{one.state.value}"),
        chip=CHIPS[one.light],
        sign=SIGNS[one.light],
        left=_left(speech, one),
        until=one.until.isoformat() if one.until else "",
        note=_note(speech, one),
        doubt=one.doubt,
    )


def _left(speech: Speech, one: ParcelInfo) -> str:
    if one.state is not State.IN:
        return ""
    if one.left < 0:
        return speech.say("parcel.days_over", n=-one.left)
    return speech.say("parcel.left", n=one.left) if one.left else speech.say("parcel.today")


def _note(speech: Speech, one: ParcelInfo) -> str:
    """What comes first: a doubt, then what staff have to do at the door, then the time."""
    if one.doubt:
        return speech.say("parcel.doubt")
    if one.task:
        return speech.say(f"parcel.task_{one.task.value}")
    return speech.say("parcel.remind") if one.light is Light.YELLOW else ""


def _facts(speech: Speech, told: ParcelTold) -> dict[str, Any]:
    return {
        "parcel": _parcel(speech, told),
        "code": grouped(told.code),
        "staff_code": grouped(told.staff_code),
        "task": told.task.value,
        "by": told.allotted_by,
        "made": _stamp(told.made_at),
        "verbs": [(verb.value, speech.say(f"parcel_verb.{verb.value}"), KEYS[verb]) for verb in told.verbs],
        "steps": [
            (speech.say(f"parcel_done.{one.verb.value}"), _stamp(one.at), one.by, _how(speech, one.note))
            for one in told.steps
        ],
    }


def _how(speech: Speech, note: str) -> str:
    """What a unit says in a word is said in words; what staff wrote stays."""
    known = {"code", "card", "signed", "sensor", "staff"}
    return speech.say(f"parcel_how.{note}") if note in known else note


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
