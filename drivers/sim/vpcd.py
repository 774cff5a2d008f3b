"""The line of a chip-card twin: it speaks to Debian's virtual reader in a real pcscd, as a card in its slot.

The card is in while the twin is connected to vpcd (TCP, 35963 by default), and out otherwise. A pcscd that
is restarted is found again.
"""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from drivers.sim.card_service import SOCKET, CardService
from drivers.sim.chip_reader import ChipReaderTwin
from drivers.sim.faults import Fault
from drivers.sim.line import Line
from drivers.sim.surroundings import Surroundings

VPCD_PORT: Final = 35963
_CHUNK: Final = 4096
_AGAIN_MS: Final = 100
_HAND_S: Final = 1.0
"""pcscd looks every 0.4 s: a hand that changes cards is slower."""


class VpcdLine(Line):
    """Carries a `ChipReaderTwin`. `reader`: what pcscd calls the virtual reader.

    `away_s`: how long the slot is empty between two cards.
    """

    def __init__(
        self,
        machine: ChipReaderTwin,
        port: int = VPCD_PORT,
        reader: str = "Virtual PCD 00 00",
        away_s: float = 0.0,
    ) -> None:
        super().__init__(machine)
        self._away_s = away_s
        self._free_s = 0.0
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
        if self._waits and monotonic() >= self._free_s:
            self._connect()
        poll, wait_ms = super()._watch()
        return poll, _AGAIN_MS if self._waits else wait_ms

    @property
    def _waits(self) -> bool:
        """Whether a card is to go in."""
        return self._plugged and self._client is None and self._reader.card is not None

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
            self._free_s = monotonic() + self._away_s
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


def vpcd_listens() -> bool:
    """Whether the system's own pcscd runs with its virtual reader."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", VPCD_PORT)) == 0


class CardServiceLine(VpcdLine):
    """The same with a pcscd of its own: unplugged there is no reader, and with `NO_ANSWER` the service stands still.

    Drivers find it by the environment: children that start after `start` have it.
    """

    def __init__(self, machine: ChipReaderTwin) -> None:
        super().__init__(machine, away_s=_HAND_S)
        self._service: CardService | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._surroundings = Surroundings()

    @property
    def environment(self) -> Mapping[str, str]:
        """Where the client library finds this service."""
        return {} if self._service is None else {SOCKET: str(self._service.socket)}

    def start(self) -> None:
        """Start the service too. Raises `ServiceMissingError`."""
        self._folder = TemporaryDirectory(prefix="hallkit-pcscd-")
        service = CardService(Path(self._folder.name))
        try:
            service.start()
        except OSError:
            self._folder.cleanup()
            raise
        self._service = service
        self._address = (self._address[0], service.reader_port)
        self._surroundings.set(SOCKET, str(service.socket))
        super().start()

    def stop(self) -> None:
        """The service ends too."""
        service, self._service = self._service, None
        try:
            super().stop()
        finally:
            self._surroundings.restore()
            if service is not None:
                service.stop()
            if self._folder is not None:
                self._folder.cleanup()

    def plug(self) -> None:
        """The reader comes back."""
        if self._service is not None and not self._service.reader:
            self._service.start()
        super().plug()

    def unplug(self) -> None:
        """The reader goes, as for pcscd a reader on USB does."""
        super().unplug()
        if self._service is not None and self._service.reader:
            self._service.start(reader=False)

    def _take_out(self) -> None:
        self._in_slot = None

    def set_fault(self, fault: Fault) -> None:
        """As of any line; the service stands still or goes on first.

        With the end of trouble the card is out for a moment: vpcd waits for the rest of a damaged answer for ever,
        and pcscd keeps what the card said first. Returns when the card is in again.
        """
        if self._service is not None and fault is not Fault.NO_ANSWER:
            self._service.thaw()
        if fault is Fault.NONE and self.plugged and self._reader.card is not None:
            self.act(self._take_out)
            threading.Event().wait(_HAND_S)
        super().set_fault(fault)
        if self._service is not None and fault is Fault.NO_ANSWER:
            self._service.freeze()
