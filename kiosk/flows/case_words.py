"""What the pages of a case's progress hear and ask for; part of `kiosk.flows.words`."""

from __future__ import annotations

from dataclasses import dataclass

from hall.contract.cases import Progress
from hall.domain.privacy import IdNumber
from kiosk.flows.facts import Said


@dataclass(frozen=True)
class CaseRead:
    """The code of a case was scanned."""

    code: str


@dataclass(frozen=True)
class CasesFound:
    """The cases asked for; none with a `problem`, which is dotted, and what the server says to it."""

    cases: tuple[Progress, ...]
    problem: str = ""
    said: Said | None = None


@dataclass(frozen=True)
class FindCases:
    """Ask how the cases of a person are, or the one of a receipt's code; one of the two."""

    id_number: IdNumber | None = None
    code: str = ""


@dataclass(frozen=True)
class PrintNotice:
    """A notice of a case; `at`: which of its notices. `a4`: on the A4 printer, else on the receipt printer."""

    intent: str
    case: Progress
    at: int
    large: bool
    language: str
    a4: bool = False
