"""The foot of a notice: whose it is, its date, the hall's seal over it or the place for one, and a code for phones."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from hall.texts import Texts
from kiosk.a4.flow import Strip
from kiosk.a4.marks import GREY, Dots, Line, Mark, Picture, Words
from kiosk.a4.type import MM, Type, broken, measure

_SEAL: Final = 40 * MM
_CODE: Final = 26 * MM
_SMALL: Final = Type(10.5)


@dataclass(frozen=True)
class Seal:
    """A seal as a PNG; `number`: of the service that put it there, "" when it is only the hall's picture."""

    picture: bytes = field(repr=False)
    number: str = ""


def closing(
    hall: str, day: str, link: str, seal: Seal | None, kind: Type, room: float, texts: Texts
) -> Strip:
    """In one piece. `link`: what the code says, "" for none."""
    middle = room - max(_SEAL, measure(hall, kind)) / 2
    left, top = middle - _SEAL / 2, 1.6 * kind.points
    dated = Type(min(kind.points, 14))
    marks: list[Mark] = [
        Words(middle - measure(hall, kind) / 2, kind.points, hall, kind),
        Words(middle - measure(day, dated) / 2, top + 0.45 * _SEAL, day, dated),
    ]
    if seal is None:
        marks += _slot(left, top, texts.say("a4.seal_here"))
    else:
        marks.append(Picture(left, top - 4 * MM, _SEAL, _SEAL, seal.picture))
    if seal is not None and seal.number:
        said = texts.say("a4.seal_number", number=seal.number)
        x = min(middle - measure(said, _SMALL) / 2, room - measure(said, _SMALL))
        marks.append(Words(x, top + _SEAL + 2 * MM, said, _SMALL, grey=GREY))
    if link:
        marks += _code(link, top, middle - _SEAL, texts)
    return Strip(top + _SEAL + 5 * MM, tuple(marks))


def _slot(left: float, top: float, said: str) -> list[Mark]:
    """An empty frame, and what it is for."""
    right, low = left + _SEAL, top + _SEAL
    corners = ((left, top), (right, top), (right, low), (left, low), (left, top))
    edges = [Line(*begin, *end, wide=0.6, grey=GREY, dashed=True) for begin, end in pairwise(corners)]
    x = left + (_SEAL - measure(said, _SMALL)) / 2
    return [*edges, Words(x, low - 4 * MM, said, _SMALL, grey=GREY)]


def _code(link: str, top: float, room: float, texts: Texts) -> list[Mark]:
    """The code at the left edge, with what it is for below it."""
    lines = broken(texts.say("a4.scan"), min(room, 1.8 * _CODE), _SMALL)
    words = [
        Words(0, top + _CODE + (at + 1) * 1.4 * _SMALL.points, line, _SMALL) for at, line in enumerate(lines)
    ]
    return [Dots(0, top, _CODE, link), *words]
