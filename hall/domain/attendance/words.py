"""The words of attendance: which way somebody went, what is odd about a punch, how a day was."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Way(StrEnum):
    """Which way a punch was, as the machine says."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


@unique
class Flag(StrEnum):
    """What is odd about a punch. An odd one is kept and shown."""

    UNKNOWN = "unknown"
    """Nobody is known to hold the card."""
    DOUBLE = "double"
    """The same person again within seconds: it counts for nothing."""
    FUTURE = "future"
    """Later than the hall's own clock when it came."""
    CLOCK = "clock"
    """The machine's clock was wrong when it was read."""
    GAP = "gap"
    """Records before it were lost in the machine."""
    VOID = "void"
    """A supervisor says that it does not count."""


@unique
class Mark(StrEnum):
    """How a day was; none: on time."""

    LATE = "late"
    EARLY = "early"
    AWAY = "away"
    """Left in between, within working hours."""
    NO_IN = "no_in"
    """Forgot to punch on coming."""
    NO_OUT = "no_out"
    """Forgot to punch on leaving."""
    HALF = "half"
    """Half of a day missed."""
    ABSENT = "absent"
    NOT_COME = "not_come"
    """Today, and expected by now."""
    LEAVE = "leave"
    TRIP = "trip"
    OVERTIME = "overtime"


@unique
class Kind(StrEnum):
    """What a supervisor enters."""

    PUNCH = "punch"
    """A punch that is missing (补卡)."""
    VOID = "void"
    """A punch that does not count."""
    LEAVE = "leave"
    TRIP = "trip"
    """Away on business (公出)."""
    OVERTIME = "overtime"


TIMED = frozenset({Kind.LEAVE, Kind.TRIP, Kind.OVERTIME})
"""With a beginning and an end."""
BAD = frozenset({Mark.LATE, Mark.EARLY, Mark.AWAY, Mark.NO_IN, Mark.NO_OUT, Mark.HALF, Mark.ABSENT})
"""What somebody has to look into."""
