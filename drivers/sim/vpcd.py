"""The line of a chip-card twin: it speaks to Debian's virtual reader in a real pcscd, as a card in its slot.

The card is in while the twin is connected to vpcd (TCP, 35963 by default), and out otherwise. A pcscd that
is restarted is found again.
"""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from typing import Final

from drivers.sim.chip_reader import ChipReaderTwin
from drivers.sim.line import Line

VPCD_PORT: Final = 35963
_CHUNK: Final = 4096
_AGAIN_MS: Final = 100


class VpcdLine(Line):
    """Carries a `ChipReaderTwin`. `reader`: what pcscd calls the virtual reader."""

    def __init__(
        self, machine: ChipReaderTwin, port: int = VPCD_PORT, reader: str = "Virtual PCD 00 00"
    ) -> None:
        super().__init__(machine)
        self._reader = machine
        self._address = ("127.0.0.1", port)
        self._name = reader
        self._client: socket.socket | None = None
        self._held: tuple[socket.socket, socket.socket] | None = None
        self._in_slot: object = None

    @property
    def port(self) -> str:
        """`pcsc:READER NAME`."""
        return f"pcsc:{self._name}"

    def _watch(self) -> tuple[select.poll, int | None]:
        """As any line; before that, put the card in or pull it out as the machine's hands left it."""
        if self._client is not None and self._reader.card is not self._in_slot:
            self._hang_up()
        if self._plugged and self._client is None and self._reader.card is not None:
            self._connect()
        poll, wait_ms = super()._watch()
        waiting = self._plugged and self._client is None and self._reader.card is not None
        return poll, _AGAIN_MS if waiting else wait_ms

    def _open(self) -> None:
        self._held = socket.socketpair()

    def _shut(self) -> None:
        self._hang_up()
        for end in self._held or ():
            end.close()
        self._held = None

    def _connect(self) -> None:
        with suppress(OSError):
            self._client = socket.create_connection(self._address, timeout=1)
            self._client.settimeout(0.0)
            self._client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._in_slot = self._reader.card

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None
        self._out.clear()
        self._reader.power_on()

    def _fileno(self) -> int:
        if self._client is not None:
            return self._client.fileno()
        return self._held[0].fileno() if self._held else -1

    def _peer(self) -> bool:
        return self._client is not None

    def _receive(self) -> bytes:
        if self._client is None:
            return b""
        try:
            data = self._client.recv(_CHUNK)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        return data

    def _send(self, data: bytes) -> int:
        if self._client is None:
            return 0
        try:
            return self._client.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            self._hang_up()
            return len(data)
