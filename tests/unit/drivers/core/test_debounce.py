"""A loose plug does not make the screens flicker."""

from dataclasses import replace

import pytest

from drivers.debounce import Debounce
from drivers.types import DeviceState, Status

ONLINE = Status(DeviceState.ONLINE)
GONE = Status(DeviceState.OFFLINE, "bus.gone")


def shown(*found):
    debounce = Debounce()
    return [debounce.judge(status, at).device for at, status in found]


def test_two_misses_are_forgiven_and_the_third_counts():
    assert shown((0, ONLINE), (100, GONE), (200, GONE), (300, GONE)) == [
        "online",
        "online",
        "online",
        "offline",
    ]


def test_two_seconds_away_count_however_few_the_misses():
    assert shown((0, ONLINE), (100, GONE), (2100, GONE)) == ["online", "online", "offline"]


def test_a_device_that_is_back_is_shown_at_once_and_forgiven_anew():
    found = [(0, ONLINE), (1, GONE), (2, GONE), (3, GONE), (4, ONLINE), (5, GONE), (6, GONE)]
    assert shown(*found)[3:] == ["offline", "online", "online", "online"]


def test_a_device_that_was_never_online_is_shown_as_it_is():
    assert shown((0, GONE)) == ["offline"]


@pytest.mark.parametrize(
    "state", [DeviceState.HARDWARE_ERROR, DeviceState.USER_ERROR, DeviceState.FRAUD_ATTEMPT]
)
def test_what_the_device_itself_says_is_shown_at_once(state):
    assert shown((0, ONLINE), (1, replace(GONE, device=state))) == ["online", state]
