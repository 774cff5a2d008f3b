"""The unit's A4 printer: a paper is made in memory, printed once under its own name, and nothing of it is kept."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from typing import Final

from drivers.codes import Code
from drivers.document_printer.a4 import print_timeout_ms
from drivers.printer.glyphs import FontMissingError
from drivers.scanner.pdf import PdfError
from drivers.types import Completion, CompletionCode, Json
from kiosk.a4.marks import Page
from kiosk.a4.pdf import write
from kiosk.desk.health import problem
from kiosk.desk.paper import judge
from kiosk.desk.parts import Parts
from kiosk.flows.words import PaperEnded

log = logging.getLogger(__name__)

CLASS: Final = "document_printer"
LONGEST_MS: Final = 80_000
"""Less than a flow waits for a printer; what is not out by then is taken back by the driver."""
_ASK_MS: Final = 5000

Make = Callable[[], Sequence[Page]]
"""Makes the pages; raises `FontMissingError` or `PdfError`."""


class DocumentPrinter:
    """One paper after the other. The same name never prints twice: who wants another gives another name."""

    def __init__(self, parts: Parts) -> None:
        self._supervisor = parts.supervisor
        self._name = parts.devices.get(CLASS)
        self._tell = parts.tell
        self._turn = asyncio.Lock()

    @property
    def well(self) -> bool:
        """Whether there is one that prints."""
        return self._name is not None and problem(self._supervisor.status(self._name)) == ""

    async def two_sided(self) -> bool:
        """Whether it prints on both sides; what it does not say it cannot."""
        return (await self._able()).get("duplex") is True

    async def print(self, intent: str, make: Make, *, copies: int = 1, duplex: bool = False) -> None:
        """Print, and tell the flow how it ended."""
        outcome, trouble = judge(await self.run(intent, make, copies=copies, duplex=duplex))
        self._tell(PaperEnded(intent, outcome, trouble))

    async def run(
        self, job: str, make: Make, *, copies: int = 1, duplex: bool = False, color: bool = False
    ) -> Completion:
        """Print as the job of this name. `color`: if the printer has any."""
        if self._name is None:
            return Completion(job, CompletionCode.DEVICE_NOT_READY, "device.none")
        async with self._turn:
            try:
                pages, document = await asyncio.to_thread(_made, make)
            except FontMissingError:
                return Completion(job, CompletionCode.UNSUPPORTED_DATA, Code.FONT_MISSING)
            except PdfError as error:
                log.error("A4: a paper could not be made (%s)", error)  # noqa: TRY400 - it says why
                return Completion(job, CompletionCode.INVALID_DATA, Code.DOCUMENT_UNREADABLE)
            colored = color and "color" in _words((await self._able()).get("colors"))
            wanted: dict[str, Json] = {"job": job, "copies": copies, "duplex": duplex, "color": colored}
            return await self._send(self._name, document, wanted, pages * copies)

    async def _send(self, name: str, document: bytes, wanted: dict[str, Json], sheets: int) -> Completion:
        """By memory alone: the driver reads this program's open file, which is gone when it is closed."""
        file = os.memfd_create("paper", os.MFD_CLOEXEC)
        try:
            with os.fdopen(os.dup(file), "wb") as memory:
                memory.write(document)
            wanted = {**wanted, "path": f"/proc/{os.getpid()}/fd/{file}"}
            limit = min(print_timeout_ms(sheets), LONGEST_MS)
            return await self._supervisor.run(name, "print_pdf", wanted, timeout_ms=limit)
        finally:
            os.close(file)

    async def _able(self) -> dict[str, Json]:
        """What the printer says of itself; {} when it says nothing."""
        if self._name is None:
            return {}
        said = await self._supervisor.run(self._name, "capabilities", {}, timeout_ms=_ASK_MS)
        return dict(said.result) if said.done else {}


def _made(make: Make) -> tuple[int, bytes]:
    pages = make()
    return len(pages), write(pages)


def _words(given: Json) -> list[str]:
    return [str(each) for each in given] if isinstance(given, list) else []
