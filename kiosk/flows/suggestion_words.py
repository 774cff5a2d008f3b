"""What the pages of suggestions keep and ask for; part of `kiosk.flows.words`."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.domain.ledger.entry import Kind
from hall.domain.privacy import Person, Phone
from kiosk.flows.reply import Reply


@dataclass(frozen=True)
class Suggestion:
    """What somebody tells the hall, as far as it is filled in."""

    kind: Kind | None = None
    words: str = field(default="", repr=False)
    reply: Reply | None = None


@dataclass(frozen=True)
class SubmitSuggestion:
    """Save what somebody tells the hall, send it, print its receipt. Who wants no answer left neither card nor phone.

    `assisted`: staff number of who stood by, "" for nobody.
    """

    intent: str
    kind: Kind
    words: str = field(repr=False)
    person: Person | None
    phone: Phone
    large: bool
    language: str
    assisted: str = ""
