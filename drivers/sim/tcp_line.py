"""A twin's line that is a TCP port."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress

from drivers.sim.base import Machine
from drivers.sim.line import Line

_CHUNK = 4096


class TcpLine(Line):
    """A device on the LAN or behind a serial server. One host at a time; others queue.

    Pulling the plug resets the connection and refuses new ones; a loopback cannot go silent
    like a cut cable: `NO_ANSWER` does that.
    """

    def __init__(self, machine: Machine, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(machine)
        self._address = (host, port)
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None

    @property
    def port(self) -> str:
        """`tcp://HOST:PORT`, the same after replugging."""
        return f"tcp://{self._address[0]}:{self._address[1]}"

    def _open(self) -> None:
        listener = socket.create_server(self._address, backlog=4)
        listener.settimeout(0.0)
        self._address = (self._address[0], listener.getsockname()[1])
        self._listener = listener

    def _shut(self) -> None:
        if self._client:
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._hang_up()
        if self._listener:
            self._listener.close()
        self._listener = None

    def _hang_up(self) -> None:
        """The host is gone, and with it what it was to hear."""
        self._out.clear()
        if self._client:
            self._client.close()
        self._client = None

    def _fileno(self) -> int:
        end = self._client or self._listener
        return end.fileno() if end else -1

    def _peer(self) -> bool:
        return self._client is not None

    def _receive(self) -> bytes:
        if self._client is None:
            self._accept()
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

    def _accept(self) -> None:
        if self._listener:
            with suppress(BlockingIOError, ConnectionError):
                self._client, _ = self._listener.accept()
                self._client.settimeout(0.0)
                self._client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

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
