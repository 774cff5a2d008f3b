"""Blocks of offline numbers: when a unit gets the next one, and where it begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hall.domain.numbers import MAX_SERIAL

BLOCK = 50
REFILL_AT = 20


@dataclass(frozen=True)
class Block:
    """Serials first..last, both included."""

    first: int
    last: int

    def left(self, used_upto: int) -> int:
        """How many are not yet handed out."""
        return max(0, self.last - max(self.first - 1, used_upto))


def next_block(held: Iterable[Block], counter: int, used_upto: int) -> Block | None:
    """Return the block to add, None while more than `REFILL_AT` numbers are left or the series has ended.

    `held`: what this incarnation of the unit was lent. `counter` is the last serial ever leased of this
    series, to any incarnation: the first of all begins at 1, one that replaces a lost one behind it.
    A unit that has used more than that knows of leases which the server lost with a restore: what it
    printed is never given again.
    """
    if sum(block.left(used_upto) for block in held) > REFILL_AT:
        return None
    first = max(counter, used_upto) + 1
    if first > MAX_SERIAL:
        return None
    return Block(first, min(first + BLOCK - 1, MAX_SERIAL))
