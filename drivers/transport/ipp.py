"""Print queues: `cups:QUEUE` on this machine's CUPS, `ipp://HOST[:PORT]/printers/QUEUE` on any other.

The first read tells, as one JSON line, the queue's URI and, on CUPS's own socket, this user's name: CUPS
knows there who speaks (PeerCred). After that each exchange is a connection of its own: the first `write`
after a `read` opens it.
"""

from __future__ import annotations

import errno
import json
import os
import pwd
import re
import socket
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, urlsplit

from drivers.transport.base import Connection
from drivers.transport.failures import failure_at_open, invalid
from drivers.transport.fd import FdConnection
from drivers.transport.settings import WireSettings
from drivers.transport.tcp import open_tcp

CUPS: Final = "cups:"
IPP: Final = "ipp://"
PREFIXES: Final = (CUPS, IPP, "ipps://")
_SOCKET: Final = "/run/cups/cups.sock"
_PORT: Final = 631
_QUEUE: Final = re.compile(r"[^\s/#?]{1,127}")


def open_ipp(port: str, wire: WireSettings, alive: Callable[[], None]) -> IppConnection:
    """Serve one queue; nothing is opened before the first question. Raises `WireError` for a wrong name."""
    if port.startswith(CUPS):
        queue = port.removeprefix(CUPS)
        if not _QUEUE.fullmatch(queue):
            raise invalid(f"{port}: write cups:QUEUE with a name that lpstat -p shows")
        return _local(port, queue, wire, alive)
    if port.startswith("ipps://"):
        raise invalid(
            f"{port}: make a CUPS queue of it (lpadmin -p NAME -E -v {port} -m everywhere), write cups:NAME"
        )
    try:
        parts = urlsplit(port)
        host, number = parts.hostname, parts.port or _PORT
    except ValueError as error:
        raise invalid(f"{port}: write ipp://HOST/printers/QUEUE") from error
    if not host or parts.path in ("", "/") or parts.username:
        raise invalid(f"{port}: write ipp://HOST/printers/QUEUE or ipp://HOST/ipp/print")
    where = f"[{host}]" if ":" in host else host
    uri = f"ipp://{where}:{number}{parts.path}"
    return IppConnection(uri, "", lambda: open_tcp(f"tcp://{where}:{number}", wire, alive))


def _local(port: str, queue: str, wire: WireSettings, alive: Callable[[], None]) -> IppConnection:
    """CUPS where its own commands find it: CUPS_SERVER, its socket, or port 631 (cups client.conf(5))."""
    server = os.environ.get("CUPS_SERVER", "").partition("/version=")[0] or _SOCKET
    if server.startswith("/"):
        peer = pwd.getpwuid(os.geteuid()).pw_name
        uri = f"ipp://localhost/printers/{quote(queue)}"
        return IppConnection(uri, peer, lambda: _open_socket(server, port, wire, alive))
    host, _, number = server.partition(":")
    where = f"{host}:{number or _PORT}"
    return IppConnection(
        f"ipp://{where}/printers/{quote(queue)}", "", lambda: open_tcp(f"tcp://{where}", wire, alive)
    )


def _open_socket(path: str, port: str, wire: WireSettings, alive: Callable[[], None]) -> Connection:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.connect(path)
    except OSError as error:
        sock.close()
        raise failure_at_open(error.errno or errno.ENOENT, port) from error
    return FdConnection(sock.fileno(), port, alive, stall_ms=wire.stall_ms, close=sock.close)


class IppConnection:
    """A `Connection` that is opened anew for each exchange."""

    def __init__(self, uri: str, peer: str, connect: Callable[[], Connection]) -> None:
        self._greeting = json.dumps({"uri": uri, "peer": peer}).encode("ascii") + b"\n"
        self._connect = connect
        self._inner: Connection | None = None
        self._asking = False

    def write(self, data: bytes) -> None:
        """Send a part of a question; the first part of one opens the connection."""
        if not self._asking or self._inner is None:
            self.close()
            self._inner = self._connect()
            self._asking = True
        self._inner.write(data)

    def read(self, most: int, timeout_ms: int) -> bytes:
        """First the greeting; then a part of the answer to the question under way."""
        if self._greeting:
            greeting, self._greeting = self._greeting, b""
            return greeting
        self._asking = False
        return self._inner.read(most, timeout_ms) if self._inner is not None else b""

    def discard(self) -> None:
        """The exchange under way is over: its answer is not wanted."""
        self.close()

    def close(self) -> None:
        """Give the connection back, if there is one."""
        inner, self._inner = self._inner, None
        self._asking = False
        if inner is not None:
            inner.close()
