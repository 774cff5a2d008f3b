"""How loud, and whether at all, at an hour of the hall's day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hall.domain.clock import CHINA
from hall.settings import Voice

How = Literal["spoken", "chime", "silent"]


@dataclass(frozen=True)
class Manner:
    """`percent`: the volume. `how`: the whole call, the chime alone, or nothing."""

    how: How = "spoken"
    percent: int = 80


def manner(voice: Voice, now: datetime) -> Manner:
    """What holds now. `now` is aware. A quiet time that ends before it begins goes over midnight."""
    at = now.astimezone(CHINA).strftime("%H:%M")
    how: How = next((quiet.how for quiet in voice.quiet if _within(at, quiet.begin, quiet.end)), "spoken")
    steps = sorted((step.begin, step.percent) for step in voice.loudness)
    past = [percent for begin, percent in steps if begin <= at]
    last_night = steps[-1:] if steps else []
    percent = past[-1] if past else last_night[0][1] if last_night else voice.percent
    return Manner(how, percent)


def _within(at: str, begin: str, end: str) -> bool:
    return begin <= at < end if begin <= end else at >= begin or at < end
