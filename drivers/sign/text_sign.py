"""The driver of small text signs whose protocol is a table: frames with {addr} {line} {len} {text} and a check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from drivers.codes import Code
from drivers.options import OptionError
from drivers.sign.showing import Sign
from drivers.table import clock
from drivers.table.decoder import Decoder, Frame
from drivers.table.reading import Reader
from drivers.table.serving import Refused
from drivers.table.template import Template
from drivers.types import CompletionCode, Json

_CHUNK = 1024
_KNOWN = {
    "show": frozenset({"addr", "line", "effect", "text"}),
    "clear": frozenset({"addr", "line", "effect", "text"}),
    "brightness": frozenset({"addr", "level"}),
    "clock": clock.NAMES | {"addr"},
}
"""What each frame may have in braces."""


class TextSign(Sign):
    """Options besides those of every sign: `address`, `effects` (name -> number for {effect}; the first is usual),
    `frames` {show, clear, brightness, clock}, `reply` {ack, nack}. A frame with {line} is sent once per row, else rows
    are joined. Without its frame a sign has no brightness or no clock.
    """  # noqa: D205 - one list

    effects: ClassVar[tuple[str, ...]] = ("still", "left", "up")
    running: ClassVar[tuple[str, ...]] = ("left",)

    def configure_sign(self, reader: Reader) -> None:
        """The frames. Raises `OptionError` or `TemplateError`."""
        self._address = reader.number("address", 1, 0, 65535)
        self._frames = _frames(Reader(reader.table("frames"), "options.frames"))
        self._show_frame = self._frames["show"]
        self._effect_numbers = {
            **{name: at for at, name in enumerate(self.effects, 1)},
            **reader.numbers("effects", 0, 255),
        }
        replies = reader.texts("reply")
        if set(replies) - {"ack", "nack"}:
            raise OptionError("options.reply: write ack and nack")
        self._replies = {name: Template(text) for name, text in replies.items()}
        Decoder(self._replies)
        if "ack" not in self._replies:
            self.answers = False

    def transmit(self, lines: Sequence[str], effect: str) -> str:
        """Each row's frame and its answer; the first that fails ends it."""
        for number, text in enumerate(self._texts(lines), 1):
            template = self._show_frame if text else self._frames.get("clear", self._show_frame)
            values: dict[str, int | str] = {
                "addr": self._address,
                "line": number,
                "effect": self._effect_numbers[effect],
                "text": text or " ",
            }
            error = self._order(template, values)
            if error:
                return error
        return ""

    def dim(self, level: int) -> str:
        """The table's frame for it."""
        return self._order(self._of("brightness"), {"addr": self._address, "level": level})

    def set_time(self, local: datetime) -> str:
        """The table's frame for it."""
        template = self._of("clock")
        return self._order(template, {"addr": self._address, **clock.clock_values(template, local)})

    def facts(self) -> dict[str, Json]:
        """As every sign, with what its table has."""
        return {
            **super().facts(),
            "brightness": "brightness" in self._frames or None,
            "clock": "clock" in self._frames or None,
        }

    def _of(self, name: str) -> Template:
        if name not in self._frames:
            raise Refused(CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN, frame=name)
        return self._frames[name]

    def _order(self, template: Template, values: Mapping[str, int | str]) -> str:
        self.waiting_bytes()
        self.connection.write(template.build(values, self.charset))
        return self._answer() if self.answers else ""

    def _texts(self, lines: Sequence[str]) -> list[str]:
        """One text per frame. Rows that are not given are cleared."""
        if "line" in self._show_frame.names:
            return [lines[row] if row < len(lines) else "" for row in range(self.rows)]
        return [" ".join(lines)]

    def _answer(self) -> str:
        decoder = Decoder(self._replies)
        end_ms = self.context.now_ms() + self.answer_ms
        stranger = damaged = False
        while (left := end_ms - self.context.now_ms()) > 0:
            for found in decoder.feed(self.connection.read(_CHUNK, left)):
                if not isinstance(found, Frame):
                    damaged |= found.damaged
                elif found.values.get("addr", self._address) != self._address:
                    stranger = True
                else:
                    return "" if found.name == "ack" else Code.SIGN_REFUSED
        if stranger:
            return Code.SIGN_WRONG_CONTROLLER
        return Code.PROTOCOL_CHECKSUM if damaged or decoder.inside else Code.PROTOCOL_NO_ANSWER


def _frames(table: Reader) -> dict[str, Template]:
    """The frames of the table by name. Raises `OptionError` or `TemplateError`."""
    texts = {name: table.text(name, None if name == "show" else "") for name in _KNOWN}
    table.end()
    found = {name: Template(text) for name, text in texts.items() if text}
    for name, template in found.items():
        if strange := template.names - _KNOWN[name]:
            raise OptionError(f"options.frames.{name}: {{{min(strange)}}} is none of {sorted(_KNOWN[name])}")
    if "text" not in found["show"].names:
        raise OptionError("options.frames.show: there is no {text}")
    return found
