"""Who comes, what they want, how long it takes and what goes wrong: all drawn from one seed. Pure."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bench.day.visitors import Ending, Visitor
from hall.settings import Settings

WHOLE_DAY_S = 9 * 3600.0
LAST_NUMBER = 0.93
"""Share of the day after which nobody comes any more."""
SLOT_S = 3600.0
_UTILISATION = 0.80
_FLOW = (
    (0.0, 0.5),
    (0.06, 1.5),
    (0.17, 1.3),
    (0.25, 0.85),
    (0.33, 1.9),
    (0.48, 1.4),
    (0.60, 0.8),
    (0.72, 1.0),
    (LAST_NUMBER, 0.3),
)
"""Arrivals: (from which share of the day, how strong), a morning and a lunch rush."""
_SERVICES = {"social": 1.0, "medical": 0.8, "residence": 1.1, "business": 1.5, "property": 1.6, "tax": 0.9}
"""How long a service takes, beside the others."""
_WANTED = {"social": 27, "medical": 19, "residence": 19, "business": 11, "property": 11, "tax": 13}
_SPREAD = 0.55
"""Sigma of the log-normal service times."""


@dataclass(frozen=True)
class Shift:
    """A window's day, in seconds after the doors opened. `breaks`: (from, how long, reason)."""

    window: int
    opens_s: float
    breaks: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class Fault:
    """Something that breaks. `kind`: offline, blackhole, killed, flapping; `who`: a unit, a server, a window."""

    kind: str
    who: str
    at_s: float
    until_s: float


@dataclass(frozen=True)
class Size:
    """How large a hall is played: of the hall file only so many windows, dispensers and displays."""

    windows: int = 30
    dispensers: int = 4
    displays: int = 12
    clerk_processes: int = 3
    display_processes: int = 3
    servers: int = 1
    together: bool = False
    """Desk, clerks and displays share one process."""

    @property
    def server_names(self) -> list[str]:
        """Server processes."""
        return [f"server{n}" for n in range(1, self.servers + 1)]

    @property
    def makers(self) -> list[str]:
        """Who makes tickets: the dispensers and the desk."""
        return [*(f"d{n}" for n in range(1, self.dispensers + 1)), "desk"]

    @property
    def rooms(self) -> list[str]:
        """Rooms of clerks."""
        return [f"w{n}" for n in range(1, self.clerk_processes + 1)]

    @property
    def rows(self) -> list[str]:
        """Groups of displays."""
        return [f"s{n}" for n in range(1, self.display_processes + 1)]

    @property
    def actors(self) -> list[str]:
        """Everybody but the servers."""
        return [*self.makers, *self.rooms, *self.rows]

    @property
    def processes(self) -> dict[str, str]:
        """The actors' processes, and the module that each runs."""
        found = dict.fromkeys(self.makers[:-1], "dispenser")
        if self.together:
            return found | {"together": "together"}
        return (
            found
            | dict.fromkeys(self.rooms, "windows")
            | dict.fromkeys(self.rows, "displays")
            | {"desk": "desk"}
        )

    def with_servers(self, count: int) -> Size:
        """The same hall with so many server processes."""
        return replace(self, servers=count)


LARGE = Size()
SMALL = Size(windows=6, dispensers=2, displays=3, clerk_processes=1, display_processes=1, together=True)


@dataclass(frozen=True)
class Plan:
    """The day before it begins."""

    day_s: float
    visitors: tuple[Visitor, ...]
    shifts: tuple[Shift, ...]
    faults: tuple[Fault, ...]

    def by_id(self) -> Mapping[str, Visitor]:
        """Visitors by the id of their ticket."""
        return {one.id: one for one in self.visitors}


def draw(settings: Settings, size: Size, visitors: int, hours: float, seed: int) -> Plan:
    """The day of `seed`; service times are such that the hall is well used, whatever the sizes."""
    day_s = hours * 3600
    shifts = tuple(_shift(random.Random(f"{seed} window {n}"), n, day_s) for n in range(1, size.windows + 1))  # noqa: S311 - a simulation
    mean_s = _UTILISATION * _open_s(shifts, day_s) / visitors
    rng = random.Random(f"{seed} visitors")  # noqa: S311
    times = sorted(_arrival(rng) * day_s for _ in range(visitors))
    people = _People(rng, settings, size, seed, day_s, mean_s)
    return Plan(day_s, tuple(people.draw(i, at) for i, at in enumerate(times)), shifts, _faults(size, day_s))


