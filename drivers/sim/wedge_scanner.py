"""The other half of a keyboard-wedge scanner: a code becomes key events, as a scanner set to US keyboard types it.

On a pty (`EventLine`) the events are the kernel's own structs; the driver cannot tell it from /dev/input, but for
the grab, which only a real input device knows.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.spoil import spoil

SHIFT, CTRL, ALT, META, ENTER, TAB = 42, 29, 56, 125, 28, 15
_NAMES: Final = str.split(
    "esc 1 2 3 4 5 6 7 8 9 0 - = backspace tab q w e r t y u i o p [ ] enter ctrl "
    "a s d f g h j k l ; ' ` shift \\ z x c v b n m , . /"
)
CODES: Final = {**{name: code for code, name in enumerate(_NAMES, 1)}, " ": 57}
"""Key codes 1 to 53 in the order of linux/input-event-codes.h, and the space bar."""
_WITH_SHIFT: Final = dict(zip('!@#$%^&*()_+{}|:"~<>?', "1234567890-=[]\\;'`,./", strict=True))
_WITH_CTRL: Final = {0x00: "2", 0x1B: "[", 0x1C: "\\", 0x1D: "]", 0x1E: "6", 0x1F: "-"}
_PAD: Final = dict(zip("7894561230", (71, 72, 73, 75, 76, 77, 79, 80, 81, 82), strict=True))
_EVENT: Final = struct.Struct("@llHHi")
DROPPED: Final = _EVENT.pack(0, 0, 0, 3, 0)
"""SYN_DROPPED: the kernel's buffer ran over."""


def event(code: int, value: int) -> bytes:
    """One key event and the report that ends it. `value`: 1 pressed, 0 released, 2 repeated."""
    return _EVENT.pack(1_700_000_000, 0, 1, code, value) + _EVENT.pack(1_700_000_000, 0, 0, 0, 0)


def stroke(code: int, *held: int) -> bytes:
    """A key pressed and released while others are held."""
    down = b"".join(event(key, 1) for key in held)
    up = b"".join(event(key, 0) for key in reversed(held))
    return down + event(code, 1) + event(code, 0) + up


def alt_code(number: int) -> bytes:
    """Alt held, the number on the pad, Alt let go."""
    digits = b"".join(event(_PAD[d], 1) + event(_PAD[d], 0) for d in f"0{number}")
    return event(ALT, 1) + digits + event(ALT, 0)


def typed(data: bytes) -> Iterator[bytes]:
    """The strokes for each byte; from 0x80 two together, as GBK has them (an odd one by itself)."""
    rest = list(data)
    while rest:
        byte = rest.pop(0)
        letter = chr(byte)
        if byte >= 0x80:
            yield alt_code(byte << 8 | rest.pop(0) if rest else byte)
        elif letter in CODES:
            yield stroke(CODES[letter])
        elif letter.lower() in CODES:
            yield stroke(CODES[letter.lower()], SHIFT)
        elif letter in _WITH_SHIFT:
            yield stroke(CODES[_WITH_SHIFT[letter]], SHIFT)
        else:
            yield stroke(_control_key(byte), CTRL)


def _control_key(byte: int) -> int:
    """The key that makes a control character with Ctrl; DEL is sent as Backspace's neighbour, the Delete key."""
    return CODES[_WITH_CTRL.get(byte) or chr(byte | 0x60)]


class WedgeScannerTwin:
    """`present` is a citizen's hand, `strike` any keys at all. `suffix`: the key behind a code, 0 for none."""

    faults = frozenset({Fault.NONE, Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.SLOW, Fault.UNPLUGGED})

    def __init__(self, *, suffix: int = ENTER) -> None:
        self.fault = Fault.NONE
        self._suffix = suffix
        self._pending: list[Reply] = []

    def present(self, code: bytes) -> None:
        """Hold a code before the window."""
        end = stroke(self._suffix) if self._suffix else b""
        self.strike(b"".join(typed(code)) + end)

    def strike(self, events: bytes) -> None:
        """Type."""
        self._pending += spoil(self.fault, events, gap_ms=1)

    def feed(self, data: bytes) -> Iterable[Reply]:
        """A keyboard takes no orders but its lights."""
        del data
        return ()

    def unasked(self) -> Iterable[Reply]:
        """The keys since last asked."""
        pending, self._pending = self._pending, []
        return pending

    def power_on(self) -> None:
        """What was not sent is lost."""
        self._pending = []

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def present(text: str) -> str:
            self.present(text.encode("gbk", "replace"))
            return str(len(text))

        return {"present": Hand("TEXT:出示一个码", "TEXT: present a code", present)}


class EventLine(PtyLine):
    """A pty that carries input events; its port is an `evdev:` one."""

    @property
    def port(self) -> str:
        """`evdev:PATH`."""
        return f"evdev:{super().port}"
