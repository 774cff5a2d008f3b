"""Which call is shown largest, and for how long. Pure; milliseconds are monotonic.

A call alone stays fresh for ten seconds. When others wait for the place the seconds are shared,
never less than three each, and none is skipped: thirty calls in one second are all shown.
Only a call that is over (its window finished with it or called another) gives its place up at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hall.contract.messages import Call

HOLD_MS = 10_000
LEAST_MS = 3_000


@dataclass(frozen=True)
class Stage:
    """`shown` stays after its time until another call comes; `fresh` says it is still being announced."""

    shown: Call | None = None
    since_ms: int = 0
    queue: tuple[Call, ...] = ()
    fresh: bool = False


def opened(call: Call | None) -> Stage:
    """Begin with the last call of an earlier time: shown, not announced."""
    return Stage(shown=call)


def admit(stage: Stage, call: Call) -> Stage:
    """Queue a call. One that already waits (a recall) takes the place of its older self."""
    if any(waiting.number == call.number for waiting in stage.queue):
        queue = tuple(call if waiting.number == call.number else waiting for waiting in stage.queue)
        return Stage(stage.shown, stage.since_ms, queue, stage.fresh)
    return Stage(stage.shown, stage.since_ms, (*stage.queue, call), stage.fresh)


def advance(stage: Stage, now_ms: int) -> Stage:
    """Let time pass: at most one change per call."""
    shown_ms = now_ms - stage.since_ms
    if stage.queue and (not stage.fresh or shown_ms >= hold_ms(len(stage.queue))):
        return Stage(stage.queue[0], now_ms, stage.queue[1:], fresh=True)
    if stage.fresh and not stage.queue and shown_ms >= HOLD_MS:
        return Stage(stage.shown, stage.since_ms, (), fresh=False)
    return stage


def let_go(stage: Stage, over: Callable[[Call], bool]) -> Stage:
    """Announce nobody who need not come any more; when that is everybody, the newest stays, not announced."""
    queue = tuple(call for call in stage.queue if not over(call))
    if stage.shown is not None and not over(stage.shown):
        return replace(stage, queue=queue)
    newest = stage.queue[-1] if stage.queue and not queue else stage.shown
    return Stage(newest, stage.since_ms, queue, fresh=False)


def forget(stage: Stage, gone: Callable[[Call], bool], instead: Call | None) -> Stage:
    """Calls that nobody knows of any more leave at once; `instead` is shown then, not announced."""
    queue = tuple(call for call in stage.queue if not gone(call))
    if stage.shown is None or not gone(stage.shown):
        return replace(stage, queue=queue)
    return Stage(instead, stage.since_ms, queue, fresh=False)


def cleared(stage: Stage) -> Stage:
    """Another day: the shown number is nobody's; what waits stays."""
    return Stage(queue=stage.queue)


def hold_ms(waiting: int) -> int:
    """How long the shown call keeps the place while others wait."""
    return max(LEAST_MS, HOLD_MS // (1 + waiting))
