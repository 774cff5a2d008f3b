"""The hall's plan as a unit knows it: what is where, which machine has what, and the way from here. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import hypot
from typing import Final

from hall.settings import Settings, Unit, Words
from hall.settings.map import KINDS, Floor, Place, Wall
from hall.settings.times import OpenHours

WINDOW, UNIT, SERVICES = "window", "unit", "services"
LEADS_UP: Final = ("lift", "stairs")
LOOKS: Final = {"up": (0.0, -1.0), "right": (1.0, 0.0), "down": (0.0, 1.0), "left": (-1.0, 0.0)}
NEAR_M: Final = 2.0
"""What is no farther to one side is not told."""


@dataclass(frozen=True)
class Spot:
    """One place. `key`: window-3, unit-t1 or place-7; `kind`: window, unit or a facility's. `id`: in the hall file, "" for none."""

    key: str
    kind: str
    floor: str
    x: float
    y: float
    name: Words
    note: Words
    hours: tuple[OpenHours, ...] = ()
    window: int = 0
    unit: str = ""
    id: str = ""


@dataclass(frozen=True)
class Machine:
    """Another unit, as far as a citizen can be sent to it. `devices`: their classes."""

    id: str
    role: str
    place: Words
    devices: frozenset[str]


@dataclass(frozen=True)
class Way:
    """From here to a spot, in whole metres. `side`: to the right, negative to the left, after `turn` if there is one.

    `via`: what leads to the other floor; the way is then the way to it. `line`: its corners on the plan.
    """

    turn: bool
    ahead: int
    side: int
    via: Spot | None = None
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Atlas:
    """`here`: this unit's own spot. `facing`: where somebody looks who stands before it. `doing`: windows by service."""

    floors: tuple[Floor, ...] = ()
    walls: tuple[Wall, ...] = ()
    spots: tuple[Spot, ...] = ()
    here: Spot | None = None
    facing: str = "up"
    doing: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    machines: tuple[Machine, ...] = ()

    def spot(self, key: str) -> Spot | None:
        """A spot by its key."""
        return next((one for one in self.spots if one.key == key), None)

    def named(self, id_: str) -> Spot | None:
        """A spot by its id in the hall file."""
        return next((one for one in self.spots if id_ and one.id == id_), None)

    def of_unit(self, unit: str) -> Spot | None:
        """Where a unit stands."""
        return next((one for one in self.spots if one.unit == unit), None)

    def kinds(self) -> tuple[str, ...]:
        """The kinds that there are, ours first, facilities in the order of the list."""
        there = {one.kind for one in self.spots}
        return tuple(kind for kind in (UNIT, *KINDS) if kind in there)

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Keys of the spots of a kind, the nearest first; this unit itself is none."""
        return self.nearest(tuple(one for one in self.spots if one.kind == kind and one != self.here))

    def for_service(self, service: str) -> tuple[str, ...]:
        """Keys of its windows that are on the plan."""
        wanted = self.doing.get(service, ())
        return self.nearest(tuple(one for one in self.spots if one.window and one.window in wanted))

    def nearest(self, spots: tuple[Spot, ...]) -> tuple[str, ...]:
        """Their keys in the order of the distance from here; another floor comes last."""
        return tuple(one.key for one in sorted(spots, key=self.distance))

    def distance(self, spot: Spot) -> tuple[bool, float]:
        """Whether it is on another floor, and metres as the crow flies."""
        here = self.here
        if here is None:
            return False, 0.0
        return spot.floor != here.floor, hypot(spot.x - here.x, spot.y - here.y)

    def way(self, spot: Spot) -> Way | None:
        """How to go there; None when this unit is not on the plan, or nothing leads to that floor."""
        here = self.here
        if here is None:
            return None
        if spot.floor == here.floor:
            return _way(here, self.facing, spot)
        up = [one for one in self.spots if one.floor == here.floor and one.kind in LEADS_UP]
        via = min(up, key=self.distance, default=None)
        return None if via is None else _way(here, self.facing, via, via)


def _way(here: Spot, facing: str, to: Spot, via: Spot | None = None) -> Way:
    """Straight on or back first, then to the side."""
    look = LOOKS[facing]
    east, south = to.x - here.x, to.y - here.y
    ahead = east * look[0] + south * look[1]
    side = south * look[0] - east * look[1]
    corner = (here.x + ahead * look[0], here.y + ahead * look[1])
    turn = ahead <= -NEAR_M
    line = ((here.x, here.y), corner, (to.x, to.y))
    return Way(turn, round(abs(ahead)), round(-side if turn else side), via, line)


def atlas_of(settings: Settings, unit: Unit) -> Atlas:
    """Everything a unit has to know of the hall around it."""
    spots = tuple(_spot(at, place, settings) for at, place in enumerate(settings.map.places))
    here = next((one for one in spots if one.unit == unit.id), None)
    facing = next((one.facing for one in settings.map.places if one.unit == unit.id), "up")
    doing = {
        service.id: tuple(one.number for one in settings.windows if service.id in one.services)
        for service in settings.services
    }
    machines = tuple(
        Machine(one.id, one.role, one.place, frozenset(device.name for device in one.devices))
        for one in settings.units
        if one.id != unit.id and one.role in {"terminal", "dispenser"}
    )
    return Atlas(tuple(settings.map.floors), tuple(settings.map.walls), spots, here, facing, doing, machines)


def _spot(at: int, place: Place, settings: Settings) -> Spot:
    name, key, kind = place.name, place.id or f"place-{at}", str(place.kind)
    if place.window:
        key, kind = f"window-{place.window}", WINDOW
        name = next((one.name for one in settings.windows if one.number == place.window), name)
    elif place.unit:
        key, kind = f"unit-{place.unit}", UNIT
        name = next((one.place for one in settings.units if one.id == place.unit), name)
    return Spot(
        key=key,
        kind=kind,
        floor=place.floor,
        x=place.x,
        y=place.y,
        name=place.name if place.name.zh else name,
        note=place.note,
        hours=tuple(place.hours),
        window=place.window,
        unit=place.unit,
        id=place.id,
    )
