"""One thread with one asyncio loop, for everything that waits. A fault in it is handed on, never swallowed."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

T = TypeVar("T")
START_S = 20.0
STOP_S = 30.0
"""Longer than a print job: what was begun is brought to its end."""
log = logging.getLogger(__name__)


class LoopThread(Generic[T]):
    """Runs `serve(over, ready)` until `stop` sets `over`; `ready` is told once, with what `start` returns.

    `failed`: told of a fault after `ready`, in that thread; before it, `start` raises it.
    """

    def __init__(
        self,
        serve: Callable[[asyncio.Event, Callable[[T], None]], Coroutine[Any, Any, None]],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._serve = serve
        self._failed = failed
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._fault: BaseException | None = None
        self._ready: Future[T] = Future()
        self._thread = threading.Thread(target=self._main, name="hallkit-io", daemon=True)

    def start(self) -> T:
        """Begin; raises what `serve` raised before it was ready."""
        self._thread.start()
        return self._ready.result(START_S)

    def call(self, what: Callable[..., object], *facts: object) -> None:
        """Have it done on the loop; callable from any thread. After `stop` nothing is done."""
        if self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(what, *facts)

    def stop(self) -> None:
        """Finish what was begun."""
        if self._over is not None:
            self.call(self._over.set)
        if self._thread.ident is not None:
            self._thread.join(STOP_S)

    def _main(self) -> None:
        try:
            asyncio.run(self._run())
        except BaseException as error:  # noqa: BLE001 - handed on, never swallowed
            self._fault = error
        fault = self._fault
        if not self._ready.done():
            self._ready.set_exception(fault or RuntimeError("the IO thread ended before it was ready"))
        elif fault is not None:
            log.critical("the IO thread failed", exc_info=fault)
            if self._failed is not None:
                self._failed(fault)

    async def _run(self) -> None:
        loop = self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        loop.set_exception_handler(self._broken)
        await self._serve(self._over, self._ready.set_result)

    def _broken(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A callback or an abandoned task failed: end the thread, keep the cause."""
        self._fault = context.get("exception") or RuntimeError(str(context.get("message")))
        if self._over is not None:
            self._over.set()
