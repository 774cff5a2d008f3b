"""What performs an application on the terminal: scans, drafts, licences, and handing it in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from drivers.types import DeviceEvent
from kiosk.desk.catalogue import Catalogue
from kiosk.desk.filing.applications import Applications
from kiosk.desk.filing.drafts import Drafts
from kiosk.desk.filing.licences import find_licences
from kiosk.desk.filing.pages import Pages
from kiosk.desk.paper import Printing
from kiosk.desk.parts import Parts
from kiosk.desk.scanning.scanning import Scanning
from kiosk.flows.filing.words import (
    DropDraft,
    FindDraft,
    FindLicences,
    KeepDraft,
    ScanPages,
    SubmitApplication,
)
from kiosk.outbox.errors import OutboxError

log = logging.getLogger(__name__)

FilingWork = ScanPages | FindDraft | KeepDraft | DropDraft | FindLicences | SubmitApplication
"""What takes its time."""


class FilingDesk:
    """Effects in the order in which they are asked: a draft that is kept before a submission is kept before it."""

    def __init__(self, parts: Parts, printing: Printing, catalogue: Callable[[], Catalogue]) -> None:
        self._parts = parts
        self._pages = Pages(parts.outbox)
        self.scanning = Scanning(parts, self._pages)
        self._drafts = Drafts(parts, self._pages)
        self._applications = Applications(parts, printing, catalogue, self._pages)

    def work(self, effect: FilingWork) -> Coroutine[Any, Any, None]:
        """Answers come by `tell`."""
        match effect:
            case ScanPages():
                work = self.scanning.scan(effect)
            case FindDraft():
                work = self._drafts.find(effect)
            case KeepDraft():
                work = self._drafts.keep(effect)
            case DropDraft():
                work = self._drafts.drop(effect)
            case FindLicences():
                work = find_licences(self._parts, effect)
            case _:
                work = self._applications.submit(effect)
        return work

    async def run(self) -> None:
        """Shred old drafts; where there is a scanner, load what looks at pages before somebody waits for it."""
        if self.scanning.has_devices:
            await asyncio.to_thread(_load)
        await self._drafts.run()

    def heard(self, name: str, event: DeviceEvent) -> None:
        """A device said something."""
        self.scanning.heard(name, event)

    async def goodbye(self) -> None:
        """The citizen goes: pages that belong to nothing are nobody's."""
        await self.scanning.idle()
        try:
            async with self._pages.turn:
                self._pages.forget()
        except OutboxError as error:
            log.error("pages: what nobody needs goes at the next start (%s)", error)  # noqa: TRY400 - it says why


def _load() -> None:
    from kiosk.desk.scanning import page as scanning_page  # noqa: F401, PLC0415 - OpenCV, which few units need
