"""Which door a parcel gets."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from hall.domain.queue.day import Refused

SOUND: Final = frozenset({"closed", "open"})
"""Of a door's sensor; anything else is broken: nothing is put behind it."""


@dataclass(frozen=True)
class Door:
    """`number`: in the locker, from 1. `size`: the hall's own word, "" for none. `state`: as its sensor says."""

    number: int
    size: str = ""
    state: str = "closed"


def choose(doors: Iterable[Door], taken: Collection[int], wanted: int = 0, size: str = "") -> int:
    """The wanted door, or the first free one of that size. A door is allotted once.

    Raises `Refused`: parcel.doorUnknown, parcel.doorTaken, parcel.doorBroken, parcel.noDoor.
    """
    known = {door.number: door for door in doors}
    if wanted:
        return _wanted(known.get(wanted), wanted, taken)
    for door in known.values():
        if door.number not in taken and door.state in SOUND and size in {"", door.size}:
            return door.number
    raise Refused("parcel.noDoor")


def _wanted(door: Door | None, number: int, taken: Collection[int]) -> int:
    if door is None:
        raise Refused("parcel.doorUnknown", door=number)
    if number in taken:
        raise Refused("parcel.doorTaken", door=number)
    if door.state not in SOUND:
        raise Refused("parcel.doorBroken", door=number)
    return number
