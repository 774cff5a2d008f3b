"""What both ways of scanning need: the order, the device, the folder, and how a page goes to rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from drivers.supervisor import Supervisor
from drivers.types import Completion, Json
from kiosk.desk.filing.pages import Pages
from kiosk.flows.filing.filing import Scan
from kiosk.flows.filing.words import PageScanned, ScanEnded, ScanPages, ScanSeen

if TYPE_CHECKING:
    from kiosk.desk.scanning.page import Side

DPI: Final = 200
SHORT_MS: Final = 5000
"""Of a command that takes no time by itself."""


@dataclass
class Job:
    """One scan. `stop`: no more pages. `wanted`: somebody still waits for what it says."""

    asked: ScanPages
    device: str
    supervisor: Supervisor
    pages: Pages
    tell: Callable[[PageScanned | ScanSeen | ScanEnded], None]
    folder: Path = Path()
    """In memory; there is one once the scan begins."""
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    wanted: bool = True
    count: int = 0
    """Pages that were told."""

    def say(self, event: PageScanned | ScanSeen | ScanEnded) -> None:
        """Tell the flow, as long as it waits."""
        if self.wanted:
            self.tell(event)

    async def run(self, op: str, args: Mapping[str, Json], timeout_ms: int = SHORT_MS) -> Completion:
        """One command of the device."""
        return await self.supervisor.run(self.device, op, args, timeout_ms=timeout_ms)

    async def keep(self, side: Side) -> None:
        """At rest, and told. Raises `OutboxError`."""
        name = (await self.pages.keep(side.jpeg)).sha256 if self.asked.keep else self.pages.hold(side.jpeg)
        self.count += 1
        self.say(PageScanned(self.asked.material, Scan(name, side.picture, side.problems)))


def problem_of(completion: Completion) -> str:
    """Why it went wrong, dotted; devices without a word of their own are broken."""
    return completion.error or "device.failed"
