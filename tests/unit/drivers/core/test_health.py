"""How long a child may be silent, and how often it is started again."""

import pytest

from drivers.health import Pulse, Restarts


def pulse():
    return Pulse(beat_ms=250, hang_ms=750, now_ms=0)


def test_a_child_that_answers_lives():
    heart = pulse()
    for now in range(250, 5000, 250):
        heart.pong(now - 10, 20)
        assert not heart.hung(now)


def test_a_child_that_answers_nothing_is_hung_after_the_limit():
    heart = pulse()
    assert [heart.hung(now) for now in (250, 500, 750, 1000)] == [False, False, False, True]


def test_a_child_whose_driver_does_not_turn_is_hung_although_it_answers():
    heart = pulse()
    heart.pong(240, 800)
    assert heart.hung(250)


def test_a_supervisor_that_slept_blames_nobody():
    heart = pulse()
    heart.pong(100, 0)
    assert not heart.hung(60_000)
    heart.pong(60_010, 59_000)
    assert not heart.hung(60_250)


def test_after_the_sleep_a_silent_child_is_noticed_again():
    heart = pulse()
    assert not heart.hung(60_000)
    assert [heart.hung(60_000 + beat) for beat in (250, 500, 750, 1000)] == [False, False, False, True]


def test_restarts_wait_longer_and_longer_then_stop():
    restarts = Restarts((0, 1000, 5000, 30_000), healthy_ms=60_000)
    assert [restarts.after(5) for _ in range(5)] == [0, 1000, 5000, 30_000, None]


def test_a_healthy_minute_is_forgotten_and_forgiven():
    restarts = Restarts((0, 1000), healthy_ms=60_000)
    assert [restarts.after(ms) for ms in (1, 1, 60_000, 59_999)] == [0, 1000, 0, 1000]


@pytest.mark.parametrize("waits", [(), (0,)])
def test_a_released_device_gets_all_its_chances_again(waits):
    restarts = Restarts(waits, healthy_ms=60_000)
    first = [restarts.after(1) for _ in range(2)]
    restarts.forget()
    assert [restarts.after(1) for _ in range(2)] == first
