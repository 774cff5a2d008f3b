"""Chip cards of invented people: what answers when a reader sends a command. Pure bytes, ISO/IEC 7816-4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import xor
from typing import Final, Protocol

from drivers.smart_card.social_files import AID, EF05, EF06

OK: Final = b"\x90\x00"
_NOT_FOUND: Final = b"\x6a\x82"
_NO_RECORD: Final = b"\x6a\x83"
_LOCKED: Final = b"\x69\x82"
_UNKNOWN: Final = b"\x6d\x00"
_SHORT: Final = b"\x67\x00"
_HEADER: Final = 4  # CLA INS P1 P2
_GET_UID: Final = bytes.fromhex("FFCA0000")


class ChipCard(Protocol):
    """A card in a slot."""

    @property
    def atr(self) -> bytes:
        """What it says when it gets power."""

    def wake(self) -> None:
        """Power or reset: nothing is selected."""

    def respond(self, apdu: bytes) -> bytes:
        """Answer one command."""


def contact_atr(*, t1: bool) -> bytes:
    """The answer to reset of a contact card, with eight historical bytes that name the twin."""
    if not t1:
        return b"\x3b\x68\x00\x00HALLTWIN"
    body = b"\x88\x01HALLTWIN"
    return b"\x3b" + body + bytes([reduce(xor, body)])


def storage_atr(name: bytes) -> bytes:
    """The answer to reset that readers make up for contact-less storage cards (PC/SC part 3)."""
    body = bytes.fromhex("8F8001804F0CA00000030600") + name + bytes(4)
    return b"\x3b" + body + bytes([reduce(xor, body)])


@dataclass(repr=False)
class SocialCard:
    """A social-security card. `issuer`, `holder`: record contents by tag. `t0`: answers 61xx and 6Cxx first.

    `locked`: files that want a key first; `p1`: what its SELECT of a file wants there.
    """

    issuer: Mapping[int, bytes]
    holder: Mapping[int, bytes]
    t0: bool = False
    locked: frozenset[bytes] = frozenset()
    p1: int = 0x02
    _application: bool = field(default=False, init=False)
    _file: bytes = field(default=b"", init=False)
    _pending: bytes = field(default=b"", init=False)

    @property
    def atr(self) -> bytes:
        """T=0 or T=1."""
        return contact_atr(t1=not self.t0)

    def wake(self) -> None:
        """Forget what was selected."""
        self._application, self._file, self._pending = False, b"", b""

    def respond(self, apdu: bytes) -> bytes:
        """SELECT, READ RECORD by identifier, GET RESPONSE."""
        if len(apdu) < _HEADER:
            return _SHORT
        match apdu[1:2]:
            case b"\xa4":
                return self._select(apdu)
            case b"\xb2":
                return self._read(apdu)
            case b"\xc0":
                pending, self._pending = self._pending, b""
                return pending + OK if pending else _UNKNOWN
            case _:
                return _UNKNOWN

    def _select(self, apdu: bytes) -> bytes:
        wanted = apdu[5 : 5 + apdu[4]] if len(apdu) > 5 else b""
        if apdu[2] == 0x04 and wanted == AID:
            self._application, self._file = True, b""
            return self._given(b"\x6f\x16\x84\x0f" + AID + b"\xa5\x03\x88\x01\x1e")
        if not self._application or wanted not in (EF05, EF06) or apdu[2] != self.p1:
            return _NOT_FOUND
        self._file = wanted
        return OK

    def _read(self, apdu: bytes) -> bytes:
        if not self._file or apdu[3] != 0x00:
            return _NOT_FOUND
        if self._file in self.locked:
            return _LOCKED
        records = self.issuer if self._file == EF05 else self.holder
        value = records.get(apdu[2])
        if value is None:
            return _NO_RECORD
        record = bytes([apdu[2], len(value)]) + value
        if self.t0 and apdu[4:5] != bytes([len(record)]):
            return b"\x6c" + bytes([len(record)])
        return record + OK

    def _given(self, data: bytes) -> bytes:
        if not self.t0:
            return data + OK
        self._pending = data
        return b"\x61" + bytes([len(data)])


@dataclass(repr=False)
class StorageCard:
    """A contact-less storage card: a number of its own, and pages of 256 bytes by `FF B0`."""

    uid: bytes
    pages: bytes = b""
    name: bytes = b"\x00\x01"
    """Its type as the ATR tells it; 90 00 for ID cards."""
    fails_at: int = -1
    """The page that cannot be read."""

    @property
    def atr(self) -> bytes:
        """As readers make it up."""
        return storage_atr(self.name)

    def wake(self) -> None:
        """It remembers nothing."""

    def respond(self, apdu: bytes) -> bytes:
        """FF CA: the number; FF B0: a page."""
        if apdu[:4] == _GET_UID:
            return self.uid + OK
        if len(apdu) < _HEADER:
            return _SHORT
        if apdu[:2] != b"\xff\xb0":
            return _UNKNOWN
        page = self.pages[256 * apdu[2] : 256 * apdu[2] + 256]
        if not page or apdu[2] == self.fails_at:
            return b"\x63\x00"
        return page + OK


@dataclass(repr=False)
class StaffFileCard:
    """A contact staff card: one file `3F01` below the application `HALL`, read by `00 B0`."""

    number: bytes
    _selected: bool = field(default=False, init=False)

    @property
    def atr(self) -> bytes:
        """T=1."""
        return contact_atr(t1=True)

    def wake(self) -> None:
        """Forget what was selected."""
        self._selected = False

    def respond(self, apdu: bytes) -> bytes:
        """SELECT and READ BINARY."""
        if apdu[:2] == b"\x00\xa4":
            known = apdu[5:] in (b"HALL", b"\x3f\x01")
            self._selected |= apdu[5:] == b"\x3f\x01"
            return OK if known else _NOT_FOUND
        if apdu[:2] == b"\x00\xb0":
            return self.number + OK if self._selected else _NOT_FOUND
        return _UNKNOWN
