"""A case and its steps: what state they make, and which step may come next.

Beside the way of a case stand steps that change no state: a promised material (容缺) was handed in, a notice was
sealed, somebody looked at who the applicant is.

The rules are 行政许可法 arts. 32 (one notice of everything to correct), 42 (one extension, with its reason) and 45
(hearing, expertise and the like are not counted).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum, unique
from typing import Final

from hall.domain.cases.workdays import day_of
from hall.domain.queue.day import Refused


@unique
class Verb(StrEnum):
    """What is done to a case."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    ASK = "ask"
    """Corrections (补正) are asked for."""
    CORRECTED = "corrected"
    """What was missing is here."""
    REJECT = "reject"
    """Not accepted (不予受理)."""
    START = "start"
    """Passed on to whoever decides."""
    PAUSE = "pause"
    """A special step begins."""
    RESUME = "resume"
    EXTEND = "extend"
    FINISH = "finish"
    PICK_UP = "pick_up"
    WITHDRAW = "withdraw"
    HAND_IN = "hand_in"
    """A promised material (容缺) is here."""
    SEAL = "seal"
    """A notice was sealed."""
    LOOK_UP = "look_up"
    """Somebody had the applicant shown unmasked."""


@unique
class State(StrEnum):
    """Where a case stands."""

    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    NOT_ACCEPTED = "not_accepted"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    SPECIAL = "special"
    DONE = "done"
    PICKED_UP = "picked_up"
    WITHDRAWN = "withdrawn"


@unique
class Special(StrEnum):
    """Steps that are not counted (特殊环节)."""

    HEARING = "hearing"
    EXPERTISE = "expertise"
    PUBLICITY = "publicity"
    SURVEY = "survey"
    INSPECTION = "inspection"
    REVIEW = "review"
    """By experts (专家评审)."""


@unique
class Result(StrEnum):
    """How a case ends."""

    GRANTED = "granted"
    REFUSED = "refused"


OVER: Final = frozenset({State.NOT_ACCEPTED, State.DONE, State.PICKED_UP, State.WITHDRAWN})
"""Nothing runs any more."""
_WORKED_ON: Final = frozenset({State.ACCEPTED, State.IN_PROGRESS})
NOTICES: Final = frozenset({Verb.ACCEPT, Verb.ASK, Verb.REJECT, Verb.FINISH})
"""Steps of which the applicant gets a notice."""
UNSEEN: Final = frozenset({Verb.SEAL, Verb.LOOK_UP})
"""Steps that are not for the applicant's timeline."""
_MAY: Final = {
    Verb.ACCEPT: frozenset({State.SUBMITTED}),
    Verb.ASK: frozenset({State.SUBMITTED, *_WORKED_ON}),
    Verb.CORRECTED: frozenset({State.CORRECTING}),
    Verb.REJECT: frozenset({State.SUBMITTED, State.CORRECTING}),
    Verb.START: frozenset({State.ACCEPTED}),
    Verb.PAUSE: _WORKED_ON,
    Verb.RESUME: frozenset({State.SPECIAL}),
    Verb.EXTEND: _WORKED_ON,
    Verb.FINISH: _WORKED_ON,
    Verb.PICK_UP: frozenset({State.DONE}),
    Verb.WITHDRAW: frozenset(State) - OVER,
    Verb.HAND_IN: frozenset(State) - {State.NOT_ACCEPTED, State.WITHDRAWN},
    Verb.SEAL: frozenset(State),
    Verb.LOOK_UP: frozenset(State),
}
_LEADS_TO: Final = {
    Verb.ACCEPT: State.ACCEPTED,
    Verb.ASK: State.CORRECTING,
    Verb.REJECT: State.NOT_ACCEPTED,
    Verb.START: State.IN_PROGRESS,
    Verb.PAUSE: State.SPECIAL,
    Verb.FINISH: State.DONE,
    Verb.PICK_UP: State.PICKED_UP,
    Verb.WITHDRAW: State.WITHDRAWN,
}
EXTENSION_MOST: Final = 10
"""Working days (行政许可法 art. 42)."""
_NEED_REASON: Final = frozenset({Verb.REJECT, Verb.WITHDRAW, Verb.EXTEND, Verb.LOOK_UP})


