"""One thread with one asyncio loop for devices, server and outbox: everything that waits, away from the screen.

Crash-only: a fault of our own ends the thread and is handed to `failed`; the program then ends and is
started again, and starting is recovering.
"""

from __future__ import annotations

import asyncio
import logging
import random
import tomllib
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import get_args

from drivers.supervisor import Supervisor
from drivers.types import DeviceEvent, DeviceSpec, Json
from hall.assets import ASSETS
from hall.client import HallClient, TokenFile
from hall.client.token import FILE as TOKEN
from hall.domain.clock import Clock
from hall.settings import Settings, Unit, load_profile
from kiosk.desk.desk import Desk
from kiosk.desk.documents import FormName
from kiosk.desk.loop_thread import LoopThread
from kiosk.desk.parts import Parts, Tell
from kiosk.desk.recovery import recover
from kiosk.desk.speaking import Speaking
from kiosk.flows.left_words import Unfinished
from kiosk.flows.words import Effect
from kiosk.outbox.sender import Sender
from kiosk.outbox.store import Outbox, Owner
from kiosk.voice.voices import CLIPS, SPEAKER, Voice, VoiceError, on_shelf, set_up

log = logging.getLogger(__name__)


class Runtime:
    """The IO thread of one unit. `tell` is called in that thread and must not block.

    `token`: the file with the unit's token, by default `token` in its data folder.
    """

    def __init__(
        self,
        settings: Settings,
        unit: Unit,
        data_dir: Path,
        clock: Clock,
        tell: Tell,
        failed: Callable[[BaseException], None] | None = None,
        token: Path | None = None,
    ) -> None:
        self._settings = settings
        self._unit = unit
        self._data_dir = data_dir
        self._token = token or data_dir / TOKEN
        self._clock = clock
        self._tell = tell
        self._desk: Desk | None = None
        self._sender: Sender | None = None
        self._thread: LoopThread[bytes] = LoopThread(self._serve, failed)

    def start(self) -> bytes:
        """Open the outbox, recover, start devices and sender; returns the key for identity hashes.

        Raises `OutboxError` or `SettingsError` when the unit cannot work.
        """
        return self._thread.start()

    def perform(self, effect: Effect) -> None:
        """Begin an effect of the flow; callable from any thread. After `stop` it does nothing."""
        if self._desk is not None:
            self._thread.call(self._desk.perform, effect)

    @property
    def pending(self) -> int:
        """How many things the server has not answered yet."""
        return self._sender.pending if self._sender is not None else 0

    def stop(self) -> None:
        """Finish what was begun (at most one print job), end devices, close the file."""
        self._thread.stop()

    async def _serve(self, over: asyncio.Event, ready: Callable[[bytes], None]) -> None:
        async with AsyncExitStack() as stack:
            outbox, left = self._open()
            stack.callback(outbox.close)
            client = HallClient(self._settings.server.url, self._unit.id, token=TokenFile(self._token))
            stack.push_async_callback(client.close)
            sender = self._sender = Sender(outbox, client, self._unit.id, self._clock, random.random)
            shelf = self._data_dir / CLIPS
            specs = [on_shelf(spec, shelf) for spec in specs_of(self._unit)]
            devices = {spec.device_class: spec.name for spec in specs}
            supervisor = Supervisor(specs, self._heard, journal_dir=self._data_dir / "journal")
            parts = Parts(
                settings=self._settings,
                unit=self._unit,
                outbox=outbox,
                sender=sender,
                client=client,
                supervisor=supervisor,
                devices=devices,
                forms={name: _form(name) for name in get_args(FormName)},
                clock=self._clock,
                jitter=random.random,
                tell=self._tell,
                speaking=voice_of(supervisor, specs, self._settings, self._unit, shelf, self._clock),
            )
            desk = self._desk = Desk(parts)
            await supervisor.start()
            stack.push_async_callback(supervisor.stop)
            desk.opened(left)
            async with asyncio.TaskGroup() as group:
                running = [group.create_task(each) for each in (sender.run(), *desk.tasks())]
                ready(outbox.vault.hash_key)
                await over.wait()
                await desk.close()
                for task in running:
                    task.cancel()
            self._desk = None

    def _open(self) -> tuple[Outbox, Unfinished | None]:
        role = self._unit.role[0].upper()
        owner = Owner(self._unit.id, self._unit.mark, f"{role}{self._unit.mark}")
        outbox = Outbox(self._data_dir, owner, self._clock)
        try:
            left = recover(outbox, self._unit.id, self._clock)
        except BaseException:
            outbox.close()
            raise
        return outbox, left

    def _heard(self, name: str, event: DeviceEvent) -> None:
        if self._desk is not None:
            self._desk.heard(name, event)


def voice_of(
    supervisor: Supervisor,
    specs: Sequence[DeviceSpec],
    settings: Settings,
    unit: Unit,
    shelf: Path,
    clock: Clock,
) -> Speaking | None:
    """What reads the screen: by machine where its recordings cannot be used; None without a speaker.

    `shelf`: folder of the clips, made ready there.
    """
    spec = next((each for each in specs if each.device_class == SPEAKER), None)
    if spec is None:
        return None
    audio, voice = unit.audio, settings.voice
    voices: tuple[Voice, ...] = ()
    try:
        wanted = voice.model_copy(update={"voices": audio.voices})
        voices = set_up(wanted, shelf)
    except VoiceError as error:
        log.error("no recorded voice: %s", error)  # noqa: TRY400 - it says which file
    return Speaking(supervisor, spec, audio, voice, voices, clock)


def specs_of(unit: Unit) -> list[DeviceSpec]:
    """The devices of a unit, as the supervisor wants them; says whose driver was never tried. Raises `SettingsError`."""
    specs = []
    for device in unit.devices:
        profile = load_profile(device.profile)
        if profile.verified != "hardware":
            log.info("%s: the driver of %s was never tried on hardware", device.name, profile.id)
        specs.append(
            DeviceSpec(
                name=device.name,
                device_class=profile.device_class,
                driver=profile.driver,
                port=device.port,
                wire=profile.wire,
                options=profile.options,
            )
        )
    return specs


def _form(name: str) -> dict[str, Json]:
    """A form of assets/receipts."""
    return tomllib.loads((ASSETS / "receipts" / f"{name}.toml").read_text("utf-8"))
