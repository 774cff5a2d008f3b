"""A parcel and what may happen to it: a door is kept for it, it is laid in, it is taken, or staff take it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum, unique
from typing import Final

from hall.domain.cases.lights import Light
from hall.domain.queue.day import Refused


@unique
class State(StrEnum):
    """Where a parcel is."""

    ALLOTTED = "allotted"
    """A door is kept for it; it is not there yet."""
    IN = "in"
    TAKEN = "taken"
    TAKEN_BACK = "taken_back"
    DROPPED = "dropped"
    """It was never laid in."""


@unique
class Task(StrEnum):
    """What staff are to do at the door, with a code of their own."""

    NONE = ""
    PUT = "put"
    BACK = "back"


@unique
class Verb(StrEnum):
    """What happens to a parcel. The first four are told by the locker's unit, the others by staff at the console."""

    LAID_IN = "laid_in"
    TAKEN = "taken"
    TAKEN_BACK = "taken_back"
    DOUBT = "doubt"
    """Its door was opened, and nobody knows what lies there now: the power went, or somebody walked away."""
    TAKE_BACK = "take_back"
    """Staff want it back: they get a code."""
    DROP = "drop"
    SEEN = "seen"
    """Staff looked: it lies there."""
    GONE = "gone"
    """Staff looked: nothing lies there."""


AT_UNIT: Final = frozenset({Verb.LAID_IN, Verb.TAKEN, Verb.TAKEN_BACK, Verb.DOUBT})
AT_CONSOLE: Final = frozenset(Verb) - AT_UNIT
HELD: Final = frozenset({State.ALLOTTED, State.IN})
"""Its door is nobody else's."""
_ENDS: Final = {
    Verb.TAKEN: State.TAKEN,
    Verb.GONE: State.TAKEN,
    Verb.TAKEN_BACK: State.TAKEN_BACK,
    Verb.DROP: State.DROPPED,
}


@dataclass(frozen=True)
class Parcel:
    """`until`: the last day on which it can be picked up, None before it is laid in."""

    state: State = State.ALLOTTED
    task: Task = Task.PUT
    until: date | None = None
    doubt: bool = False

    @property
    def verbs(self) -> tuple[Verb, ...]:
        """What staff may do next."""
        if self.state not in HELD:
            return ()
        if self.state is State.ALLOTTED and not self.doubt:
            return (Verb.DROP,)
        asked = () if self.task is Task.BACK else (Verb.TAKE_BACK,)
        return (*((Verb.SEEN, Verb.GONE) if self.doubt else ()), *asked)

    def after(self, verb: Verb, today: date, days: int) -> Parcel:
        """As it is then; `days`: how long it may lie there. Raises `Refused`: parcel.over, parcel.notNow."""
        if self.state not in HELD:
            raise Refused("parcel.over")
        if verb in AT_CONSOLE and verb not in self.verbs:
            raise Refused("parcel.notNow")
        if verb is Verb.LAID_IN:
            return replace(self, state=State.IN, task=Task.NONE, until=last_day(today, days), doubt=False)
        if verb is Verb.TAKE_BACK:
            return replace(self, task=Task.BACK)
        if verb in {Verb.SEEN, Verb.GONE} and self.state is State.ALLOTTED:
            return self._looked(verb, today, days)
        if verb in {Verb.DOUBT, Verb.SEEN}:
            return replace(self, doubt=verb is Verb.DOUBT)
        return replace(self, state=_ENDS[verb], task=Task.NONE, doubt=False)

    def _looked(self, verb: Verb, today: date, days: int) -> Parcel:
        """After a deposit whose end nobody saw. An empty door is kept for it still."""
        if verb is Verb.GONE:
            return replace(self, task=Task.PUT, doubt=False)
        task = Task.BACK if self.task is Task.BACK else Task.NONE
        return replace(self, state=State.IN, task=task, until=last_day(today, days), doubt=False)


def last_day(laid_in: date, days: int) -> date:
    """The last day of `days` on which it lies there, the one it came on not counted."""
    return laid_in + timedelta(days=days)


@dataclass(frozen=True)
class Standing:
    """`left`: days after today; below 0 the time is over. YELLOW: its holder should be reminded."""

    left: int
    light: Light


def standing(parcel: Parcel, today: date, remind_days: int) -> Standing:
    """How long it may still lie there."""
    if parcel.state is not State.IN or parcel.until is None:
        return Standing(0, Light.NONE)
    left = (parcel.until - today).days
    light = Light.RED if left < 0 else Light.YELLOW if left <= remind_days else Light.GREEN
    return Standing(left, light)


def expired(until: date | None, today: date) -> bool:
    """Whether only staff open its door now."""
    return until is not None and today > until
