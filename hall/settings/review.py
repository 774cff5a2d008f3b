"""How a review pad (评价屏) behaves at its window."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from hall.settings import base
from hall.settings.base import Words


class ReviewPad(base.Part, BaseModel):
    """评价屏 · A review pad."""

    silence_s: int = Field(default=45, ge=30, le=60)
    """请市民评价后，几秒没有人碰就记"未评价" · seconds without a touch after which a visit counts as not rated"""
    warning_s: int = Field(default=15, ge=10, le=20)
    """最后几秒在屏幕上倒数提醒 · of these the last, counted down on the screen"""
    thanks_s: int = Field(default=5, ge=3, le=20)
    """谢谢的话停留几秒 · seconds that the thanks stay"""
    aloud: bool = False
    """页面要不要一开始就读出来(要接音箱)；不读时市民按一下"读出来"也能听，答了什么从不读出来 · whether pages are read from the beginning, with a speaker; else by one key; what was answered is never spoken"""
    page: Literal["own", "province"] = "own"
    """谁的评价页：own 自己的五张脸；province 打开省里的评价页(要写 upstream.page_url)，打不开时用自己的 · whose page asks: our own faces, or the province's page (upstream.page_url), with our own wherever that cannot be had"""
    hosts: list[str] = []
    """省评价页还要用到的主机，page_url 的主机不用写 · further hosts that the province's page needs beside its own"""
    welcome: Words = Words(zh="您好，请问您要办什么业务？", en="Welcome. How can we help you?")
    """没有人评价时写的欢迎词 · what it says while nobody is asked"""
