"""The service guides of a terminal: as the server has them now, and as it had them last while it is away.

What was heard is kept in the unit's own file, pictures too, so that guides can be read without a network.
"""

from __future__ import annotations

import asyncio
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter, ValidationError

from hall.client import HallError
from hall.contract.guides import Guide, Theme
from hall.domain.clock import service_date
from hall.domain.guides.search import Index
from hall.guides.book import SAMPLES, Book, entry_of, load
from kiosk.desk.documents import Sheet
from kiosk.desk.guide_paper import guide_sheet
from kiosk.desk.paper import Printing
from kiosk.desk.parts import Parts
from kiosk.flows.library import Library, Standing
from kiosk.flows.words import GuidesChanged, PrintGuide
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.notes import get_note, set_note

log = logging.getLogger(__name__)

FIRST_S: Final = 6.0
"""How long a terminal that never heard its hall waits for the first answer before it says what is true without."""
EVERY_S: Final = 120.0
"""How old guides may be while the server is there."""
PART: Final = 100
_NOTE: Final = "guides"
_PICTURE: Final = "guide.picture/"


@dataclass(frozen=True)
class Kept:
    """What the unit has. `pictures`: each with a mark of its content. `got`: the day it was last heard, "" for our own."""

    revision: str = ""
    got: str = ""
    guides: tuple[Guide, ...] = ()
    themes: tuple[Theme, ...] = ()
    spelling: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


_ADAPTER = TypeAdapter(Kept)


class Guides:
    """Tells `GuidesChanged` at start, whenever they change, and on another day. `online`: whether to ask."""

    def __init__(self, parts: Parts, printing: Printing, online: Callable[[], bool]) -> None:
        self._parts = parts
        self._printing = printing
        self._online = online
        self._awake = asyncio.Event()
        self._kept = Kept()
        self._pictures: dict[str, bytes] = {}
        self._told = ("", "", "")

    def wake(self) -> None:
        """The server is there."""
        self._awake.set()

    async def run(self) -> None:
        """Keep them fresh until cancelled."""
        await self._open()
        if self._kept.got:
            await self._tell()
        elif not self._online():
            await self._wait(FIRST_S)
        while True:
            self._awake.clear()
            if self._online():
                await self._renew()
            await self._tell()
            await self._wait(EVERY_S)

    async def _wait(self, most_s: float) -> None:
        """Until the server is there, or for so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(most_s):
                await self._awake.wait()

    def known(self, guide: str) -> Guide | None:
        """A guide by its id."""
        return next((each for each in self._kept.guides if each.id == guide), None)

    def picture(self, name: str) -> bytes:
        """A picture of a guide; b"" when it is not here."""
        return self._pictures.get(name, b"")

    async def print(self, wanted: PrintGuide) -> None:
        """A guide in short."""
        guide = self.known(wanted.guide)
        if guide is None:
            self._printing.missing(wanted.intent)
            return
        at, settings = self._parts.clock.now(), self._parts.settings
        data = guide_sheet(settings, guide, at, language=wanted.language, large=wanted.large)
        await self._printing.slip(Sheet(wanted.intent, "guide", data))

    async def _open(self) -> None:
        """What was kept; on the first day what comes with the product, if the hall wants that."""
        with self._parts.outbox.read() as db:
            text = get_note(db, _NOTE)
        kept = await asyncio.to_thread(_read, text)
        if kept is not None:
            self._kept = kept
            with self._parts.outbox.read() as db:
                found = {name: get_note(db, _PICTURE + name) for name in kept.pictures}
            self._pictures = {name: b64decode(text) for name, text in found.items() if text}
        elif self._parts.settings.guides.samples:
            book = await asyncio.to_thread(load, [SAMPLES])
            self._kept = _own(book)
            self._pictures = {name: book.pictures[name].read_bytes() for name in book.shown}

    async def _renew(self) -> None:
        today = service_date(self._parts.clock.now())
        try:
            fresh = await self._fetch(today)
            pictures = await self._fetch_pictures(fresh.pictures)
        except HallError as error:
            log.info("guides: %s", error)
            return
        if (fresh.revision, fresh.got) == (self._kept.revision, self._kept.got):
            return
        text = await asyncio.to_thread(lambda: _ADAPTER.dump_json(fresh).decode())
        try:
            with self._parts.outbox.write() as db:
                set_note(db, _NOTE, text)
                for name in sorted({*pictures, *self._pictures}):
                    if pictures.get(name) != self._pictures.get(name) or not self._kept.got:
                        set_note(db, _PICTURE + name, b64encode(pictures.get(name, b"")).decode())
        except OutboxError as error:
            log.info("guides: shown, but not kept for the next start (%s)", error)
        self._kept, self._pictures = fresh, pictures

    async def _fetch(self, today: str) -> Kept:
        """What the server has; when it changes while it is told, what we have stays until the next time."""
        ask = self._parts.client.guide_book
        first = await ask(0, 1)
        if first.revision == self._kept.revision:
            kept = self._kept
            return Kept(kept.revision, today, kept.guides, kept.themes, kept.spelling, kept.pictures)
        guides: list[Guide] = []
        spelling: dict[str, str] = {}
        while len(guides) < first.total:
            part = await ask(len(guides), PART)
            if part.revision != first.revision or not part.guides:
                return self._kept
            guides += part.guides
            spelling |= part.spelling
        return Kept(first.revision, today, tuple(guides), first.themes, spelling, first.pictures)

    async def _fetch_pictures(self, wanted: dict[str, str]) -> dict[str, bytes]:
        """Those that changed, and what we have of the others."""
        known = self._kept.pictures if self._kept.got else {}
        found = {}
        for name, mark in wanted.items():
            have = self._pictures.get(name)
            same = have is not None and known.get(name) == mark
            found[name] = have if have is not None and same else await self._parts.client.guide_picture(name)
        return found

    async def _tell(self) -> None:
        """Say what there is, once."""
        today = service_date(self._parts.clock.now())
        now = (self._kept.revision, self._kept.got, today)
        if now == self._told:
            return
        kept, pictures = self._kept, dict(self._pictures)
        library = await asyncio.to_thread(_library, kept, pictures, today)
        self._told = now
        self._parts.tell(GuidesChanged(library))


def _read(text: str | None) -> Kept | None:
    """As it was kept; None when there is nothing usable."""
    try:
        return _ADAPTER.validate_json(text) if text else None
    except ValidationError:
        return None


def _own(book: Book) -> Kept:
    return Kept(book.revision, "", book.guides, book.themes, dict(book.spelling), book.shown)


def _library(kept: Kept, pictures: dict[str, bytes], today: str) -> Library:
    """As a flow wants it; its index is made ready here, not under a finger."""
    index = Index([entry_of(each, kept.themes) for each in kept.guides], kept.spelling)
    index.prepare()
    guides = {each.id: each for each in kept.guides}
    standing = Standing.HEARD if kept.got else Standing.UNHEARD
    return Library(guides, kept.themes, index, pictures, kept.got, today, standing)
