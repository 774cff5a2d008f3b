"""What trying a driver comes to: results of clauses, and the tier they earn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum, unique


@unique
class Tier(IntEnum):
    """How far a driver can be trusted; the rules are in docs/hardware/quality.md."""

    NONE = 0
    BRONZE = 1
    SILVER = 2
    GOLD = 3
    PLATINUM = 4

    @property
    def word(self) -> str:
        """As it is written: bronze."""
        return self.name.lower()


@unique
class Result(StrEnum):
    """How a clause ended. Only `NOT_APPLICABLE` and `PASSED` earn a tier: what was not tried is not known."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_TRIED = "notTried"
    NOT_APPLICABLE = "notApplicable"


@dataclass(frozen=True)
class Verdict:
    """One clause, tried on the twin or on the port. `detail` is English, for the driver's maker."""

    clause: str
    zh: str
    en: str
    tier: Tier
    where: str
    result: Result
    detail: str = ""


def tier_of(verdicts: Iterable[Verdict]) -> Tier:
    """The highest tier whose clauses, and those of every tier below, are all passed or not applicable.

    Above gold stands only what passed on hardware too: every clause of the port, and there was at least one.
    """
    found = list(verdicts)
    reached = Tier.NONE
    for tier in (Tier.BRONZE, Tier.SILVER, Tier.GOLD):
        mine = [one for one in found if one.tier is tier and one.where == "twin"]
        if not mine or not all(_good(one) for one in mine):
            return reached
        reached = tier
    on_port = [one for one in found if one.where == "port"]
    return Tier.PLATINUM if on_port and all(_good(one) for one in on_port) else reached


def _good(one: Verdict) -> bool:
    return one.result in {Result.PASSED, Result.NOT_APPLICABLE}