class _People:
    def __init__(
        self, rng: random.Random, settings: Settings, size: Size, seed: int, day_s: float, mean_s: float
    ) -> None:
        self._rng = rng
        self._size = size
        self._seed = seed
        self._scale = day_s / WHOLE_DAY_S
        self._windows = {w.number: w.services for w in settings.windows if w.number <= size.windows}
        served = {service for services in self._windows.values() for service in services}
        self._services = [one.id for one in settings.services if one.id in served]
        self._wanted = [_WANTED[one] for one in self._services]
        self._groups = [one.id for one in settings.groups]
        weight = sum(self._wanted)
        usual = sum(_SERVICES[s] * w for s, w in zip(self._services, self._wanted, strict=True)) / weight
        self._unit_s = mean_s / usual

    def draw(self, index: int, at_s: float) -> Visitor:
        """One visitor. The order of the draws is the day: a new one goes to the end."""
        rng, scale = self._rng, self._scale
        service = rng.choices(self._services, self._wanted)[0]
        took_s = self._unit_s * _SERVICES[service] * rng.lognormvariate(-(_SPREAD**2) / 2, _SPREAD)
        ending = rng.choices(list(Ending), _ENDINGS)[0]
        group = rng.choice(self._groups) if rng.random() < 0.10 else ""
        slot_s = self._slot(at_s) if not group and rng.random() < 0.10 else None
        return Visitor(
            id=f"day-{self._seed}-{index:05d}",
            at_s=at_s,
            service=service,
            dispenser=rng.randrange(self._size.dispensers),
            group=group,
            assisted=bool(group) and rng.random() < 0.3,
            slot_s=slot_s,
            large=rng.random() < 0.08,
            english=rng.random() < 0.02,
            walk_s=rng.uniform(6, 26) if rng.random() < 0.92 else rng.uniform(32, 55),
            takes_s=max(20.0 * scale, took_s),
            ending=ending,
            leaves_s=self._leaves(ending),
            out_s=(rng.uniform(60, 900) * scale, rng.uniform(300, 1500) * scale),
            back_s=rng.uniform(300, 1500) * scale,
            to_service=rng.choice([one for one in self._services if one != service]),
            to_window=rng.choice([n for n, does in self._windows.items() if service in does]),
            again=rng.random() < 0.01,
        )

    def _leaves(self, ending: Ending) -> float:
        """Seconds until patience ends; nobody who gives up stays longer than two hours."""
        patience_s = min(7200.0, self._rng.lognormvariate(math.log(2400), 0.6)) * self._scale
        return patience_s if ending in _LEAVING else math.inf

    def _slot(self, at_s: float) -> float:
        """The hour in which most come; some come half an hour early, some much too late."""
        off_s = self._rng.choice([0, 0, 0, 0, 0, 0, 0, SLOT_S, -3 * SLOT_S])
        return max(0.0, (at_s + off_s) // SLOT_S * SLOT_S)


_LEAVING = frozenset({Ending.LEAVES, Ending.CANCELS})
_ENDINGS = [
    {
        Ending.SERVED: 760,
        Ending.LEAVES: 60,
        Ending.CANCELS: 25,
        Ending.STEPS_OUT: 40,
        Ending.HELD_RESUMED: 20,
        Ending.HELD_RETURNS: 20,
        Ending.MOVED_SERVICE: 25,
        Ending.MOVED_WINDOW: 15,
        Ending.MORE_ITEMS: 20,
        Ending.FINISH_UNDONE: 15,
    }[one]
    for one in Ending
]


def _arrival(rng: random.Random) -> float:
    """A share of the day, as `_FLOW` weighs it."""
    pieces = [
        (begin, end, weight)
        for (begin, weight), (end, _) in zip(_FLOW, (*_FLOW[1:], (1.0, 0.0)), strict=True)
        if begin < LAST_NUMBER
    ]
    begin, end, _ = rng.choices(pieces, [(end - begin) * weight for begin, end, weight in pieces])[0]
    return rng.uniform(begin, end)


def _shift(rng: random.Random, window: int, day_s: float) -> Shift:
    """Two thirds of the windows go to lunch, in two turns; everybody rests once in the afternoon or morning."""
    scale = day_s / WHOLE_DAY_S
    breaks = []
    if window % 3:
        lunch_s = (3.0 if window % 2 else 3.85) * 3600 * scale + rng.uniform(0, 300) * scale
        breaks.append((lunch_s, 48 * 60 * scale, "午餐"))
    short_s = rng.choice([1.7, 6.2]) * 3600 * scale + rng.uniform(0, 3600) * scale
    breaks.append((short_s, rng.uniform(300, 540) * scale, "整理材料"))
    return Shift(window, rng.uniform(0, 150) * scale, tuple(sorted(breaks)))


def _open_s(shifts: tuple[Shift, ...], day_s: float) -> float:
    """Window-seconds in which somebody can be served."""
    return sum(day_s - one.opens_s - sum(long_s for _, long_s, _ in one.breaks) for one in shifts)


def _faults(size: Size, day_s: float) -> tuple[Fault, ...]:
    """Two dispensers cut off for an hour of the lunch rush, the server killed twice, one window's line bad."""

    def share(hours: float) -> float:
        return hours * 3600 * day_s / WHOLE_DAY_S

    found = [
        Fault("killed", "server1", share(1.6), share(1.6)),
        Fault("killed", f"server{size.servers}", share(6.4), share(6.4)),
    ]
    found.append(Fault("offline", "d1", share(3.1), share(4.1)))
    found.append(Fault("blackhole", "d2", share(3.2), share(4.2)))
    found.append(Fault("flapping", str(min(7, size.windows)), share(4.9), share(6.1)))
    return tuple(sorted(found, key=lambda one: one.at_s))
