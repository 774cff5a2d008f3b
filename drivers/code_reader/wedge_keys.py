"""Keys of a US keyboard as bytes. Pure; whatever a scanner types is data, a chord too, and never a command.

Events: `struct input_event` (linux/input.h), key codes of linux/input-event-codes.h.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import Enum, unique
from typing import Final

_EVENT: Final = struct.Struct("@llHHi")
EVENT_BYTES: Final = _EVENT.size
"""Seconds, microseconds, type, code, value."""
_SYN, _KEY = 0x00, 0x01
_SYN_DROPPED: Final = 3
_RELEASED, _PRESSED = 0, 1
_ROWS: Final = (
    (2, b"1234567890-=", b"!@#$%^&*()_+"),
    (16, b"qwertyuiop[]", b"QWERTYUIOP{}"),
    (30, b"asdfghjkl;'`", b'ASDFGHJKL:"~'),
    (43, b"\\zxcvbnm,./", b"|ZXCVBNM<>?"),
    (57, b" ", b" "),
)
PLAIN: Final = {first + n: byte for first, plain, _ in _ROWS for n, byte in enumerate(plain)}
SHIFTED: Final = {first + n: byte for first, _, shifted in _ROWS for n, byte in enumerate(shifted)}
_PAD: Final = {71: 7, 72: 8, 73: 9, 75: 4, 76: 5, 77: 6, 79: 1, 80: 2, 81: 3, 82: 0}
_PAD_SIGNS: Final = {55: 0x2A, 74: 0x2D, 78: 0x2B, 83: 0x2E, 98: 0x2F}
_OTHERS: Final = {1: 0x1B, 14: 0x08, 15: 0x09, 111: 0x7F}
"""Esc, Backspace, Tab, Delete: their control characters."""
_ENTERS: Final = frozenset({28, 96})
_TAB: Final = 15
_SHIFTS, _CTRLS, _ALTS, _METAS = {42, 54}, {29, 97}, {56, 100}, {125, 126}
_LOCKS: Final = frozenset({58, 69, 70})
"""Caps, Num and Scroll Lock: scanners tap them to try the keyboard; they carry no data."""
_CONTROL: Final = {3: 0x00, 57: 0x00, 26: 0x1B, 43: 0x1C, 27: 0x1D, 7: 0x1E, 12: 0x1F}
"""Ctrl with 2, space, [, \\, ], 6 and -: the control characters that have no letter."""
ALT_CODES: Final = ("gbk", "unicode")
_ALT_MOST: Final = 7


@unique
class Mark(Enum):
    """What is no byte."""

    END = "the suffix key"
    LOST = "the kernel dropped keys"
    STRANGE = "a key or chord that stands for no character"


class Keys:
    """Turns events into bytes and marks. `suffix`: enter, tab, none. `alt`: what Alt and digits above 255 mean."""

    def __init__(self, suffix: str, alt: str) -> None:
        self._ends = {"enter": _ENTERS, "tab": frozenset({_TAB}), "none": frozenset()}[suffix]
        self._gbk = alt == "gbk"
        self._buffer = b""
        self._down: set[int] = set()
        self._alt_digits = ""

    def feed(self, data: bytes) -> Iterator[bytes | Mark]:
        """Take events; a piece of one waits for its rest."""
        self._buffer += data
        whole = len(self._buffer) // EVENT_BYTES * EVENT_BYTES
        events, self._buffer = self._buffer[:whole], self._buffer[whole:]
        for _, _, kind, code, value in _EVENT.iter_unpack(events):
            if kind == _SYN and code == _SYN_DROPPED:
                self._down.clear()
                self._alt_digits = ""
                yield Mark.LOST
            elif kind == _KEY and value == _PRESSED:
                yield from self._press(code)
            elif kind == _KEY and value == _RELEASED:
                yield from self._let_go(code)

    def release(self) -> None:
        """No key is down and no event half here: a code has ended, or we no longer know."""
        self._buffer = b""
        self._down.clear()
        self._alt_digits = ""

    def _press(self, code: int) -> Iterator[bytes | Mark]:
        if code in _SHIFTS | _CTRLS | _ALTS | _METAS:
            self._down.add(code)
        elif code in _LOCKS:
            return
        elif self._down & _ALTS:
            yield from self._with_alt(code)
        elif self._down & _METAS:
            yield Mark.STRANGE
        elif self._down & _CTRLS:
            yield from _control(code)
        elif code in self._ends:
            yield Mark.END
        else:
            yield self._character(code)

    def _let_go(self, code: int) -> Iterator[bytes | Mark]:
        self._down.discard(code)
        if code in _ALTS and not self._down & _ALTS:
            digits, self._alt_digits = self._alt_digits, ""
            if digits:
                yield self._alt_character(digits)

    def _with_alt(self, code: int) -> Iterator[Mark]:
        """Digits make a character when Alt is let go; any other chord is no character."""
        if code in _PAD and not self._down & (_CTRLS | _METAS) and len(self._alt_digits) < _ALT_MOST:
            self._alt_digits += str(_PAD[code])
        else:
            yield Mark.STRANGE

    def _alt_character(self, digits: str) -> bytes | Mark:
        number = int(digits)
        if self._gbk:
            return number.to_bytes(1 + (number > 0xFF), "big") if number <= 0xFFFF else Mark.STRANGE
        surrogate = 0xD800 <= number <= 0xDFFF
        return chr(number).encode() if number <= 0x10FFFF and not surrogate else Mark.STRANGE

    def _character(self, code: int) -> bytes | Mark:
        table = SHIFTED if self._down & _SHIFTS else PLAIN
        if code in _ENTERS:
            return b"\r"
        if code in _PAD:
            return str(_PAD[code]).encode()
        byte = table.get(code, _PAD_SIGNS.get(code, _OTHERS.get(code)))
        return Mark.STRANGE if byte is None else bytes([byte])


def _control(code: int) -> Iterator[bytes | Mark]:
    """Ctrl and a key: the control character, as ASCII has them."""
    byte = PLAIN.get(code)
    if byte is not None and chr(byte).isalpha():
        yield bytes([byte & 0x1F])
    elif code in _CONTROL:
        yield bytes([_CONTROL[code]])
    else:
        yield Mark.STRANGE
