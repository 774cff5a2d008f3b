"""An entry, its steps, and which may come next. Steps are kept as a chain (`hall.domain.chain`).

What may come when is data: `hall.domain.ledger.ways`. The rules here are the same for every kind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from hall.domain.cases.workdays import day_of
from hall.domain.ledger.ways import WAYS, Move
from hall.domain.ledger.words import SYSTEM, TOLD, TRIES, WORDS_MOST, Kind, Result, State, Verb
from hall.domain.queue.day import Refused

__all__ = ["TOLD", "WORDS_MOST", "Entry", "Kind", "Result", "Stage", "State", "Step", "Verb", "same_person"]


@dataclass(frozen=True)
class Step:
    """One step, signed and timed. `to`: who is to act (ASSIGN); `text`: the answer, or a remark.

    `result`: a `Result`, or "". `token`: unit of the token it came with, "" in a hall without tokens.
    """

    verb: Verb
    at: datetime
    by: str
    to: str = ""
    text: str = ""
    result: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return f"Step({self.verb.value} {self.at:%Y-%m-%d %H:%M} {self.by})"


@dataclass(frozen=True)
class Stage:
    """A state and how long it lasted. `left` None: it still does."""

    state: State
    entered: datetime
    left: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """`due`: the last day for an answer, as the citizen was told it. `about`: whose service it was, "" not known."""

    kind: Kind
    submitted: datetime
    due: date
    steps: tuple[Step, ...] = ()
    about: str = ""

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Where it stood, in order; the last is where it stands."""
        moves = WAYS[self.kind].moves
        found = [Stage(State.REGISTERED, self.submitted)]
        unreached = 0
        for step in self.steps:
            unreached = 0 if step.verb is Verb.ANSWER else unreached + (step.result == Result.UNREACHED)
            move = moves.get(step.verb)
            to = None if move is None else move.to.get(step.result)
            if move is not None and step.result in move.back:
                to = found[-2].state
            elif move is not None and step.result == Result.UNREACHED and unreached >= TRIES:
                to = move.at_last
            if to is not None and to is not found[-1].state:
                found[-1] = replace(found[-1], left=step.at)
                found.append(Stage(to, step.at))
        return tuple(found)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.stages[-1].state

    @property
    def assignee(self) -> str:
        """Who is to act; "" for nobody yet."""
        return next((step.to for step in reversed(self.steps) if step.verb is Verb.ASSIGN), "")

    @property
    def verdict(self) -> str:
        """Of an appeal: a `Result`; "" while there is none."""
        return next((step.result for step in reversed(self.steps) if step.verb is Verb.JUDGE), "")

    @property
    def answered(self) -> date | None:
        """The day of the first answer that was not sent back; None while one is owed."""
        for stage in reversed(self.stages):
            if stage.state is State.ANSWERED:
                return day_of(stage.entered)
            if stage.state in {State.REGISTERED, State.ASSIGNED}:
                return None
        return None

    @property
    def verbs(self) -> tuple[Verb, ...]:
        """What somebody may do next: nothing is closed before its way is gone, and what is closed stays as it is."""
        moves = WAYS[self.kind].moves
        return tuple(verb for verb in Verb if verb in moves and not moves[verb].system and self._may(verb))

    def after(self, step: Step) -> Entry:
        """With one more step. Raises `Refused`: ledger.closed, ledger.notNow …, or what the step lacks."""
        move = WAYS[self.kind].moves.get(step.verb)
        if self.state is State.CLOSED:
            raise Refused("ledger.closed")
        if move is None or not self._may(step.verb):
            again = move is not None and move.once and self._done(step.verb)
            raise Refused("ledger.notNow" if move is None else "ledger.once" if again else move.else_)
        self._signed(step, move)
        _complete(step, move)
        return replace(self, steps=(*self.steps, step))

    def _may(self, verb: Verb) -> bool:
        move = WAYS[self.kind].moves[verb]
        return self.state in move.at and not (move.once and self._done(verb))

    def _done(self, verb: Verb) -> bool:
        return any(step.verb is verb for step in self.steps)

    def _signed(self, step: Step, move: Move) -> None:
        """Nobody signs for the product, and nobody decides about a review of their own service."""
        if not step.by.strip() or (step.by.strip() == SYSTEM) is not move.system:
            raise Refused("ledger.unsigned")
        if not move.own and same_person(step.by, self.about):
            raise Refused("ledger.ownService", by=step.by)
        appealed = (one.by for one in self.steps if one.verb is Verb.APPEAL)
        if step.verb is Verb.JUDGE and any(same_person(step.by, one) for one in appealed):
            raise Refused("ledger.ownAppeal", by=step.by)


def _complete(step: Step, move: Move) -> None:
    """Raise `Refused` when something has to be said with it."""
    if move.to_whom and not step.to.strip():
        raise Refused("ledger.nobody")
    if step.result not in move.to:
        raise Refused("ledger.noResult")
    if move.text and not step.text.strip():
        raise Refused("ledger.noWords")


def same_person(one: str, other: str) -> bool:
    """Whether two signatures may be one person's: staff number, name or both ("1024 周晓岚") in either."""
    mine, theirs = set(one.casefold().split()), set(other.casefold().split())
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)
