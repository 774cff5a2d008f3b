"""Long texts in pieces that fit on any screen, broken where a sentence or a word ends. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

MOST = 150
"""Width of a piece in half characters: what fits on a low screen in the largest type."""
_SENTENCES = "。；！？;!?"
_WORDS = "，,、 "


def pieces(lines: Iterable[str]) -> tuple[str, ...]:
    """Each line, `head` or `head, newline, details`; what goes on is a line of its own that begins with a newline."""
    return tuple(piece for line in lines for piece in _pieces(line))


def _pieces(line: str) -> Iterator[str]:
    head, newline, rest = line.partition("\n")
    first, more = _cut(head, MOST)
    if more:
        yield first
        yield from _details(more + newline + rest)
        return
    first, more = _cut(rest, MOST - width(head))
    yield f"{head}{newline}{first}" if first else head
    yield from _details(more)


def _details(text: str) -> Iterator[str]:
    while text.strip():
        piece, text = _cut(text, MOST)
        yield f"\n{piece.strip()}"


def _cut(text: str, most: int) -> tuple[str, str]:
    """As much as fits, to the last end of a sentence there, else of a word; and what is left."""
    room, end, sentence, word = most, 0, 0, 0
    for end, sign in enumerate(text, 1):
        room -= width(sign)
        if room < 0:
            at = sentence or word or end - 1
            return text[:at], text[at:]
        sentence = end if sign in _SENTENCES else sentence
        word = end if sign in _WORDS else word
    return text[:end], ""


def width(text: str) -> int:
    """Return how wide it is, in half characters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
