"""The way of each kind through the ledger, as data: which verb may come in which state, where it leads, what runs.

差评: verify, assign, rectify, answer, call back, close; an appeal (误评、恶意) stops the clock until it is judged.
Grounds: 差评整改 15 working days, 回访 and 答复 without exception, 申诉复核 (rules of several cities; the days are
settings). The others need an answer by the day on the receipt, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, unique
from typing import Final

from hall.domain.ledger.words import Kind, Result, State, Verb


@unique
class Runs(Enum):
    """From when a state's days are counted."""

    TOLD = "told"
    """Not counted: by the day that the citizen was told."""
    OPENED = "opened"
    """Since the entry came; again since it was sent back after an answer. Appeals are not counted."""
    ENTERED = "entered"
    """Since the state began."""


@dataclass(frozen=True)
class Move:
    """A verb of a kind.

    `to`: the state by result, with "" for no result; None stays, `back` returns to what was before the appeal,
    `at_last` comes after `TRIES` calls that nobody answered. `else_`: the refusal in other states.
    `own`: also for whose service it was; `once`: no second one; `system`: by the product alone.
    """

    at: frozenset[State]
    to: Mapping[str, State | None] = field(default_factory=lambda: {"": None})
    back: frozenset[str] = frozenset()
    at_last: State | None = None
    to_whom: bool = False
    text: bool = False
    own: bool = False
    once: bool = False
    system: bool = False
    else_: str = "ledger.notNow"


@dataclass(frozen=True)
class Way:
    """`runs`: states in which somebody has to act by a day."""

    moves: Mapping[Verb, Move]
    runs: Mapping[State, Runs]


_OPEN: Final = frozenset(State) - {State.CLOSED}
_CALLS: Final[Mapping[str, State | None]] = {
    Result.SATISFIED: State.CALLED_BACK,
    Result.UNSATISFIED: State.CALLED_BACK,
    Result.UNREACHED: None,
    Result.NO_CONTACT: State.CALLED_BACK,
}
_REMIND: Final = Move(_OPEN, {Result.YELLOW: None, Result.RED: None}, system=True)
_TO_ACT: Final = frozenset({State.REGISTERED, State.ASSIGNED, State.ANSWERED})

_ANSWERED_BY_A_DAY: Final = Way(
    moves={
        Verb.ASSIGN: Move(_TO_ACT, {"": State.ASSIGNED}, to_whom=True, own=True),
        Verb.LOOK_UP: Move(_TO_ACT, own=True),
        Verb.ANSWER: Move(_TO_ACT, {"": State.ANSWERED}, text=True, own=True),
        Verb.CALL_BACK: Move(frozenset({State.ANSWERED}), dict.fromkeys(_CALLS), own=True),
        Verb.CLOSE: Move(
            frozenset({State.ANSWERED}), {"": State.CLOSED}, own=True, else_="ledger.notAnswered"
        ),
        Verb.REMIND: _REMIND,
    },
    runs={State.REGISTERED: Runs.TOLD, State.ASSIGNED: Runs.TOLD},
)
_REVIEW: Final = Way(
    moves={
        Verb.OPEN: Move(frozenset({State.REGISTERED}), once=True, system=True),
        Verb.VERIFY: Move(
            frozenset({State.REGISTERED}),
            {
                Result.CLEAR: State.VERIFIED,
                Result.COMPLEX: State.VERIFIED,
                Result.GROUNDLESS: State.SETTLED,
            },
            text=True,
        ),
        Verb.ASSIGN: Move(
            frozenset({State.VERIFIED, State.ASSIGNED, State.SETTLED, State.ANSWERED, State.CALLED_BACK}),
            {"": State.ASSIGNED},
            to_whom=True,
        ),
        Verb.RECTIFY: Move(frozenset({State.ASSIGNED}), {"": State.SETTLED}, text=True),
        Verb.ANSWER: Move(frozenset({State.SETTLED}), {"": State.ANSWERED}, text=True),
        Verb.CALL_BACK: Move(frozenset({State.ANSWERED}), _CALLS, at_last=State.CALLED_BACK),
        Verb.EXPLAIN: Move(_OPEN - {State.JUDGED}, text=True, own=True),
        Verb.APPEAL: Move(
            _OPEN - {State.APPEALED, State.JUDGED},
            {Result.MISTAKEN: State.APPEALED, Result.MALICIOUS: State.APPEALED},
            text=True,
            own=True,
            once=True,
        ),
        Verb.JUDGE: Move(
            frozenset({State.APPEALED}),
            {Result.UPHELD: None, Result.MISTAKEN: State.JUDGED, Result.MALICIOUS: State.JUDGED},
            back=frozenset({Result.UPHELD}),
            text=True,
        ),
        Verb.CLOSE: Move(
            frozenset({State.CALLED_BACK, State.JUDGED}), {"": State.CLOSED}, else_="ledger.notCalledBack"
        ),
        Verb.REMIND: _REMIND,
    },
    runs=dict.fromkeys(_OPEN, Runs.ENTERED) | {State.ASSIGNED: Runs.OPENED},
)
WAYS: Final[Mapping[Kind, Way]] = {
    Kind.SUGGESTION: _ANSWERED_BY_A_DAY,
    Kind.COMPLAINT: _ANSWERED_BY_A_DAY,
    Kind.UNSOLVED: _ANSWERED_BY_A_DAY,
    Kind.REVIEW: _REVIEW,
}
