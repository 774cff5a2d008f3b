"""Devices on the network: `tcp://HOST:PORT`, as port-9100 printers and serial servers speak it."""

from __future__ import annotations

import errno
import queue
import select
import socket
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from drivers.transport.base import Connection
from drivers.transport.failures import failure_at_open, invalid
from drivers.transport.fd import SLICE_MS, FdConnection
from drivers.transport.settings import WireSettings

_Address = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]


def open_tcp(port: str, wire: WireSettings, alive: Callable[[], None]) -> Connection:
    """Connect within `connect_ms`, saying "alive" meanwhile. Raises `WireError`."""
    host, number = _address(port)
    deadline = time.monotonic() + wire.connect_ms / 1000
    family, address = _resolve(port, host, number, deadline, alive)
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(0)
        _connect(sock, sock.connect_ex(address), port, deadline, alive)
        _notice_death(sock)
    except BaseException:
        sock.close()
        raise
    return FdConnection(sock.fileno(), port, alive, stall_ms=wire.stall_ms, close=sock.close)


def _address(port: str) -> tuple[str, int]:
    advice = f"{port}: write tcp://HOST:PORT, for example tcp://192.168.1.50:9100"
    try:
        parts = urlsplit(port)
        host, number = parts.hostname, parts.port
    except ValueError as error:
        raise invalid(advice) from error
    if not host or not number or parts.path not in {"", "/"} or parts.query or parts.username:
        raise invalid(advice)
    return host, number


def _resolve(port: str, host: str, number: int, deadline: float, alive: Callable[[], None]) -> _Address:
    """Ask for the address in a thread of its own: the system's resolver can block for many seconds."""
    answers: queue.SimpleQueue[_Address | None] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)
            answers.put((found[0][0], found[0][4]))
        except OSError:
            answers.put(None)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    while time.monotonic() < deadline:
        alive()
        try:
            answer = answers.get(timeout=SLICE_MS / 1000)
        except queue.Empty:
            continue
        if answer is not None:
            return answer
        break
    raise failure_at_open(errno.EHOSTUNREACH, port)


def _connect(sock: socket.socket, number: int, port: str, deadline: float, alive: Callable[[], None]) -> None:
    poll = select.poll()
    poll.register(sock.fileno(), select.POLLOUT)
    while number == errno.EINPROGRESS:
        alive()
        if poll.poll(SLICE_MS):
            number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        elif time.monotonic() >= deadline:
            number = errno.EHOSTUNREACH
    if number != 0:
        raise failure_at_open(number, port)


def _notice_death(sock: socket.socket) -> None:
    """Ask the kernel to notice within ~15 s that the other end lost power: nobody closes then."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 5)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 3)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 15_000)
