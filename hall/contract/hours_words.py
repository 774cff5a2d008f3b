"""Hours, slots and dates as people read them, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from hall.contract.messages import Text
from hall.domain.clock import CHINA
from hall.domain.dates import short_in
from hall.domain.hours import Closed, Shut

_ZH_DAYS: Final = "一二三四五六日"
_EN_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WHY: Final = {
    Shut.BEFORE: Text(zh="还没到取号时间", en="it is too early"),
    Shut.BREAK: Text(zh="中间休息", en="it is the break"),
    Shut.AFTER: Text(zh="今天的取号时间已过", en="today's hours have ended"),
    Shut.DAY_OFF: Text(zh="今天不办公", en="the hall rests today"),
}


def why_closed(closed: Closed) -> Text:
    """Half a sentence."""
    if closed.why is Shut.HOLIDAY:
        zh, en = closed.holiday
        return Text(zh=f"{zh}放假", en=f"holiday, {en}")
    return _WHY[closed.why]


def opens(closed: Closed, now: datetime) -> Text:
    """When it opens again, a whole sentence."""
    if closed.opens is None:
        return Text(zh="何时再开请到咨询台问。", en="the information desk knows when it opens.")
    at = moment(closed.opens, now)
    return Text(zh=f"{at.zh} 开始取号。", en=f"numbers are given from {at.en} on.")


def told(closed: Closed, now: datetime) -> Text:
    """Why and when again, for screens."""
    why, again = why_closed(closed), opens(closed, now)
    return Text(zh=f"{why.zh}，{again.zh}", en=f"{why.en[:1].upper()}{why.en[1:]}: {again.en}")


def moment(at: datetime, now: datetime) -> Text:
    """今天 13:30, 明天 09:00, 10月8日（周四） 09:00: no reader has to count days."""
    here, today = at.astimezone(CHINA), now.astimezone(CHINA).date()
    clock = here.strftime("%H:%M")
    if here.date() == today:
        return Text(zh=f"今天 {clock}", en=f"{clock} today")
    if here.date() == today + timedelta(days=1):
        return Text(zh=f"明天 {clock}", en=f"{clock} tomorrow")
    day = date_of(here)
    return Text(zh=f"{day.zh} {clock}", en=f"{clock} on {day.en}")


def date_of(at: datetime) -> Text:
    """A day with its weekday."""
    here = at.astimezone(CHINA)
    return Text(
        zh=f"{short_in('zh', here)}（周{_ZH_DAYS[here.weekday()]}）",
        en=f"{_EN_DAYS[here.weekday()]} {short_in('en', here)}",
    )


def slot(begin: datetime, length: timedelta, now: datetime) -> Text:
    """A slot with its day."""
    at, end = moment(begin, now), (begin + length).astimezone(CHINA).strftime("%H:%M")
    clock = begin.astimezone(CHINA).strftime("%H:%M")
    return Text(zh=at.zh.replace(clock, f"{clock}-{end}"), en=at.en.replace(clock, f"{clock}-{end}"))


def listed(begins: Iterable[datetime], now: datetime) -> Text:
    """Some slots, or that there are none."""
    found = [moment(at, now) for at in begins]
    if not found:
        return Text(zh="最近没有可约的时段", en="none soon")
    return Text(zh="、".join(one.zh for one in found), en=", ".join(one.en for one in found))
