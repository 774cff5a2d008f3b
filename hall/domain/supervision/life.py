"""The life of a warning: raised once, perhaps worse, urged, explained, and excused or confirmed; nothing is taken back.

Whether its cause is over is another matter: it ends by itself, and what was urged is owed an explanation all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from typing import Final

from hall.domain.cases.lights import Light
from hall.domain.queue.day import Refused
from hall.domain.supervision.causes import Cause


@unique
class State(StrEnum):
    """What people made of it."""

    RAISED = "raised"
    URGED = "urged"
    """A supervisor wants it mended and explained (督办)."""
    EXPLAINED = "explained"
    """Whoever it concerns has said how it came (情况说明)."""
    EXCUSED = "excused"
    """It is nobody's fault (免责)."""
    CONFIRMED = "confirmed"
    """It is as the warning says (确认)."""


@unique
class Verb(StrEnum):
    """What happens to a warning."""

    RAISE = "raise"
    ESCALATE = "escalate"
    """Yellow has become red."""
    URGE = "urge"
    EXPLAIN = "explain"
    EXCUSE = "excuse"
    CONFIRM = "confirm"
    END = "end"
    """Its cause is over."""


SETTLED: Final = frozenset({State.EXCUSED, State.CONFIRMED})
"""A supervisor has judged it."""
OWED: Final = frozenset({State.URGED, State.EXPLAINED})
"""Somebody is to answer, or to judge."""
_LEADS_TO: Final = {
    Verb.URGE: State.URGED,
    Verb.EXPLAIN: State.EXPLAINED,
    Verb.EXCUSE: State.EXCUSED,
    Verb.CONFIRM: State.CONFIRMED,
}
ACTS: Final = tuple(_LEADS_TO)
"""What people do."""
_NEED_WORDS: Final = frozenset({Verb.URGE, Verb.EXPLAIN, Verb.EXCUSE})
_JUDGES: Final = frozenset({Verb.EXCUSE, Verb.CONFIRM})


def may(state: State) -> tuple[Verb, ...]:
    """What can be done now."""
    return () if state in SETTLED else ACTS


def after(state: State, verb: Verb, by: str, words: str, concerned: Collection[str]) -> State:
    """The state that `verb` leads to. `concerned`: name and staff number of the clerk whose warning it is.

    Raises `Refused`: warning.settled, warning.unsigned, warning.noWords, warning.own.
    """
    if verb not in may(state):
        raise Refused("warning.settled")
    if not by:
        raise Refused("warning.unsigned")
    if verb in _NEED_WORDS and not words:
        raise Refused("warning.noWords")
    if verb in _JUDGES and by in concerned:
        raise Refused("warning.own")
    return _LEADS_TO[verb]


@dataclass(frozen=True)
class Standing:
    """A warning whose cause stands. `gone`: since when the cause was not found, None: it was."""

    key: str
    light: Light
    gone: datetime | None = None


@dataclass(frozen=True)
class Changes:
    """What a look changes. `back`, `missing`, `over`: keys of standing warnings."""

    raised: tuple[Cause, ...]
    worse: tuple[Cause, ...]
    still: tuple[Cause, ...]
    """Found again: its facts may have changed."""
    back: tuple[str, ...]
    missing: tuple[str, ...]
    over: tuple[str, ...]


def compare(
    standing: Iterable[Standing],
    found: Iterable[Cause],
    looked_for: Callable[[str], bool],
    now: datetime,
    calm: Callable[[str], timedelta],
) -> Changes:
    """Keys that nobody `looked_for` stay as they are. Red never turns yellow; what is away for its `calm` is over."""
    new = {one.key: one for one in found}
    worse, still, back, missing, over = [], [], [], [], []
    for one in standing:
        cause = new.pop(one.key, None)
        if cause is not None:
            still.append(cause)
            if cause.light is Light.RED and one.light is not Light.RED:
                worse.append(cause)
            if one.gone is not None:
                back.append(one.key)
        elif looked_for(one.key):
            if now - (one.gone or now) >= calm(one.key):
                over.append(one.key)
            elif one.gone is None:
                missing.append(one.key)
    return Changes(tuple(new.values()), tuple(worse), tuple(still), tuple(back), tuple(missing), tuple(over))
