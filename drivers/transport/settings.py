"""The settings of a wire, checked: one set of keys for every kind of port."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields

from drivers.transport.failures import invalid
from drivers.types import Json

_PARITIES = ("none", "even", "odd")
_FLOWS = ("none", "xonxoff", "rtscts")


@dataclass(frozen=True)
class WireSettings:
    """How to speak on a port. What a port has no use for (baud on TCP) it does not look at.

    `stall_ms`: how long a device may take no byte at all, or a camera give no frame; `connect_ms`: how long TCP
    may take to connect. `width`, `height`, `fps`: what a camera is asked for.
    """

    baud: int = 9600
    bits: int = 8
    parity: str = "none"
    stop: int = 1
    flow: str = "none"
    stall_ms: int = 5000
    connect_ms: int = 3000
    width: int = 1920
    height: int = 1080
    fps: int = 15

    def __post_init__(self) -> None:
        _choose("bits", self.bits, (7, 8))
        _choose("stop", self.stop, (1, 2))
        _choose("parity", self.parity, _PARITIES)
        _choose("flow", self.flow, _FLOWS)
        for key in ("baud", "stall_ms", "connect_ms", "width", "height", "fps"):
            value = getattr(self, key)
            if not 1 <= value <= 10_000_000:
                raise invalid(f"wire.{key} = {value}: write a number from 1 to 10000000")


def wire_settings(wire: Mapping[str, Json]) -> WireSettings:
    """Read the settings. Raises `WireError` INVALID that names the wrong key and the nearest right one."""
    known = {field.name: field for field in fields(WireSettings)}
    for key, value in wire.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1) or sorted(known)
            raise invalid(f"wire.{key} is not a setting; write {' or '.join(near)}")
        wanted = type(known[key].default)
        if type(value) is not wanted:
            raise invalid(f"wire.{key} must be {'a number' if wanted is int else 'a text'}")
    return WireSettings(**wire)  # type: ignore[arg-type] # types were compared above


def _choose(key: str, value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        raise invalid(f"wire.{key} = {value}: write {' or '.join(str(one) for one in allowed)}")
