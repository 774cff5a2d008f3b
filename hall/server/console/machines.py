"""The hall's units as staff see them: a page of all, and the strip on every page that tells what needs somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import HTMLResponse

from hall.contract.messages import NoticeKind
from hall.contract.screens import Level, PartSeen, UnitSeen
from hall.domain.cases.workdays import day_of
from hall.server.console import help_calls, ledger, supervision, upstream
from hall.server.console.pages import Pages
from hall.server.console.reader import Reader
from hall.server.console.tides import strip_facts
from hall.server.console.words import Speech, hour
from hall.server.desk import Desk
from hall.server.seal_pictures import FOLDER
from hall.server.store import notices
from hall.settings import Settings, load_profile
from hall.settings.calendar import year_without
from hall.settings.models import CLASSES
from hall.texts import load_texts

_ORDER: Final = {"out": 0, "away": 1, "low": 2, "never": 3, "ok": 4}
_TELLS: Final = frozenset({"out", "away", "low"})
MOST_TOLD: Final = 3
"""Of what is wrong, the strip names so many; the page has all."""
_MUCH: Final = 20
"""Transactions that wait; fewer are the usual coming and going."""


@dataclass(frozen=True)
class PartLine:
    """A device in words. `level`: ok, low, out."""

    name: str
    level: str
    what: str
    code: str
    since: str


@dataclass(frozen=True)
class UnitLine:
    """A unit in words. `level`: the worst of it."""

    id: str
    name: str
    level: str
    state: str
    heard: str
    backlog: str
    parts: tuple[PartLine, ...]

    @property
    def trouble(self) -> str:
        """What the strip says of it: the worst first."""
        told = [one for one in self.parts if one.level == self.level]
        return f"{told[0].name} · {told[0].what}" if told else self.backlog or self.state


class Machines:
    """Puts units into words. The names of devices are the hall file's classes, their troubles the texts of all screens."""

    def __init__(self, settings: Settings) -> None:
        self._units = {unit.id: unit for unit in settings.units}
        self._texts = {language: load_texts(language) for language in ("zh", "en")}
        self._classes = {
            (unit.id, device.name): load_profile(device.profile).device_class
            for unit in settings.units
            for device in unit.devices
        }

    def lines(self, speech: Speech, units: list[UnitSeen], now: datetime) -> list[UnitLine]:
        """Those that need somebody first, then in the hall file's order."""
        lines = [self._line(speech, one, now) for one in units]
        return sorted(lines, key=lambda one: _ORDER[one.level])

    def _line(self, speech: Speech, unit: UnitSeen, now: datetime) -> UnitLine:
        level = _level(unit)
        spent = speech.time(now - unit.at) if unit.at else ""
        return UnitLine(
            id=unit.unit,
            name=self._name(speech, unit),
            level=level,
            state=speech.say(f"machine.{level}", time=spent),
            heard=speech.say("machine.heard", time=hour(unit.at)) if unit.at else "",
            backlog=speech.say("machine.backlog", count=unit.backlog) if unit.backlog > _MUCH else "",
            parts=tuple(self._part(speech, unit.unit, one) for one in _worst_first(unit.parts)),
        )

    def _name(self, speech: Speech, unit: UnitSeen) -> str:
        role = speech.say(f"role.{self._units[unit.unit].role}")
        return f"{role} · {speech.name(unit.place) or unit.unit}"

    def _part(self, speech: Speech, unit: str, part: PartSeen) -> PartLine:
        class_ = self._classes.get((unit, part.name), part.name)
        zh, en = CLASSES.get(class_, (part.name, part.name))
        fine = part.level is Level.OK
        what = speech.say("machine.works") if fine else self._trouble(speech, part)
        name = en if speech.language == "en" else zh
        return PartLine(name, part.level.value, what, part.code, "" if fine else hour(part.since))

    def _trouble(self, speech: Speech, part: PartSeen) -> str:
        """The screens' own words for a code, where they have any."""
        texts = self._texts[speech.language]
        family = f"{part.code.partition('.')[0]}.any"
        if part.code in texts.codes or family in texts.codes:
            return texts.problem(part.code).what
        return speech.say(f"machine.part_{part.level.value}")


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page and of the strip."""
    machines = Machines(desk.catalogue.settings)

    async def answer(name: str, speech: Speech) -> HTMLResponse:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            lines = machines.lines(speech, desk.roster.units(connection, now).units, now)
            alarms = [one for one in notices.current(connection, now) if one.kind is NoticeKind.EMERGENCY]
            told = [one for one in lines if one.level in _TELLS]
            return pages.fill(
                name,
                speech,
                units=lines,
                told=told,
                most=MOST_TOLD,
                alarms=alarms,
                year=year_without(desk.catalogue.settings, day_of(now)),
                **strip_facts(connection, speech, now),
                **help_calls.strip_facts(connection, speech, now),
                **ledger.strip_facts(connection, speech),
                **upstream.strip_facts(connection, speech, now),
                **supervision.strip_facts(connection, speech),
                **seal_facts(desk, speech),
            )

        return await pages.answer(speech, write)

    @routes.get("/units")
    async def page(reader: Reader) -> HTMLResponse:
        return await answer("units", pages.speech(reader))

    @routes.get("/units/parts")
    async def parts(reader: Reader) -> HTMLResponse:
        return await answer("units_parts", pages.speech(reader))

    @routes.get("/strip")
    async def strip(reader: Reader) -> HTMLResponse:
        return await answer("strip", pages.speech(reader))


def seal_facts(desk: Desk, speech: Speech) -> dict[str, str]:
    """What the strip tells staff of the hall's own seal picture, "" for nothing."""
    found = desk.seals.own_amiss() if speech.runs else None
    if found is None:
        return {"seal_amiss": ""}
    said = found.en if speech.language == "en" else found.zh
    return {"seal_amiss": f"{FOLDER}/{speech.catalogue.settings.seals.picture}: {said}"}


def _level(unit: UnitSeen) -> str:
    """The worst of it. One that never said a word may not be put up yet: that is told on the page alone."""
    if unit.at is None:
        return "never"
    if unit.away:
        return "away"
    levels = {one.level for one in unit.parts}
    if Level.OUT in levels:
        return "out"
    return "low" if Level.LOW in levels or unit.backlog > _MUCH else "ok"


def _worst_first(parts: list[PartSeen]) -> list[PartSeen]:
    rank = {Level.OUT: 0, Level.LOW: 1, Level.OK: 2}
    return sorted(parts, key=lambda one: rank[one.level])
