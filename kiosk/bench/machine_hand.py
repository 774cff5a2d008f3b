"""What a person does at the machines whose twins say themselves what can be done: scanner, camera, locker, A4 printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from drivers.sim.base import Handled
from drivers.sim.faults import Fault
from drivers.sim.line import Line
from kiosk.bench.seen import Button, Seen
from kiosk.bench.words import BenchWords


@dataclass(frozen=True)
class Errand:
    """A button: its word on the bench, and what the twin is told: a verb of its `hands` and the rest."""

    word: str
    verb: str
    rest: str = ""


EVERY_OPEN: Final = "{open}"
"""In a locker's errand: once for each door that stands open."""
ERRANDS: Final[Mapping[str, tuple[Errand, ...]]] = {
    "SaneScannerTwin": (
        Errand("sheet", "load", "1"),
        Errand("sheets", "load", "12"),
        Errand("put_right", "fine"),
    ),
    "DocumentCameraTwin": (
        Errand("lay_page", "put", "letter"),
        Errand("lay_card", "put", "card-front"),
        Errand("lift", "take"),
    ),
    "LockerTwin": (Errand("shut_doors", "push", EVERY_OPEN),),
    "WinnsenTwin": (Errand("shut_doors", "push", EVERY_OPEN),),
    "IppPrinterTwin": (),
}
"""By the twin's class; named, not imported: some bring OpenCV along."""


class MachineHand:
    """Does errands at one of them."""

    pictured = False

    def __init__(self, line: Line, twin: Handled, words: BenchWords) -> None:
        self._line, self._words = line, words
        self._hands = twin.hands()
        self._errands = ERRANDS[type(twin).__name__]

    def buttons(self, fault: Fault) -> list[Button]:
        """One for each errand."""
        del fault
        return [Button(errand.word, self._words(errand.word)) for errand in self._errands]

    def choices(self) -> list[Button]:
        """None."""
        return []

    def press(self, button: str) -> None:
        """Run the errand."""
        errand = next(one for one in self._errands if one.word == button)
        rests = self._asked().split() if errand.rest == EVERY_OPEN else [errand.rest]
        for rest in rests:
            self._line.act(partial(self._hands[errand.verb].do, rest))

    def look(self) -> Seen:
        """What the machine shows of itself."""
        if "look" not in self._hands:
            return Seen(self._words("standing_by"))
        return Seen(self._words("shows").format(what=self._asked() or "–"))

    def _asked(self) -> str:
        return self._line.act(partial(self._hands["look"].do, ""))
