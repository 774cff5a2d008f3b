"""Evaluations, as a hall file says them."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from hall.settings.base import Id, Part

LEVELS: Final = {"none": 0, "all_right": 3, "satisfied": 4, "very_satisfied": 5}


class EvaluationRules(Part):
    """评价(好差评)：多久没有评价算什么、链接和窗口二维码 · Evaluations: what silence counts as after some days, links, the windows' codes."""

    default: Literal["none", "all_right", "satisfied", "very_satisfied"] = "none"
    """过了期限没有评价算什么：none 什么也不算，all_right 基本满意，satisfied 满意，very_satisfied 非常满意；和市民给的分开存、分开数 · what silence counts as after some days; kept and counted apart from what citizens gave"""
    default_after: int = Field(default=5, ge=1, le=60)
    """几天没有评价才算 · days until silence counts"""
    default_days: Literal["working", "natural"] = "working"
    """working 按工作日，natural 按自然日 · working or natural days"""
    link_days: int = Field(default=30, ge=1, le=365)
    """号票页和链接几天内可以评价 · days in which a ticket's page and a link take an evaluation"""
    sign: Id = "window"
    """窗口二维码牌的版式：assets/signs 里的文件名 · layout of the windows' signs: name of a file in assets/signs"""
