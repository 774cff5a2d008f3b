"""Scanning by feeder: the whole stack in one order, each side taken as it comes; blank backs are left out."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from drivers.codes import Code
from drivers.scanner.sane import scan_timeout_ms
from drivers.types import Completion, CompletionCode, DeviceEvent, Json
from kiosk.desk.scanning.folder import take
from kiosk.desk.scanning.job import DPI, Job, problem_of
from kiosk.outbox.errors import OutboxError

if TYPE_CHECKING:
    from kiosk.desk.scanning.page import Side

WAIT_MS: Final = 10_000
"""How long an empty feeder is waited for."""


class FeederScan:
    """Scans until the feeder is empty or `job.stop`."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._came = asyncio.Event()
        self._two_sided = False
        self._blank = 0
        self._trouble = ""
        """Why no further page can be kept."""

    def heard(self, event: DeviceEvent) -> None:
        """A page lies in the folder."""
        if event.kind == "pageScanned":
            self._came.set()

    async def run(self) -> str:
        """Returns "" or what is wrong."""
        able = await self.job.run("capabilities", {})
        if not able.done:
            return problem_of(able)
        if self.job.stop.is_set():
            return ""
        scan = asyncio.ensure_future(self._scan(able))
        ask = asyncio.ensure_future(self.job.stop.wait())
        try:
            await self._follow(scan, ask)
        finally:
            ask.cancel()
        return self._end(await scan)

    async def _scan(self, able: Completion) -> Completion:
        """One order for all: a feeder that is asked sheet by sheet stops and starts each time."""
        feeds = able.result.get("feeder") is True
        self._two_sided = feeds and able.result.get("duplex") is True
        pages = 0 if feeds else 1
        args: dict[str, Json] = {
            "folder": str(self.job.folder),
            "pages": pages,
            "source": "feeder" if feeds else "auto",
            "duplex": self._two_sided,
            "dpi": DPI,
            "mode": "color",
            "wait_ms": WAIT_MS,
        }
        return await self.job.run("scan", args, scan_timeout_ms(pages))

    async def _follow(self, scan: asyncio.Future[Completion], ask: asyncio.Future[Any]) -> None:
        """Take sides until the order is over and the folder is empty."""
        while not scan.done():
            came = asyncio.ensure_future(self._came.wait())
            waits: list[asyncio.Future[Any]] = [scan, came] if ask.done() else [scan, came, ask]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            came.cancel()
            self._came.clear()
            if (self.job.stop.is_set() or self._trouble) and not scan.done():
                await self.job.supervisor.cancel(self.job.device)
            await self._take_all()
        await self._take_all()

    async def _take_all(self) -> None:
        for path in sorted(self.job.folder.glob("page-*.pnm")):
            if self._trouble or not self.job.wanted:
                path.unlink(missing_ok=True)
                continue
            try:
                await self._take(path)
            except OutboxError as error:
                self._trouble = error.trouble.value
            except OSError:
                self._trouble = Code.PAGE_TRUNCATED.value

    async def _take(self, path: Path) -> None:
        from kiosk.desk.scanning import page as scanning_page  # noqa: PLC0415 - OpenCV, which few units need

        def look() -> Side | None:
            return scanning_page.side_of(take(path), DPI, two_sided=self._two_sided)

        side = await asyncio.to_thread(look)
        if side is None:
            self._trouble = Code.PAGE_TRUNCATED.value
        elif side.left_out:
            self._blank += 1
        else:
            await self.job.keep(side)

    def _end(self, completion: Completion) -> str:
        if self._trouble:
            return self._trouble
        if completion.done or (completion.code is CompletionCode.CANCELED and self.job.stop.is_set()):
            return Code.PAGE_BLANK.value if self._blank and not self.job.count else ""
        return problem_of(completion)