@dataclass(frozen=True)
class Step:
    """One step, signed and timed. What belongs to which verb:

    ASK        what (one line for each thing), until
    ACCEPT     promised, statutory: working days; statutory 0 when the hall file says none
    PAUSE      special; reason as a remark
    EXTEND     days, reason
    FINISH     result; reason, when it is refused
    REJECT, WITHDRAW   reason
    LOOK_UP    reason, for the log
    HAND_IN    material: its key in the application
    SEAL       notice: the place of its step, from 1
    """

    verb: Verb
    at: datetime
    by: str
    what: tuple[str, ...] = ()
    until: date | None = None
    promised: int = 0
    statutory: int = 0
    special: Special | None = None
    days: int = 0
    reason: str = ""
    result: Result | None = None
    material: str = ""
    notice: int = 0


@dataclass(frozen=True)
class Case:
    """Handed in at `submitted`; `steps` in their order, without the handing in. `promises`: materials to come."""

    submitted: datetime
    steps: tuple[Step, ...] = ()
    promises: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """Where it stands."""
        stack = [State.SUBMITTED]
        for step in self.steps:
            if step.verb in {Verb.ASK, Verb.PAUSE}:
                stack.append(_LEADS_TO[step.verb])
            elif step.verb in {Verb.CORRECTED, Verb.RESUME}:
                stack.pop()
            elif step.verb in _LEADS_TO:
                stack = [_LEADS_TO[step.verb]]
        return stack[-1]

    def last(self, verb: Verb) -> Step | None:
        """The latest step of its kind."""
        return next((step for step in reversed(self.steps) if step.verb is verb), None)

    @property
    def accepted(self) -> Step | None:
        """When it was accepted; None when it was not."""
        return self.last(Verb.ACCEPT)

    @property
    def owed(self) -> tuple[str, ...]:
        """What was promised and is not here."""
        here = {step.material for step in self.steps if step.verb is Verb.HAND_IN}
        return tuple(one for one in self.promises if one not in here)

    @property
    def unsealed(self) -> tuple[int, ...]:
        """The steps, by their places from 1, whose notices bear no seal of their own."""
        sealed = {step.notice for step in self.steps if step.verb is Verb.SEAL}
        made = (at for at, step in enumerate(self.steps, 1) if step.verb in NOTICES)
        return tuple(at for at in made if at not in sealed)

    @property
    def verbs(self) -> tuple[Verb, ...]:
        """What may be done next."""
        state = self.state
        return tuple(verb for verb, states in _MAY.items() if state in states and not self._never_again(verb))

    def after(self, step: Step) -> Case:
        """With one more step. Raises `Refused`: case.notNow, or what the step lacks."""
        if step.verb not in self.verbs:
            raise Refused("case.extendedAlready" if self._extended(step) else "case.notNow")
        _complete(step)
        if step.verb is Verb.HAND_IN and step.material not in self.owed:
            raise Refused("case.notPromised")
        if step.verb is Verb.SEAL and step.notice not in self.unsealed:
            raise Refused("case.noNotice")
        return replace(self, steps=(*self.steps, step))

    def _extended(self, step: Step) -> bool:
        return step.verb is Verb.EXTEND and self.last(Verb.EXTEND) is not None

    def _never_again(self, verb: Verb) -> bool:
        if verb is Verb.EXTEND:
            return self.last(Verb.EXTEND) is not None
        if verb is Verb.HAND_IN:
            return not self.owed
        if verb is Verb.SEAL:
            return not self.unsealed
        return verb is Verb.REJECT and self.accepted is not None


def _complete(step: Step) -> None:
    """Raise `Refused` when something has to be said with it."""
    if not step.by.strip():
        raise Refused("case.unsigned")
    if step.verb is Verb.ASK and not (step.what and step.until):
        raise Refused("case.asksNothing")
    if step.until is not None and step.until <= day_of(step.at):
        raise Refused("case.dateGone", date=step.until.isoformat())
    if step.verb is Verb.EXTEND and not 1 <= step.days <= EXTENSION_MOST:
        raise Refused("case.extensionLong", most=EXTENSION_MOST)
    needed = step.verb in _NEED_REASON or step.result is Result.REFUSED
    if needed and not step.reason.strip():
        raise Refused("case.reasonNeeded")
