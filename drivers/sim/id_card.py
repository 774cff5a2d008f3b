"""The other half of a SAM-V card reader: all commands of GA/T 467 chapter 7, and a card to lay on it."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum, unique

from drivers.id_card.frames import Damage, Frame, Parser, encode
from drivers.id_card.layouts import FLAG_OFFSET, FLAGS, LAYOUTS, TEXT_BYTES, Kind
from drivers.sim.base import Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import WIRE_FAULTS, spoil

SAM_ID = struct.pack("<HHIII", 5, 1, 20120101, 12345, 1234567890)
"""05.01-20120101-0000012345-1234567890."""
_SPACE = " ".encode("utf-16-le")
_PHOTO = bytes(i * 37 % 256 for i in range(1024))
_FINGERPRINT = bytes(i * 41 % 256 for i in range(512))
"""Of nobody."""
_NEW_ADDRESS_BYTES = 70


@unique
class SamFault(StrEnum):
    """What is wrong with the module or the card, while the wire is fine."""

    NONE = "none"
    SELF_TEST_FAILED = "self_test_failed"
    NOT_AUTHORISED = "not_authorised"
    SELECT_FAILED = "select_failed"
    READ_FAILED = "read_failed"
    UNKNOWN_TYPE = "unknown_type"


_ACKNOWLEDGED = (b"\x11\xff", *(bytes((0x60, rate)) for rate in range(5)))
"""Status, and the five baud rates (a pseudo terminal carries bytes at any)."""
_READS = frozenset(bytes((0x30, what)) for what in (0x01, 0x03, 0x05, 0x10))
_REFUSALS = {SamFault.SELF_TEST_FAILED: 0x60, SamFault.NOT_AUTHORISED: 0x66}


@dataclass(frozen=True, repr=False)
class IdCard:
    """A card of an invented person; `fields` as the layout names them."""

    kind: Kind
    fields: Mapping[str, str]
    new_address: str = ""
    photo: bytes = _PHOTO
    fingers: int = 0
    """Fingerprints on it: 0, 1 or 2."""

    def text(self) -> bytes:
        """The 256 bytes. Raises `ValueError` for a value too long and `KeyError` for a field unknown."""
        out = bytearray(_SPACE * (TEXT_BYTES // 2))
        places = {field.name: field for field in LAYOUTS[self.kind]}
        for name, value in self.fields.items():
            place = places[name]
            out[place.offset : place.offset + place.length] = _padded(name, value, place.length)
        flag = next(flag for flag, kind in FLAGS.items() if kind is self.kind)
        out[FLAG_OFFSET : FLAG_OFFSET + 2] = flag.encode("utf-16-le")
        return bytes(out)

    def __repr__(self) -> str:
        return f"IdCard({self.kind.value}, ***)"


def _padded(name: str, value: str, length: int) -> bytes:
    data = value.encode("utf-16-le")
    if len(data) > length:
        raise ValueError(f"{name} has room for {length // 2} characters")
    return data + _SPACE * ((length - len(data)) // 2)


class SamvTwin:
    """The reader. `place` and `lift` are a citizen's hands; `read_ms` is how long reading a card takes.

    A card that was read, or whose reading failed, is not found again before it was lifted.
    """

    faults = WIRE_FAULTS

    def __init__(self, *, read_ms: int = 0) -> None:
        self.fault = Fault.NONE
        self.sam_fault = SamFault.NONE
        self.read_ms = read_ms
        self.received: list[bytes] = []
        """Bodies of the last 256 commands."""
        self._parser = Parser()
        self._card: IdCard | None = None
        self._found = self._selected = self._must_lift = False

    @property
    def card(self) -> IdCard | None:
        """The card on the reader."""
        return self._card

    def place(self, card: IdCard) -> None:
        """Lay a card on the reader, in place of any other."""
        self.lift()
        self._card = card

    def lift(self) -> None:
        """Take the card away."""
        self._card = None
        self._forget()

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Answer every command that is whole now."""
        out: list[Reply] = []
        for found in self._parser.feed(data):
            if isinstance(found, Frame):
                self.received = [*self.received[-255:], found.body]
                pause_ms = self.read_ms if found.body[:1] == b"\x30" else 0
                out += _later(spoil(self.fault, encode(self._answer(found.body))), pause_ms)
            else:
                complaint = 0x10 if found is Damage.CHECKSUM else 0x11
                out += spoil(self.fault, encode(_status(complaint)))
        return out

    def unasked(self) -> Iterable[Reply]:
        """A SAM never speaks first."""
        return ()

    def power_on(self) -> None:
        """Back to the start; a card that lies there has to be found again."""
        self._parser.clear()
        self._forget()

    def _answer(self, body: bytes) -> bytes:
        """SW1 SW2 SW3 and data for one command."""
        refusal = _REFUSALS.get(self.sam_fault)
        if refusal:
            return _status(refusal)
        if body in _ACKNOWLEDGED:
            return _status(0x90)
        answers = {
            b"\x10\xff": self._reset,
            b"\x12\xff": lambda: _status(0x90, SAM_ID),
            b"\x20\x01": self._find,
            b"\x20\x02": self._select,
        }
        if body in answers:
            return answers[body]()
        return self._read(body[1]) if body in _READS else _status(0x21)

    def _reset(self) -> bytes:
        self._forget()
        return _status(0x90)

    def _forget(self) -> None:
        self._found = self._selected = self._must_lift = False

    def _find(self) -> bytes:
        self._found = self._card is not None and not self._must_lift
        return _status(0x9F, bytes(4)) if self._found else _status(0x80)

    def _select(self) -> bytes:
        if not self._found or self.sam_fault is SamFault.SELECT_FAILED:
            return _status(0x81)
        self._selected = True
        return _status(
            0x90, bytes.fromhex("00 00 00 00 17 2A 9C 01")
        )  # a card's own number, as real ones have

    def _read(self, what: int) -> bytes:
        card = self._card
        if card is None or not self._selected:
            return _status(0x41)
        self._must_lift = True
        self._found = False
        if self.sam_fault is SamFault.READ_FAILED:
            self._selected = False
            return _status(0x41)
        match what:
            case 0x03:
                address = _padded("new_address", card.new_address, _NEW_ADDRESS_BYTES)
                return _status(0x90, address) if card.new_address else _status(0x91)
            case 0x05:
                return _status(0x90, bytes(28))
            case 0x10:
                prints = _FINGERPRINT * card.fingers
                lengths = struct.pack(">HHH", TEXT_BYTES, len(card.photo), len(prints))
                return _status(0x90, lengths + self._text(card) + card.photo + prints)
            case _:
                lengths = struct.pack(">HH", TEXT_BYTES, len(card.photo))
                return _status(0x90, lengths + self._text(card) + card.photo)

    def _text(self, card: IdCard) -> bytes:
        text = bytearray(card.text())
        if self.sam_fault is SamFault.UNKNOWN_TYPE:
            text[FLAG_OFFSET : FLAG_OFFSET + 2] = "Q".encode("utf-16-le")
        return bytes(text)


def _status(status: int, data: bytes = b"") -> bytes:
    return bytes((0, 0, status)) + data


def _later(replies: tuple[Reply, ...], pause_ms: int) -> list[Reply]:
    """The same replies, the first one `pause_ms` later."""
    return [replace(reply, after_ms=reply.after_ms + pause_ms) for reply in replies[:1]] + list(replies[1:])
