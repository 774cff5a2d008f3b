"""The board's program: what is wired to what, and nothing else."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from hall.client import HallClient
from hall.domain.clock import SystemClock
from hall.settings import Settings, Unit
from kiosk.toolkit import Hand, make_engine, start_qt
from queue_display.face import News
from queue_display.follower import Follower
from queue_display.layout import TooFarError
from queue_display.voice.build import build
from queue_display.window import open_board, place

BAD_SETTINGS = 2
BROKEN = 1
_log = logging.getLogger(__name__)


def main(
    settings: Settings,
    unit: Unit,
    data_dir: Path,
    hand: str | None,
    full_screen: bool,  # noqa: FBT001 - the programs' common signature
    corner: tuple[int, int] | None = None,
) -> int:
    """Run the board until SIGTERM; return the exit status. `hand`: socket path of a driving hand.

    `corner`: where its window stands without a frame, in pixels; None lets the desk choose.
    """
    app = start_qt(sys.argv[:1])
    clock = SystemClock()
    engine = make_engine(unit.screen.width_px / unit.screen.width_mm)
    try:
        view, window = open_board(engine, settings.hall.name, unit.screen, clock)
    except TooFarError as error:
        _log.error("unit %s: %s", unit.id, error)
        return BAD_SETTINGS
    mailbox = _Mailbox(engine)
    mailbox.news.connect(view.take)
    mailbox.mute.connect(view.hear_mute)
    mailbox.broken.connect(lambda: QGuiApplication.exit(BROKEN))

    async def follow() -> None:
        voice = build(settings, unit, data_dir, clock, mailbox.mute.emit)

        def tell(news: News) -> None:
            mailbox.news.emit(news)
            if voice is not None:
                voice.hear(news)

        async with HallClient(settings.server.url) as client, asyncio.TaskGroup() as group:
            if voice is not None:
                group.create_task(voice.run())
            group.create_task(Follower(client, data_dir, clock, tell).run())

    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: QGuiApplication.exit(0))
    place(window, unit.screen, corner, full_screen=full_screen)
    if hand is not None:
        Hand(Path(hand), window, lambda: ("board", view.announcing))
    line = _Line(follow, mailbox.broken.emit)
    line.start()
    status = app.exec()
    line.end()
    window.close()
    return status


class _Mailbox(QObject):
    """Carries news from the network's thread to the screen's: a queued connection."""

    news = Signal(News)
    mute = Signal(str)
    broken = Signal()


class _Line:
    """The network's thread. A fault of our own in it ends the program: starting is recovering."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, None]], broken: Callable[[], None]) -> None:
        self._work = work
        self._broken = broken
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
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

    def _run(self) -> None:
        whole = False
        try:
            asyncio.run(self._main())
            whole = True
        finally:
            if not whole:
                self._broken()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._work())
        self._ready.set()
        try:
            await self._task
        except asyncio.CancelledError:
            return
