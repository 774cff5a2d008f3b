"""What a day amounts to in numbers. Pure; seconds are of the hall and since the doors opened, unless named otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.day.material import Event, Material
from bench.day.record import Entry

STEP_S = 60.0
QUARTER_S = 900.0
LAG_MOST_S = 0.3
"""Real seconds. A day whose actors were later than this at more than one moment of a hundred was not the day planned."""

ANSWER_MOST_MS = 400.0
"""Nor is one whose clerks waited longer than this for more than one answer of twenty: they work less than planned."""


@dataclass(frozen=True)
class Spread:
    """Percentiles of a measured time, in the unit of what was measured."""

    count: int
    p50: float
    p95: float
    p99: float
    most: float


def spread(values: Iterable[float]) -> Spread | None:
    """None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    return Spread(len(ordered), at(0.5), at(0.95), at(0.99), ordered[-1])


@dataclass(frozen=True)
class Period:
    """Something that lasted. `what`: busy, idle, paused; of a fault, its kind."""

    since: float
    until: float
    what: str


@dataclass(frozen=True)
class Told:
    """A wait in minutes, as told and as it came."""

    at: float
    low: float
    high: float
    came: float

    @property
    def inside(self) -> bool:
        """Whether it came as it was told."""
        return self.low <= self.came <= self.high

    @property
    def off(self) -> float:
        """Minutes outside the range told."""
        return max(0.0, self.low - self.came, self.came - self.high)


@dataclass(frozen=True)
class Faults:
    """What was broken, and when."""

    periods: dict[str, Period]

    def calm(self, at: float) -> bool:
        """Whether nothing was broken then, nor in the five minutes before."""
        return not any(one.since <= at <= one.until + 300 for one in self.periods.values())


def faults(material: Material) -> Faults:
    """By who it happened to; what happens to it again is numbered."""
    found: dict[str, Period] = {}
    for one in material.said("fault", "director"):
        who, count = str(one["who"]), sum(key.split(" ")[0] == one["who"] for key in found)
        found[f"{who} ({count + 1})" if count else who] = Period(one["since"], one["until"], one["kind"])
    return Faults(found)


def waiting(material: Material) -> dict[str, list[tuple[float, float]]]:
    """People waiting per service, a point a minute."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    now: dict[str, int] = dict.fromkeys(material.names, 0)
    due = 0.0
    for event in material.feed:
        at = material.seconds(event.at)
        while due <= at:
            for service, count in now.items():
                points[service].append((due, float(count)))
            due += STEP_S
        now |= event.waiting
    for service, count in now.items():
        points[service].append((due, float(count)))
    return dict(points)


def arrivals(material: Material) -> dict[str, list[int]]:
    """Numbers taken per quarter of an hour: online, offline, at the desk."""
    end = max((material.seconds(one.issued_at) for one in material.tickets), default=0.0)
    found = {way: [0] * (int(end // QUARTER_S) + 1) for way in ("online", "offline", "desk")}
    for one in material.tickets:
        way = "desk" if one.unit == "desk" else "offline" if "-" in one.number else "online"
        found[way][max(0, int(material.seconds(one.issued_at) // QUARTER_S))] += 1
    return found


def told(material: Material) -> list[Told]:
    """Every wait that was told and came, in the order of arrival."""
    called: dict[str, Event] = {}
    for event in material.feed:
        if event.kind == "ticket.called":
            called.setdefault(event.number, event)
    return sorted(
        (
            Told(
                material.seconds(one.issued_at),
                one.told_min[0],
                one.told_min[1],
                (called[one.number].at - one.issued_at).total_seconds() / 60,
            )
            for one in material.tickets
            if one.told_min is not None and one.number in called
        ),
        key=lambda one: one.at,
    )


def load(material: Material) -> dict[int, list[Period]]:
    """What each window did: busy with a ticket, idle, or paused; nothing while it was closed."""
    found: dict[int, list[Period]] = {number: [] for number in material.serves}
    state: dict[int, tuple[float, str]] = {}
    for event in material.feed:
        if not event.window:
            continue
        what = _does(event, state.get(event.window, (0.0, ""))[1])
        at = material.seconds(event.at)
        since, before = state.get(event.window, (at, ""))
        if what == before:
            continue
        if before:
            found[event.window].append(Period(since, at, before))
        state[event.window] = (at, what)
    return {number: periods for number, periods in found.items() if periods}


_WINDOW = {"window.opened": "idle", "window.paused": "paused", "window.closed": ""}
_BUSY = frozenset(
    f"ticket.{one}" for one in ("called", "recalled", "started", "resumed", "back", "item_added")
)
_FREE = frozenset(f"ticket.{one}" for one in ("done", "no_show", "held", "transferred", "taken_back"))


def _does(event: Event, before: str) -> str:
    if event.kind in _BUSY:
        return "busy"
    if event.kind in _FREE:
        return "idle"
    return _WINDOW.get(event.kind, before)


def shares(periods: Sequence[Period]) -> dict[str, float]:
    """Minutes by what was done."""
    minutes: dict[str, float] = defaultdict(float)
    for one in periods:
        minutes[one.what] += (one.until - one.since) / 60
    return dict(minutes)


def at_work(periods: dict[int, list[Period]], end: float) -> dict[str, list[tuple[float, float]]]:
    """How many windows are busy, idle and paused, a point every five minutes."""
    moments = [index * 300.0 for index in range(int(end // 300) + 2)]
    return {
        what: [
            (
                at,
                float(
                    sum(
                        any(p.what == what and p.since <= at < p.until for p in one)
                        for one in periods.values()
                    )
                ),
            )
            for at in moments
        ]
        for what in ("busy", "idle", "paused")
    }


def latencies(material: Material, broken: Faults) -> dict[str, tuple[Spread | None, Spread | None]]:
    """Real milliseconds by what was waited for: (all of the day, the times in which nothing was broken)."""
    online = {one["visitor"] for one in material.said("issued", "d") if not one.get("offline")}
    kinds: dict[str, list[Entry]] = {
        "number": [one for one in material.said("issued", "d") if one["visitor"] in online and "ms" in one],
        "paper": [one for one in material.said("paper", "d") if one["visitor"] in online],
        "press": [one for one in material.said("press", "w") if one["verb"] != "look"],
        "call": [one for one in material.said("press", "w") if one["verb"] == "call"],
        "shown": material.said("call", "s"),
    }
    return {
        name: (
            spread(one["ms"] for one in entries),
            spread(one["ms"] for one in entries if broken.calm(one["t"])),
        )
        for name, entries in kinds.items()
    }


def lags(material: Material) -> dict[str, Spread]:
    """How late, in real seconds, each process met its planned moments."""
    found = {}
    for name, entries in material.records.items():
        late = spread(s for one in entries if one["what"] == "lags" for s in one["seconds"])
        if late is not None:
            found[name] = late
    return found


def kept_up(late: dict[str, Spread], answers: Spread | None) -> bool:
    """Whether the machine was fast enough for the day that was planned. `answers`: to presses while nothing was broken."""
    quick = answers is None or answers.p95 <= ANSWER_MOST_MS
    return quick and all(one.p99 <= LAG_MOST_S for one in late.values())
