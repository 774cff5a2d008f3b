"""Chromium's remote control over a pipe: JSON texts, each ended by a NUL (--remote-debugging-pipe; Chrome DevTools Protocol)."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
from collections.abc import Callable
from typing import Any, Final

Params = dict[str, Any]
Heard = Callable[[str, Params, str], None]
"""Method, parameters, session ("" for the browser's own)."""
LONGEST: Final = 64 * 1024 * 1024
ANSWER_S: Final = 20.0


class BrowserError(Exception):
    """The browser is gone, or refused an order; the text is for logs and names no page."""


class BrowserSilentError(BrowserError):
    """The browser did not answer in time."""


class Pipe:
    """One browser's pipe. `heard` gets its events, in the loop, and must not block."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Params]] = {}
        self._writer: asyncio.WriteTransport | None = None
        self._reader: asyncio.StreamReader | None = None
        self._reading: asyncio.ReadTransport | None = None
        self.gone = asyncio.Event()

    async def open(self, reading: int, writing: int) -> None:
        """Take over both descriptors."""
        loop = asyncio.get_running_loop()
        self._reader = asyncio.StreamReader(limit=LONGEST)
        protocol = asyncio.StreamReaderProtocol(self._reader)
        self._reading, _ = await loop.connect_read_pipe(lambda: protocol, os.fdopen(reading, "rb", 0))
        self._writer, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(writing, "wb", 0))

    def close(self) -> None:
        """Let go of it: the browser ends by that."""
        for end in (self._writer, self._reading):
            if end is not None:
                end.close()

    def send(self, method: str, session: str = "", **params: Any) -> int:  # noqa: ANN401 - JSON
        """Give an order without waiting for the answer; returns its number. After the end it is lost."""
        number = next(self._ids)
        order: Params = {"id": number, "method": method, "params": params}
        if session:
            order["sessionId"] = session
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(json.dumps(order).encode() + b"\0")
        return number

    async def call(self, method: str, session: str = "", **params: Any) -> Params:  # noqa: ANN401 - JSON
        """Give an order and wait for its answer. Raises `BrowserError`, `BrowserSilentError`."""
        if self.gone.is_set():
            raise BrowserError(f"{method}: the browser is gone")
        number = self.send(method, session, **params)
        answer: asyncio.Future[Params] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            async with asyncio.timeout(ANSWER_S):
                return await answer
        except TimeoutError:
            raise BrowserSilentError(f"{method}: no answer") from None
        finally:
            self._waiting.pop(number, None)

    async def run(self) -> None:
        """Hear it until it is gone."""
        try:
            while self._reader is not None:
                self._take(json.loads((await self._reader.readuntil(b"\0"))[:-1]))
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, ValueError):
            pass
        finally:
            self.gone.set()
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(BrowserError("the browser is gone"))

    def _take(self, told: Params) -> None:
        answer = self._waiting.get(told.get("id", 0))
        if answer is None:
            if "method" in told:
                self._heard(told["method"], told.get("params", {}), told.get("sessionId", ""))
        elif not answer.done():
            if "error" in told:
                answer.set_exception(BrowserError(str(told["error"].get("message", ""))[:80]))
            else:
                answer.set_result(told.get("result", {}))
