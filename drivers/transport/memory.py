"""Two ends of a line without a port: what tests and twins hold between them."""

from __future__ import annotations

import socket
from collections.abc import Callable

from drivers.transport.base import Connection
from drivers.transport.fd import FdConnection


def memory_pair(
    alive: Callable[[], None] = lambda: None, *, stall_ms: int = 5000
) -> tuple[Connection, Connection]:
    """Two connected ends; what one writes the other reads. Only the first end calls `alive`."""
    here, there = socket.socketpair()
    return (
        FdConnection(here.fileno(), "memory:a", alive, stall_ms=stall_ms, close=here.close),
        FdConnection(there.fileno(), "memory:b", lambda: None, stall_ms=stall_ms, close=there.close),
    )
