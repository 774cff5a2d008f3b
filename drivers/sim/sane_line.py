"""The line of a scanner that libsane reaches by SANE's network protocol: questions on one port, pages on others."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from typing import Final

from drivers.sim.sane_scanner import SaneScannerTwin
from drivers.sim.tcp_line import TcpLine

PORT: Final = 6566
"""sane-port; libsane's net backend knows no other."""
_ADDRESSES: Final = 250
_COME_S: Final = 10.0
_WAIT_S: Final = 0.05


class SaneLine(TcpLine):
    """Carries a `SaneScannerTwin`, on a loopback address of its own: the port of SANE can be there once only."""

    def __init__(self, machine: SaneScannerTwin) -> None:
        super().__init__(machine, "", PORT)
        machine.deliver = self._deliver
        self._pages: set[socket.socket] = set()
        self._cut = threading.Event()

    @property
    def device(self) -> str:
        """As `scanimage -L` would name it; libsane takes this name also without any settings."""
        return f"net:{self._address[0]}:twin"

    @property
    def port(self) -> str:
        """`sane:net:ADDRESS:twin`."""
        return f"sane:{self.device}"

    def _open(self) -> None:
        """On the first free address of 127.0.0.0/8 after one made of this process's id, later on the same."""
        self._cut.clear()
        if self._address[0]:
            super()._open()
            return
        for step in range(_ADDRESSES):
            number = (os.getpid() + step) % 60_000 + 512
            self._address = (f"127.7.{number >> 8}.{number & 255}", PORT)
            with contextlib.suppress(OSError):
                super()._open()
                return
        self._address = ("", PORT)
        raise OSError("no loopback address has the port of SANE free")

    def _shut(self) -> None:
        """The cable is out, in the middle of whatever passes."""
        self._cut.set()
        for page in [*self._pages]:
            with contextlib.suppress(OSError):
                page.shutdown(socket.SHUT_RDWR)
        super()._shut()

    def _hang_up(self) -> None:
        self.machine.power_on()
        super()._hang_up()

    def _deliver(self, records: Iterator[bytes]) -> int:
        """Offer a page; returns the port where it is to be had."""
        listener = socket.create_server((self._address[0], 0), backlog=1)
        listener.settimeout(_COME_S)
        self._pages.add(listener)
        threading.Thread(
            target=self._serve_page, args=(listener, records), name="sane-page", daemon=True
        ).start()
        return int(listener.getsockname()[1])

    def _serve_page(self, listener: socket.socket, records: Iterator[bytes]) -> None:
        with contextlib.suppress(OSError), listener:
            sock, _ = listener.accept()
            self._pages.add(sock)
            with sock:
                self._send_page(sock, records)
            self._pages.discard(sock)
        self._pages.discard(listener)

    def _send_page(self, sock: socket.socket, records: Iterator[bytes]) -> None:
        for record in records:
            if self._cut.is_set():
                return
            if record:
                sock.sendall(record)
            else:
                self._cut.wait(_WAIT_S)
