"""Scanning at the terminal: by feeder, page by page as they come, or under the camera until nobody wants more."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from drivers.types import DeviceEvent
from kiosk.desk.filing.pages import Pages
from kiosk.desk.parts import Parts
from kiosk.desk.scanning.camera import CameraScan
from kiosk.desk.scanning.feeder import FeederScan
from kiosk.desk.scanning.folder import clear, memory_folder
from kiosk.desk.scanning.job import Job
from kiosk.flows.filing.words import PageScanned, ScanEnded, ScanPages, ScanSeen

CLASSES = {"feeder": "document_scanner", "camera": "document_camera"}
"""The device class behind each source."""


class Scanning:
    """One scan at a time. What a scan said after the citizen went is told to nobody."""

    def __init__(self, parts: Parts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages
        self._supervisor = parts.supervisor
        self.free: Callable[[], Awaitable[None]] = _at_once
        """Waited for before a device is asked anything."""
        self._data = parts.outbox.folder
        self._job: FeederScan | CameraScan | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        if self.has_devices:
            clear(self._data)

    @property
    def has_devices(self) -> bool:
        """Whether this unit can scan at all."""
        return any(each in self._parts.devices for each in CLASSES.values())

    async def scan(self, asked: ScanPages) -> None:
        """Until the feeder is empty, or nobody wants more; ends with ScanEnded."""
        name = self._parts.devices.get(CLASSES[asked.source])
        if name is None:
            self._parts.tell(ScanEnded(asked.material, "device.none"))
            return
        self.abandon()
        job = Job(asked, name, self._supervisor, self._pages, self._say)
        work = self._job = FeederScan(job) if asked.source == "feeder" else CameraScan(job)
        await self._idle.wait()
        await self.free()
        if self._job is not work:
            return
        self._idle.clear()
        try:
            problem = await self._in_memory(work)
        finally:
            self._idle.set()
        if self._job is work:
            self._job = None
        job.say(ScanEnded(asked.material, problem))

    async def _in_memory(self, work: FeederScan | CameraScan) -> str:
        """Scan into a folder that was not there before and is gone afterwards."""
        folder = memory_folder(self._data)
        if folder is None:
            return "scan.folder"
        work.job.folder = folder
        try:
            return await work.run()
        finally:
            clear(self._data)

    def stop(self) -> None:
        """No more pages: what is on its way still comes."""
        if self._job is not None:
            self._job.job.stop.set()

    def abandon(self) -> None:
        """Nobody waits any more: nothing is told from now on."""
        self.stop()
        if self._job is not None:
            self._job.job.wanted = False
        self._job = None

    async def idle(self) -> None:
        """Return when the devices are free."""
        await self._idle.wait()

    def page(self, sha256: str) -> bytes | None:
        """The whole JPEG of a page of this visit that was scanned for a copy."""
        return self._pages.held(sha256)

    def heard(self, name: str, event: DeviceEvent) -> None:
        """A device said something; only the one that scans is listened to."""
        if self._job is not None and name == self._job.job.device:
            self._job.heard(event)

    def _say(self, event: PageScanned | ScanSeen | ScanEnded) -> None:
        self._parts.tell(event)


async def _at_once() -> None:
    """Nobody has to be waited for."""
