"""The pad's IO thread: outbox, line to the server, devices."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from drivers.supervisor import Supervisor
from drivers.types import DeviceEvent
from hall.client import HallClient, TokenFile
from hall.client.token import FILE as TOKEN
from hall.domain.clock import Clock
from hall.settings import Settings, Unit
from kiosk.desk.loop_thread import LoopThread
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox, Owner
from kiosk.pad.desk import PadDesk, Parts
from kiosk.pad.words import Effect, Memory, World
from kiosk.runtime import specs_of, voice_of
from kiosk.voice.voices import CLIPS, on_shelf

log = logging.getLogger(__name__)


class Runtime:
    """One pad. `tell` is called in its thread and must not block.

    `token`: the file with the unit's token, by default `token` in its data folder.
    """

    def __init__(
        self,
        settings: Settings,
        unit: Unit,
        data_dir: Path,
        clock: Clock,
        tell: Callable[[World], None],
        failed: Callable[[BaseException], None],
        token: Path | None = None,
    ) -> None:
        self._settings = settings
        self._unit = unit
        self._data_dir = data_dir
        self._clock = clock
        self._tell = tell
        self._token = token or data_dir / TOKEN
        self._desk: PadDesk | None = None
        self._thread: LoopThread[Memory] = LoopThread(self._serve, failed)

    def start(self) -> Memory:
        """Open the outbox, begin to follow the window; returns what was remembered. Raises `OutboxError`."""
        return self._thread.start()

    def perform(self, effect: Effect) -> None:
        """Begin an effect of the flow; callable from any thread."""
        self._thread.call(self._perform, effect)

    def stop(self) -> None:
        """Close the file."""
        self._thread.stop()

    def _perform(self, effect: Effect) -> None:
        if self._desk is not None:
            self._desk.perform(effect)

    def _heard(self, name: str, event: DeviceEvent) -> None:
        if self._desk is not None:
            self._desk.heard(name, event)

    async def _serve(self, over: asyncio.Event, ready: Callable[[Memory], None]) -> None:
        unit, clock = self._unit, self._clock
        async with AsyncExitStack() as stack:
            outbox = Outbox(self._data_dir, Owner(unit.id, unit.mark, "P"), clock)
            stack.callback(outbox.close)
            client = HallClient(self._settings.server.url, unit.id, token=TokenFile(self._token))
            stack.push_async_callback(client.close)
            sender = Sender(outbox, client, unit.id, clock, random.random)
            shelf = self._data_dir / CLIPS
            specs = [on_shelf(spec, shelf) for spec in specs_of(unit)]
            supervisor = Supervisor(specs, self._heard, journal_dir=self._data_dir / "journal")
            parts = Parts(
                settings=self._settings,
                unit=unit,
                outbox=outbox,
                sender=sender,
                client=client,
                supervisor=supervisor,
                devices={spec.device_class: spec.name for spec in specs},
                speaking=voice_of(supervisor, specs, self._settings, unit, shelf, clock),
                clock=clock,
                tell=self._tell,
                folder=self._data_dir,
            )
            desk = self._desk = PadDesk(parts)
            await supervisor.start()
            stack.push_async_callback(supervisor.stop)
            memory = desk.opened()
            async with asyncio.TaskGroup() as group:
                running = [group.create_task(each) for each in desk.tasks()]
                ready(memory)
                log.info("window %s: pad %s at %s", unit.window, unit.id, self._settings.server.url)
                await over.wait()
                await desk.close()
                for task in running:
                    task.cancel()
            self._desk = None
