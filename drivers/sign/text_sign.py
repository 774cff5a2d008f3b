"""The driver of small text signs whose protocol is a table: frames with {addr} {line} {len} {text} and a check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from drivers.codes import Code
from drivers.options import OptionError
from drivers.sign.showing import Sign
from drivers.table.decoder import Decoder, Frame
from drivers.table.reading import Reader
from drivers.table.template import Template

_CHUNK = 1024
_KNOWN = frozenset({"addr", "line", "effect", "text"})


class TextSign(Sign):
    """Options besides those of every sign: `address`, `effects` (name -> number for {effect}; the first is usual),
    `frames` {show, clear}, `reply` {ack, nack}. A frame with {line} is sent once per row, else rows are joined.
    """  # noqa: D205 - one list

    effects: ClassVar[tuple[str, ...]] = ("still", "left", "up")
    running: ClassVar[tuple[str, ...]] = ("left",)

    def configure_sign(self, reader: Reader) -> None:
        """The frames. Raises `OptionError` or `TemplateError`."""
        self._address = reader.number("address", 1, 0, 65535)
        frames = Reader(reader.table("frames"), "options.frames")
        self._show_frame = Template(frames.text("show"))
        clear = frames.text("clear", "")
        self._clear_frame = Template(clear) if clear else None
        frames.end()
        for template in (self._show_frame, self._clear_frame or self._show_frame):
            if template.names - _KNOWN:
                raise OptionError(
                    f"options.frames: {{{min(template.names - _KNOWN)}}} is none of {sorted(_KNOWN)}"
                )
        if "text" not in self._show_frame.names:
            raise OptionError("options.frames.show: there is no {text}")
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
            template = self._clear_frame if self._clear_frame and not text else self._show_frame
            values: dict[str, int | str] = {
                "addr": self._address,
                "line": number,
                "effect": self._effect_numbers[effect],
                "text": text or " ",
            }
            self.waiting_bytes()
            self.connection.write(template.build(values, self.charset))
            error = self._answer() if self.answers else ""
            if error:
                return error
        return ""

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
