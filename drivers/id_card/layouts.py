"""The 256-byte text of the four cards: UTF-16LE, padded with spaces; the flag at offset 248 says which.

Offsets and lengths are bytes. Codes and dates stay as the card has them, because a card may hold
长期 or a mistake where a date belongs; `drivers.id_card.rules` reads them tolerantly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

from drivers.citizen import NATIONS, SEXES
from drivers.id_card.rules import number_ok

TEXT_BYTES: Final = 256
FLAG_OFFSET: Final = 248


@unique
class Kind(StrEnum):
    """Which card it is."""

    RESIDENT = "resident"
    FOREIGN_2017 = "I"
    HK_MO_TW = "J"
    FOREIGN_2023 = "Y"


@dataclass(frozen=True)
class Field:
    """Where a value lies."""

    name: str
    offset: int
    length: int


def _fields(*rows: tuple[str, int, int]) -> tuple[Field, ...]:
    return tuple(Field(*row) for row in rows)


_BODY = _fields(
    ("name", 0, 30),
    ("sex", 30, 2),
    ("nation", 32, 4),
    ("birth", 36, 16),
    ("address", 52, 70),
    ("id_number", 122, 36),
    ("issuer", 158, 30),
)
_VALIDITY = _fields(("valid_from", 188, 16), ("valid_to", 204, 16))

LAYOUTS: Final = {
    Kind.RESIDENT: _BODY + _VALIDITY,
    Kind.HK_MO_TW: _BODY + _VALIDITY + _fields(("permit_number", 220, 18), ("issue_count", 238, 4)),
    Kind.FOREIGN_2017: _fields(
        ("name_en", 0, 120),
        ("sex", 120, 2),
        ("id_number", 122, 30),
        ("country", 152, 6),
        ("name_cn", 158, 30),
    )
    + _VALIDITY
    + _fields(("birth", 220, 16), ("card_version", 236, 4), ("issuer_code", 240, 8)),
    Kind.FOREIGN_2023: _fields(
        ("name_cn", 0, 30),
        ("sex", 30, 2),
        ("renewals", 32, 4),
        ("birth", 36, 16),
        ("name_en", 52, 70),
        ("id_number", 122, 36),
    )
    + _VALIDITY
    + _fields(("name_en2", 220, 22), ("country", 242, 6), ("old_number_ref", 250, 6)),
}

FLAGS: Final = {" ": Kind.RESIDENT, "I": Kind.FOREIGN_2017, "J": Kind.HK_MO_TW, "Y": Kind.FOREIGN_2023}


class UnknownCardError(ValueError):
    """A card whose flag no layout has: parsed by a wrong one it would name the wrong person."""


@dataclass(frozen=True, repr=False)
class Card:
    """What a card says. `fields` holds the layout's keys, the derived names and nothing reserved.

    `number_ok`: nothing speaks against the number (check digit; form only where it has none).
    """

    kind: Kind
    fields: dict[str, str]
    number_ok: bool

    def __repr__(self) -> str:
        return f"Card({self.kind.value}, ***)"


def decode(text: bytes) -> Card:
    """Read the 256 bytes. Raises `UnknownCardError`, or `ValueError` when they are not 256."""
    if len(text) != TEXT_BYTES:
        raise ValueError(f"a card's text has {TEXT_BYTES} bytes, not {len(text)}")
    kind = FLAGS.get(text[FLAG_OFFSET : FLAG_OFFSET + 2].decode("utf-16-le", "replace"))
    if kind is None:
        raise UnknownCardError("no known card has this type flag")
    raw = {field.name: _text(text[field.offset : field.offset + field.length]) for field in LAYOUTS[kind]}
    fields = {name: value.strip(" \0") for name, value in raw.items()}
    fields.setdefault("name", fields.get("name_cn", "") or whole_english(raw))
    fields["sex_name"] = SEXES.get(fields["sex"], "")
    if "nation" in fields:
        fields["nation_name"] = NATIONS.get(fields["nation"], "")
    return Card(kind, fields, number_ok(kind.value, fields["id_number"]))


def decode_address(data: bytes) -> str:
    """The 70 bytes of the newest address (30 03)."""
    return _text(data).strip(" \0")


def whole_english(raw: dict[str, str]) -> str:
    """The English name, whose characters 36-46 lie apart on a 2023 card."""
    return (raw.get("name_en", "") + raw.get("name_en2", "")).strip(" \0")


def _text(data: bytes) -> str:
    """UTF-16LE. A rare character cut in two at a field's end is shown as U+FFFD, not refused."""
    return data.decode("utf-16-le", "replace")
