"""How a picture is looked at: made small, lines and quads found, the best quads moved until they fit."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from drivers.scanner.page_frame import whole_sheet
from drivers.scanner.page_geometry import Floats, Picture
from drivers.scanner.page_lines import lines
from drivers.scanner.page_measure import cut_through, measure, printed, written
from drivers.scanner.page_regions import region_lines, without_doubles
from drivers.scanner.page_search import quads, rim, weigh
from drivers.scanner.page_variants import grown, variants

_LONG = 512
"""Longer side of the reduced picture on which candidates are looked for."""
_BLUR = 0.8
"""Pixels of the reduced picture: noise goes, edges stay."""
_ALONE = 14
"""Lines that stand out from what is around them: of these quads are made once more, they may be faint."""
_ANOTHER = 6.0
"""Pixels of the reduced picture by which a corner differs in another quad."""
_FRAME = 0.3
"""How much less than a frame printed on it a sheet may be marked."""
_BORDERS = 2
"""A thick frame has two: its inner and its outer one."""
WRITTEN = 0.3
"""What print on it is worth: of two sheets the written one is meant."""
CUT = 0.3
"""What print right outside of a side costs."""


@dataclass(frozen=True)
class Look:
    """How closely a picture is looked at: closing takes print away, and with it the faintest edges of paper."""

    closing: int
    """Pixels of the reduced picture; print thinner than this disappears."""
    lines: int
    sides: int
    """Lines that quads are made of."""
    quads: int
    """Quads that are weighed."""
    measured: int
    """Quads that are measured."""
    moved: tuple[int, ...]
    """Of how many quads single sides are moved, each time."""
    reach: float
    """Pixels within which a line may take a side over."""
    enough: float
    """Mark from which no side is moved."""


@dataclass(frozen=True)
class Judged:
    """Quads (n, 4, 2), their marks (n,), the support of their sides (n, 4), how far they are written on, and cut through (n,)."""

    quads: Floats
    marks: Floats
    support: Floats
    written: Floats
    cut: Floats

    @property
    def rank(self) -> Floats:
        """What quads are compared by."""
        return self.marks + WRITTEN * self.written - CUT * self.cut

    def joined(self, *others: Judged) -> Judged:
        """These and others."""
        every = (self, *others)
        return Judged(
            np.concatenate([each.quads for each in every]),
            np.concatenate([each.marks for each in every]),
            np.concatenate([each.support for each in every]),
            np.concatenate([each.written for each in every]),
            np.concatenate([each.cut for each in every]),
        )


FIRST = Look(closing=7, lines=60, sides=36, quads=2_600, measured=32, moved=(1,), reach=24.0, enough=0.95)
"""Enough for nine sheets in ten."""
SECOND = Look(
    closing=1, lines=100, sides=60, quads=8_000, measured=96, moved=(3, 2), reach=150.0, enough=np.inf
)
"""Where the first finds nothing clear: white paper on white desks, patterns full of lines.

At most 144 quads are measured, then 209 for each of five whose sides are moved, and for the sheet around a frame.
"""


@dataclass(frozen=True)
class Seen:
    """The reduced picture as a look sees it, its scale, its print (0 to 1), lines (n, 3) and best quads (n, 4, 2)."""

    smooth: Picture
    paper: Picture
    scale: float
    print: Floats
    lines: Floats
    quads: Floats


def candidates(picture: Picture, look: Look) -> Seen:
    """What a look sees before anything is measured."""
    small, scale = reduced(picture)
    small = _brightened(small)
    height, width = small.shape[:2]
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((FIRST.closing, FIRST.closing), np.uint8))
    smooth = cv2.GaussianBlur(closed, (0, 0), _BLUR)
    closely = look.closing == 1
    pool = [region_lines(closed), lines(smooth, look.lines, exact=closely)]
    if closely:
        smooth = cv2.GaussianBlur(small, (0, 0), _BLUR)
        pool.append(lines(smooth, look.lines, exact=True))
        pool.append(lines(smooth, _ALONE, exact=True, even=True))
    distinct = without_doubles(np.concatenate(pool), np.array([width / 2, height / 2]))
    borders = rim((width, height))
    evidence = weigh(smooth, distinct, look.sides, borders)
    found = quads(evidence, (width, height), look.measured, look.quads)
    if closely:
        alone = weigh(smooth, pool[-1], _ALONE, borders, thin=True)
        found = np.concatenate([found, quads(alone, (width, height), look.measured // 2, look.quads)])
    return Seen(smooth, cv2.blur(closed, (5, 5)), scale, printed(small, closed), distinct, found)


def reduced(picture: Picture) -> tuple[Picture, float]:
    """The picture with a longer side of 512, and the factor."""
    height, width = picture.shape[:2]
    scale = min(1.0, _LONG / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if scale < 0.5:
        # Twice the size by leaving pixels out, then exact halves: a sixth of the time of one exact step.
        picture = cv2.resize(picture, (size[0] * 2, size[1] * 2), interpolation=cv2.INTER_NEAREST)
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA), scale


def _brightened(small: Picture) -> Picture:
    """A dark picture with the contrast of a well lit one."""
    top = float(np.percentile(small[::4, ::4].max(2), 98))
    if top > 170:
        return small
    return cv2.convertScaleAbs(small, alpha=min(5.0, 210 / max(top, 1.0)))


def improved(seen: Seen, look: Look) -> Judged:
    """All quads, with what became of the best when sides were moved, and of the sheet around a frame."""
    found = _judged(seen, seen.quads)
    for most in look.moved:
        if found.marks[np.argmax(found.rank)] >= look.enough:
            break
        found = _moved(seen, found, _distinct(found.quads, found.rank, most), look.reach)
    best = int(np.argmax(found.rank))
    outer = around_frame(seen, found, best)
    return found if outer == best else _moved(seen, found, [outer], _ANOTHER)


def around_frame(seen: Seen, found: Judged, index: int) -> int:
    """The number of the sheet, when that quad is but a frame printed on it; otherwise the same."""
    for _ in range(_BORDERS):
        least = float(found.marks[index]) - _FRAME
        index = whole_sheet(seen.paper, found.quads, found.marks, index, least)
    return index


def _moved(seen: Seen, found: Judged, best: list[int], reach: float) -> Judged:
    """These and what becomes of the numbered when their sides are moved."""
    size = seen.smooth.shape[1], seen.smooth.shape[0]
    moved = [variants(found.quads[index], seen.lines, size, reach) for index in best]
    wider = [grown(found.quads[index]) for index in best]
    tried = _judged(seen, np.concatenate([each.quads for each in moved] + wider))
    cuts = np.cumsum([len(each.quads) for each in moved])
    parts = np.split(tried.marks[: cuts[-1]], cuts[:-1])
    whole = [
        each.best_of_each_side(own, float(found.marks[index]))
        for each, own, index in zip(moved, parts, best, strict=True)
    ]
    return found.joined(tried, _judged(seen, np.stack(whole)))


def _judged(seen: Seen, quads_: Floats) -> Judged:
    marks, support = measure(seen.smooth, seen.paper, quads_)
    return Judged(quads_, marks, support, written(seen.print, quads_), cut_through(seen.print, quads_))


def _distinct(found: Floats, rank: Floats, most: int) -> list[int]:
    """The best quads no corner of which is near another's."""
    kept: list[int] = []
    for index in np.argsort(-rank, kind="stable").tolist():
        if len(kept) == most:
            break
        if all(np.abs(found[index] - found[other]).max() > _ANOTHER for other in kept):
            kept.append(index)
    return kept
