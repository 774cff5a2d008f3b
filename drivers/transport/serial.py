"""Serial ports: pyserial opens and configures them, `FdConnection` carries the bytes."""

from __future__ import annotations

import errno
import termios
from collections.abc import Callable

import serial

from drivers.transport.base import Connection, WireError
from drivers.transport.failures import failure_at_open, invalid
from drivers.transport.fd import FdConnection
from drivers.transport.settings import WireSettings

_PARITY = {"none": serial.PARITY_NONE, "even": serial.PARITY_EVEN, "odd": serial.PARITY_ODD}


class NotSerialError(WireError):
    """The path is a device, but no tty."""


def open_serial(port: str, wire: WireSettings, alive: Callable[[], None]) -> Connection:
    """Open a tty for this process alone. Raises `WireError`; bytes that waited in it are lost (pyserial)."""
    try:
        opened = serial.Serial(
            port,
            baudrate=wire.baud,
            bytesize=wire.bits,
            parity=_PARITY[wire.parity],
            stopbits=wire.stop,
            xonxoff=wire.flow == "xonxoff",
            rtscts=wire.flow == "rtscts",
            dsrdtr=False,
            exclusive=True,
        )
    except (OSError, termios.error) as error:
        failure = failure_at_open(_errno(error), port)
        if _errno(error) == errno.ENOTTY:
            raise NotSerialError(failure.reason, failure.detail) from error
        raise failure from error
    except (ValueError, OverflowError, TypeError) as error:
        raise invalid(f"{port}: the port refuses these settings (baud, bits, parity, stop)") from error
    return FdConnection(opened.fileno(), port, alive, stall_ms=wire.stall_ms, close=opened.close)


def _errno(error: BaseException) -> int | None:
    """The errno, also where pyserial wraps a `termios.error` and drops the number."""
    if isinstance(error, termios.error):
        return int(error.args[0]) if error.args and isinstance(error.args[0], int) else None
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    inner = error.__context__
    return _errno(inner) if inner is not None else None
