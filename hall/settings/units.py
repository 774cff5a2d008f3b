"""The hall's machines: a program, a screen, devices."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from hall.settings import base
from hall.settings.audio import Audio
from hall.settings.base import Id, Words
from hall.settings.review import ReviewPad

Role = Literal["terminal", "dispenser", "display", "window", "pad"]
Verb = Literal["call", "recall", "start", "finish", "no_show", "hold", "pause", "undo", "close"]


class Part(base.Part, BaseModel):
    """As every part of the file; named here with pydantic's own for the linter's sake."""


class Screen(Part):
    """屏幕的真实大小：工控屏自报的尺寸常常是错的，要用尺量 · The panel's true size: EDID lies on panel kiosks, so measure it."""

    width_px: int = Field(ge=320, le=8192)
    """宽(像素) · width in pixels"""
    height_px: int = Field(ge=320, le=8192)
    """高(像素) · height in pixels"""
    width_mm: float = Field(gt=50, le=4000)
    """可视区域的宽(毫米) · width of the visible area in millimetres"""
    viewing_distance_m: float = Field(default=0.6, gt=0.2, le=50)
    """人离屏幕多远(米) · how far people stand, in metres"""


class Timing(Part):
    """没人操作时等多久 · How long silence lasts."""

    idle_s: int = Field(default=120, ge=5)
    """几秒没有操作就提醒 · seconds of silence before the warning"""
    warning_s: int = Field(default=30, ge=5)
    """提醒几秒后清除个人信息 · seconds of warning before everything personal is wiped"""
    result_s: int = Field(default=20, ge=5)
    """结果页停留几秒 · seconds that the result page stays"""
    receipt_s: int = Field(default=60, ge=20)
    """有编号和二维码的结果页停留几秒：市民要时间扫码、拍照 · seconds that a result page with a number and its code stays: it takes time to scan it or to take a picture"""


class Device(Part):
    """一台机器上的一个设备 · One device of a unit."""

    name: Id
    """在这台机器上的名字，通常就是设备类别 · its name in the unit, usually the device class"""
    profile: Id
    """型号：config/devices 里的文件名 · model: name of a file in config/devices"""
    port: str = Field(min_length=1)
    """端口：/dev/serial/by-id/… 或 tcp://主机：端口 · port: /dev/serial/by-id/… or tcp://HOST:PORT"""


class Board(Part):
    """大屏显示什么 · What a display shows."""

    kind: Literal["hall", "zone", "window", "notices"] = "hall"
    """hall 全大厅，zone 几个窗口，window 一个窗口，notices 通知和图片 · the whole hall, some windows, one window, or notices and pictures"""
    windows: list[int] = []
    """zone 写这一区的窗口号，window 写一个；别的不写 · numbers of the zone's windows, or the one window; none for the other kinds"""
    missed: bool = True
    """hall、zone:轮流列出过号的号码 · whether missed numbers come round on hall and zone boards"""
    media: str = ""
    """notices:放图片的文件夹 · folder of the pictures of a notices screen"""
    seconds: int = Field(default=10, ge=3, le=600)
    """一张图片放几秒；文件名末尾写 _20s 的放 20 秒 · seconds of a picture; one whose name ends in _20s stays 20"""
    still: bool = False
    """不要任何动画 · no movement at all"""
    local_port: int = Field(default=0, ge=0, le=65535)
    """断网叫号用的 UDP 端口；0 用 local.port · its own UDP port for local calling; 0 is local.port"""


class Unit(Part):
    """一台机器上的一个程序 · One program on one machine."""

    id: Id
    """代号 · short name"""
    role: Role
    """终端、取号机、大屏、窗口机或评价屏 · terminal, dispenser, display, window unit or review pad"""
    mark: str = Field(default="", pattern=r"^([1-9][0-9]?)?$")
    """断网取号时印在号码里的数字，全大厅不重复 · its own digits in offline ticket numbers"""
    place: Words = Words(zh="", en="")
    """放在哪里 · where it stands"""
    screen: Screen = Screen(width_px=1280, height_px=1024, width_mm=376)
    """屏幕；窗口机没有，别的都要写 · its screen; a window unit has none, the others need one"""
    board: Board = Board()
    """大屏显示什么 · what a display shows"""
    window: int = Field(default=0, ge=0, le=999)
    """窗口机、评价屏是几号窗口的 · the window of a window unit or a review pad"""
    keys: dict[str, Verb] = {}
    """窗口机：呼叫器的哪个键做什么，long-键名 是长按；不写的照默认 · a window unit: what the keys of its caller keypad do, long-KEY held down; the rest as usual"""
    pause_reason: str = Field(default="窗口暂停，请稍候", min_length=1, max_length=40)
    """窗口机：按暂停键时告诉等候的人的原因 · a window unit: what those who wait are told when its pause key is pressed"""
    timing: Timing = Timing()
    """等待时间 · its waiting times"""
    review: ReviewPad = ReviewPad()
    """评价屏：等多久，欢迎词 · a review pad: how long it waits, its welcome"""
    audio: Audio = Audio()
    """读屏的声音 · the voice that reads the screen"""
    devices: list[Device] = []
    """接了哪些设备 · the devices connected to it"""
