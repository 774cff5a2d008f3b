"""What text a code's bytes are, if any. A wrong guess would be a wrong name, so doubt means `binary`."""

from __future__ import annotations

from typing import Final

_PLAUSIBLE: Final = (
    (0x20, 0x7E),
    (0xB7, 0xB7),  # the dot within names
    (0x2010, 0x2027),  # dashes and quotation marks
    (0x3000, 0x3020),  # CJK punctuation
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE5, 0xFFE5),  # full-width yen
    (0x20000, 0x3FFFF),  # extensions B and later
)
_LAYOUT = "\t\r\n"


def decode(data: bytes) -> tuple[str | None, str]:
    """Return text and charset: ascii, utf-8, gb18030, or None and binary.

    ASCII and UTF-8 prove themselves, control characters and all. GB18030 accepts most bytes, so it
    is believed only where every character is one that Chinese text has.
    """
    if data.isascii():
        return data.decode("ascii"), "ascii"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None, "binary"
    return (text, "gb18030") if all(map(_plausible, text)) else (None, "binary")


def _plausible(character: str) -> bool:
    code = ord(character)
    return character in _LAYOUT or any(first <= code <= last for first, last in _PLAUSIBLE)
