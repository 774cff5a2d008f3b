"""The driver of Onbon BX-5K/6K window signs, serial or TCP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from drivers.codes import Code
from drivers.options import OptionError
from drivers.sign import bx
from drivers.sign.showing import Sign
from drivers.table.reading import Reader
from drivers.types import Json

_CHUNK = 1024
_TYPES: Final = {
    "any": bx.ANY_TYPE, "5K1": 0x51, "5MK2": 0x53, "5MK1": 0x54, "5K2": 0x58,
    "6K1": 0x61, "6K2": 0x62, "6K3": 0x63, "6K1-YY": 0x64, "6K2-YY": 0x65, "6K3-YY": 0x66,
}  # fmt: skip
_SPACE = b" "


class OnbonSign(Sign):
    """Options besides those of every sign: `address` (1 to 65533, 65534 whoever is on the line, 65535 all, unanswered),
    `controller` (any, 5K1 … 6K3-YY), `width` and `height` in pixels, `speed` 0-24, `stay` in half seconds.
    """  # noqa: D205 - one list

    effects: ClassVar[tuple[str, ...]] = bx.EFFECTS
    running: ClassVar[tuple[str, ...]] = ("left", "right", "up", "down")

    def configure_sign(self, reader: Reader) -> None:
        """Address, controller and area."""
        self._address = reader.number("address", 1, 1, bx.BROADCAST)
        self._type = _TYPES[reader.word("controller", tuple(_TYPES))]
        width = reader.number("width", 64, 8, 4096)
        if width % 8:
            raise OptionError("options.width: the width goes in steps of 8 pixels")
        self._area = bx.Area(
            width=width,
            height=reader.number("height", 16, 8, 1024),
            speed=reader.number("speed", 18, 0, 24),
            stay=reader.number("stay", 2, 0, 255),
        )
        if self._address == bx.BROADCAST:
            self.answers = False

    def transmit(self, lines: Sequence[str], effect: str) -> str:
        """One frame for all lines; its answer must come from the controller that was spoken to."""
        text = b"\\n".join(line.encode(self.charset) for line in lines) or _SPACE
        area = bx.Area(
            width=self._area.width,
            height=self._area.height,
            effect=effect,
            speed=self._area.speed,
            stay=self._area.stay,
            single_line=effect in {"left", "right"} and len(lines) < 2,
        )
        return self._order(bx.show_text(text, area))

    def dim(self, level: int) -> str:
        """One frame, one answer."""
        return self._order(bx.set_brightness(level))

    def set_time(self, local: datetime) -> str:
        """One frame, one answer."""
        return self._order(bx.set_clock(local))

    def facts(self) -> dict[str, Json]:
        """As every sign, with what the controller takes. UDP is in none of its public documents."""
        return {
            **super().facts(),
            "brightness": True,
            "clock": True,
            "transports": ["serial", "tcp"],
            "udp": None,
        }

    def _order(self, data: bytes) -> str:
        self.waiting_bytes()
        self.connection.write(bx.pack(bx.Packet(self._address, bx.HOST, self._type, data)))
        return self._answer() if self.answers else ""

    def _answer(self) -> str:
        """The first answer to us: "" for done, else the error's code. Other traffic on the line is passed over."""
        unpacker = bx.Unpacker()
        end_ms = self.context.now_ms() + self.answer_ms
        stranger = False
        while (left := end_ms - self.context.now_ms()) > 0:
            for packet in unpacker.feed(self.connection.read(_CHUNK, left)):
                if packet.to != bx.HOST or len(packet.data) < 3 or packet.data[0] != 0xA0:
                    continue
                if self._is_ours(packet):
                    return self._meaning(packet.data)
                stranger = True
        if stranger:
            return Code.SIGN_WRONG_CONTROLLER
        return Code.PROTOCOL_CHECKSUM if unpacker.damaged else Code.PROTOCOL_NO_ANSWER

    def _is_ours(self, packet: bx.Packet) -> bool:
        """A sign asked as "whoever" may answer so too; a type it does not tell is any type."""
        addressed = packet.source == self._address or bx.ANY in {self._address, packet.source}
        typed = bx.ANY_TYPE in {self._type, packet.kind} or packet.kind == self._type
        return addressed and typed

    @staticmethod
    def _meaning(data: bytes) -> str:
        return "" if data[1:3] == b"\0\0" else Code.SIGN_REFUSED
