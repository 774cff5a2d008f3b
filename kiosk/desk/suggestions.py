"""What somebody tells the hall: number, deadline and outbox row in one commit; then the receipt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from drivers.types import Json
from hall.contract.bodies import Applicant, LedgerBody
from hall.domain.cases.workdays import Workdays
from hall.domain.clock import service_date
from hall.domain.ledger.deadline import promised
from hall.domain.ledger.entry import Kind
from hall.domain.privacy import Person
from hall.settings import Settings
from hall.settings.ledger import LedgerRules
from hall.settings.opening import opening
from kiosk.desk.documents import Sheet, day, minute
from kiosk.desk.filing.applications import CONFIRM_S
from kiosk.desk.paper import Printing, stream_of
from kiosk.desk.parts import Parts
from kiosk.flows.words import CaseSaved, Refused, SubmitSuggestion
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.events import Event
from kiosk.outbox.sync import Row

MARKS: Final = {Kind.SUGGESTION: "JY", Kind.COMPLAINT: "TS", Kind.UNSOLVED: "BC"}
"""What a ledger number begins with (建议, 投诉, 办不成): nobody takes it for the number of a case."""
MARK: Final = "YJ"
"""Of whatever else there is."""


@dataclass(frozen=True)
class _Saved:
    """A durable entry."""

    number: str
    due: date
    row: Row = field(repr=False)


class Suggestions:
    """Takes what is told. One intent is taken once, however often the button is tapped."""

    def __init__(self, parts: Parts, printing: Printing) -> None:
        self._parts = parts
        self._printing = printing
        self._days = Workdays(opening(parts.settings).calendar)
        self._busy: set[str] = set()

    async def submit(self, asked: SubmitSuggestion) -> None:
        """Save, try to send, print. Ends with Refused or with PaperEnded."""
        if asked.intent in self._busy:
            return
        self._busy.add(asked.intent)
        try:
            sheet = await self._take(asked)
        except OutboxError as error:
            self._parts.tell(Refused(asked.intent, error.trouble.value))
            return
        finally:
            self._busy.discard(asked.intent)
        del asked  # the receipt needs nobody's words
        if sheet is not None:
            await self._printing.print(sheet)

    async def _take(self, asked: SubmitSuggestion) -> Sheet | None:
        parts, outbox = self._parts, self._parts.outbox
        with outbox.read() as db:
            known = outbox.intents.find(db, asked.intent)
        at = datetime.fromisoformat(known.at) if known else parts.clock.now()
        due = promised(self._days, at, within(parts.settings.ledger, asked.kind))
        if known is not None:
            parts.tell(CaseSaved(asked.intent, known.number, confirmed=False, due=due))
            return None
        saved = self._save(asked, at, due)
        confirmed = await parts.sender.confirmed(saved.row, CONFIRM_S)
        parts.tell(CaseSaved(asked.intent, saved.number, confirmed=confirmed, due=due))
        data = ledger_sheet(parts.settings, saved.number, asked, at, due, confirmed=confirmed)
        return Sheet(asked.intent, "ledger", data)

    def _save(self, asked: SubmitSuggestion, at: datetime, due: date) -> _Saved:
        outbox = self._parts.outbox
        with outbox.write() as db:
            number = outbox.cases.take(db, MARKS.get(asked.kind, MARK))
            # To the outbox it is handed in like an application.
            outbox.intents.ask(db, asked.intent, "application", asked.kind.value)
            outbox.intents.done(db, asked.intent, number, service_date(at))
            body = LedgerBody(
                number=number,
                kind=asked.kind,
                words=asked.words,
                applicant=_teller(asked.person) if asked.person else None,
                phone=asked.phone.reveal(),
                due=due.isoformat(),
                assisted_by=asked.assisted,
                submitted_at=at,
            )
            stream = stream_of(self._parts.unit.id, asked.intent)
            event = Event(asked.intent, "ledger.submitted", stream, body.model_dump(mode="json"))
            return _Saved(number, due, outbox.events.append(db, event))


def _teller(person: Person) -> Applicant:
    """Whoever comes back with the card is known by the name; of the rest of the card nothing goes along."""
    return Applicant(kind=person.kind, name=person.name.reveal(), id_number=person.id_number.mask())


def within(rules: LedgerRules, kind: Kind) -> int:
    """Working days for an answer."""
    return {
        Kind.SUGGESTION: rules.suggestion_days,
        Kind.COMPLAINT: rules.complaint_days,
        Kind.UNSOLVED: rules.unsolved_days,
    }[kind]


def ledger_sheet(
    settings: Settings, number: str, asked: SubmitSuggestion, at: datetime, due: date, *, confirmed: bool
) -> dict[str, Json]:
    """The data of assets/receipts/ledger.toml, `reprint` excepted. None of the words; name and phone masked."""
    return {
        "language": asked.language,
        "large": asked.large,
        "hall": {"zh": settings.hall.name.zh, "en": settings.hall.name.en},
        "hall_phone": settings.hall.phone,
        "kind": asked.kind.value,
        "number": number,
        "name": asked.person.name.mask() if asked.person else "",
        "phone": asked.phone.mask(),
        "submitted_at": minute(at),
        "due": day(due.isoformat()),
        "confirmed": confirmed,
    }
