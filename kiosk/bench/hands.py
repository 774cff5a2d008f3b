"""What a person's hands can do with a twin, and what they see of it. No Qt.

Every touch on a machine goes through its line (`Line.act`), so that hands and wire never meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from drivers.sim.base import Handled
from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import Line
from drivers.sim.ticket_printer import TicketPrinterTwin
from kiosk.bench.machine_hand import ERRANDS, MachineHand
from kiosk.bench.seen import Button, Seen
from kiosk.bench.twins import BenchPerson
from kiosk.bench.words import BenchWords

BINARY = bytes(range(256))
"""A code that is no text at all."""
LONG = b"YXFW1:" + b"0123456789ABCDEF" * 640
"""10 kB of text: more than any scanner's frame."""


class Hand(Protocol):
    """The part of a card that is particular to one kind of machine. `pictured`: it is worth looking at."""

    pictured: bool

    def buttons(self, fault: Fault) -> list[Button]:
        """What can be done now."""

    def choices(self) -> list[Button]:
        """What the machine's own menu offers."""

    def press(self, button: str) -> None:
        """Do what a button of either says."""

    def look(self) -> Seen:
        """See the machine."""


class CardHand:
    """Puts the card of one of the invented people on a reader."""

    pictured = False

    def __init__(self, line: Line, twin: SamvTwin, people: Sequence[BenchPerson], words: BenchWords) -> None:
        self._line = line
        self._twin = twin
        self._people = people
        self._words = words
        self._chosen = 0

    def buttons(self, fault: Fault) -> list[Button]:
        """Put, take, another person."""
        del fault
        there = self._twin.card is not None
        return [
            Button("put", self._words("put"), enabled=not there),
            Button("take", self._words("take"), enabled=there),
            Button("menu:people", self._words("person"), enabled=not there),
        ]

    def choices(self) -> list[Button]:
        """The people."""
        return [
            Button(f"person:{index}", person.name, on=index == self._chosen)
            for index, person in enumerate(self._people)
        ]

    def press(self, button: str) -> None:
        """Choose, put or take."""
        kind, _, index = button.partition(":")
        if kind == "person":
            self._chosen = int(index)
        elif kind == "put":
            card = self._people[self._chosen].card
            self._line.act(lambda: self._twin.place(card))
        else:
            self._line.act(self._twin.lift)

    def look(self) -> Seen:
        """Whose card is where."""
        there = self._twin.card
        names = [person.name for person in self._people if person.card is there]
        if there is not None:
            return Seen(self._words("on_reader").format(name=names[0] if names else "?"))
        return Seen(self._words("in_hand").format(name=self._people[self._chosen].name))


class CodeHand:
    """Shows codes to a scanner."""

    pictured = False

    def __init__(self, line: Line, twin: CodeScannerTwin, code: str, words: BenchWords) -> None:
        self._line = line
        self._twin = twin
        self._codes = {"good": code.encode(), "binary": BINARY, "long": LONG}
        self._words = words
        self._shown = ""

    def buttons(self, fault: Fault) -> list[Button]:
        """One for each kind of code."""
        del fault
        return [Button(kind, self._words(kind)) for kind in self._codes]

    def choices(self) -> list[Button]:
        """None."""
        return []

    def press(self, button: str) -> None:
        """Show a code."""
        self._line.act(lambda: self._twin.present(self._codes[button]))
        self._shown = button

    def look(self) -> Seen:
        """What was shown last."""
        return Seen(self._words(f"shown_{self._shown}" if self._shown else "nothing_shown"))


class PaperHand:
    """Takes tickets, and does to a printer what people do to printers."""

    pictured = True
    STATES = (
        (Fault.PAPER_OUT, "paper_out", "paper_in"),
        (Fault.NEAR_END, "near_end", "new_roll"),
        (Fault.COVER_OPEN, "open", "close"),
        (Fault.JAM, "jam", "clear"),
    )

    def __init__(self, line: Line, twin: TicketPrinterTwin, words: BenchWords) -> None:
        self._line = line
        self._twin = twin
        self._words = words

    def buttons(self, fault: Fault) -> list[Button]:
        """Tear off; each trouble, or the way out of it."""
        powered = fault is not Fault.UNPLUGGED
        troubles = [
            Button(f"fault:{Fault.NONE}", self._words(mend), on=True)
            if fault is trouble
            else Button(f"fault:{trouble}", self._words(make), enabled=powered)
            for trouble, make, mend in self.STATES
        ]
        return [Button("tear", self._words("tear"), enabled=bool(self._twin.pieces)), *troubles]

    def choices(self) -> list[Button]:
        """None."""
        return []

    def press(self, button: str) -> None:
        """Tear off."""
        del button
        self._line.act(self._twin.tear_off)

    def look(self) -> Seen:
        """The newest paper."""
        pieces = self._line.act(lambda: list(self._twin.pieces))
        if not pieces:
            return Seen(self._words("no_paper"))
        return Seen(self._words("paper").format(count=len(pieces)), pieces[-1].png())


def hand_for(line: Line, people: Sequence[BenchPerson], code: str, words: BenchWords) -> Hand:
    """The hand for a line's machine. Raises `TypeError` for a machine that nobody has hands for."""
    match line.machine:
        case SamvTwin() as reader:
            return CardHand(line, reader, people, words)
        case CodeScannerTwin() as scanner:
            return CodeHand(line, scanner, code, words)
        case TicketPrinterTwin() as printer:
            return PaperHand(line, printer, words)
        case Handled() as machine if type(machine).__name__ in ERRANDS:
            return MachineHand(line, machine, words)
        case other:
            raise TypeError(f"the bench has no hands for a {type(other).__name__}; add them to {__name__}")
