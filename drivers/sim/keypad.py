"""The other half of the hallkit-pad protocol (docs/hardware/hallkit-pad.md): evaluation keypad and call box.

Frames are cut and made here byte by byte, not by the drivers' templates: the two halves check each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import WIRE_FAULTS, spoil

_HEAD = b"\xa5\x5a"
_TEXTS = {0x14: 7, 0x15: 6, 0x21: 8}
"""Frames that carry a text or more than two values: bytes beside those that they count."""
NOISE = bytes.fromhex("00 FF 5A 13 A5 5A A5")
"""Line noise with broken pieces of both preambles."""
CALL_KEYS = {
    "next": 0x11, "recall": 0x12, "skip": 0x13, "transfer": 0x14, "pause": 0x15, "finish": 0x16, "priority": 0x17,
    "login": 0x20, "logout": 0x21, "enter": 0x22, "clear": 0x23, **{str(digit): 0x30 + digit for digit in range(10)},
}  # fmt: skip
RATE_KEYS = {str(level): level for level in range(1, 6)}


def frame(address: int, kind: int, first: int = 0, second: int = 0) -> bytes:
    """What the pad sends: 5A A5 address kind first second check."""
    body = bytes([address, kind, first, second])
    check = 0
    for byte in body:
        check ^= byte
    return b"\x5a\xa5" + body + bytes([check])


class KeypadTwin:
    """A pad at `address` with `keys` (name -> value). `screen`, `display`, `lights`, `locked`: what it shows.

    `battery` in percent, 0 for a pad that does not tell. `doubled`: a second pad on the line has the same address.
    """

    faults = WIRE_FAULTS

    def __init__(self, address: int = 1, keys: Mapping[str, int] | None = None) -> None:
        self.fault = Fault.NONE
        self.address = address
        self.keys = dict(RATE_KEYS if keys is None else keys)
        self.screen = "idle"
        self.display = ""
        self.waiting = 0
        self.locked = False
        self.lights: dict[int, bool] = {}
        self.clerk = ""
        self.clock = ""
        self.beeps = 0
        self.battery = 0
        self.doubled = False
        self.received: list[bytes] = []
        self._buffer = bytearray()
        self._pending: list[Reply] = []

    def press(self, key: str, times: int = 1, *, held: bool = False, address: int | None = None) -> None:
        """A finger on a key. Raises `ValueError` for a key it has not."""
        if key not in self.keys:
            raise ValueError(f"no key {key}; there are {', '.join(self.keys)}")
        own = self.address if address is None else address
        for _ in range(times):
            self._pending += self._spoiled(frame(own, 2 if held else 1, self.keys[key]))

    def open_housing(self) -> None:
        """Somebody unscrews it."""
        self._pending += self._spoiled(frame(self.address, 0x07, 1))

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Take the host's frames; each is confirmed."""
        self._buffer += data
        out: list[Reply] = []
        while (whole := self._cut()) is not None:
            self.received.append(whole)
            out += [*self._obey(whole)] * (2 if self.doubled else 1)
        return out

    def unasked(self) -> Iterable[Reply]:
        """The presses since last asked."""
        pending, self._pending = self._pending, []
        return pending

    def power_on(self) -> None:
        """A fresh pad asks nothing and shows nothing."""
        self._buffer.clear()
        self._pending = []
        self.screen, self.display, self.locked = "idle", "", False

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""
        keys = ", ".join(self.keys)
        return {
            "press": Hand(f"按键:{keys}", f"press a key: {keys}", self._hand_press),
            "hold": Hand(
                f"长按:{keys}", f"hold a key down: {keys}", lambda key: self._hand_press(key, held=True)
            ),
            "unscrew": Hand("拆开外壳", "open its housing", self._hand_unscrew),
            "look": Hand("看显示", "what it shows", lambda _: f"{self.screen} {self.display}".strip()),
        }

    def _hand_press(self, key: str, *, held: bool = False) -> str:
        self.press(key.strip(), held=held)
        return key.strip()

    def _hand_unscrew(self, _: str) -> str:
        self.open_housing()
        return ""

    def _spoiled(self, data: bytes) -> tuple[Reply, ...]:
        return spoil(self.fault, data, noise=NOISE)

    def _cut(self) -> bytes | None:
        """The next whole frame with a right check, damaged ones and noise dropped."""
        while len(self._buffer) >= 7:
            at = self._buffer.find(_HEAD)
            if at < 0:
                del self._buffer[:-1]
                return None
            del self._buffer[:at]
            size = _TEXTS[self._buffer[3]] + self._buffer[4] if self._buffer[3] in _TEXTS else 7
            if len(self._buffer) < size:
                return None
            check = 0
            for byte in self._buffer[2 : size - 1]:
                check ^= byte
            if check == self._buffer[size - 1]:
                whole = bytes(self._buffer[:size])
                del self._buffer[:size]
                return whole
            del self._buffer[0]
        return None

    def _obey(self, whole: bytes) -> tuple[Reply, ...]:
        address, kind, first, second = whole[2:6]
        if address != self.address:
            return ()
        if kind == 0x1F:
            return self._spoiled(frame(address, 0x0F, self.screen == "asking", self.battery))
        if kind in _TEXTS:
            self._read(kind, whole[5:-1], first)
        elif not self._switch(kind, first, second):
            return ()
        return self._spoiled(frame(address, 0x06, kind))

    def _read(self, kind: int, data: bytes, counted: int) -> None:
        """A frame with a text: a clerk, the time, a number and how many wait."""
        match kind:
            case 0x14:
                self.clerk = data.decode("gb18030", "replace")
            case 0x15:
                year, month, day, hour, minute, second = data
                self.clock = f"20{year:02}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
            case _:
                self.display = data[:counted].decode("ascii", "replace")
                self.waiting = int.from_bytes(data[counted:], "big")

    def _switch(self, kind: int, first: int, second: int) -> bool:
        """A frame with two values; False for one it does not know."""
        match kind:
            case 0x10 | 0x11 | 0x12 | 0x13:
                self.screen = {0x10: "asking", 0x11: "thanks", 0x12: "idle", 0x13: "welcome"}[kind]
            case 0x22:
                self.locked = first == 1
            case 0x23:
                self.lights[first] = second == 1
            case 0x24:
                self.beeps += first
            case _:
                return False
        return True
