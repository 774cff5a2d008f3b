"""Supervision (督办), as a hall file says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from hall.domain.supervision.rules import Limits
from hall.settings.base import Part
from hall.settings.problems import Finding

Minutes = Annotated[int, Field(ge=0, le=480)]


class SupervisionRules(Part):
    """窗口的红黄绿灯和预警，都是分钟；0 是不看这一条 · Lights of windows and warnings, in minutes; 0: never."""

    late_min: Minutes = 5
    """到点几分钟没有开窗，黄灯 · closed so long after its hours began: yellow"""
    late_red_min: Minutes = 15
    """到点几分钟没有开窗，红灯 · and red"""
    closed_min: Minutes = 3
    """没有公告就停窗几分钟，红灯 · closed within its hours without an announcement: red"""
    pause_min: Minutes = 10
    """暂停几分钟，黄灯 · paused: yellow"""
    pause_red_min: Minutes = 30
    """暂停几分钟，红灯 · and red"""
    unattended_min: Minutes = 10
    """开着、有人等、没有在办的号，几分钟没有叫号，黄灯 · open and free with people waiting, and nobody called: yellow"""
    unattended_red_min: Minutes = 20
    """几分钟没有叫号，红灯 · and red"""
    wait_min: Minutes = 30
    """等得最久的人等了几分钟，黄灯 · the longest wait: yellow"""
    wait_red_min: Minutes = 45
    """等了几分钟，红灯 · and red"""
    serving_min: Minutes = 0
    """一个号办了几分钟，黄灯；业务长短不一，平时不看 · one number served so long: yellow; off, for matters differ"""
    serving_red_min: Minutes = 0
    """一个号办了几分钟，红灯 · and red"""
    unsigned_min: Minutes = 5
    """开着几分钟还没有写是谁在岗，黄灯（写了窗口人员的大厅） · open without a clerk's name, where the hall names clerks: yellow"""
    absent_min: Minutes = 5
    """按考勤不在大厅几分钟，红灯 · not in the house by attendance: red"""
    calm_min: Minutes = 3
    """原因消失几分钟后预警才结束，免得一闪一闪 · a warning ends once its cause is away for so long, so that it does not flap"""

    @property
    def limits(self) -> Limits:
        """As the rules take them."""
        return Limits(**self.model_dump())


def supervision(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Lights that would be red before they are yellow."""
    said = data.get("supervision")
    given = said if isinstance(said, dict) else {}
    for name in SupervisionRules.model_fields:
        first = name.replace("_red_min", "_min")
        red, yellow = (given.get(one, SupervisionRules.model_fields[one].default) for one in (name, first))
        known = isinstance(red, int) and isinstance(yellow, int)
        if name == first or not known or not 0 < red < yellow:
            continue
        at = ("supervision", name if name in given else first)
        yield Finding(
            at,
            f"{name} 是 {red}，不能比 {first} 的 {yellow} 小",
            f"{name} is {red}: not less than {first}, {yellow}",
        )
