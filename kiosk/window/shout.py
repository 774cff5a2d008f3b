"""A call told straight to the displays, by UDP, until they have it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from socket import AF_INET, SOCK_DGRAM

from hall.contract.local import AWAY_S, LocalAck, LocalCall, open_ack, seal
from hall.settings import Local

log = logging.getLogger(__name__)
AGAIN_S = 0.2
WAIT_S = 2.0
"""How long a clerk waits for displays that say nothing."""
DOUBT_S = AWAY_S + 3.0
"""How long for one that hears the server, or heard it a moment ago: it has to find out too."""
GIVE_UP_S = 30.0
"""How long displays that have not answered are told on."""
Address = tuple[str, int]


@dataclass
class Told:
    """What the displays said last. `refused`: who hears the server."""

    shown: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)


class Shout:
    """Tells the displays of `[local]`. One call at a time; a new one ends the repeats of the last."""

    def __init__(self, settings: Local) -> None:
        self._key = settings.key.encode()
        self._displays = [_address(one, settings.port) for one in settings.displays]
        self._numeric: dict[Address, Address] = {}
        self._late: asyncio.Task[None] | None = None

    @property
    def able(self) -> bool:
        """Whether the hall file says how."""
        return bool(self._key and self._displays)

    async def tell(self, call: LocalCall) -> Told:
        """Tell all of them; returns once all show it, or the wait is over.

        Those that stay silent are told on in the background.
        """
        await self.close()
        loop = asyncio.get_running_loop()
        try:
            transport, ears = await loop.create_datagram_endpoint(
                lambda: _Ears(call, self._key),
                local_addr=("0.0.0.0", 0),  # noqa: S104 - any way out; answers are sealed
            )
        except OSError as error:
            log.warning("local call: no socket (%s)", error.strerror)
            return Told()
        repeat = _Repeat(transport, ears, seal(call, self._key), await self._resolved())
        await repeat.until(WAIT_S, DOUBT_S)
        if ears.told.refused or not ears.told.shown or repeat.all_heard:
            transport.close()
        else:
            self._late = asyncio.create_task(self._go_on(repeat))
        return ears.told

    async def _resolved(self) -> list[Address]:
        """The displays' addresses; names are asked for once."""
        for named in self._displays:
            if named not in self._numeric:
                loop = asyncio.get_running_loop()
                try:
                    async with asyncio.timeout(WAIT_S):
                        found = await loop.getaddrinfo(*named, family=AF_INET, type=SOCK_DGRAM)
                except (OSError, TimeoutError):
                    log.warning("local call: nobody knows a display named %s", named[0])
                    continue
                host, port = found[0][4][:2]
                self._numeric[named] = (str(host), int(port))
        return list(self._numeric.values())

    async def close(self) -> None:
        """Repeat nothing any more."""
        late, self._late = self._late, None
        if late is not None:
            late.cancel()
            await asyncio.gather(late, return_exceptions=True)

    async def _go_on(self, repeat: _Repeat) -> None:
        try:
            await repeat.until(GIVE_UP_S, GIVE_UP_S)
        finally:
            repeat.transport.close()


class _Ears(asyncio.DatagramProtocol):
    """Hears the displays' answers to one call."""

    def __init__(self, call: LocalCall, key: bytes) -> None:
        self._call = call
        self._key = key
        self.told = Told()
        self.showing: set[Address] = set()
        self.news = asyncio.Event()

    def datagram_received(self, data: bytes, addr: Address) -> None:
        """An answer; what was not sealed with the hall's key is none."""
        try:
            ack = open_ack(data, self._key)
        except ValueError as error:
            log.warning("local call: an answer from %s that is none of ours: %s", addr[0], error)
            return
        if ack.event_id == self._call.event_id:
            self._note(ack, addr)

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there yet: it is told again."""
        log.debug("local call: %s", exc)

    def _note(self, ack: LocalAck, addr: Address) -> None:
        if ack.shown:
            self.told.shown.add(ack.unit)
            self.told.refused.discard(ack.unit)
            self.showing.add(addr)
            self.news.set()
        else:
            self.told.refused.add(ack.unit)


@dataclass
class _Repeat:
    """Sends a datagram to whoever has not answered."""

    transport: asyncio.DatagramTransport
    ears: _Ears
    datagram: bytes
    displays: list[Address]

    @property
    def all_heard(self) -> bool:
        return len(self.ears.showing) >= len(self.displays)

    async def until(self, silent_s: float, doubt_s: float) -> None:
        """Until all show it, or the time is over: `silent_s`, and `doubt_s` while a display says no."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while not self.all_heard:
            left = began + (doubt_s if self.ears.told.refused else silent_s) - loop.time()
            if left <= 0:
                return
            for display in self._silent():
                self.transport.sendto(self.datagram, display)
            self.ears.news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(AGAIN_S, left)):
                    await self.ears.news.wait()

    def _silent(self) -> list[Address]:
        """An answer may come from another address than was asked (a name, a second network card): then all are told on."""
        left = [one for one in self.displays if one not in self.ears.showing]
        return left or self.displays


def _address(text: str, port: int) -> Address:
    host, _, own = text.partition(":")
    return host, int(own or port)
