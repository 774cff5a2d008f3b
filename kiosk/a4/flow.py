"""Strips of a text, one below the other, on as many pages as it takes; each page says which it is of how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from drivers.printer.columns import clusters, width
from kiosk.a4.marks import GREY, HIGH, WIDE, Line, Mark, Page, Words
from kiosk.a4.type import MM, Type, broken, measure

_BASE: Final = 0.88
"""Of a size: from the top of a character to its base line."""
_SPREAD_MOST: Final = 2.0
"""In sizes: a line that lacks more than that to the edge is left as it is."""
_PAD: Final = 2.2 * MM
_INDENT: Final = "国国"
"""Stands for the two empty characters that a Chinese paragraph begins with; spaces would be dropped."""


@dataclass(frozen=True)
class Strip:
    """A part that stays in one piece. Its marks count from its upper left corner. `kept`: with the next one."""

    high: float
    marks: tuple[Mark, ...] = ()
    kept: bool = False


@dataclass(frozen=True)
class Frame:
    """The margins, in points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def room(self) -> float:
        """Width of a line."""
        return WIDE - self.left - self.right


OFFICIAL: Final = Frame(28 * MM, 37 * MM, 26 * MM, 35 * MM)
"""The margins of official papers, GB/T 9704-2012 5.2."""
PLAIN: Final = Frame(20 * MM, 20 * MM, 20 * MM, 22 * MM)
FOOT: Final = Type(10.5)


def laid(strips: Iterable[Strip], frame: Frame, foot: Callable[[int, int], str]) -> tuple[Page, ...]:
    """The pages. `foot`: what stands below, of page and number of pages."""
    pages: list[list[Mark]] = [[]]
    y = frame.top
    for group in _groups(strips):
        high = sum(each.high for each in group)
        if y + high > HIGH - frame.bottom and y > frame.top:
            pages.append([])
            y = frame.top
        for strip in group:
            pages[-1] += [moved(mark, frame.left, y) for mark in strip.marks]
            y += strip.high
    return tuple((*marks, _foot(foot(at, len(pages)), frame)) for at, marks in enumerate(pages, 1))


def _groups(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    """What has to be on one page."""
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.kept:
            yield group
            group = []
    if group:
        yield group


def _foot(text: str, frame: Frame) -> Words:
    x = frame.left + (frame.room - measure(text, FOOT)) / 2
    return Words(x, HIGH - frame.bottom + 12 * MM, text, FOOT, grey=GREY)


def moved(mark: Mark, right: float, down: float) -> Mark:
    """The same mark elsewhere."""
    if isinstance(mark, Line):
        far = replace(mark, to_x=mark.to_x + right, to_y=mark.to_y + down)
        return replace(far, x=mark.x + right, y=mark.y + down)
    return replace(mark, x=mark.x + right, y=mark.y + down)


def gap(mm: float) -> Strip:
    """Empty paper, in one piece with what follows."""
    return Strip(mm * MM, kept=True)


def kept(strips: Iterable[Strip]) -> Iterator[Strip]:
    """The same, in one piece with what follows."""
    return (replace(strip, kept=True) for strip in strips)


def heading(text: str, kind: Type, room: float, *, centred: bool = True) -> Strip:
    """A heading, in one piece with what follows."""
    lines, leading = broken(text, room, kind), kind.points * 1.4
    marks = tuple(
        Words((room - measure(line, kind)) / 2 if centred else 0, at * leading + kind.points, line, kind)
        for at, line in enumerate(lines)
    )
    return Strip(len(lines) * leading, marks, kept=True)


def rule(room: float, wide: float = 1.0) -> Strip:
    """A line across."""
    return Strip(2 * MM, (Line(0, MM, room, MM, wide),), kept=True)


def paragraph(
    text: str, kind: Type, room: float, *, leading: float = 1.8, indent: bool = False, grey: float = 0.0
) -> list[Strip]:
    """A paragraph, a strip a line; its lines reach both edges. `leading`: in sizes."""
    shown = broken(_INDENT + text if indent else text, room, kind)
    strips = []
    for at, line in enumerate(shown):
        last = at == len(shown) - 1
        begins = indent and at == 0
        spread = 0.0 if last else _spread(line, room, kind)
        x = 2 * (kind.points + spread) if begins else 0.0
        words = line.removeprefix(_INDENT) if begins else line
        y = kind.points * (_BASE + (leading - 1) / 2)
        strips.append(Strip(kind.points * leading, (Words(x, y, words, kind, spread, grey),)))
    return strips


def _spread(line: str, room: float, kind: Type) -> float:
    """What to add behind each character so that the line ends at the edge; nothing in a line of words with spaces."""
    if width(line) < 1.5 * len(line):
        return 0.0
    lacks, gaps = room - measure(line, kind), len(clusters(line)) - 1
    return lacks / gaps if gaps > 0 and 0 < lacks <= _SPREAD_MOST * kind.points else 0.0


def listed(lines: Sequence[str], kind: Type, room: float, *, leading: float = 1.8) -> Iterator[Strip]:
    """A numbered list; what goes on stands below its first character."""
    side = measure(f"{len(lines)}. ", kind) + 0.3 * kind.points
    y = kind.points * (_BASE + (leading - 1) / 2)
    for number, line in enumerate(lines, 1):
        for at, strip in enumerate(paragraph(line, kind, room - side, leading=leading)):
            head = (Words(0, y, f"{number}.", kind),) if at == 0 else ()
            yield Strip(strip.high, (*head, *(moved(mark, side, 0) for mark in strip.marks)))


def facts(rows: Iterable[tuple[str, str]], kind: Type, room: float) -> Iterator[Strip]:
    """A table of two columns: what it is, and its value. A row stays in one piece."""
    known = [(label, value) for label, value in rows if value]
    side = max((measure(label, kind) for label, _ in known), default=0) + 2 * _PAD
    for label, value in known:
        lines = paragraph(value, kind, room - side - 2 * _PAD, leading=1.5)
        high = sum(each.high for each in lines) + 2 * _PAD - 0.5 * kind.points
        y = _PAD - 0.25 * kind.points
        words = [
            moved(mark, side + _PAD, y + at * lines[0].high)
            for at, one in enumerate(lines)
            for mark in one.marks
        ]
        name = Words(_PAD, y + kind.points * (_BASE + 0.25), label, kind)
        edges = (Line(0, 0, room, 0), Line(0, high, room, high), *_uprights((0, side, room), high))
        yield Strip(high, (*edges, name, *words))


def _uprights(places: Sequence[float], high: float) -> Iterator[Line]:
    return (Line(x, 0, x, high) for x in places)
