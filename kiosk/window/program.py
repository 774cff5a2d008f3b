"""`hallkit window`: opens the outbox, starts devices and the line to the server, and runs until it is told to end.

Crash-only: a fault of our own ends the program, whoever started it starts it again, and starting is recovering.
"""

from __future__ import annotations

import asyncio
import logging
import random
import signal
from contextlib import AsyncExitStack
from pathlib import Path

from drivers.supervisor import Supervisor
from drivers.types import DeviceEvent
from hall.client import HallClient, TokenFile
from hall.client.token import FILE as TOKEN
from hall.domain.clock import Clock, SystemClock
from hall.settings import Settings, Unit
from hall.texts import load_texts
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox, Owner
from kiosk.runtime import specs_of
from kiosk.window.evaluation import WAIT_MS
from kiosk.window.unit import Tools, WindowUnit

BROKEN = 1
log = logging.getLogger(__name__)


def main(settings: Settings, unit: Unit, data_dir: Path, token: Path | None = None) -> int:
    """Run one window until SIGTERM or Ctrl-C; return the exit status. `token`: the file with the unit's token.

    Raises `SettingsError` when its devices are not set up.
    """
    try:
        asyncio.run(_until_told(Program(settings, unit, data_dir, SystemClock(), token)))
    except OutboxError as error:
        log.critical("unit %s cannot start: %s", unit.id, error)
        return BROKEN
    return 0


async def _until_told(program: Program) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, over.set)
    await program.run(over)


class Program:
    """The wiring of one window, and nothing else."""

    def __init__(
        self,
        settings: Settings,
        unit: Unit,
        data_dir: Path,
        clock: Clock,
        token: Path | None = None,
        wait_ms: int = WAIT_MS,
    ) -> None:
        self._settings = settings
        self._unit = unit
        self._data_dir = data_dir
        self._clock = clock
        self._token = token or data_dir / TOKEN
        self._wait_ms = wait_ms
        self._window: WindowUnit | None = None

    async def run(self, over: asyncio.Event) -> None:
        """Serve the window until `over`. Raises `OutboxError`, `SettingsError`."""
        unit, clock = self._unit, self._clock
        specs = specs_of(unit)
        async with AsyncExitStack() as stack:
            outbox = Outbox(self._data_dir, Owner(unit.id, unit.mark, "W"), clock)
            stack.callback(outbox.close)
            client = HallClient(self._settings.server.url, unit.id, token=TokenFile(self._token))
            stack.push_async_callback(client.close)
            sender = Sender(outbox, client, unit.id, clock, random.random)
            supervisor = Supervisor(specs, self._heard, journal_dir=self._data_dir / "journal")
            texts = load_texts("zh")
            tools = Tools(
                self._settings, unit, outbox, sender, client, supervisor, specs, clock, texts, self._wait_ms
            )
            await supervisor.start()
            stack.push_async_callback(supervisor.stop)
            async with asyncio.TaskGroup() as group:
                window = self._window = WindowUnit(tools, group.create_task)
                running = [group.create_task(each) for each in (sender.run(), *window.tasks())]
                window.opened()
                log.info("window %s: unit %s at %s", unit.window, unit.id, self._settings.server.url)
                await over.wait()
                await window.close()
                for task in running:
                    task.cancel()
            self._window = None

    def _heard(self, name: str, event: DeviceEvent) -> None:
        if self._window is not None:
            self._window.heard(name, event)
