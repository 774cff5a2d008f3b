"""The network's side of a display: server, windows, voice and acknowledgements in one loop on a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import random
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from hall.client import HallClient, HallError, HallReason, TokenFile
from hall.client.token import FILE
from hall.contract.local import LocalCall
from hall.contract.messages import Text
from hall.domain.clock import Clock
from hall.settings import Settings, Unit
from queue_display.acks import Acknowledger
from queue_display.coming import Coming
from queue_display.face import News
from queue_display.follower import Follower
from queue_display.hearing import Hearing
from queue_display.local_ear import LocalEar
from queue_display.scope import only
from queue_display.voice.build import build

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tell:
    """Whom the network tells, from its own thread. `broken`: of a fault of ours that ended it."""

    news: Callable[[News], None]
    mute: Callable[[str], None]
    coming: Callable[[tuple[str, ...]], None]
    broken: Callable[[], None]


class Network:
    """Starts and ends with the program. A fault of our own in it ends the program: starting is recovering."""

    def __init__(
        self,
        settings: Settings,
        unit: Unit,
        data_dir: Path,
        clock: Clock,
        tell: Tell,
        token: Path | None = None,
    ) -> None:
        self._settings = settings
        self._unit = unit
        self._data_dir = data_dir
        self._token = TokenFile(token or data_dir / FILE)
        self._clock = clock
        self._tell = tell
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._acks: Acknowledger | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)

    def start(self) -> None:
        """Begin; returns once it can be ended."""
        self._thread.start()
        self._ready.wait()

    def end(self) -> None:
        """End it and wait until it has kept what it knows."""
        if self._loop is not None and self._task is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(5)

    def shown(self, calls: frozenset[tuple[str, int]]) -> None:
        """Calls that were painted: epoch and seq. From any thread, never waits."""
        if self._loop is not None and self._acks is not None:
            with suppress(RuntimeError):  # the loop has ended: so does the program
                self._loop.call_soon_threadsafe(self._acks.shown, calls)

    def _run(self) -> None:
        whole = False
        try:
            asyncio.run(self._main())
            whole = True
        finally:
            self._ready.set()
            if not whole:
                self._tell.broken()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._work())
        self._ready.set()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _work(self) -> None:
        with ExitStack() as closing:
            await self._together(closing)

    async def _together(self, closing: ExitStack) -> None:
        unit = self._unit
        async with (
            HallClient(self._settings.server.url, unit.id, token=self._token) as client,
            asyncio.TaskGroup() as group,
        ):
            acks = self._acks = Acknowledger(client, unit.id)
            voice = build(
                self._settings,
                unit,
                self._data_dir,
                self._clock,
                self._tell.mute,
                lambda call: acks.spoken(call.seq),
            )

            def tell(news: News) -> None:
                self._tell.news(news)
                if voice is not None:
                    voice.hear(replace(news, fresh=only(news, unit.board.windows).fresh))

            names = {one.number: Text(zh=one.name.zh, en=one.name.en) for one in self._settings.windows}
            hearing = Hearing(self._clock, names, tell)
            ear = await self._listen(client, hearing.local)
            if ear is not None:
                closing.callback(ear.close)

            coming = self._coming(client)

            def follow(news: News) -> None:
                if coming is not None:
                    coming.hear(news)
                if news.state is not None:
                    acks.of_epoch(news.state.server_epoch)
                if ear is not None:
                    ear.use(news.link)
                hearing.news(news)

            if voice is not None:
                group.create_task(voice.run())
            if coming is not None:
                group.create_task(coming.run())
            group.create_task(acks.run())
            group.create_task(Follower(client, self._data_dir, self._clock, follow).run())

    def _coming(self, client: HallClient) -> Coming | None:
        """For the screen of a window."""
        board = self._unit.board
        if board.kind != "window":
            return None
        return Coming(client, board.windows[0], random.random, self._tell.coming)

    async def _listen(self, client: HallClient, hear: Callable[[LocalCall], None]) -> LocalEar | None:
        """The ear for windows; None when the hall has none or its port is taken: the screen goes on."""
        local = self._settings.local
        if not local.key:
            return None

        async def answers() -> bool:
            try:
                await client.health()
            except HallError as error:
                return error.reason is not HallReason.UNREACHABLE
            return True

        ear = LocalEar(local.key.encode(), self._unit.id, self._clock, answers, hear)
        port = self._unit.board.local_port or local.port
        loop = asyncio.get_running_loop()
        try:
            await loop.create_datagram_endpoint(lambda: ear, local_addr=(local.bind, port))
        except OSError as error:
            _log.error(
                "断网叫号听不了 %s:%d(%s)：请改 local.bind、local.port 或这块屏的 board.local_port"
                " | no local calling on %s:%d (%s): change local.bind, local.port or this unit's board.local_port",
                *(local.bind, port, error.strerror) * 2,
            )
            return None
        return ear
