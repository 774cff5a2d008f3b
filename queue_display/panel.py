"""A display: whose it is, how large and how far, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.settings import Board, Screen, Words


@dataclass(frozen=True)
class Panel:
    """`place`: where it hangs; a zone's board is headed by it."""

    hall: Words
    screen: Screen
    board: Board = field(default_factory=Board)
    place: Words = field(default_factory=lambda: Words(zh="", en=""))

    @property
    def title(self) -> Words:
        """The header's words."""
        return self.place if self.board.kind == "zone" and self.place.zh else self.hall
