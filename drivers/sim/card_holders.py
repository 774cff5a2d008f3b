"""Chip cards of the invented people, by name. Nobody lives in region 99; the numbers are nobody's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from drivers.citizen import check_digit
from drivers.sim.chip_cards import ChipCard, SocialCard, StaffFileCard, StorageCard
from drivers.sim.id_card import IdCard
from drivers.sim.people import LI_JINGYI, ZHANG_XIAOFAN
from drivers.smart_card.social_files import EF06

ID_NAME: Final = b"\x90\x00"
"""The card's type in the ATR of a reader that shows ID cards."""


def _number(first: str) -> bytes:
    return (first + check_digit(first)).encode()


def _padded(name: str) -> bytes:
    return name.encode("gb18030").ljust(30, b"\x00")


def issuer(version: bytes, issued: bytes, valid_to: bytes) -> dict[int, bytes]:
    """EF05 of an invented issuer."""
    return {
        0x01: bytes.fromhex("99010100000000000000000000000001"),
        0x02: b"1",
        0x03: version,
        0x04: bytes.fromhex("990101000000000000000001"),
        0x05: issued,
        0x06: valid_to,
        0x07: b"Y00000018",
    }


def holder(name: str, number: bytes, nation: bytes = b"\x01") -> dict[int, bytes]:
    """EF06 of an invented person."""
    return {
        0x08: number,
        0x09: _padded(name),
        0x0A: b"1" if int(number[16:17]) % 2 else b"2",
        0x0B: nation,
        0x0C: bytes.fromhex("990101"),
        0x0D: bytes.fromhex(number[6:14].decode()),
    }


def first_generation(*, ascii_dates: bool = False) -> SocialCard:
    """王秀英, T=0. `ascii_dates`: the dates hold a year as text, as some cards do."""
    dates = (b"2012", b"2032") if ascii_dates else (bytes.fromhex("20120601"), bytes.fromhex("20320601"))
    return SocialCard(
        issuer(b"1.00", *dates), holder("王秀英", _number("99010119640307042")), t0=True, p1=0x00
    )


def second_generation() -> SocialCard:
    """欧阳小芳, T=1, with the record for long names."""
    person = holder("欧阳小芳", _number("99010119881123026"), b"\x11")
    return SocialCard(
        issuer(b"2.00", bytes.fromhex("20180910"), bytes.fromhex("20280910")), person | {0x4E: bytes(20)}
    )


def locked() -> SocialCard:
    """A county's card whose holder's file wants a key first."""
    card = second_generation()
    return SocialCard(card.issuer, card.holder, locked=frozenset({EF06}))


def id_card(card: IdCard, **trouble: int) -> StorageCard:
    """An ID card as such a reader shows it: two lengths, text, photo, in pages."""
    image = b"\x01\x00\x04\x00" + card.text() + card.photo
    return StorageCard(bytes.fromhex("08A1B2C3"), image, ID_NAME, **trouble)


def cards() -> Mapping[str, ChipCard]:
    """All of them."""
    return {
        "social1": first_generation(),
        "social2": second_generation(),
        "locked": locked(),
        "id_zhang": id_card(ZHANG_XIAOFAN),
        "id_li": id_card(LI_JINGYI),
        "staff": StorageCard(bytes.fromhex("04A1B2C3")),
        "staff_file": StaffFileCard(b"1007    "),
        "stranger": StorageCard(bytes.fromhex("04FFFFFF")),
    }
