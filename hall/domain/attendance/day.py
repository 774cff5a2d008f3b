"""A person's day: what was punched against the hours that were expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from hall.domain.attendance.punches import Punch, Stay, is_in, sifted, stays
from hall.domain.attendance.words import Kind, Mark, Way
from hall.domain.calendar import Span

_WHOLE: Final = 2
"""Halves of a day."""


@dataclass(frozen=True)
class Rules:
    """Minutes that are let pass, `half_min`: from which on being late or early is half a day missed.

    `twice_s`: so soon again is a double punch.
    """

    late_min: int = 5
    early_min: int = 5
    away_min: int = 15
    half_min: int = 120
    twice_s: int = 60


@dataclass(frozen=True)
class Excuse:
    """Leave, business elsewhere or overtime."""

    kind: Kind
    span: Span


@dataclass(frozen=True)
class Asked:
    """What is known of a day. `spans`: when the person is expected, empty for a day at rest.

    `now`: minute of today; None: the day is over.
    """

    spans: tuple[Span, ...]
    punches: tuple[Punch, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    now: float | None = None


@dataclass(frozen=True)
class Judged:
    """A day as it was. `over`: its hours have ended. `first`, `last`: minutes of coming and leaving, None: not punched.

    `here`: in the house, today alone; `since`: the last coming or going. `marks`: minutes each, 0 where there is nothing to measure; none: on time, or a day at rest.
    """

    expected: bool
    over: bool = True
    first: float | None = None
    last: float | None = None
    here: bool = False
    since: float | None = None
    marks: Mapping[Mark, int] = field(default_factory=dict)
    doubles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Seen:
    """First and last punch as coming and leaving."""

    first: float | None
    last: float | None


def judge(asked: Asked, rules: Rules) -> Judged:
    """How the day was."""
    punches, doubles = sifted(asked.punches, rules.twice_s)
    halves = _required(asked)
    seen = _ends(punches, asked, halves)
    marks = _excused(asked)
    if halves and not punches:
        marks |= _missing(asked, halves, rules)
    elif halves:
        marks |= _present(asked, halves, seen, rules)
        marks |= _in_between(punches, halves, rules)
    return Judged(
        expected=bool(asked.spans),
        over=asked.now is None or not asked.spans or asked.now >= asked.spans[-1].end,
        first=seen.first,
        last=seen.last,
        here=asked.now is not None and is_in(punches),
        since=_since(punches),
        marks=marks,
        doubles=frozenset(one.id for one in doubles),
    )


def _required(asked: Asked) -> list[list[Span]]:
    """The halves of the day that remain after leave and business elsewhere."""
    excused = [one.span for one in asked.excuses if one.kind is not Kind.OVERTIME]
    halves = [_without(half, excused) for half in _halves(asked.spans)]
    return [half for half in halves if half]


def _halves(spans: Sequence[Span]) -> list[list[Span]]:
    """Morning and afternoon: parted at the longest break, else in the middle."""
    if not spans:
        return []
    if len(spans) == 1:
        (one,) = spans
        middle = (one.begin + one.end) // 2
        return [[Span(one.begin, middle)], [Span(middle, one.end)]]
    cut = max(range(1, len(spans)), key=lambda at: spans[at].begin - spans[at - 1].end)
    return [list(spans[:cut]), list(spans[cut:])]


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    left = list(spans)
    for off in taken:
        parts = [
            (begin, end)
            for one in left
            for begin, end in ((one.begin, min(one.end, off.begin)), (max(one.begin, off.end), one.end))
        ]
        left = [Span(begin, end) for begin, end in parts if begin < end]
    return left


def _ends(punches: Sequence[Punch], asked: Asked, halves: Sequence[Sequence[Span]]) -> _Seen:
    """Coming and leaving. One punch alone that does not say which way is what it is nearer to."""
    if not punches:
        return _Seen(None, None)
    first, last = punches[0], punches[-1]
    if len(punches) == 1:
        return _Seen(None, first.minute) if _leaving(first, asked, halves) else _Seen(first.minute, None)
    return _Seen(
        first.minute if first.way is not Way.OUT else None,
        last.minute if last.way is not Way.IN and not _still_in(last, punches, asked) else None,
    )


def _since(punches: Sequence[Punch]) -> float | None:
    found = stays(punches)
    return (found[-1].begin if found[-1].end is None else found[-1].end) if found else None


def _leaving(one: Punch, asked: Asked, halves: Sequence[Sequence[Span]]) -> bool:
    if one.way is not Way.UNKNOWN or not halves or asked.now is not None:
        return one.way is Way.OUT
    return one.minute - halves[0][0].begin > halves[-1][-1].end - one.minute


def _still_in(last: Punch, punches: Sequence[Punch], asked: Asked) -> bool:
    """Today a punch that does not say which way may be that of somebody who came back."""
    return asked.now is not None and last.way is Way.UNKNOWN and is_in(punches)


def _excused(asked: Asked) -> dict[Mark, int]:
    """Minutes of leave and business elsewhere that were expected, and of overtime."""
    found: dict[Mark, int] = {}
    for one in asked.excuses:
        mark = Mark(one.kind.value)
        within = [one.span] if one.kind is Kind.OVERTIME else _common(asked.spans, one.span)
        minutes = sum(span.end - span.begin for span in within)
        if minutes:
            found[mark] = found.get(mark, 0) + minutes
    return found


def _missing(asked: Asked, halves: Sequence[Sequence[Span]], rules: Rules) -> dict[Mark, int]:
    """Nobody punched."""
    if asked.now is None or asked.now >= halves[-1][-1].end:
        return _lost(len(halves))
    late = int(asked.now) - halves[0][0].begin
    return {Mark.NOT_COME: late} if late > rules.late_min else {}


def _present(asked: Asked, halves: Sequence[Sequence[Span]], seen: _Seen, rules: Rules) -> dict[Mark, int]:
    """Late and early against the halves that were not missed altogether."""
    over = asked.now is None or asked.now >= halves[-1][-1].end
    left = seen.last if over else None
    there = [half for half in halves if not _missed(half, seen.first, left)]
    lost = len(halves) - len(there)
    if not there:
        return _lost(lost)
    marks: dict[Mark, int] = {}
    late = 0 if seen.first is None else int(seen.first) - there[0][0].begin
    early = 0 if left is None else there[-1][-1].end - int(left)
    for mark, minutes, grace in ((Mark.LATE, late, rules.late_min), (Mark.EARLY, early, rules.early_min)):
        if minutes > rules.half_min:
            lost += 1
        elif minutes > grace:
            marks[mark] = minutes
    if seen.first is None:
        marks[Mark.NO_IN] = 0
    if seen.last is None and asked.now is None:
        marks[Mark.NO_OUT] = 0
    return {**marks, **_lost(lost)}


def _missed(half: Sequence[Span], first: float | None, last: float | None) -> bool:
    late = first is not None and first >= half[-1].end
    return late or (last is not None and last <= half[0].begin)


def _lost(halves: int) -> dict[Mark, int]:
    return {Mark.ABSENT: 0} if halves >= _WHOLE else {Mark.HALF: 0} if halves else {}


def _in_between(punches: Sequence[Punch], halves: Sequence[Sequence[Span]], rules: Rules) -> dict[Mark, int]:
    """Minutes out of the house within working hours. Not told where a punch without a way is left over."""
    if len(punches) % 2 and any(one.way is Way.UNKNOWN for one in punches):
        return {}
    required = [span for half in halves for span in half]
    gaps = _gaps(stays(punches))
    minutes = sum(one.end - one.begin for gap in gaps for one in _common(required, gap))
    return {Mark.AWAY: minutes} if minutes > rules.away_min else {}


def _gaps(found: Sequence[Stay]) -> list[Span]:
    made = [(int(out.end or 0), int(back.begin or 0)) for out, back in pairwise(found)]
    return [Span(begin, end) for begin, end in made if begin < end]


def _common(spans: Sequence[Span], other: Span) -> list[Span]:
    parts = [(max(one.begin, other.begin), min(one.end, other.end)) for one in spans]
    return [Span(begin, end) for begin, end in parts if begin < end]
