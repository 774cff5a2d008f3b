"""The voice that reads the screen, as a hall file says it."""

from __future__ import annotations

from pydantic import Field

from hall.settings.base import Id, Part


class Audio(Part):
    """读屏：把屏幕上的话念出来，有音箱(speaker)的终端和取号机才用 · The voice that reads the screen, of units with a speaker."""

    voices: list[Id] = Field(default=["mandarin", "english"], min_length=1)
    """先用哪些录好的声音，每种语言取第一个；没有录的话由机器念 · recorded voices looked at first, one a language; the rest is spoken by machine"""
    headset: str = ""
    """耳机插座是音箱的哪个分区；不写就没有耳机，姓名和号码一律不念 · the speaker's zone that is the headset socket; none: personal data is never spoken"""
    quiet_percent: int = Field(default=30, ge=1, le=100)
    """voice.quiet 的时段里，外放最大音量(百分比)；耳机不受限 · the loudspeaker's highest volume within voice.quiet, in percent; headsets are free"""
