"""A clerk's text on the pad: what is heard of it, touched, and asked for; part of `kiosk.pad.words`."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.contract.papers import Verdict, WindowPaper
from kiosk.flows.filing.filing import Strokes


@dataclass(frozen=True)
class PaperTold:
    """The text that the clerk shows now; None: none, or no more."""

    paper: WindowPaper | None


@dataclass(frozen=True)
class SheetsTold:
    """The pages of a document, JPEG, each what its hash says."""

    paper: str
    sheets: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True)
class PaperKept:
    """What was said is durable."""

    paper: str


@dataclass(frozen=True)
class PaperNotKept:
    """It is not; `problem` is dotted."""

    paper: str
    problem: str


@dataclass(frozen=True)
class Agree:
    """That is right. A text that is signed leads to the signature."""


@dataclass(frozen=True)
class Refuse:
    """I do not agree."""


@dataclass(frozen=True)
class Stroke:
    """One more line of the signature; points 0..1 of the width."""

    points: tuple[tuple[float, float], ...] = field(repr=False)


@dataclass(frozen=True)
class TurnSheet:
    """So many pages on, or back."""

    by: int


@dataclass(frozen=True)
class WipeSignature:
    """Write it anew."""


@dataclass(frozen=True)
class PaperSaid:
    """Make this durable and send it, then say `PaperKept` or `PaperNotKept`."""

    paper: WindowPaper
    verdict: Verdict
    strokes: Strokes = field(default=(), repr=False)


PaperWorld = PaperTold | SheetsTold | PaperKept | PaperNotKept
PaperTouch = Agree | Refuse | TurnSheet | Stroke | WipeSignature
