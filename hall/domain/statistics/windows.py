"""What a window's day was made of: somebody at it, open with nobody there, paused, by reason."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hall.domain.queue.desk import Presence
from hall.domain.statistics.visits import Outcome, Visit

_BECOMES = {
    "window.opened": Presence.OPEN,
    "window.paused": Presence.PAUSED,
    "window.closed": Presence.CLOSED,
}
PRESENCE = (*_BECOMES, *(f"{kind}_undone" for kind in _BECOMES))
"""Kinds of the feed that say whether a window serves."""


class Turn(NamedTuple):
    """A window opened, paused, closed, or took that back. `reason`: of a pause."""

    kind: str
    at_us: int
    window: int
    reason: str


class _Stretch(NamedTuple):
    presence: Presence
    reason: str
    start_us: int
    end_us: int


@dataclass(slots=True)
class Load:
    """A window's time in microseconds, and the tickets served there. A pause with somebody at the window is busy."""

    served: int = 0
    busy_us: int = 0
    idle_us: int = 0
    paused_us: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Loads:
    """Sums over days. Each ticket of a day is noted once, then the day ends."""

    windows: defaultdict[int, Load] = field(default_factory=lambda: defaultdict(Load))
    _stays: defaultdict[int, list[tuple[int, int | None]]] = field(default_factory=lambda: defaultdict(list))
    """Of the day that is being noted."""

    def note(self, visit: Visit) -> None:
        """A ticket of the day."""
        for window, start_us, stop_us in visit.course.stays:
            self._stays[window].append((start_us, stop_us))
        if visit.outcome is Outcome.SERVED and visit.row.window is not None:
            self.windows[visit.row.window].served += 1

    def end(self, turns: Sequence[Turn], end_us: int) -> None:
        """The day is over, or ends now: what still goes on ends at `end_us`."""
        there: dict[int, list[tuple[int, int]]] = {}
        for window, stays in self._stays.items():
            there[window] = sorted((start, end_us if stop is None else stop) for start, stop in stays)
            self.windows[window].busy_us += sum(max(0, stop - start) for start, stop in there[window])
        by_window: defaultdict[int, list[Turn]] = defaultdict(list)
        for turn in turns:
            by_window[turn.window].append(turn)
        for window, its in by_window.items():
            self._add_presence(self.windows[window], its, there.get(window, []), end_us)
        self._stays.clear()

    def _add_presence(
        self, load: Load, turns: Sequence[Turn], stays: Sequence[tuple[int, int]], end_us: int
    ) -> None:
        ends = [stop for _, stop in stays]
        for stretch in _stretches(turns, end_us):
            there = stays[bisect_right(ends, stretch.start_us) :]
            free = stretch.end_us - stretch.start_us - _overlap(stretch, there)
            if stretch.presence is Presence.OPEN:
                load.idle_us += free
            elif stretch.presence is Presence.PAUSED and free > 0:
                load.paused_us[stretch.reason] += free


def _stretches(turns: Sequence[Turn], end_us: int) -> Iterator[_Stretch]:
    """What an undo takes back did not happen from then on; the time until then did."""
    now, reason, since = Presence.CLOSED, "", 0
    before = (now, reason)
    for turn in turns:
        if turn.at_us > since:
            yield _Stretch(now, reason, since, turn.at_us)
        if turn.kind in _BECOMES:
            before = (now, reason)
            now, reason = _BECOMES[turn.kind], turn.reason
        else:
            now, reason = before
        since = turn.at_us
    if end_us > since:
        yield _Stretch(now, reason, since, end_us)


def _overlap(stretch: _Stretch, stays: Sequence[tuple[int, int]]) -> int:
    """How much of it somebody was at the window; `stays` ascending."""
    found = 0
    for start, stop in stays:
        if start >= stretch.end_us:
            break
        found += max(0, min(stop, stretch.end_us) - max(start, stretch.start_us))
    return found
