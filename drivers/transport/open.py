"""Opens a port by its name: the one door to the wires."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from drivers.transport.base import Connection
from drivers.transport.evdev import open_evdev
from drivers.transport.failures import failure_at_open, invalid
from drivers.transport.identity import EVDEV, HERE, Places, node_of
from drivers.transport.ipp import PREFIXES as IPP
from drivers.transport.ipp import open_ipp
from drivers.transport.nothing import PREFIX as NOTHING
from drivers.transport.nothing import NoWire
from drivers.transport.path import open_path
from drivers.transport.pcsc import PREFIX as PCSC
from drivers.transport.pcsc import open_pcsc
from drivers.transport.replay import ReplayConnection
from drivers.transport.sane import PREFIX as SANE
from drivers.transport.sane import open_sane
from drivers.transport.serial import NotSerialError, open_serial
from drivers.transport.settings import WireSettings, wire_settings
from drivers.transport.tap import TapConnection
from drivers.transport.tcp import open_tcp
from drivers.types import Json

_V4L2_MAJOR = 81


def open_connection(
    port: str,
    wire: Mapping[str, Json],
    alive: Callable[[], None],
    record: str = "",
    places: Places = HERE,
) -> Connection:
    """Open `port`. Raises `WireError`.

    A path that stays, `usb:VID:PID[:SERIAL]`, `path:SOCKET`, `evdev:` before one of these for a keyboard,
    `tcp://HOST:PORT`, `pcsc:READER`, `sane:SCANNER`, `video:FILE`, `none:NAME` or `replay:FILE`.
    `alive` is called at least every 100 ms while waiting and may raise to end the wait.
    `record`: a file that gets every byte (personal data too: never on a terminal in service).
    `places`: where device names are looked up.
    """
    settings = wire_settings(wire)
    if port.startswith("replay:"):
        return ReplayConnection(Path(port.removeprefix("replay:")), alive)
    node = node_of(port, places)
    if node.startswith("video:") or _is_camera(node):
        return _open_video(node, settings, alive, record)
    connection = _open_port(node, settings, alive, places)
    return TapConnection(connection, Path(record), port) if record else connection


def _open_port(port: str, wire: WireSettings, alive: Callable[[], None], places: Places) -> Connection:
    if port.startswith(EVDEV):
        return open_evdev(port, alive, places)
    if port.startswith("tcp://"):
        return open_tcp(port, wire, alive)
    if port.startswith(SANE):
        return open_sane(port, alive)
    if port.startswith(IPP):
        return open_ipp(port, wire, alive)
    if port.startswith(NOTHING):
        return NoWire(port, alive)
    return open_pcsc(port, alive) if port.startswith(PCSC) else _open_file(port, wire, alive)


def _is_camera(port: str) -> bool:
    """Whether the path is a V4L2 device."""
    try:
        state = os.stat(port)  # noqa: PTH116 - the port stays the text the technician wrote
    except (OSError, ValueError):
        return False
    return stat.S_ISCHR(state.st_mode) and os.major(state.st_rdev) == _V4L2_MAJOR


def _open_video(port: str, wire: WireSettings, alive: Callable[[], None], record: str) -> Connection:
    from drivers.transport.video import VideoConnection, open_video  # noqa: PLC0415 - OpenCV, for cameras only

    if record:
        raise invalid(
            f"{port}: a camera is not recorded by the tap; record a video and play it with video:FILE"
        )
    return VideoConnection(open_video(port, wire, alive))


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
