"""An application: number, what was confirmed, outbox row and attachment in one commit; then the receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from hall.contract.bodies import Applicant, ApplicationBody
from hall.contract.messages import ItemInfo
from hall.domain.clock import service_date
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.documents import Sheet, application_text, receipt_sheet
from kiosk.desk.paper import Printing, stream_of
from kiosk.desk.parts import Parts
from kiosk.flows.words import CaseSaved, Refused, SubmitApplication
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.events import Event
from kiosk.outbox.sync import Row

CONFIRM_S = 2.0
"""How long a citizen waits for the server's word before the receipt says "not yet uploaded"."""


@dataclass(frozen=True)
class _Saved:
    """A durable application."""

    number: str
    row: Row = field(repr=False)


class Applications:
    """Takes applications. One intent is taken once, however often the button is tapped."""

    def __init__(self, parts: Parts, printing: Printing, catalogue: Callable[[], Catalogue]) -> None:
        self._settings = parts.settings
        self._unit = parts.unit
        self._outbox = parts.outbox
        self._sender = parts.sender
        self._clock = parts.clock
        self._tell = parts.tell
        self._printing = printing
        self._catalogue = catalogue
        self._busy: set[str] = set()

    async def submit(self, asked: SubmitApplication) -> None:
        """Save, try to send, print. Ends with Refused or with PaperEnded."""
        if asked.intent in self._busy:
            return
        item = self._catalogue().item(asked.item)
        if item is None:
            self._tell(Refused(asked.intent, "service.unknown"))
            return
        self._busy.add(asked.intent)
        try:
            sheet = await self._take(asked, item)
        except OutboxError as error:
            self._tell(Refused(asked.intent, error.trouble.value))
            return
        finally:
            self._busy.discard(asked.intent)
        del asked  # the receipt needs nobody's full name
        if sheet is not None:
            await self._printing.print(sheet)

    async def _take(self, asked: SubmitApplication, item: ItemInfo) -> Sheet | None:
        with self._outbox.read() as db:
            known = self._outbox.intents.find(db, asked.intent)
        if known is not None:
            self._tell(CaseSaved(asked.intent, known.number, confirmed=False))
            return None
        at = self._clock.now()
        saved = self._save(asked, item, at)
        confirmed = await self._sender.confirmed(saved.row, CONFIRM_S)
        self._tell(CaseSaved(asked.intent, saved.number, confirmed=confirmed))
        data = receipt_sheet(self._settings, item, saved.number, asked, at, confirmed=confirmed)
        return Sheet(asked.intent, "receipt", data)

    def _save(self, asked: SubmitApplication, item: ItemInfo, at: datetime) -> _Saved:
        with self._outbox.write() as db:
            number = self._outbox.cases.take(db)
            blob = self._outbox.blobs.put(application_text(number, item, asked, at))
            self._outbox.intents.ask(db, asked.intent, "application", asked.item)
            self._outbox.intents.done(db, asked.intent, number, service_date(at))
            stream = stream_of(self._unit.id, asked.intent)
            body = _body(number, asked, at).model_dump(mode="json")
            event = Event(asked.intent, "application.submitted", stream, body, (blob,))
            row = self._outbox.events.append(db, event)
        return _Saved(number, row)


def _body(number: str, asked: SubmitApplication, at: datetime) -> ApplicationBody:
    person = asked.person
    applicant = Applicant(
        kind=person.kind,
        name=person.name.reveal(),
        id_number=person.id_number.reveal(),
        sex=person.sex,
        birth=person.birth,
        address=person.address.reveal(),
        valid_to=person.valid_to,
    )
    return ApplicationBody(
        number=number,
        item=asked.item,
        applicant=applicant,
        phone=asked.phone.reveal(),
        answers=dict(asked.answers),
        submitted_at=at,
    )
