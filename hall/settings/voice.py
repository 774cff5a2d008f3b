"""What is said aloud in the hall, and by whom while the server is away."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from hall.settings import base
from hall.settings.base import Id, Words

Address = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+(:[0-9]{1,5})?$", max_length=260)]


class Part(base.Part, BaseModel):
    """As every part of the file; named here with pydantic's own for the linter's sake."""


Hour = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Quiet(Part):
    """安静的时段 · Quiet hours."""

    begin: Hour
    """从几点，如 12:00 · from, like 12:00"""
    end: Hour
    """到几点；比 begin 早就是过了半夜 · until; earlier than begin means after midnight"""
    how: Literal["chime", "silent"] = "chime"
    """chime 只响提示音，silent 完全不出声 · the chime alone, or no sound at all"""


class Loudness(Part):
    """从几点起多大声 · The volume from an hour on."""

    begin: Hour
    """从几点起，到下一条为止 · from, until the next entry"""
    percent: int = Field(ge=1, le=100)
    """音量(百分比) · volume in percent"""


class Zone(Part):
    """广播的一个分区 · A zone of the public address."""

    id: Id
    """代号，和音箱型号文件 zones 里的一样 · short name, as in zones of the speaker's profile"""
    windows: list[int]
    """这个分区里听得到的窗口号 · numbers of the windows that are called here"""


class Voice(Part):
    """语音叫号：大屏接了音箱(speaker)才用 · The calling voice, of displays that have a speaker."""

    voices: list[Id] = Field(default=["mandarin"], min_length=1)
    """用哪些声音、按什么顺序念：assets/sounds 里的目录 · which voices, in this order: folders of assets/sounds"""
    folder: str = ""
    """自己录的声音放在哪个目录，先找这里 · folder of the hall's own voices, looked at first"""
    call: Words = Words(zh="请{number}号到{window}号窗口", en="Number {number}, please go to window {window}")
    """怎么叫：{number} 是号码，{window} 是窗口 · what is said; {number} and {window} are filled in"""
    zero: Literal["零", "洞"] = "零"
    """号码里的 0 念什么 · how Mandarin reads 0 in a number"""
    one: Literal["一", "幺"] = "一"
    """号码里的 1 念什么 · how Mandarin reads 1 in a number"""
    repeats: int = Field(default=2, ge=1, le=3)
    """每次叫号念几遍 · how often a call is spoken"""
    longest_wait_s: int = Field(default=60, ge=10, le=600)
    """等了这么多秒还没轮到，就不念了，记为漏念 · seconds after which a call is not spoken any more but told as missed"""
    percent: int = Field(default=80, ge=1, le=100)
    """平时的音量(百分比) · usual volume in percent"""
    loudness: list[Loudness] = []
    """按钟点调音量 · volume by the hour"""
    quiet: list[Quiet] = []
    """安静的时段 · quiet hours"""
    zones: list[Zone] = []
    """分区；不写就是全部音箱，没有写到的窗口在所有分区念 · zones; none: all speakers. A window of no zone is called in all"""


class Local(Part):
    """断网叫号：服务器不在时，窗口直接告诉大屏 · Local calling: windows tell the displays themselves while the server is away."""

    key: str = Field(default="", pattern=r"^(.{16,200})?$", repr=False)
    """大屏和窗口共用的密钥，至少 16 个字；不写就不用断网叫号 · secret of displays and windows, 16 characters at least; empty: off"""
    port: int = Field(default=8711, ge=1024, le=65535)
    """大屏用哪个 UDP 端口听 · UDP port on which displays listen"""
    bind: str = Field(default="0.0.0.0", min_length=1)  # noqa: S104 - windows are other machines; a technician may narrow it
    """大屏在哪个网口上听，0.0.0.0 是全部 · address of the network card on which displays listen; 0.0.0.0 is all of them"""
    displays: list[Address] = []
    """窗口要告诉哪些大屏：主机或主机：端口 · the displays that windows tell: host or host:port"""
