"""What every way of typing has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

Stroke = tuple[tuple[int, int], ...]
"""A line drawn in one go: points of a pad of `PAD` by `PAD`, from the upper left."""
PAD = 1000
MOST = 100
"""Candidates of one offer."""


class EngineError(Exception):
    """The engine cannot work; `code` is dotted, the text is for the technician and names the package."""

    def __init__(self, code: str, advice: str) -> None:
        super().__init__(advice)
        self.code = code


@dataclass(frozen=True, repr=False)
class Offer:
    """What could be meant. `composing`: what is no character yet, as typed; `certain`: text that was chosen whole."""

    composing: str = ""
    candidates: tuple[str, ...] = ()
    certain: str = ""


class Engine(Protocol):
    """One way of typing. Methods raise `EngineError`; then it is to be opened again."""

    def open(self) -> None:
        """Get ready, so that the first key need not wait. Every other method needs it done before."""

    def add(self, piece: str | Stroke) -> Offer:
        """One letter (or ' between syllables), or one stroke. What makes no sense changes nothing."""

    def back(self) -> Offer:
        """Take the last choice, letter or stroke back."""

    def choose(self, index: int) -> Offer:
        """Take a candidate of the last offer; one that is not there changes nothing."""

    def reset(self) -> None:
        """Forget everything."""

    def close(self) -> None:
        """Forget everything and give everything back."""
