"""Hours, holidays, bookings, tidal windows and substitutes, as a hall file says them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hall.settings.base import Id, Part, Words

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Between = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$")]


class OpenHours(Part):
    """开门时间 · Opening hours."""

    days: list[Day] = Field(default=["mon", "tue", "wed", "thu", "fri"], min_length=1)
    """星期几 · weekdays"""
    open: list[Between] = Field(min_length=1)
    """几点到几点；午间不间断就只写一段，如 09:00-17:00 · from and until; one span means no noon break"""


class Holiday(Part):
    """放假 · Days at rest."""

    name: Words
    """叫什么，会告诉市民 · its name, told to citizens"""
    first: Date
    """第一天，如 2026-10-01 · first day"""
    last: Date
    """最后一天；只有一天就和第一天相同 · last day; the first one again for a single day"""


class Workday(Part):
    """调休上班的日子 · A day off that is worked."""

    date: Date
    """哪一天 · which day"""
    as_day: Day
    """按星期几的时间开门 · the weekday whose hours it has"""


class Booking(Part):
    """预约的规则 · The rules of bookings."""

    slot_min: Literal[30, 60] = 30
    """一个时段多少分钟 · minutes of a slot"""
    walk_in_percent: int = Field(default=30, ge=30, le=100)
    """每个时段留给现场取号的百分比：只能更多，不能少于 30 · percent of every slot kept for walk-ins; 30 is the least"""
    ahead_days: int = Field(default=14, ge=0, le=180)
    """最多提前几天预约 · days that one can book ahead"""
    most_missed: int = Field(default=0, ge=0, le=20)
    """这段日子里爽约几次就暂停预约(现场取号不受影响)；0 不限 · missed appointments that stop new bookings, never walking in; 0: no such rule"""
    missed_days: int = Field(default=30, ge=1, le=365)
    """爽约按最近几天算 · days in which they count"""


class BookableTimes(Part):
    """可以预约的时间 · Times that can be booked."""

    service: Id
    """哪项业务 · the service"""
    days: list[Day] = Field(default=["mon", "tue", "wed", "thu", "fri"], min_length=1)
    """星期几 · weekdays"""
    open: list[Between] = Field(min_length=1)
    """几点到几点 · from and until"""
    capacity: int = Field(ge=1, le=999)
    """一个时段一共能办几位，含现场取号的 · people that a slot serves in all, walk-ins among them"""


class TideRule(Part):
    """潮汐窗口和窗口值守的提醒 · Tidal windows, and what staff are reminded of."""

    people: int = Field(default=10, ge=1, le=500)
    """等候超过几个人就提议增开 · more people waiting than this call for help"""
    wait_min: int = Field(default=30, ge=1, le=480)
    """或者有人等了多少分钟以上 · or somebody waiting longer than this many minutes"""
    lasting_min: int = Field(default=5, ge=0, le=120)
    """持续多少分钟才提议 · minutes that it has to last"""
    again_min: int = Field(default=30, ge=5, le=480)
    """被否决以后多少分钟内不再提 · minutes of silence after a proposal was dismissed"""
    pause_min: int = Field(default=10, ge=1, le=240)
    """A 岗暂停多少分钟就提议 B 岗顶上 · minutes of a clerk's pause until a substitute is proposed"""


class Clerk(Part):
    """窗口人员 · A clerk."""

    id: Id
    """工号 · staff number"""
    name: str = Field(min_length=1, max_length=40)
    """姓名，窗口上显示 · name, shown at the window"""
    substitute_for: list[Id] = Field(default=[])
    """是哪些人的 B 岗(工号) · staff numbers of those whose substitute this clerk is"""
    title: str = Field(default="", max_length=40)
    """岗位，评价屏的亮明身份卡上显示 · post, shown on the staff card of the review pad"""
    department: str = Field(default="", max_length=40)
    """单位，如 市场监督管理局 · department"""
    badge: str = Field(default="", max_length=12)
    """徽标，如 党员先锋岗、首席代表 · badge on the card"""
    photo: str = Field(default="", pattern=r"^([A-Za-z0-9_-]+\.(png|jpg))?$")
    """照片(PNG 或 JPEG)，放在服务器数据目录的 clerks 里 · photo, a PNG or JPEG in the folder clerks of the server's data"""
