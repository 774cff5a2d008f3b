"""A chip-card reader's slot: what sits between Debian's virtual reader (vsmartcard-vpcd) and a card.

vpcd frames everything with its length (u16, big endian); one byte is an order: 0 off, 1 on, 2 reset, 4 ATR.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from drivers.sim import card_holders, people
from drivers.sim.base import Hand, Reply
from drivers.sim.chip_cards import ChipCard
from drivers.sim.faults import Fault
from drivers.sim.spoil import spoil

_OFF, _ON, _RESET, _ATR = 0x00, 0x01, 0x02, 0x04
_SLOW_MS: Final = 400


class ChipReaderTwin:
    """`insert` and `remove` are a person's hands. `NO_ANSWER`: the chip falls mute once it has power."""

    faults = frozenset({Fault.NONE, Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.SLOW, Fault.UNPLUGGED})

    def __init__(self, cards: Mapping[str, ChipCard] | None = None) -> None:
        self.fault = Fault.NONE
        self.received: list[bytes] = []
        """The last 1024 commands."""
        self.remove_at: bytes | None = None
        """The card is pulled out when a command begins with these bytes."""
        self._cards = card_holders.cards() if cards is None else cards
        self._card: ChipCard | None = None
        self._buffer = bytearray()

    @property
    def card(self) -> ChipCard | None:
        """The card in the slot."""
        return self._card

    def insert(self, card: ChipCard) -> None:
        """Put a card in, in place of any other."""
        self.remove()
        self._card = card
        card.wake()

    def remove(self) -> None:
        """Pull the card out."""
        self._card = None
        self._buffer.clear()

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Answer every frame that is whole now."""
        self._buffer += data
        out: list[Reply] = []
        while self._card is not None and len(self._buffer) >= 2:
            end = 2 + int.from_bytes(self._buffer[:2], "big")
            if len(self._buffer) < end:
                break
            frame = bytes(self._buffer[2:end])
            del self._buffer[:end]
            out += self._order(self._card, frame[0]) if len(frame) == 1 else self._command(self._card, frame)
        return out

    def unasked(self) -> Iterable[Reply]:
        """A card never speaks first."""
        return ()

    def power_on(self) -> None:
        """The reader has power: a card in it wakes."""
        self._buffer.clear()
        if self._card is not None:
            self._card.wake()

    def hands(self) -> Mapping[str, Hand]:
        """Put a card in, pull it out."""
        names = ", ".join(self._cards)
        insert = Hand(f"NAME:插卡,可选 {names}", f"NAME: put a card in, one of {names}", self._insert)
        remove = Hand("拔卡", "pull the card out", self._remove)
        return {
            "insert": insert,
            "remove": remove,
            "place": replace(insert, zh="NAME:同 insert", en="NAME: as insert"),
            "lift": replace(remove, zh="同 remove", en="as remove"),
        }

    def _insert(self, name: str) -> str:
        """One of its own cards, or the ID card of an invented person."""
        card = self._cards.get(name)
        if card is None:
            try:
                card = card_holders.id_card(people.named(name))
            except ValueError as error:
                raise ValueError(f"{name}: {', '.join([*self._cards, *sorted(people.NAMES)])}") from error
        self.insert(card)
        return name

    def _remove(self, rest: str) -> str:
        del rest
        self.remove()
        return ""

    def _order(self, card: ChipCard, order: int) -> Iterable[Reply]:
        if order == _ATR:
            return (Reply(_framed(card.atr)),)
        if order in (_OFF, _ON, _RESET):
            card.wake()
        return ()

    def _command(self, card: ChipCard, apdu: bytes) -> Iterable[Reply]:
        self.received = [*self.received[-1023:], apdu]
        if self.remove_at is not None and apdu.startswith(self.remove_at):
            self.remove()
            return ()
        framed = _framed(card.respond(apdu))
        if self.fault is Fault.SLOW:
            return (Reply(framed, _SLOW_MS),)
        return spoil(self.fault, framed)


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data
