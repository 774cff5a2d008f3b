"""Attendance from staff cards: who is expected when, what is let pass, and what a machine's file looks like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field

from hall.settings.base import Id, Part
from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown
from hall.settings.time_checks import CLERK, day_of, no_date, spans
from hall.settings.times import Between, Date, Day

FIELDS: Final = ("badge", "time", "date", "way", "terminal", "method", "number")
"""What a column of a machine's file may be."""
MACHINE: Final = "staff_attendance"
READERS: Final = frozenset({"window", "pad"})
"""Roles of the units that read attendance machines."""


class Shift(Part):
    """某些人自己的上班时间 · Hours of some clerks of their own."""

    clerks: list[Id] = Field(min_length=1)
    """哪些人(工号) · staff numbers"""
    days: list[Day] = Field(default=["mon", "tue", "wed", "thu", "fri"], min_length=1)
    """星期几 · weekdays"""
    open: list[Between] = Field(min_length=1)
    """几点到几点；夜班不支持 · from and until; no night shifts"""


class Attendance(Part):
    """考勤 · Attendance from staff cards."""

    on: bool = False
    """用不用考勤：用了才有考勤页，人不在岗也看打卡 · whether attendance is kept: then there is its page, and absence goes by punches too"""
    since: Date | Literal[""] = ""
    """从哪一天开始考勤，如 2026-12-01；以前的日子不算缺勤 · the first day that is judged, like 2026-12-01; nobody was absent before"""
    joined: dict[Id, Date] = Field(default={})
    """后来的人从哪一天算，如 { "1103" = "2026-12-15" } · the first day of those who came later"""
    late_min: int = Field(default=5, ge=0, le=120)
    """晚到几分钟以内不算迟到 · minutes late that are let pass"""
    early_min: int = Field(default=5, ge=0, le=120)
    """早走几分钟以内不算早退 · minutes early that are let pass"""
    away_min: int = Field(default=15, ge=0, le=240)
    """上班时间里出去几分钟以内不算离岗 · minutes out of the house within working hours that are let pass"""
    half_min: int = Field(default=120, ge=10, le=480)
    """迟到或早退超过这么多分钟，按缺勤半天算 · minutes late or early that make it half a day missed"""
    before_min: int = Field(default=0, ge=0, le=120)
    """开门前几分钟要到 · minutes before the first hour by which clerks have to be there"""
    twice_s: int = Field(default=60, ge=0, le=3600)
    """同一个人几秒内再打一次算重复 · seconds within which a second punch of one person is a double one"""
    skew_s: int = Field(default=300, ge=10, le=86_400)
    """考勤机的钟差多少秒就标出来 · seconds that a machine's clock may be off before its punches are marked"""
    exempt: list[Id] = Field(default=[])
    """不考勤的人(工号) · staff numbers of those who are not judged"""
    shifts: list[Shift] = Field(default=[])
    """自己的上班时间；不写就和自己的窗口一样，没有窗口的和大厅一样 · own hours; else those of one's windows, or the hall's"""
    columns: dict[str, str] = Field(default={})
    """导入的文件里哪一列是什么，如 { badge = "考勤号", time = "打卡时间" }；不写就按常见的列名认 · columns of the machine's file; none: known by their usual names"""


def attendance(data: Mapping[str, Any], profiles: Mapping[str, Any]) -> Iterator[Finding]:
    """All faults of the table, and of what it needs. `profiles`: models by name."""
    rules = data.get("attendance")
    if not isinstance(rules, dict):
        return
    clerks = [one.get("id") for one in _tables(data.get("clerks"))]
    known = [one for one in clerks if isinstance(one, str)]
    shifts = list(_tables(rules.get("shifts")))
    for index, shift in enumerate(shifts):
        yield from spans(shift, ("attendance", "shifts", index))
        for place, name in enumerate(_list(shift.get("clerks"))):
            if isinstance(name, str) and name not in known:
                yield unknown(("attendance", "shifts", index, "clerks", place), CLERK, name, known)
    for place, name in enumerate(_list(rules.get("exempt"))):
        if isinstance(name, str) and name not in known:
            yield unknown(("attendance", "exempt", place), CLERK, name, known)
    yield from _first_days(rules, known)
    columns = rules.get("columns")
    for name in columns if isinstance(columns, dict) else ():
        if name not in FIELDS:
            yield unknown(("attendance", "columns", name), ("列", "column"), name, FIELDS)
    if rules.get("on") is True:
        yield from _needed(data, known, shifts)
        yield from _misplaced(data, profiles)


def _first_days(rules: Mapping[str, Any], known: list[str]) -> Iterator[Finding]:
    """Dates that are none, and those of nobody."""
    joined = rules.get("joined")
    dates: list[tuple[Loc, object]] = [(("attendance", "since"), rules.get("since"))]
    for name, text in joined.items() if isinstance(joined, dict) else ():
        dates.append((("attendance", "joined", name), text))
        if name not in known:
            yield unknown(("attendance", "joined", name), CLERK, name, known)
    for at, text in dates:
        if text and day_of(text) is None:
            yield no_date(at, text)


def _needed(data: Mapping[str, Any], known: list[str], shifts: list[Mapping[str, Any]]) -> Iterator[Finding]:
    if not known:
        yield Finding(
            ("attendance", "on"),
            "考勤要先有人：写上 clerks",
            "attendance needs people: write the clerks",
        )
    elif not shifts and not _list(data.get("hours")):
        yield Finding(
            ("attendance", "on"),
            "考勤要知道谁什么时候上班：写上 hours 或 attendance.shifts",
            "attendance needs working hours: write hours or attendance.shifts",
        )


def _misplaced(data: Mapping[str, Any], profiles: Mapping[str, Any]) -> Iterator[Finding]:
    """Attendance machines of units that do not read them."""
    for index, unit in enumerate(_tables(data.get("units"))):
        for place, device in enumerate(_tables(unit.get("devices"))):
            profile = profiles.get(str(device.get("profile")))
            if getattr(profile, "device_class", "") == MACHINE and unit.get("role") not in READERS:
                yield Finding(
                    ("units", index, "devices", place, "profile"),
                    "考勤机写在窗口机(window)或评价屏(pad)下面，别的程序不读它",
                    "an attendance machine belongs to a window unit or a pad; no other program reads it",
                )


def _tables(found: object) -> Iterator[Mapping[str, Any]]:
    return (one for one in _list(found) if isinstance(one, dict))


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []
