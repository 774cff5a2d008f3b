"""Figures of a hall's days, as `GET /v1/statistics` answers. Seconds are whole; shares go from 0 to 1.

What each figure counts and how: docs/statistics.md. Nothing in here names or identifies a citizen.
"""

from __future__ import annotations

from pydantic import AwareDatetime

from hall.contract.messages import Message, Text
from hall.domain.statistics.report import By


class SpreadInfo(Message):
    """How times are spread. Percentiles by nearest rank: each is a time that somebody had."""

    count: int
    mean_s: float
    p50_s: int
    p80_s: int
    p90_s: int
    p95_s: int
    p99_s: int
    max_s: int


class ToldInfo(Message):
    """The wait as the papers said it, against what came, over `count` tickets that were told one and called.

    `within`: share of waits inside the range told. Half of them were off the middle by no more than `half_s`,
    nine of ten by no more than `nine_of_ten_s`. `bias_s` above 0: people waited longer than told.
    `told_*`: medians of what was told. `came_*`: percentiles 10, 50, 90 of what came.
    """

    count: int
    within: float
    half_s: int
    nine_of_ten_s: int
    bias_s: float
    told_low_s: int
    told_middle_s: int
    told_high_s: int
    came_low_s: int
    came_middle_s: int
    came_high_s: int


class FiguresInfo(Message):
    """Of some tickets. `tickets` = served + no_show + cancelled + left + open; `abandoned` is the middle three.

    `no_paper`: tickets void because their paper never came out; in none of the other figures.
    `waited_long`: called after more than 30 minutes; its share is of those that were called.
    `passed`: walk-ins that the calls of those with a right to go first went before.
    """

    tickets: int
    served: int
    no_show: int
    cancelled: int
    left: int
    open: int
    no_paper: int
    abandoned: int
    abandoned_share: float
    wait: SpreadInfo | None
    waited_long: int
    waited_long_share: float
    service: SpreadInfo | None
    offline: int
    offline_share: float
    priority: int
    priority_share: float
    appointment: int
    appointment_share: float
    passed: int
    recalls: int
    transfers: int
    holds: int
    returns: int
    told: ToldInfo | None


class GroupInfo(Message):
    """Tickets with one thing in common; `key` is stable, `name` for people. "" is none: no window yet."""

    key: str
    name: Text
    figures: FiguresInfo


class ArrivalsAt(Message):
    """Numbers taken in the quarter of an hour that begins at `at` (HH:MM), over all days."""

    at: str
    tickets: int


class WaitingCount(Message):
    """People waiting at `at` (HH:MM): the mean of the days, and the most on one."""

    at: str
    mean: float
    most: int


class PauseInfo(Message):
    """Paused for one reason, with nobody at the window."""

    reason: str
    seconds: int


class WindowLoad(Message):
    """A window's time: somebody at it, open with nobody there, paused with nobody there."""

    window: int
    name: Text
    served: int
    busy_s: int
    idle_s: int
    paused_s: int
    pauses: list[PauseInfo]


class Statistics(Message):
    """Service dates `first` to `last`, both included. `days` had tickets; `as_of`: when it was read."""

    first: str
    last: str
    by: By
    as_of: AwareDatetime
    days: int
    total: FiguresInfo
    groups: list[GroupInfo]
    arrivals: list[ArrivalsAt]
    waiting: list[WaitingCount]
    windows: list[WindowLoad]
