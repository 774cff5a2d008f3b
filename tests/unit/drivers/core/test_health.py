"""How long a child may be silent, and how often it is started again."""

import pytest

from drivers.health import Pulse, Restarts


def beats(heart, *answers):
    """One beat per answer (None: silence): what the supervisor sees at the end of each."""
    seen = []
    for still in answers:
        heart.ping()
        if still is not None:
            heart.pong(still)
        seen.append(heart.hung)
    return seen


def pulse():
    return Pulse(beat_ms=100, hang_ms=300)


def test_a_child_that_answers_lives():
    assert not any(beats(pulse(), *[0, 1, 0, 2] * 20))


def test_a_child_that_answers_nothing_is_hung_after_the_limit():
    assert beats(pulse(), 0, None, None, None) == [False, False, False, True]


def test_a_child_whose_driver_does_not_turn_is_hung_although_it_answers():
    assert beats(pulse(), 0, 1, 2, 3) == [False, False, False, True]


def test_one_late_answer_makes_good_for_all():
    assert not any(beats(pulse(), None, None, 0, None, None, 1, None, None))


def test_a_limit_between_two_beats_is_rounded_up():
    assert beats(Pulse(beat_ms=100, hang_ms=301), None, None, None, None) == [False, False, False, True]


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
