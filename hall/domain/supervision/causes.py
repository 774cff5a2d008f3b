"""Why there is a warning: what is wrong with a line, a case, an order, now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from hall.domain.calendar import moment
from hall.domain.cases.lights import Clock, Deadline, Light, Runs
from hall.domain.supervision.rules import RULES, Kind, Limits

Facts = Mapping[str, str | int]
"""What fills `Rule.says`, beside `window`, `time` (of `since`) and `service`'s name."""
_WORST: Final = (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)


@dataclass(frozen=True)
class Cause:
    """`about`: "window:3", "case:NUMBER", "ledger:NUMBER", "service:ID", "clerk:NUMBER". `since`: when it began to be so."""

    kind: Kind
    about: str
    light: Light
    since: datetime
    window: int | None = None
    clerk: str = ""
    facts: Facts = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Of each there is one warning at a time."""
        return f"{self.kind}:{self.about}"


def worst(lights: Iterable[Light], otherwise: Light = Light.NONE) -> Light:
    """The most urgent of them."""
    found = set(lights)
    return next((one for one in _WORST if one in found), otherwise)


def crowd(service: str, count: int, first: datetime, limits: Limits, now: datetime) -> list[Cause]:
    """`count` people wait for a service, the first of them since `first`."""
    light = RULES[Kind.TICKET_WAITING].light(now - first, limits)
    if light is None:
        return []
    facts: Facts = {"service": service, "count": count}
    return [Cause(Kind.TICKET_WAITING, f"service:{service}", light, first, facts=facts)]


def of_case(number: str, clock: Clock, today: date, signed: str = "") -> list[Cause]:
    """What is late, or nearly, with a case. `signed`: who took its last step."""
    if clock.now is None or clock.runs is Runs.OVER:
        return []
    if clock.runs is Runs.DECISION:
        running = not clock.stopped and clock.light in {Light.YELLOW, Light.RED}
        return [_case(Kind.CASE_UNDECIDED, number, clock.now, clock.light, today, signed)] if running else []
    found = []
    if clock.light is Light.YELLOW and not clock.stopped:
        found.append(_case(Kind.CASE_DUE_SOON, number, clock.now, Light.YELLOW, today, signed))
    if clock.now.left < 0:
        found.append(_case(Kind.CASE_OVERDUE, number, clock.now, Light.RED, today, signed))
    if clock.statutory is not None and clock.statutory.left < 0:
        found.append(_case(Kind.CASE_STATUTORY, number, clock.statutory, Light.RED, today, signed))
    return found


def of_order(number: str, due: date, today: date, window: int | None, clerk: str) -> list[Cause]:
    """What a citizen told, or a bad review, that is owed since `due`."""
    if due >= today:
        return []
    facts = {"number": number, "due": due.isoformat()}
    since = moment(due, 24 * 60)
    return [Cause(Kind.ORDER_OVERDUE, f"ledger:{number}", Light.RED, since, window, clerk, facts)]


def _case(kind: Kind, number: str, period: Deadline, light: Light, today: date, signed: str) -> Cause:
    """Since its day is over, or else since today began."""
    over = period.left < 0 and period.due is not None
    since = moment(period.due, 24 * 60) if over and period.due else moment(today, 0)
    due = period.due.isoformat() if period.due else "-"
    facts: Facts = {"number": number, "due": due, "count": abs(period.left)}
    return Cause(kind, f"case:{number}", light, since, clerk=signed, facts=facts)
