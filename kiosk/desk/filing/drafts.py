"""Drafts of applications: kept after every step, found again by the same card, shredded when they are old."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from hall.domain.cases.codes import grouped, query_code
from hall.domain.clock import CHINA
from kiosk.desk.filing.drafts_text import from_bytes, to_bytes
from kiosk.desk.filing.pages import Pages
from kiosk.desk.parts import Parts
from kiosk.flows.filing.filing import Filing, Given, Scan
from kiosk.flows.filing.words import DraftFound, DraftKept, DropDraft, FindDraft, HandedIn, KeepDraft
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.intents import Intent
from kiosk.outbox.vault import Unreadable

log = logging.getLogger(__name__)

EVERY_S = 3600.0


class Drafts:
    """Performs what is asked of drafts. Each effect is one commit."""

    def __init__(self, parts: Parts, pages: Pages) -> None:
        self._outbox = parts.outbox
        self._tell = parts.tell
        self._pages = pages
        self._age = timedelta(hours=parts.settings.applications.draft_hours)

    async def run(self) -> None:
        """Shred what is old, now and every hour."""
        while True:
            self._shred()
            await asyncio.sleep(EVERY_S)

    async def keep(self, asked: KeepDraft) -> None:
        """Durable when DraftKept says so."""
        async with self._pages.turn:
            self._keep(asked)

    def _keep(self, asked: KeepDraft) -> None:
        given = asked.draft.filing.given.values()
        names = [scan.sha256 for each in given for scan in each.scans]
        try:
            blobs = self._pages.named(names)
            with self._outbox.write() as db:
                gone = self._outbox.drafts.keep(db, asked.identity, to_bytes(asked.draft), blobs)
        except OutboxError as error:
            self._tell(DraftKept(error.trouble.value))
            return
        self._outbox.blobs.discard(gone)
        self._tell(DraftKept())

    async def find(self, asked: FindDraft) -> None:
        """What this person left, with its pictures, and handed in. What cannot be read any more is dropped."""
        self._shred()
        handed = self._handed_in(asked.identity)
        try:
            with self._outbox.read() as db:
                kept = self._outbox.drafts.find(db, asked.identity)
            draft = from_bytes(kept.body) if kept is not None else None
        except (Unreadable, ValueError) as error:
            log.warning("draft: one that cannot be read any more was dropped (%s)", type(error).__name__)
            await self.drop(DropDraft(asked.identity))
            kept = draft = None
        except OutboxError as error:
            log.error("draft: not looked for (%s)", error)  # noqa: TRY400 - it says why
            kept = draft = None
        if kept is None or draft is None:
            self._tell(DraftFound(None, asked.identity, handed))
            return
        self._pages.know(kept.pages)
        since = f"{kept.at.astimezone(CHINA):%H:%M}"
        pictured = replace(draft, since=since, filing=await self._pictured(draft.filing))
        self._tell(DraftFound(pictured, asked.identity, handed))

    def _handed_in(self, identity: str) -> tuple[HandedIn, ...]:
        try:
            with self._outbox.write() as db:
                self._outbox.intents.forget(db)
                found = self._outbox.intents.applied(db, identity)
        except OutboxError as error:
            log.error("draft: what was handed in was not looked for (%s)", error)  # noqa: TRY400 - it says why
            return ()
        return tuple(_handed(each) for each in found)

    async def drop(self, asked: DropDraft) -> None:
        """Keys first, files after."""
        async with self._pages.turn:
            self._drop(asked.identity)

    def _drop(self, identity: str) -> None:
        try:
            with self._outbox.write() as db:
                gone = self._outbox.drafts.drop(db, identity)
        except OutboxError as error:
            log.error("draft: not dropped (%s); it goes when it is old", error)  # noqa: TRY400 - it says why
            return
        self._outbox.blobs.discard(gone)

    def _shred(self) -> None:
        try:
            with self._outbox.write() as db:
                gone = self._outbox.drafts.shred(db, self._age)
        except OutboxError as error:
            log.error("draft: old ones were not shredded (%s)", error)  # noqa: TRY400 - it says why
            return
        self._outbox.blobs.discard(gone)

    async def _pictured(self, filing: Filing) -> Filing:
        """A material one of whose pages is lost is asked for again."""
        given: dict[str, Given] = {}
        for key, each in filing.given.items():
            try:
                scans = [await self._picture(scan) for scan in each.scans]
            except OutboxError as error:
                log.error("draft: a material has to be scanned again (%s)", error)  # noqa: TRY400 - it says why
                continue
            given[key] = replace(each, scans=tuple(scans))
        return replace(filing, given=given)

    async def _picture(self, scan: Scan) -> Scan:
        (blob,) = self._pages.named([scan.sha256])

        def look() -> bytes:
            from kiosk.desk.scanning import page as scanning_page  # noqa: PLC0415 - OpenCV, which few units need

            return scanning_page.small(self._outbox.blobs.get(blob))

        return replace(scan, picture=await asyncio.to_thread(look))


def _handed(one: Intent) -> HandedIn:
    at = datetime.fromisoformat(one.at).astimezone(CHINA)
    return HandedIn(
        one.subject, one.number, at.date().isoformat(), f"{at:%H:%M}", grouped(query_code(one.intent))
    )
