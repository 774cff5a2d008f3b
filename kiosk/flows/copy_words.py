"""What the pages of printing and copying hear, keep and ask for; part of `words`, `touches` and `visit`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.flows.facts import PrintOutcome
from kiosk.flows.filing.filing import Scan
from kiosk.flows.filing.words import Source

What = Literal["guide", "blank", "sample"]
"""Of a guide on A4: all of it, a blank form, a sample."""
MATERIAL: Final = "copy"
"""The name of what is scanned for a copy."""


@dataclass(frozen=True)
class Copying:
    """`used`: sheets of this visit, also those of which nobody knows. `two_sided`: the printer can; None: not asked yet.

    `came`: what became of the last copy. `a4`: the last notice went to the A4 printer.
    """

    source: Source = "feeder"
    card: bool = False
    scans: tuple[Scan, ...] = ()
    copies: int = 1
    duplex: bool = False
    two_sided: bool | None = None
    used: int = 0
    came: PrintOutcome = PrintOutcome.UNKNOWN
    a4: bool = False

    @property
    def sheets(self) -> int:
        """Sheets of paper that the copies take."""
        pages = len(self.scans)
        return self.copies * (-(-pages // 2) if self.duplex else pages)


# --- events --------------------------------------------------------------------------------


@dataclass(frozen=True)
class PrinterSeen:
    """What the A4 printer can do."""

    two_sided: bool


CopyEvent = PrinterSeen


# --- touches -------------------------------------------------------------------------------


@dataclass(frozen=True)
class StartCopy:
    """Copy what lies in the feeder or under the camera. `card`: both sides of a card on one page."""

    source: Source
    card: bool = False


@dataclass(frozen=True)
class SetCopies:
    """So many copies."""

    copies: int


@dataclass(frozen=True)
class SetSides:
    """Print on both sides, or on one."""

    both: bool


@dataclass(frozen=True)
class PrintCopy:
    """Print the copies, for the first time or once more."""

    intent: str


@dataclass(frozen=True)
class OpenForms:
    """Show what there is to print of the guide."""


@dataclass(frozen=True)
class ChooseForm:
    """Print it. `key`: short, guide, or blank or sample with the place of its material, as in blank-2."""

    key: str
    intent: str


CopyTouch = StartCopy | SetCopies | SetSides | PrintCopy | OpenForms | ChooseForm


# --- effects -------------------------------------------------------------------------------


@dataclass(frozen=True)
class LookAtPrinter:
    """Ask the A4 printer what it can do. Answered by PrinterSeen, or not at all."""


@dataclass(frozen=True)
class PrintCopies:
    """Print scanned pages, in their order. `pages`: their names. Answered by PaperEnded."""

    intent: str
    pages: tuple[str, ...]
    copies: int
    duplex: bool


@dataclass(frozen=True)
class PrintForm:
    """Print a guide on A4, or the blank form or the sample of one of its materials; `place` from 1. Answered by PaperEnded."""

    intent: str
    guide: str
    what: What
    place: int
    large: bool
    language: str


CopyEffect = LookAtPrinter | PrintCopies | PrintForm
