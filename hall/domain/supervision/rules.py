"""What is warned of and from when on: declared here once, for the lights, the warnings, the console and docs/supervision.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, unique
from typing import Final

from hall.domain.cases.lights import Light

Words = tuple[str, str]
"""Chinese, English."""


@unique
class Kind(StrEnum):
    """What a warning is about."""

    WINDOW_LATE = "window_late"
    WINDOW_CLOSED = "window_closed"
    WINDOW_PAUSED = "window_paused"
    WINDOW_UNATTENDED = "window_unattended"
    TICKET_WAITING = "ticket_waiting"
    TICKET_SERVING = "ticket_serving"
    STAFF_UNSIGNED = "staff_unsigned"
    STAFF_ABSENT = "staff_absent"
    CASE_DUE_SOON = "case_due_soon"
    CASE_UNDECIDED = "case_undecided"
    CASE_OVERDUE = "case_overdue"
    CASE_STATUTORY = "case_statutory"
    ORDER_OVERDUE = "order_overdue"


@dataclass(frozen=True)
class Limits:
    """Minutes from which on a light changes; 0: never. `calm_min`: so long a cause is away before a warning ends."""

    late_min: int = 5
    late_red_min: int = 15
    closed_min: int = 3
    pause_min: int = 10
    pause_red_min: int = 30
    unattended_min: int = 10
    unattended_red_min: int = 20
    wait_min: int = 30
    wait_red_min: int = 45
    serving_min: int = 0
    serving_red_min: int = 0
    unsigned_min: int = 5
    absent_min: int = 5
    calm_min: int = 3


@dataclass(frozen=True)
class Rule:
    """`yellow`, `red`: names of `Limits`, "" for never. `lights`: of a case or an order, whose days decide, told in `when`.

    `says`: with its facts, as `hall.domain.supervision.causes` gives them.
    """

    name: Words
    when: Words
    says: Words
    yellow: str = ""
    red: str = ""
    lights: tuple[Light, ...] = ()

    def light(self, lasted: timedelta, limits: Limits) -> Light | None:
        """What it is after so long; None: nothing yet."""
        for light, name in ((Light.RED, self.red), (Light.YELLOW, self.yellow)):
            minutes = getattr(limits, name) if name else 0
            if minutes and lasted >= timedelta(minutes=minutes):
                return light
        return None


RULES: Final = {
    Kind.WINDOW_LATE: Rule(
        ("没有按时开窗", "Not open in time"),
        (
            "到了窗口的时间（或公告的停窗已经结束）还没有开窗",
            "the window's hours have begun (or an announced closing is over) and it is closed",
        ),
        (
            "{window} 号窗口应在 {time} 开窗，现在还没有开。",
            "Window {window} should be open since {time} and is not.",
        ),
        "late_min",
        "late_red_min",
    ),
    Kind.WINDOW_CLOSED: Rule(
        ("没有公告就停窗", "Closed without notice"),
        (
            "开过窗，在自己的时间里又关了，没有停窗公告",
            "it was open and closed again within its hours, and no closing was announced",
        ),
        (
            "{window} 号窗口 {time} 关了窗，没有停窗公告。",
            "Window {window} was closed at {time} without an announcement.",
        ),
        red="closed_min",
    ),
    Kind.WINDOW_PAUSED: Rule(
        ("暂停太久", "Paused for long"),
        ("在自己的时间里暂停着", "it is paused within its hours"),
        (
            "{window} 号窗口从 {time} 起暂停（{reason}）。",
            "Window {window} has been paused since {time} ({reason}).",
        ),
        "pause_min",
        "pause_red_min",
    ),
    Kind.WINDOW_UNATTENDED: Rule(
        ("有人等没人叫", "Open, and nobody is called"),
        (
            "窗口开着，没有在办的号，有人等候，却没有叫号（擅离）",
            "it is open and free, people wait for it, and nobody is called",
        ),
        (
            "{window} 号窗口从 {time} 起没有叫号，{count} 人等候。",
            "Window {window} has called nobody since {time}; {count} are waiting.",
        ),
        "unattended_min",
        "unattended_red_min",
    ),
    Kind.TICKET_WAITING: Rule(
        ("等得太久", "Waiting for long"),
        (
            "等得最久的人等了这么久；窗口的灯看等它的人，预警按业务",
            "the longest wait; a window's light looks at its own line, a warning at a service",
        ),
        (
            "{service}有 {count} 人等候，最早的从 {time} 等起。",
            "{count} people wait for {service}, the first since {time}.",
        ),
        "wait_min",
        "wait_red_min",
    ),
    Kind.TICKET_SERVING: Rule(
        ("一个号办得太久", "One number takes long"),
        ("同一个号一直在窗口上", "one and the same number is at the window"),
        (
            "{window} 号窗口从 {time} 起一直在办 {number}。",
            "Window {window} has been serving {number} since {time}.",
        ),
        "serving_min",
        "serving_red_min",
    ),
    Kind.STAFF_UNSIGNED: Rule(
        ("开窗没有写是谁", "Open, and nobody signed in"),
        (
            "大厅文件写了窗口人员，窗口开着却没有写是谁",
            "the hall file names clerks and the window is open without one",
        ),
        (
            "{window} 号窗口从 {time} 起开着，没有写是谁在岗。",
            "Window {window} is open since {time} and nobody signed in.",
        ),
        yellow="unsigned_min",
    ),
    Kind.STAFF_ABSENT: Rule(
        ("人员缺岗", "Staff absent"),
        (
            "按考勤不在大厅：窗口开着，在岗的人不在；或到了时间，A 岗、B 岗都不在",
            "by attendance not in the house: the clerk of an open window, or, within its hours, all whose window it is and who stand in",
        ),
        (
            "{window} 号窗口：{who}不在大厅（按考勤，从 {time} 起）。",
            "Window {window}: {who} not in the house by attendance, since {time}.",
        ),
        red="absent_min",
    ),
    Kind.CASE_DUE_SOON: Rule(
        ("办件快到期", "Case nearly due"),
        (
            "承诺的时限只剩 `cases.warn_days` 个工作日；计时暂停的不算",
            "`cases.warn_days` working days of the promised ones are left; not while the clock stands",
        ),
        (
            "办件 {number} 最迟 {due} 办结，还剩 {count} 个工作日。",
            "Case {number} is due on {due}: {count} working days left.",
        ),
        lights=(Light.YELLOW,),
    ),
    Kind.CASE_UNDECIDED: Rule(
        ("受理决定快到期或超期", "Decision to accept is late"),
        (
            "还没有答复受不受理：快到期黄灯，过了 `cases.accept_days` 红灯；等补正的不算",
            "nobody said whether it is accepted: yellow when nearly due, red beyond `cases.accept_days`; not while corrections are awaited",
        ),
        (
            "办件 {number} 还没有答复受不受理，期限 {due}。",
            "Nobody has said whether case {number} is accepted; due {due}.",
        ),
        lights=(Light.YELLOW, Light.RED),
    ),
    Kind.CASE_OVERDUE: Rule(
        ("办件超过承诺时限", "Case beyond its promise"),
        ("过了承诺的工作日还没有办结", "the promised working days are over and it is not finished"),
        (
            "办件 {number} 超过承诺时限 {count} 个工作日。",
            "Case {number} is {count} working days beyond its promise.",
        ),
        lights=(Light.RED,),
    ),
    Kind.CASE_STATUTORY: Rule(
        ("办件超过法定时限", "Case beyond the law's time"),
        ("过了法定的工作日还没有办结，另计", "the statutory working days are over; counted apart"),
        (
            "办件 {number} 超过法定时限 {count} 个工作日。",
            "Case {number} is {count} working days beyond the time that the law sets.",
        ),
        lights=(Light.RED,),
    ),
    Kind.ORDER_OVERDUE: Rule(
        ("台账、工单逾期", "Ledger entry overdue"),
        (
            "建议、投诉、办不成事或差评工单过了这一步的期限（见台账）",
            "what a citizen told or a bad review is beyond the day of its step (see the ledger)",
        ),
        ("{number} 应在 {due} 前办，已经逾期。", "{number} was due on {due} and is overdue."),
        lights=(Light.RED,),
    ),
}
