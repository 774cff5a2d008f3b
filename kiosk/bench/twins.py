"""What a demo puts on the bench: its units, their devices, and the invented people who come by."""

from __future__ import annotations

from dataclasses import dataclass, field

from drivers.sim.id_card import IdCard
from drivers.sim.line import Line
from drivers.sim.people import PEOPLE
from hall.settings import Words
from kiosk.bench.hall import BenchHall


@dataclass(frozen=True)
class BenchDevice:
    """One twin on its line. What can be done with it follows from `line.machine`."""

    title: Words
    line: Line


@dataclass(frozen=True)
class BenchUnit:
    """A terminal or a dispenser and its devices."""

    title: Words
    devices: tuple[BenchDevice, ...]


@dataclass(frozen=True)
class BenchPerson:
    """An invented person and the card in their pocket."""

    name: str
    card: IdCard


def everyone() -> tuple[BenchPerson, ...]:
    """The invented people that come with the twins."""
    return tuple(BenchPerson(_called(card), card) for card in PEOPLE)


def _called(card: IdCard) -> str:
    names = (card.fields.get(field, "") for field in ("name", "name_cn", "name_en"))
    return next(name for name in names if name).partition(",")[0]


@dataclass(frozen=True)
class BenchTwins:
    """All that is on the bench. `code`: the text of a citizen code that the hall knows."""

    units: tuple[BenchUnit, ...]
    code: str
    hall: BenchHall
    people: tuple[BenchPerson, ...] = field(default_factory=everyone)
