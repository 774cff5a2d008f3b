"""What lies where on a social-security card (SSSE, files EF05 and EF06) and how each value is written.

Records are read by identifier: by number, 性别 is the third on generation-1 cards and the fourth on
generation-2 ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from drivers.citizen import NATIONS, SEXES, citizen_number_ok
from drivers.smart_card.records import day, digits, name, text
from drivers.types import Json

AID: Final = bytes.fromhex("73 78 31 2E 73 68 2E C9 E7 BB E1 B1 A3 D5 CF")
"""sx1.sh.社会保障 in GBK."""
SELECT: Final = bytes([0x00, 0xA4, 0x04, 0x00, len(AID)]) + AID
EF05: Final = b"\xef\x05"
"""The issuer's file."""
EF06: Final = b"\xef\x06"
"""The holder's file."""


@dataclass(frozen=True)
class Item:
    """A record: its tag, the field it becomes, how its value is read. `needed`: no card without it."""

    tag: int
    field: str
    read: Callable[[bytes], str]
    needed: bool = False


ISSUER: Final = (
    Item(0x01, "card_id", digits),
    Item(0x03, "version", text),
    Item(0x05, "issued", day),
    Item(0x06, "valid_to", day),
    Item(0x07, "card_number", text),
)
HOLDER: Final = (
    Item(0x08, "id_number", text, needed=True),
    Item(0x09, "name", name, needed=True),
    Item(0x4E, "name_more", name),
    Item(0x0A, "sex", text),
    Item(0x0B, "nation", digits),
    Item(0x0C, "birthplace", digits),
    Item(0x0D, "birth", day),
)


def select_file(file: bytes, p1: int = 0x02) -> bytes:
    """Select a file below the application; some cards want `p1` 00."""
    return bytes([0x00, 0xA4, p1, 0x00, len(file)]) + file


def read_record(tag: int) -> bytes:
    """Read the record with this identifier in the file selected."""
    return bytes([0x00, 0xB2, tag, 0x00, 0x00])


def generation(version: str) -> int:
    """1 or 2, from the version's first character; a card without a version is of the second."""
    return 1 if version.startswith("1") else 2


def result(raw: Mapping[str, str]) -> dict[str, Json]:
    """The answer to `read_social_card` from the values read."""
    fields = {field: value for field, value in raw.items() if field != "name_more"}
    fields["name"] = fields["name"] + raw.get("name_more", "")
    fields["id_number"] = fields["id_number"].upper()
    fields["region"] = fields.get("card_id", "")[:6]
    if "sex" in fields:
        fields["sex_name"] = SEXES.get(fields["sex"], "")
    if "nation" in fields:
        fields["nation_name"] = NATIONS.get(fields["nation"], "")
    return {
        "kind": "social",
        "generation": generation(fields.get("version", "")),
        "fields": dict(sorted(fields.items())),
        "id_check_ok": citizen_number_ok(fields["id_number"]),
    }
