"""What the keys of a call keypad do at a window. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from drivers.types import Json
from hall.settings import Verb
from hall.settings.window_units import LONG

USUAL: Final[Mapping[str, Verb]] = {
    "next": "call",
    "recall": "recall",
    "skip": "no_show",
    "finish": "finish",
    "pause": "pause",
    "clear": "undo",
    f"{LONG}recall": "start",
    f"{LONG}skip": "hold",
}
"""By the names that drivers.keypad.table gives to keys. Held down where a key has no other meaning: as pressed."""


@dataclass(frozen=True)
class Wish:
    """One press. `verb`: of `Verb`, or `open` with the clerk who signed in."""

    verb: str
    clerk: str = ""


def wish(kind: str, data: Mapping[str, Json], table: Mapping[str, Verb]) -> Wish | None:
    """What an event of the keypad asks for; None when it asks for nothing."""
    key = str(data.get("key", ""))
    match kind:
        case "login":
            return Wish("open", str(data.get("clerk", ""))[:40])
        case "logout":
            return Wish("close")
        case "keyPressed":
            verb = table.get(key)
        case "longPress":
            verb = table.get(f"{LONG}{key}") or table.get(key)
        case _:
            return None
    return Wish(verb) if verb else None


def table_of(own: Mapping[str, Verb]) -> Mapping[str, Verb]:
    """The usual keys, and what the hall file says otherwise."""
    return {**USUAL, **own}
