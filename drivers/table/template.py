"""Frames as text: `AA 55 {addr} {key} {xor:2} 0D`. One language for what is sent and what is recognised.

41            a byte in hex
{name}        a value: one byte. {name:be2} {name:le2} two bytes, {name:dec3} three decimal digits in ASCII,
              {name:hex2} two hex digits in ASCII, {name:any} one byte whatever it is
{name:text}   a text; the charset is a setting of the device, {name:gb18030} {name:gbk} {name:utf-8} say it here
{len}         how many bytes the texts have; {rest} how many bytes follow it; {size} the whole frame. All take :be2 …
{sum} {xor} {lrc} {crc16} {crc16arc}   a check over all bytes before it; {xor:2} leaves out the first two
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from drivers.table.checks import CHECK_BYTES, CHECKS

_TOKEN = re.compile(r"\{([a-z0-9_]+)(?::([a-z0-9-]+))?\}|([0-9A-Fa-f]{2})")
_WIDTHS: Final = {"": 1, "be2": 2, "le2": 2, "any": 1}
_DIGITS = re.compile(r"(dec|hex)([1-8])")
CHARSETS: Final = ("gb18030", "gbk", "gb2312", "utf-8", "ascii")
_COUNTS: Final = ("len", "rest", "size")
_LONGEST = 2048


class TemplateError(ValueError):
    """A template that means nothing, or a value that does not fit into it; the text says what to write."""


@dataclass(frozen=True)
class Part:
    """One token. `kind`: byte, value, text, count or check; `form` its format (for a check: bytes left out)."""

    kind: str
    name: str = ""
    form: str = ""
    byte: int = 0

    @property
    def width(self) -> int:
        """Bytes it takes; 0 for a text, which takes as many as it has."""
        if self.kind == "text":
            return 0
        if self.kind == "check":
            return CHECK_BYTES[self.name]
        if self.kind == "byte":
            return 1
        digits = _DIGITS.fullmatch(self.form)
        return int(digits[2]) if digits else _WIDTHS[self.form]


class Template:
    """A parsed template. Raises `TemplateError`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts = tuple(_part(token) for token in text.split())
        if not self.parts:
            raise TemplateError("a frame is empty; write bytes like AA 55 {addr} {key} {xor}")
        self.names = frozenset(part.name for part in self.parts if part.kind in {"value", "text"})
        """The values and texts to be given."""
        self.fixed = all(part.kind != "text" for part in self.parts)
        """Whether every frame has the same length, so that it can be recognised in a stream."""
        self._widths = tuple(part.width for part in self.parts)
        self.size = sum(self._widths)
        """Bytes of a fixed frame."""
        self._check_order()

    def build(self, values: Mapping[str, int | str], charset: str = "gb18030") -> bytes:
        """The frame with its values. Raises `TemplateError` for a missing or unfit one."""
        texts = {
            index: _text(part, values, charset)
            for index, part in enumerate(self.parts)
            if part.kind == "text"
        }
        text_bytes = sum(len(text) for text in texts.values())
        size = self.size + text_bytes
        if size > _LONGEST:
            raise TemplateError(f"the frame would have {size} bytes; at most {_LONGEST}")
        out = bytearray()
        for index, part in enumerate(self.parts):
            if part.kind == "text":
                out += texts[index]
            elif part.kind == "count":
                rest = size - len(out) - part.width
                count = {"len": text_bytes, "rest": rest, "size": size}[part.name]
                out += _number(part, count)
            elif part.kind == "check":
                out += CHECKS[part.name](bytes(out[int(part.form or 0) :]))
            else:
                out += _fixed(part, values)
        return bytes(out)

    def match(self, data: bytes) -> dict[str, int] | None:
        """The values of a frame of exactly `size` bytes; None when it is another frame or its check is wrong."""
        return self._read(data) if len(data) == self.size and self._begins(data, checks=True) else None

    def begins(self, data: bytes) -> bool:
        """Whether `data` can be the beginning of such a frame, checks not looked at."""
        return len(data) <= self.size and self._begins(data, checks=False)

    def _begins(self, data: bytes, *, checks: bool) -> bool:
        at = 0
        for part, width in zip(self.parts, self._widths, strict=True):
            piece = data[at : at + width]
            if len(piece) < width:
                return part.kind != "byte" or not piece
            if not self._fits(part, piece, data[:at], checks=checks):
                return False
            at += width
        return True

    def _fits(self, part: Part, piece: bytes, before: bytes, *, checks: bool) -> bool:
        match part.kind:
            case "byte":
                return piece[0] == part.byte
            case "check":
                return not checks or piece == CHECKS[part.name](before[int(part.form or 0) :])
            case "count":
                count = {"len": 0, "rest": self.size - len(before) - part.width, "size": self.size}[part.name]
                return _value(part, piece) == count
            case _:
                return _value(part, piece) is not None

    def _read(self, data: bytes) -> dict[str, int]:
        found: dict[str, int] = {}
        at = 0
        for part, width in zip(self.parts, self._widths, strict=True):
            value = _value(part, data[at : at + width])
            if part.kind == "value" and part.form != "any" and value is not None:
                found[part.name] = value
            at += width
        return found

    def _check_order(self) -> None:
        """A check covers what is before it: something has to be, and its start must lie there."""
        before = 0
        for part in self.parts:
            if part.kind == "check" and int(part.form or 0) >= before:
                raise TemplateError(
                    f"{{{part.name}:{part.form}}} covers no byte; write it behind what it checks"
                )
            before += max(part.width, 1)


