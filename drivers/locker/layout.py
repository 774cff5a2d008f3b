"""Which doors a locker has: boards counted through, their sizes, the switches that feel what lies behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drivers.locker.line import Door
from drivers.options import OptionError
from drivers.table.reading import Reader

_POWER_FAIL = ("unknown", "locked", "unlocks")
_MOST_DOORS = 64
_MOST_COLUMNS = 16


@dataclass(frozen=True)
class Layout:
    """`places` in the order of door numbers; `switches` and `sizes` by door number; `power_fail`: what locks do then.

    `columns`: of doors, counted from the top, then to the right; 0: nobody said.
    """

    places: list[Door]
    switches: Mapping[int, Door]
    sizes: Mapping[int, str]
    power_fail: str
    columns: int


def read_layout(reader: Reader, most_address: int) -> Layout:
    """Read boards, items, sizes, power_fail and columns. Raises `OptionError`."""
    boards = reader.numbers("boards", 1, _MOST_DOORS) or {"1": 12}
    places = [
        Door(_whole(f"boards.{address}", address, 0, most_address, "the board's address"), number)
        for address, count in boards.items()
        for number in range(1, count + 1)
    ]
    sizes = {_door("sizes", door, places): word for door, word in reader.texts("sizes").items()}
    columns = reader.number("columns", 0, 0, _MOST_COLUMNS)
    return Layout(places, _switches(reader, places), sizes, reader.word("power_fail", _POWER_FAIL), columns)


def _switches(reader: Reader, places: list[Door]) -> dict[int, Door]:
    """A switch sits on an input of the door's own board that no door uses."""
    found: dict[int, Door] = {}
    for text, number in reader.numbers("items", 1, 255).items():
        door = _door("items", text, places)
        switch = Door(places[door - 1].board, number)
        if switch in places or switch in found.values():
            raise OptionError(
                f"options.items.{text}: input {number} is taken; write a spare input of its board"
            )
        found[door] = switch
    return found


def _door(key: str, text: str, places: list[Door]) -> int:
    return _whole(f"{key}.{text}", text, 1, len(places), "the door's number")


def _whole(place: str, text: str, least: int, most: int, what: str) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise OptionError(f"options.{place}: write {what}, a number from {least} to {most}")
    return int(text)
