"""Whose call is spoken next in one zone. Pure; milliseconds are monotonic.

One at a time, the higher priority first, equals in the order in which they came. A call has `rounds` rounds; between
them a more urgent one may come in. Nothing is lost: every round is `Spoken`, or the call is told once as `Missed`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, unique
from typing import Final

from hall.contract.messages import Call
from kiosk.voice.ends import End
from kiosk.voice.hours import How

RETRY_MS: Final = 2_000
"""A speaker that failed is tried again after this long."""


@unique
class Why(StrEnum):
    """Why a call, or the rest of its rounds, was not spoken."""

    LATE = "late"
    """It waited too long for its turn, or for a speaker that works."""
    OVER = "over"
    """Its window finished with it or called another."""
    AGAIN = "again"
    """Called again before its turn came: the newer call is spoken."""
    CROWDED = "crowded"
    """Heard once already; others who were not heard at all waited long."""
    TAKEN_BACK = "taken_back"
    """Its clerk took it back: it did not happen."""
    EMERGENCY = "emergency"
    """An emergency fills the screens: nobody is called."""
    QUIET = "quiet"
    """At this hour nothing is spoken."""
    SPEAKER = "speaker"
    """The speaker cannot say it, now or later."""
    ENDED = "ended"
    """The program ended."""


_AT_ONCE: Final = {Why.TAKEN_BACK, Why.EMERGENCY}
"""For these a round is broken off."""


@dataclass(frozen=True)
class Spoken:
    """A round was heard to its end in a zone, at a moment."""

    call: Call
    zone: str
    round: int
    at: datetime


@dataclass(frozen=True)
class Missed:
    """The rest of a call's rounds will not be heard in a zone. `rounds`: how many were."""

    call: Call
    zone: str
    why: Why
    rounds: int


Fact = Spoken | Missed


@dataclass(frozen=True)
class Job:
    """A call in its zone. `since_ms`: when it was made; `place`: counts up with each arrival.

    `left` and `said`: its rounds. `dropped`: why nothing follows the round at hand.
    """

    call: Call
    priority: int
    since_ms: int
    place: int
    left: int
    said: int = 0
    dropped: Why | None = None


@dataclass(frozen=True)
class Round:
    """What to say now. `chime`: first the chime; `words`: then the call."""

    call: Call
    chime: bool
    words: bool


@dataclass(frozen=True)
class Turns:
    """One zone. `now` is being spoken, with `words` or the chime alone. `rest_ms`: until then it is left alone."""

    zone: str
    rounds: int
    longest_ms: int
    now: Job | None = None
    waiting: tuple[Job, ...] = ()
    last: Call | None = None
    """Who was spoken last: a second round needs no second chime."""
    rest_ms: int = 0
    count: int = 0
    words: bool = True


Step = tuple[Turns, tuple[Fact, ...]]


def admit(turns: Turns, call: Call, priority: int, since_ms: int) -> Step:
    """A call came. One of the same number that still waits is replaced, and keeps its place."""
    older = next((job for job in turns.waiting if job.call.number == call.number), None)
    facts: tuple[Fact, ...] = ()
    place = turns.count
    if older is not None:
        place, priority = older.place, max(priority, older.priority)
        facts = (_missed(turns, older, Why.AGAIN),)
    waiting = tuple(job for job in turns.waiting if job is not older)
    said_now = _dropped(turns.now, lambda one: one.number == call.number, Why.AGAIN)
    turns = replace(turns, now=said_now, waiting=waiting, count=turns.count + 1)
    return _line_up(turns, Job(call, priority, since_ms, place, turns.rounds)), facts


def drop(turns: Turns, chosen: Callable[[Call], bool], why: Why) -> Step:
    """Calls that need not, or must not, be spoken any more. The one at hand ends with its round."""
    facts = tuple(_missed(turns, job, why) for job in turns.waiting if chosen(job.call))
    kept = tuple(job for job in turns.waiting if not chosen(job.call))
    return replace(turns, now=_dropped(turns.now, chosen, why), waiting=kept), facts


def begin(turns: Turns, how: How, now_ms: int) -> tuple[Turns, Round | None, tuple[Fact, ...]]:
    """What to say now; None when nobody waits, somebody is being called, or the zone rests."""
    kept: list[Job] = []
    facts: list[Fact] = []
    crowded = any(job.said == 0 and now_ms - job.since_ms > turns.longest_ms // 2 for job in turns.waiting)
    for job in turns.waiting:
        why = _too_late(job, how, late=now_ms - job.since_ms > turns.longest_ms, crowded=crowded)
        if why is None:
            kept.append(job)
        else:
            facts.append(_missed(turns, job, why))
    turns = replace(turns, waiting=tuple(kept))
    if turns.now is not None or not kept or now_ms < turns.rest_ms:
        return turns, None, tuple(facts)
    job, words = kept[0], how == "spoken"
    chime = not words or turns.last != job.call
    return (
        replace(turns, now=job, waiting=tuple(kept[1:]), words=words),
        Round(job.call, chime, words),
        tuple(facts),
    )


def end(turns: Turns, how: End, now_ms: int, at: datetime) -> Step:
    """The round ended. One that failed is said again, unless it is late then."""
    job = turns.now
    if job is None:
        return turns, ()
    turns = replace(turns, now=None, last=None)
    if how is End.FAILED:
        return _again(replace(turns, rest_ms=now_ms + RETRY_MS), job, ())
    if how is not End.SPOKEN:
        why = Why.SPEAKER if how is End.IMPOSSIBLE else Why.ENDED
        return turns, (_missed(turns, job, job.dropped or why),)
    if not turns.words:
        return turns, (_missed(turns, job, job.dropped or Why.QUIET),)
    job = replace(job, left=job.left - 1, said=job.said + 1)
    return _again(replace(turns, last=job.call), job, (Spoken(job.call, turns.zone, job.said, at),))


def close(turns: Turns) -> tuple[Fact, ...]:
    """The program ends: what was not spoken."""
    jobs = turns.waiting if turns.now is None else (turns.now, *turns.waiting)
    return tuple(_missed(turns, job, job.dropped or Why.ENDED) for job in jobs)


def wake_ms(turns: Turns) -> int | None:
    """When to look again without any news; None for never."""
    return turns.rest_ms if turns.waiting and turns.now is None else None


def _too_late(job: Job, how: How, *, late: bool, crowded: bool) -> Why | None:
    if late:
        return Why.LATE
    if how == "silent":
        return Why.QUIET
    return Why.CROWDED if crowded and job.said > 0 else None


def _again(turns: Turns, job: Job, facts: tuple[Fact, ...]) -> Step:
    """Back to its place while rounds are left."""
    if job.left == 0:
        return turns, facts
    if job.dropped is not None:
        return turns, (*facts, _missed(turns, job, job.dropped))
    return _line_up(turns, job), facts


def _line_up(turns: Turns, job: Job) -> Turns:
    waiting = sorted((*turns.waiting, job), key=lambda one: (-one.priority, one.place))
    return replace(turns, waiting=tuple(waiting))


def _dropped(now: Job | None, chosen: Callable[[Call], bool], why: Why) -> Job | None:
    if now is None or not chosen(now.call) or (now.dropped is not None and why not in _AT_ONCE):
        return now
    return replace(now, dropped=why)


def _missed(turns: Turns, job: Job, why: Why) -> Missed:
    return Missed(job.call, turns.zone, why, job.said)
