"""Listens for the calls of windows (hall.contract.local, UDP), and takes them only while the server is away.

Every datagram that is right is answered. One asyncio loop, no Qt.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from hall.contract.local import AWAY_S, FRESH_S, LocalAck, LocalCall, open_sealed, seal_ack
from hall.domain.clock import Clock
from queue_display.face import Link

REMEMBERED: Final = 1000
WAITING: Final = 32
"""Calls that wait for the server's answer; more are left to the sender to repeat."""
QUIET_MS: Final = 60_000
"""Datagrams that are not right are told at most once in this time."""
_log = logging.getLogger(__name__)
Address = tuple[Any, ...]


class LocalEar(asyncio.DatagramProtocol):
    """`hear` is told every call once; `ask` says whether the server answers now.

    A line that seems to live may be a cable just pulled: then the server is asked before a call is refused.
    """

    def __init__(
        self,
        key: bytes,
        unit: str,
        clock: Clock,
        ask: Callable[[], Awaitable[bool]],
        hear: Callable[[LocalCall], None],
    ) -> None:
        self._key = key
        self._unit = unit
        self._clock = clock
        self._ask = ask
        self._hear = hear
        self._link = Link(since_ms=clock.mono_ms())
        self._silent_since: int | None = None
        self._known: dict[str, None] = {}
        self._waiting: dict[str, tuple[LocalCall, Address]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._told_ms: int | None = None
        self._transport: asyncio.DatagramTransport | None = None

    def use(self, link: Link) -> None:
        """How the way to the server is."""
        self._link = link
        if link.live:
            self._silent_since = None

    def close(self) -> None:
        """Listen no more."""
        if self._asking is not None:
            self._asking.cancel()
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        """As asyncio, whose datagram transports do not say in 3.11 that they are one."""
        self._transport = transport

    def error_received(self, exc: Exception) -> None:
        """As asyncio: an answer that a window did not take. It repeats its call."""
        _log.debug("local calls: %s", exc)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        """As asyncio."""
        try:
            call = open_sealed(data, self._key)
        except ValueError:
            self._complain(
                "local calls: a datagram from %s is not sealed with the hall's key: compare local.key",
                addr[0],
            )
            return
        off_s = abs((self._clock.now() - call.at).total_seconds())
        if off_s > FRESH_S:
            self._complain(
                "local calls: one from %s is %d s away from this clock: set both clocks",
                addr[0],
                round(off_s),
            )
            return
        self._consider(call, addr)

    def _consider(self, call: LocalCall, addr: Address) -> None:
        if call.event_id in self._known:
            self._answer(call, addr, shown=True)
        elif self._link.live:
            if len(self._waiting) < WAITING:
                self._waiting[call.event_id] = (call, addr)
            if self._asking is None:
                self._asking = asyncio.get_running_loop().create_task(self._find_out())
        else:
            self._settle(call, addr, since_ms=self._link.since_ms)

    async def _find_out(self) -> None:
        """Ask the server; only one that has not answered for so long is away."""
        began = self._clock.mono_ms()
        try:
            answers = await self._ask()
            if answers:
                self._silent_since = None
            elif self._silent_since is None:
                self._silent_since = began
            waiting, self._waiting = list(self._waiting.values()), {}
            for call, addr in waiting:
                self._settle(call, addr, since_ms=self._silent_since)
        finally:
            self._asking = None

    def _settle(self, call: LocalCall, addr: Address, *, since_ms: int | None) -> None:
        """`since_ms`: since when the server is away; None: it is not."""
        away = since_ms is not None and self._clock.mono_ms() - since_ms >= AWAY_S * 1000
        if away and call.event_id not in self._known:
            self._known[call.event_id] = None
            if len(self._known) > REMEMBERED:
                del self._known[next(iter(self._known))]
            self._hear(call)
        self._answer(call, addr, shown=away)

    def _answer(self, call: LocalCall, addr: Address, *, shown: bool) -> None:
        if self._transport is not None and not self._transport.is_closing():
            ack = LocalAck(event_id=call.event_id, unit=self._unit, shown=shown)
            self._transport.sendto(seal_ack(ack, self._key), addr)

    def _complain(self, text: str, *facts: object) -> None:
        now_ms = self._clock.mono_ms()
        if self._told_ms is None or now_ms - self._told_ms >= QUIET_MS:
            self._told_ms = now_ms
            _log.warning(text, *facts)
