"""The other half of a multi-in-one reader (多合一读卡器): its ID card commands, its beeper, a card to lay on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum, unique
from typing import Final

from drivers.id_card.frames import Damage, Frame
from drivers.id_card.layouts import FLAG_OFFSET
from drivers.id_card.multi_frames import Parser, encode
from drivers.sim import people
from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.id_card import IdCard
from drivers.sim.spoil import WIRE_FAULTS, spoil

VERSION: Final = b"HALL-MULTI V1.0"
_DONE: Final = b"\x00\x00"
_NO_CARD: Final = b"\x80\x00"
_FORMAT, _CHECK, _COMMAND = b"\x00\xf2", b"\x00\xf3", b"\x00\xf4"
_CHECK_AT: Final = -2
"""The LRC is the last byte but one."""


@unique
class MultiFault(IntEnum):
    """What is wrong with module or card, as the HIGH byte of its status says."""

    NONE = 0x00
    SELECT_FAILED = 0x81
    READ_FAILED = 0x41
    SELF_TEST_FAILED = 0x60
    UNKNOWN_TYPE = 0x01
    """The card's type flag is none that is known; the status says 90 00."""


class MultiInOneTwin:
    """The reader. `place` and `lift` are a citizen's hands.

    A card that was read, or whose reading failed, is not found again before it was lifted: a SAM is inside.
    """

    faults = WIRE_FAULTS

    def __init__(self, *, read_ms: int = 0) -> None:
        self.fault = Fault.NONE
        self.card_fault = MultiFault.NONE
        self.read_ms = read_ms
        self.received: list[bytes] = []
        """Bodies of the last 256 commands."""
        self.beeps: list[tuple[int, int]] = []
        """Milliseconds and times of the last 16 beeps."""
        self._parser = Parser()
        self._card: IdCard | None = None
        self._must_lift = False

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
        self._must_lift = False

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Answer every command that is whole now."""
        out: list[Reply] = []
        for found in self._parser.feed(data):
            if isinstance(found, Frame):
                self.received = [*self.received[-255:], found.body]
                after_ms = self.read_ms if found.body[:2] == b"\xca\x01" else 0
                replies = spoil(self.fault, encode(self._answer(found.body)), _CHECK_AT)
                out += [Reply(one.data, one.after_ms + after_ms * (not at)) for at, one in enumerate(replies)]
            else:
                complaint = _CHECK if found is Damage.CHECKSUM else _FORMAT
                out += spoil(self.fault, encode(complaint), _CHECK_AT)
        return out

    def unasked(self) -> Iterable[Reply]:
        """It never speaks first."""
        return ()

    def power_on(self) -> None:
        """Nothing half-received is left."""
        self._parser.clear()

    def hands(self) -> Mapping[str, Hand]:
        """Lay a card on, take it away."""

        def place(name: str) -> str:
            self.place(people.named(name))
            return name

        def lift(rest: str) -> str:
            del rest
            self.lift()
            return ""

        names = ", ".join(sorted(people.NAMES))
        return {
            "place": Hand(f"NAME:放卡,可选 {names}", f"NAME: lay a card on, one of {names}", place),
            "lift": Hand("拿走卡", "take the card away", lift),
        }

    def _answer(self, body: bytes) -> bytes:
        """Status and data for one command."""
        match body[:2]:
            case b"\x31\x11":
                return _DONE + VERSION
            case b"\x31\x12" | b"\x31\x21" | b"\x31\x22":
                return _DONE
            case b"\x31\x13" if len(body) == 5:
                self.beeps = [*self.beeps[-15:], (int.from_bytes(body[2:4], "big"), body[4])]
                return _DONE
            case b"\xca\x01" if body[2:] in (b"\x00", b"\x02", b"\x03"):
                return self._read(body[2])
            case b"\xca\x01" | b"\x31\x13":
                return _FORMAT
            case _:
                return _COMMAND

    def _read(self, what: int) -> bytes:
        if self.card_fault is MultiFault.SELF_TEST_FAILED:
            return bytes([self.card_fault, 0x00])
        if self._card is None or self._must_lift:
            return _NO_CARD
        if self.card_fault in (MultiFault.SELECT_FAILED, MultiFault.READ_FAILED):
            return bytes([self.card_fault, 0x00])
        self._must_lift = True
        text = bytearray(self._card.text())
        if self.card_fault is MultiFault.UNKNOWN_TYPE:
            text[FLAG_OFFSET : FLAG_OFFSET + 2] = "Q".encode("utf-16-le")
        if what == 0x02:
            return b"\x90\x00" + bytes(text[122:158])
        photo = self._card.photo if what == 0x00 else b""
        lengths = len(text).to_bytes(2, "big") + len(photo).to_bytes(2, "big")
        return b"\x90\x00" + lengths + bytes(text) + photo
