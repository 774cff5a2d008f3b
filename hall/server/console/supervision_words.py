"""Lights, warnings and closings in one language, as the pages of supervision show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.contract.supervision import CaseLights, ClosingTold, WarningStep, WarningTold, WindowLight
from hall.domain.cases.lights import Light
from hall.domain.clock import CHINA
from hall.domain.supervision.life import ACTS
from hall.server.console.lights import CHIPS, SIGNS
from hall.server.console.words import Speech, hour
from hall.server.supervision_words import LAMPS, STATES, VERBS, name


@dataclass(frozen=True)
class Lamp:
    """A light with its word and its shape: colour is never alone."""

    light: str
    chip: str
    sign: str
    word: str


@dataclass(frozen=True)
class Card:
    """A window. `why`: the worst first; `short`: the first as warnings are called, `lasted`: for how long it is so."""

    number: int
    name: str
    lamp: Lamp
    presence: str
    clerk: str
    waiting: int
    why: tuple[str, ...]
    short: str
    lasted: str
    closing: str


@dataclass(frozen=True)
class Chip:
    """Open cases of one light. `address`: query of the list of cases, "" for none."""

    lamp: Lamp
    count: int
    address: str


@dataclass(frozen=True)
class Said:
    """A step that somebody took."""

    verb: str
    by: str
    when: str
    words: str


@dataclass(frozen=True)
class Line:
    """A warning. `link`: where it is looked into; `verbs`: (verb, its name)."""

    id: str
    lamp: Lamp
    name: str
    text: str
    where: str
    link: str
    when: str
    state: str
    urged: bool
    over: bool
    verbs: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]


@dataclass(frozen=True)
class ClosingLine:
    """An announced closing. `on`: it is now."""

    id: str
    window: int
    when: str
    reason: str
    by: str
    on: bool


def lamp(speech: Speech, light: Light) -> Lamp:
    """A light."""
    return Lamp(light.value, CHIPS[light], SIGNS[light] or "○", speech.name(LAMPS[light]))


def card(speech: Speech, one: WindowLight, now: datetime) -> Card:
    """A window of the grid."""
    return Card(
        number=one.number,
        name=speech.name(one.name),
        lamp=lamp(speech, one.light),
        presence=speech.say(f"supervision_presence.{one.presence.value}"),
        clerk=one.clerk,
        waiting=one.waiting,
        why=tuple(speech.name(reason.text) for reason in one.reasons),
        short=speech.name(name(one.reasons[0].kind)) if one.reasons else "",
        lasted=lasted(speech, now - one.reasons[0].since) if one.reasons else "",
        closing=speech.say("supervision.closed_on", reason=one.closing) if one.closing else "",
    )


def case_chips(speech: Speech, cases: CaseLights) -> list[Chip]:
    """Red first; those whose clock stands lead to all that are open."""
    counts = {Light.RED: cases.red, Light.YELLOW: cases.yellow, Light.GREEN: cases.green}
    found = [
        Chip(_case_lamp(speech, light, many), many, f"?state=open&light={light.value}&lang={speech.language}")
        for light, many in counts.items()
    ]
    return [
        *found,
        Chip(_case_lamp(speech, Light.NONE, cases.none), cases.none, f"?state=open&lang={speech.language}"),
    ]


def _case_lamp(speech: Speech, light: Light, many: int) -> Lamp:
    """Where there is none, the colour rests."""
    chip = CHIPS[light] if many else CHIPS[Light.NONE]
    return Lamp(light.value, chip, SIGNS[light] or "○", speech.say(f"supervision_case.{light.value}"))


def line(speech: Speech, one: WarningTold, now: datetime) -> Line:
    """A warning of the list."""
    return Line(
        id=one.id,
        lamp=lamp(speech, one.light),
        name=speech.name(one.name),
        text=speech.name(one.text),
        where=_where(speech, one),
        link=_link(speech, one),
        when=_when(speech, one, now),
        state=speech.name(STATES[one.state]),
        urged=one.state.value == "urged",
        over=one.over is not None,
        verbs=tuple((verb.value, speech.say(f"warning_verb.{verb.value}")) for verb in one.verbs),
        said=tuple(_said(speech, step, now) for step in one.steps if step.verb in ACTS),
    )


def closing_line(one: ClosingTold, now: datetime) -> ClosingLine:
    """An announced closing in words."""
    return ClosingLine(
        id=one.id,
        window=one.window,
        when=f"{moment(one.begin, now)} – {moment(one.end, one.begin)}",
        reason=one.reason,
        by=one.by,
        on=one.begin <= now,
    )


def lasted(speech: Speech, span: timedelta) -> str:
    """How long: minutes, hours, days."""
    return speech.say("supervision.days", n=span.days) if span >= timedelta(days=1) else speech.time(span)


def moment(at: datetime, beside: datetime) -> str:
    """HH:MM, with the day when it is not that of `beside`."""
    here = at.astimezone(CHINA)
    return hour(at) if here.date() == beside.astimezone(CHINA).date() else here.strftime("%m-%d %H:%M")


def _when(speech: Speech, one: WarningTold, now: datetime) -> str:
    since = moment(one.since, now)
    if one.over is not None:
        return f"{since} – {moment(one.over, one.since)}"
    return speech.say("supervision.since", since=since, time=lasted(speech, now - one.since))


def _where(speech: Speech, one: WarningTold) -> str:
    place = speech.say("page.window", number=one.window) if one.window else ""
    return " · ".join(filter(None, (place, one.clerk)))


def _link(speech: Speech, one: WarningTold) -> str:
    """The page of what it is about; "" where there is none of its own."""
    kind, _, which = one.about.partition(":")
    pages = {"case": "cases", "ledger": "ledger", "window": "windows"}
    return f"/console/{pages[kind]}/{which}?lang={speech.language}" if kind in pages else ""


def _said(speech: Speech, step: WarningStep, now: datetime) -> Said:
    return Said(speech.name(VERBS[step.verb]), step.by, moment(step.at, now), step.words)
