"""Keyboards read below the desktop: `evdev:` and a device file, `usb:…` or `path:…`.

A real input device is grabbed (EVIOCGRAB), so that no key of it reaches a console, a desktop or our own screens;
one that another program has grabbed is `bus.busy`. What else carries input events (a pty of a twin) has no desktop
behind it and is read as it is. Bytes read: `struct input_event` of this machine, linux/input.h.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import tty
from collections.abc import Callable
from typing import Final

from drivers.transport.base import Connection, WireError, WireReason
from drivers.transport.failures import failure_at_open, invalid
from drivers.transport.fd import FdConnection
from drivers.transport.identity import EVDEV, PATH, USB, Places, resolve

_EVIOCGRAB: Final = 0x40044590
"""_IOW('E', 0x90, int); its argument is 1 to grab."""
_INPUT_MAJOR: Final = 13
"""Documentation/admin-guide/devices.txt: 13 char, input core."""


def open_evdev(port: str, alive: Callable[[], None], places: Places) -> Connection:
    """Open and grab. Raises `WireError`."""
    name = port.removeprefix(EVDEV)
    if name.startswith((USB, PATH)):
        name = resolve(name, kinds=("input",), places=places)
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise _failure(getattr(error, "errno", None), port) from error
    try:
        _take(fd, port)
    except OSError as error:
        os.close(fd)
        raise _failure(error.errno, port) from error
    except WireError:
        os.close(fd)
        raise
    return FdConnection(fd, port, alive, stall_ms=0, close=lambda: os.close(fd))


def _take(fd: int, port: str) -> None:
    """Have the keys for ourselves. Raises `OSError`, `WireError` for what is no such device at all."""
    found = os.fstat(fd)
    if stat.S_ISCHR(found.st_mode) and os.major(found.st_rdev) == _INPUT_MAJOR:
        fcntl.ioctl(fd, _EVIOCGRAB, 1)
        return
    if os.isatty(fd):
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        tty.setraw(fd)
        return
    raise invalid(f"{port}: is no input device; hallkit device identify shows the keyboards that are there")


def _failure(number: int | None, port: str) -> WireError:
    if number in {errno.EACCES, errno.EPERM}:
        detail = f"{port}: no permission; install config/system/udev/70-hallkit-scanner.rules"
        return WireError(WireReason.DENIED, detail)
    return failure_at_open(number, port)
