"""What text a code's bytes are, if any. A wrong guess would be a wrong name, so doubt means `binary`.

Bytes first: what a code declares (ECI, AIM ITS/04-023), then UTF-8 where it proves itself, then GB18030.
A charset is named as Python's codec that turns the bytes into the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

BINARY: Final = "binary"
_PLAUSIBLE: Final = (
    (0x20, 0x7E),
    (0xB7, 0xB7),  # the dot within names
    (0x2010, 0x2027),  # dashes and quotation marks
    (0x3000, 0x3020),  # CJK punctuation
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE5, 0xFFE5),  # full-width yen
    (0x1F300, 0x1FAFF),  # what telephones add to names
    (0x20000, 0x3FFFF),  # extensions B and later
)
_LAYOUT = "\t\r\n"
_BOM = b"\xef\xbb\xbf"
_GB = "gb18030"  # of what declares GB2312 or GBK too: their superset, and codes overstep them
_ECI: Final = {
    0: "cp437",
    1: "latin-1",
    2: "cp437",
    3: "latin-1",
    **{number: f"iso8859-{number - 2}" for number in range(4, 19) if number != 14},
    20: "shift_jis",
    21: "cp1250",
    22: "cp1251",
    23: "cp1252",
    24: "cp1256",
    25: "utf-16-be",
    26: "utf-8",
    27: "ascii",
    28: "big5",
    29: _GB,
    30: "cp949",
    31: _GB,
    32: _GB,
    33: "utf-16-le",
    34: "utf-32-be",
    35: "utf-32-le",
    170: "ascii",
}
_ECI_BINARY = 899


def decode(data: bytes) -> tuple[str | None, str]:
    """Return text and charset: ascii, utf-8, utf-8-sig, gb18030, or None and binary.

    ASCII and UTF-8 prove themselves, control characters and all. GB18030 accepts most bytes, so it
    is believed only where every character is one that Chinese text has.
    """
    if data.isascii():
        return data.decode("ascii"), "ascii"
    text = _strict(data, "utf-8")
    if text is not None:
        return (text[1:], "utf-8-sig") if data.startswith(_BOM) else (text, "utf-8")
    text = _strict(data, _GB)
    return (text, _GB) if text is not None and all(map(_plausible, text)) else (None, BINARY)


def decode_as(data: bytes, charset: str) -> tuple[str | None, str]:
    """Text in the charset that the code itself says; guessed as `decode` does where the bytes are not that."""
    text = _strict(data, charset)
    if text is None:
        return decode(data)
    if charset == "utf-8" and data.startswith(_BOM):
        return text[1:], "utf-8-sig"
    return text, "ascii" if data.isascii() and text.isascii() else charset


def decode_segments(segments: Sequence[tuple[int | None, bytes]]) -> tuple[str | None, str]:
    """Text of a code in parts, each with its ECI number (None before the first); `mixed` for several charsets."""
    parts = [_segment(eci, data) for eci, data in segments if data]
    texts = [text for text, _ in parts if text is not None]
    if len(texts) < len(parts):
        return None, BINARY
    return "".join(texts), _common(charset for _, charset in parts)


def _segment(eci: int | None, data: bytes) -> tuple[str | None, str]:
    if eci == _ECI_BINARY:
        return None, BINARY
    return decode_as(data, _ECI[eci]) if eci in _ECI else decode(data)


def _common(charsets: Iterable[str]) -> str:
    """The one charset of all parts; ASCII is part of nearly every other."""
    names = set(charsets) - {"ascii"}
    return "mixed" if len(names) > 1 else next(iter(names), "ascii")


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def _plausible(character: str) -> bool:
    code = ord(character)
    return (
        character in _LAYOUT or any(first <= code <= last for first, last in _PLAUSIBLE) or _sign(character)
    )


def _sign(character: str) -> bool:
    """Whether GB2312 has it: ①, ℃, ×, →, Ⅳ, Greek, Cyrillic, kana and the accents of pinyin."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
