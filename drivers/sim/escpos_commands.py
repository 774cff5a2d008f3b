"""ESC/POS as a printer reads it: bytes become commands, and what is no command is an error. Pure, strict.

Written from Epson's ESC/POS reference, apart from the driver's encoder: each checks the other.
"""

from __future__ import annotations

from dataclasses import dataclass

FIXED = {
    b"\x00": ("ignore", 0),
    b"\n": ("print line", 0),
    b"\x1b@": ("initialize", 0),
    b"\x1ba": ("align", 1),
    b"\x1bE": ("bold", 1),
    b"\x1b2": ("default spacing", 0),
    b"\x1b3": ("spacing", 1),
    b"\x1bJ": ("feed dots", 1),
    b"\x1bd": ("feed lines", 1),
    b"\x1c&": ("kanji on", 0),
    b"\x1c.": ("kanji off", 0),
    b"\x1d!": ("size", 1),
    b"\x1da": ("asb", 1),
    b"\x1db": ("smooth", 1),
    b"\x1dr": ("transmit status", 1),
    b"\x10\x04": ("real-time status", 1),
    b"\x10\x05": ("real-time request", 1),
    b"\x10\x14\x08": ("real-time clear", 7),
}
"""Commands with a fixed number of parameter bytes."""
SIZED = {b"\x1d(k": "symbol", b"\x1d(H": "transmit process id"}
"""GS ( commands: pL pH, then so many bytes."""
_RASTER = b"\x1dv0"
_CUT = b"\x1dV"
_LONGEST = 3


@dataclass(frozen=True)
class Command:
    """One command; `length` bytes long. `text` carries one character, `unknown` the bytes nobody knows."""

    name: str
    data: bytes
    length: int


def first_command(held: bytes | bytearray, *, kanji: bool) -> Command | None:
    """The command that `held` begins with; None when more bytes are needed. `held` is not empty."""
    if held[0] >= 0x20:
        return _character(held, kanji=kanji)
    if held.startswith(_CUT):
        return _cut(held)
    if held.startswith(_RASTER):
        return _raster(held)
    for head in (bytes(held[:n]) for n in range(1, _LONGEST + 1)):
        if head in FIXED:
            name, count = FIXED[head]
            return _take(held, name, len(head), count)
        if head in SIZED:
            return _sized(held, SIZED[head])
    return _unknown(held)


def _take(held: bytes | bytearray, name: str, skip: int, count: int) -> Command | None:
    """`count` bytes after `skip`; None when they have not all arrived."""
    end = skip + count
    return Command(name, bytes(held[skip:end]), end) if len(held) >= end else None


def _character(held: bytes | bytearray, *, kanji: bool) -> Command | None:
    byte = held[0]
    if byte < 0x7F:
        return Command("text", bytes(held[:1]), 1)
    if not kanji or byte in {0x7F, 0x80, 0xFF}:
        return Command("unknown", bytes(held[:1]), 1)
    if len(held) < 2:
        return None
    good = held[1] >= 0x40 and held[1] not in {0x7F, 0xFF}
    return Command("text" if good else "unknown", bytes(held[:2]), 2)


def _sized(held: bytes | bytearray, name: str) -> Command | None:
    if len(held) < 5:
        return None
    return _take(held, name, 5, held[3] | held[4] << 8)


def _raster(held: bytes | bytearray) -> Command | None:
    """GS v 0 m xL xH yL yH: the size stays in front of the dots."""
    if len(held) < 8:
        return None
    if held[3] not in {0, 48}:
        return Command("unknown", bytes(held[:4]), 4)
    rows = held[6] | held[7] << 8
    return _take(held, "raster", 4, 4 + (held[4] | held[5] << 8) * rows)


def _cut(held: bytes | bytearray) -> Command | None:
    """GS V m, and n for function B (65, 66)."""
    if len(held) < 3:
        return None
    if held[2] in {65, 66}:
        return _take(held, "cut", 2, 2)
    return Command("cut" if held[2] in {0, 1, 48, 49} else "unknown", bytes(held[2:3]), 3)


def _unknown(held: bytes | bytearray) -> Command | None:
    """Two bytes for an escape sequence; more may be needed to know that it is none of ours."""
    known = (*FIXED, *SIZED, _CUT, _RASTER)
    if len(held) < _LONGEST and any(head.startswith(held) for head in known):
        return None
    length = 2 if held[0] in {0x10, 0x1B, 0x1C, 0x1D} else 1
    return Command("unknown", bytes(held[:length]), length)
