"""Volume by the hour and quiet hours, in China's time."""

from datetime import UTC, datetime

import pytest

from hall.settings import Loudness, Quiet, Voice
from kiosk.voice.hours import Manner, manner


def at(text):
    """An hour in China."""
    return datetime.fromisoformat(f"2026-11-22T{text}:00+08:00").astimezone(UTC)


def test_without_a_schedule_the_usual_volume_holds():
    assert manner(Voice(percent=70), at("09:00")) == Manner("spoken", 70)


@pytest.mark.parametrize(
    ("hour", "percent"),
    [("00:30", 50), ("08:29", 50), ("08:30", 90), ("11:59", 90), ("12:00", 60), ("18:00", 50)],
)
def test_each_volume_holds_until_the_next_and_the_last_over_night(hour, percent):
    steps = [("12:00", 60), ("08:30", 90), ("18:00", 50)]
    voice = Voice(loudness=[Loudness(begin=begin, percent=loud) for begin, loud in steps])
    assert manner(voice, at(hour)).percent == percent


@pytest.mark.parametrize(
    ("hour", "how"),
    [("11:59", "spoken"), ("12:00", "chime"), ("13:59", "chime"), ("14:00", "spoken"), ("22:00", "silent"), ("05:59", "silent"), ("06:00", "spoken")],
)  # fmt: skip
def test_quiet_hours_at_noon_and_over_midnight(hour, how):
    quiet = [Quiet(begin="12:00", end="14:00"), Quiet(begin="22:00", end="06:00", how="silent")]
    assert manner(Voice(quiet=quiet), at(hour)).how == how
