"""Printer files: a character device that is no tty (`/dev/usb/lp0`), a FIFO, or a plain file to write to."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Callable
from pathlib import Path

from drivers.transport.base import Connection
from drivers.transport.failures import failure_at_open, invalid
from drivers.transport.fd import FdConnection
from drivers.transport.settings import WireSettings


def open_path(port: str, mode: int, wire: WireSettings, alive: Callable[[], None]) -> Connection:
    """Open what `mode` (st_mode) says it is, for this process alone. Raises `WireError`.

    An empty plain file collects what is written and a FIFO is only written: both never answer, so a read
    returns b"". A file that holds something is somebody's: it is never written to.
    """
    two_way = stat.S_ISCHR(mode)
    if not (two_way or stat.S_ISFIFO(mode) or stat.S_ISREG(mode)):
        raise invalid(f"{port}: is neither a serial port, a printer, a FIFO nor a file")
    if stat.S_ISREG(mode) and Path(port).stat().st_size:
        raise invalid(f"{port}: is a file that holds something, not a port; nothing was written to it")
    flags = os.O_RDWR if two_way else os.O_WRONLY | os.O_APPEND
    try:
        fd = os.open(port, flags | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        raise failure_at_open(error.errno, port) from error
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(fd)
        raise failure_at_open(error.errno, port) from error
    return FdConnection(
        fd,
        port,
        alive,
        stall_ms=wire.stall_ms,
        close=lambda: os.close(fd),
        empty_is_gone=False,
        can_read=two_way,
    )
