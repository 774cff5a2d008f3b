"""An application: number, what was confirmed, outbox row, pages and signature in one commit; then the receipt.

The same commit takes the draft away: whatever happens at whatever moment, there is the one or the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from hall.contract.bodies import Applicant, ApplicationBody
from hall.contract.messages import ItemInfo
from hall.domain.clock import service_date
from hall.domain.privacy import Person
from hall.texts import FILES, load_texts
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.documents import Sheet, receipt_sheet
from kiosk.desk.filing.applications_text import application_text, is_signed
from kiosk.desk.filing.pages import Pages
from kiosk.desk.filing.signature import png_of
from kiosk.desk.paper import Printing, stream_of
from kiosk.desk.parts import Parts
from kiosk.flows.words import CaseSaved, Refused, SubmitApplication
from kiosk.outbox.blobs import Blob
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

    def __init__(
        self, parts: Parts, printing: Printing, catalogue: Callable[[], Catalogue], pages: Pages
    ) -> None:
        self._settings = parts.settings
        self._unit = parts.unit
        self._outbox = parts.outbox
        self._sender = parts.sender
        self._clock = parts.clock
        self._tell = parts.tell
        self._printing = printing
        self._catalogue = catalogue
        self._pages = pages
        self._texts = {language: load_texts(language) for language in FILES}
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
        async with self._pages.turn:
            saved = await self._save(asked, item, at)
        confirmed = await self._sender.confirmed(saved.row, CONFIRM_S)
        self._tell(CaseSaved(asked.intent, saved.number, confirmed=confirmed))
        data = receipt_sheet(self._settings, item, saved.number, asked, at, confirmed=confirmed)
        return Sheet(asked.intent, "receipt", data)

    async def _save(self, asked: SubmitApplication, item: ItemInfo, at: datetime) -> _Saved:
        """Files first, then the one commit that names them."""
        outbox, filing = self._outbox, asked.filing
        pages = self._pages.named(page for each in filing.handed() for page in each.pages)
        signature = await asyncio.to_thread(self._signature, asked) if filing.strokes else None
        texts = self._texts.get(asked.language, self._texts["zh"])
        with outbox.write() as db:
            number = outbox.cases.take(db)
            name = signature.sha256 if signature else ""
            text = outbox.blobs.put(application_text(number, item, asked, at, texts, name))
            outbox.intents.ask(db, asked.intent, "application", asked.item, identity=asked.identity)
            outbox.intents.done(db, asked.intent, number, service_date(at))
            stream = stream_of(self._unit.id, asked.intent)
            files = (text, *pages, *((signature,) if signature else ()))
            body = _body(number, asked, at, signed=text if is_signed(filing) else None, signature=name)
            event = Event(asked.intent, "application.submitted", stream, body.model_dump(mode="json"), files)
            row = outbox.events.append(db, event)
            gone = outbox.drafts.drop(db, asked.identity) if asked.identity and filing.guide else []
        kept = {blob.sha256 for blob in files}
        outbox.blobs.discard([each for each in gone if each not in kept])
        return _Saved(number, row)

    def _signature(self, asked: SubmitApplication) -> Blob:
        return self._outbox.blobs.put(png_of(asked.filing.strokes, asked.intent))


def applicant_of(person: Person) -> Applicant:
    """Who hands something in, unmasked: for the sealed outbox alone."""
    return Applicant(
        kind=person.kind,
        name=person.name.reveal(),
        id_number=person.id_number.reveal(),
        sex=person.sex,
        birth=person.birth,
        address=person.address.reveal(),
        valid_to=person.valid_to,
        by_code=person.by_code,
    )


def _body(
    number: str, asked: SubmitApplication, at: datetime, *, signed: Blob | None, signature: str
) -> ApplicationBody:
    """`signed`: the text that was signed, by hand or by card."""
    filing = asked.filing
    return ApplicationBody(
        number=number,
        item=asked.item,
        applicant=applicant_of(filing.principal or asked.person),
        agent=applicant_of(asked.person) if filing.principal else None,
        phone=asked.phone.reveal(),
        guide_version=filing.guide.version if filing.guide else "",
        situation=filing.situation,
        answers=dict(filing.answers),
        materials=filing.handed(),
        committed=filing.committed,
        signature=signature,
        signed=signed.sha256 if signed else "",
        assisted_by=asked.assisted,
        submitted_at=at,
    )