def _part(token: str) -> Part:
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise TemplateError(f"{token!r} is neither a byte in hex (AA) nor a name in braces ({{addr}})")
    name, form, byte = found[1], found[2] or "", found[3]
    if byte is not None:
        return Part("byte", byte=int(byte, 16))
    if name in CHECKS:
        if form and not form.isdecimal():
            raise TemplateError(
                f"{{{name}:{form}}}: behind the colon stands how many first bytes it leaves out"
            )
        return Part("check", name, form)
    if form == "text" or form in CHARSETS:
        return Part("text", name, form)
    if form not in _WIDTHS and not _DIGITS.fullmatch(form):
        raise TemplateError(
            f"{{{name}:{form}}}: write be2, le2, dec3, hex2, any, text or {', '.join(CHARSETS)}"
        )
    return Part("count" if name in _COUNTS else "value", name, form)


def _text(part: Part, values: Mapping[str, int | str], charset: str) -> bytes:
    value = values.get(part.name)
    if not isinstance(value, str):
        raise TemplateError(f"{{{part.name}}} needs a text")
    try:
        return value.encode(charset if part.form == "text" else part.form)
    except UnicodeEncodeError as error:
        raise TemplateError(f"{{{part.name}}}: a character is not in {error.encoding}") from error


def _fixed(part: Part, values: Mapping[str, int | str]) -> bytes:
    if part.kind == "byte":
        return bytes([part.byte])
    if part.form == "any":
        return b"\0"
    value = values.get(part.name)
    if not isinstance(value, int):
        raise TemplateError(f"{{{part.name}}} needs a number")
    return _number(part, value)


def _number(part: Part, value: int) -> bytes:
    unfit = TemplateError(f"{{{part.name}}}: {value} does not fit into {part.width} bytes")
    if value < 0:
        raise unfit
    digits = _DIGITS.fullmatch(part.form)
    if digits is None:
        if value >= 1 << (8 * part.width):
            raise unfit
        return value.to_bytes(part.width, "little" if part.form == "le2" else "big")
    text = f"{value:0{part.width}{'d' if digits[1] == 'dec' else 'X'}}"
    if len(text) > part.width:
        raise unfit
    return text.encode("ascii")


def _value(part: Part, piece: bytes) -> int | None:
    """The number in a piece of a frame; None when there is none."""
    digits = _DIGITS.fullmatch(part.form) if part.kind != "check" else None
    if digits is None:
        return int.from_bytes(piece, "little" if part.form == "le2" else "big")
    allowed = b"0123456789" if digits[1] == "dec" else b"0123456789ABCDEFabcdef"
    return int(piece, 10 if digits[1] == "dec" else 16) if all(byte in allowed for byte in piece) else None
