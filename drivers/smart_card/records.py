"""Records of a social-security card: tag, length, value. Pure; anything malformed is refused, never guessed."""

from __future__ import annotations

from datetime import date


class RecordError(ValueError):
    """Bytes that are no record of such a card."""


def value_of(record: bytes, tag: int) -> bytes:
    """The value of one record that must have this tag. Raises `RecordError`.

    Some cards pad the record behind its value; a record shorter than it says is refused.
    """
    if len(record) < 2 or record[0] != tag:
        raise RecordError("a record with another tag")
    if len(record) < 2 + record[1]:
        raise RecordError("a record that was cut off")
    return record[2 : 2 + record[1]]


def text(value: bytes) -> str:
    """Letters and digits (an), padded with 00, FF or spaces. Raises `RecordError`."""
    plain = value.rstrip(b"\x00\xff ").lstrip(b" ")
    if not plain.isascii() or not plain.decode("ascii").isprintable():
        raise RecordError("a text with signs that no card has")
    return plain.decode("ascii")


def name(value: bytes) -> str:
    """A name in GBK (GB18030 for rare characters), padded with 00, FF or spaces.

    A character cut in two at the field's end is shown as U+FFFD, not refused.
    """
    end = value.find(b"\x00")
    plain = value if end < 0 else value[:end]
    return plain.rstrip(b"\xff").decode("gb18030", "replace").strip()


def digits(value: bytes) -> str:
    """Compressed digits (cn), F-padded: 4 bits each. Raises `RecordError`."""
    plain = value.hex().rstrip("f")
    if plain and not plain.isdecimal():
        raise RecordError("digits that are none")
    return plain


def day(value: bytes) -> str:
    """A date: YYYYMMDD in four compressed bytes, or as ASCII; a lone ASCII year (YYYY) as some cards have it.

    "" when the card says none (zeros, FF, spaces) or something that is no date: never another day.
    """
    ascii_text = value.decode("ascii", "replace")
    for found in (value.hex(), ascii_text):
        if _is_day(found):
            return found
    is_year = len(value) == 4 and ascii_text.isdecimal() and 1900 <= int(ascii_text) <= 2199
    return ascii_text if is_year else ""


def _is_day(found: str) -> bool:
    if len(found) != 8 or not (found.isascii() and found.isdecimal()) or not "1900" <= found[:4] <= "2199":
        return False
    try:
        date(int(found[:4]), int(found[4:6]), int(found[6:]))
    except ValueError:
        return False
    return True
