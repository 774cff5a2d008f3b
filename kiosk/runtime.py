"""One thread with one asyncio loop for devices, server and outbox: everything that waits, away from the screen.

Crash-only: a fault of our own ends the thread and is handed to `failed`; the program then ends and is
started again, and starting is recovering.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import tomllib
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from drivers.supervisor import Supervisor
from drivers.types import DeviceEvent, DeviceSpec, Json
from hall.assets import ASSETS
from hall.client import HallClient
from hall.domain.clock import Clock
from hall.settings import Profile, Settings, Unit, load_profile
from kiosk.desk.desk import Desk
from kiosk.desk.parts import Parts, Tell
from kiosk.desk.recovery import recover
from kiosk.flows.words import Effect
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox, Owner

log = logging.getLogger(__name__)

START_S = 20.0
STOP_S = 30.0
"""Longer than a print job: what was begun is brought to its end."""


class Runtime:
    """The IO thread of one unit. `tell` is called in that thread and must not block."""

    def __init__(
        self,
        settings: Settings,
        unit: Unit,
        data_dir: Path,
        clock: Clock,
        tell: Tell,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._settings = settings
        self._unit = unit
        self._data_dir = data_dir
        self._clock = clock
        self._tell = tell
        self._failed = failed
        self._loop: asyncio.AbstractEventLoop | None = None
        self._desk: Desk | None = None
        self._sender: Sender | None = None
        self._over: asyncio.Event | None = None
        self._fault: BaseException | None = None
        self._ready: Future[bytes] = Future()
        self._thread = threading.Thread(target=self._main, name="hallkit-io", daemon=True)

    def start(self) -> bytes:
        """Open the outbox, recover, start devices and sender; returns the key for identity hashes.

        Raises `OutboxError` or `SettingsError` when the unit cannot work.
        """
        self._thread.start()
        return self._ready.result(START_S)

    def perform(self, effect: Effect) -> None:
        """Begin an effect of the flow; callable from any thread. After `stop` it does nothing."""
        if self._loop is not None and self._desk is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._desk.perform, effect)

    @property
    def pending(self) -> int:
        """How many things the server has not answered yet."""
        return self._sender.pending if self._sender is not None else 0

    def stop(self) -> None:
        """Finish what was begun (at most one print job), end devices, close the file."""
        if self._loop is not None and self._over is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._over.set)
        if self._thread.ident is not None:
            self._thread.join(STOP_S)

    def _main(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - handed on, never swallowed
            self._fault = error
        fault = self._fault
        if not self._ready.done():
            self._ready.set_exception(fault or RuntimeError("the IO thread ended before it was ready"))
        elif fault is not None:
            log.critical("the IO thread failed", exc_info=fault)
            if self._failed is not None:
                self._failed(fault)

    async def _serve(self) -> None:
        loop = self._loop = asyncio.get_running_loop()
        over = self._over = asyncio.Event()
        loop.set_exception_handler(self._broken)
        async with AsyncExitStack() as stack:
            outbox = self._open()
            stack.callback(outbox.close)
            client = HallClient(self._settings.server.url, self._unit.id)
            stack.push_async_callback(client.close)
            sender = self._sender = Sender(outbox, client, self._unit.id, self._clock, random.random)
            devices: dict[str, str] = {profile.device_class: name for name, profile, _ in self._devices()}
            self._tell_untried()
            supervisor = Supervisor(self._specs(), self._heard, journal_dir=self._data_dir / "journal")
            parts = Parts(
                settings=self._settings,
                unit=self._unit,
                outbox=outbox,
                sender=sender,
                client=client,
                supervisor=supervisor,
                devices=devices,
                forms={"ticket": _form("ticket"), "receipt": _form("receipt")},
                clock=self._clock,
                jitter=random.random,
                tell=self._tell,
            )
            desk = self._desk = Desk(parts)
            await supervisor.start()
            stack.push_async_callback(supervisor.stop)
            desk.opened()
            async with asyncio.TaskGroup() as group:
                running = [group.create_task(each) for each in (sender.run(), *desk.tasks())]
                self._ready.set_result(outbox.vault.hash_key)
                await over.wait()
                await desk.close()
                for task in running:
                    task.cancel()
            self._desk = None

    def _open(self) -> Outbox:
        role = self._unit.role[0].upper()
        owner = Owner(self._unit.id, self._unit.mark, f"{role}{self._unit.mark}")
        outbox = Outbox(self._data_dir, owner, self._clock)
        try:
            recover(outbox, self._unit.id, self._clock)
        except BaseException:
            outbox.close()
            raise
        return outbox

    def _devices(self) -> list[tuple[str, Profile, str]]:
        return [(device.name, load_profile(device.profile), device.port) for device in self._unit.devices]

    def _tell_untried(self) -> None:
        for name, profile, _ in self._devices():
            if profile.verified != "hardware":
                log.info("%s: the driver of %s was never tried on hardware", name, profile.id)

    def _specs(self) -> list[DeviceSpec]:
        return [
            DeviceSpec(
                name=name,
                device_class=profile.device_class,
                driver=profile.driver,
                port=port,
                wire=profile.wire,
                options=profile.options,
            )
            for name, profile, port in self._devices()
        ]

    def _heard(self, name: str, event: DeviceEvent) -> None:
        if self._desk is not None:
            self._desk.heard(name, event)

    def _broken(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A callback or an abandoned task failed: end the thread, keep the cause."""
        self._fault = context.get("exception") or RuntimeError(str(context.get("message")))
        if self._over is not None:
            self._over.set()


def _form(name: str) -> dict[str, Json]:
    """A form of assets/receipts."""
    return tomllib.loads((ASSETS / "receipts" / f"{name}.toml").read_text("utf-8"))
