"""Opens a port by its name: the one door to the wires."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from drivers.transport.base import Connection
from drivers.transport.failures import failure_at_open
from drivers.transport.path import open_path
from drivers.transport.pcsc import PREFIX as PCSC
from drivers.transport.pcsc import open_pcsc
from drivers.transport.replay import ReplayConnection
from drivers.transport.serial import NotSerialError, open_serial
from drivers.transport.settings import WireSettings, wire_settings
from drivers.transport.tap import TapConnection
from drivers.transport.tcp import open_tcp
from drivers.types import Json


def open_connection(
    port: str, wire: Mapping[str, Json], alive: Callable[[], None], record: str = ""
) -> Connection:
    """Open `port`: a path, `tcp://HOST:PORT`, `pcsc:READER` or `replay:FILE`. Raises `WireError`.

    `alive` is called at least every 100 ms while waiting and may raise to end the wait.
    `record`: a file that gets every byte (personal data too: never on a terminal in service).
    """
    settings = wire_settings(wire)
    if port.startswith("replay:"):
        return ReplayConnection(Path(port.removeprefix("replay:")), alive)
    connection = _open_port(port, settings, alive)
    return TapConnection(connection, Path(record), port) if record else connection


def _open_port(port: str, wire: WireSettings, alive: Callable[[], None]) -> Connection:
    if port.startswith("tcp://"):
        return open_tcp(port, wire, alive)
    return open_pcsc(port, alive) if port.startswith(PCSC) else _open_file(port, wire, alive)


def _open_file(port: str, wire: WireSettings, alive: Callable[[], None]) -> Connection:
    """A tty by pyserial; what turns out to be no tty as a printer file."""
    try:
        mode = os.stat(port).st_mode  # noqa: PTH116 - the port stays the text the technician wrote
    except (OSError, ValueError) as error:
        raise failure_at_open(getattr(error, "errno", None), port) from error
    if stat.S_ISCHR(mode):
        try:
            return open_serial(port, wire, alive)
        except NotSerialError:
            return open_path(port, mode, wire, alive)
    return open_path(port, mode, wire, alive)
