"""The networked pad at work, on a real TCP port."""

import pytest

from drivers.keypad.networked import NetworkedPad, read_rating
from drivers.sim.networked_pad import NetworkedPadTwin
from drivers.sim.tcp_line import TcpLine
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven


@pytest.fixture
def desk():
    with driven(TcpLine(NetworkedPadTwin()), NetworkedPad) as desk:
        yield desk


def when_asked(desk, do, *args):
    desk.context.on_event = lambda event: desk.hand(do, *args) if event.kind == "prompted" else None


def test_a_rating_with_its_reasons(desk):
    when_asked(desk, desk.twin.rate, 2, ["213", "214"], "等了很久")
    done = desk.do("start_evaluation", window=3, clerk="07", case="YX20260001")
    assert done.code is CompletionCode.SUCCESS
    assert (done.result["level"], done.result["tags"], done.result["words"]) == (
        2,
        ["213", "214"],
        "等了很久",
    )
    assert desk.twin.received[-1]["case"] == "YX20260001"
    assert "等了很久" not in str(desk.context.events)


def test_the_citizen_walks_away(desk):
    when_asked(desk, desk.twin.walk_away)
    done = desk.do("start_evaluation")
    assert (done.code, done.error, done.result) == (CompletionCode.TIME_OUT, "vote.notRated", {})


def test_nobody_presses_and_the_question_is_taken_off(desk):
    assert desk.do("start_evaluation", wait_ms=300).error == "vote.notRated"
    assert desk.twin.asked is None


def test_a_rating_for_the_last_citizen_does_not_become_the_next_ones(desk):
    when_asked(desk, desk.twin.rate, 1)
    assert desk.do("start_evaluation").result["level"] == 1
    desk.context.on_event = lambda event: None
    desk.hand(desk.twin.rate, 5)
    assert desk.do("start_evaluation", wait_ms=400).error == "vote.notRated"
    assert {"staleCase", "duplicateVote"} & set(desk.context.kinds)


@pytest.mark.parametrize(
    "answer",
    [
        {"rated": 6}, {"rated": 0}, {"rated": True}, {"rated": "5"}, {"rated": None}, {},
        {"rated": 5, "tags": ["213"]}, {"rated": 5, "tags": "510"}, {"rated": 5, "tags": [510]},
        {"rated": 5, "words": 7}, {"rated": 5, "words": "长" * 501}, {"rated": 5, "tags": ["510"] * 9},
    ],
)  # fmt: skip
def test_a_rating_that_makes_no_sense_is_none(answer):
    assert read_rating(answer) is None


def test_the_pad_says_how_it_is(desk):
    status = desk.driver.start()
    assert (status.device, status.parts) == (
        DeviceState.ONLINE, {"pad": "on", "screen": "idle", "battery": "87", "tamper": "none"},
    )  # fmt: skip
    assert desk.do("show_clerk", name="王芳", number="07").done
    assert desk.twin.clerk == "王芳"
    assert desk.do("sync_clock", epoch_s=1_780_000_000).done
    assert desk.twin.clock_s == 1_780_000_000
    assert desk.do("welcome").done


def test_an_empty_battery_and_an_opened_housing_are_told(desk):
    desk.driver.start()
    desk.twin.battery = 9
    assert desk.driver.idle().code == "pad.batteryLow"
    desk.hand(desk.twin.open_housing)
    while "tampered" not in desk.context.kinds:
        desk.context.pause(5)
        status = desk.driver.idle()
    assert status.code == "pad.tampered"
    assert desk.context.kinds == ["threshold", "tampered"]
    assert desk.do("clear_alarms").result == {"cleared": True}
    desk.twin.battery = 80
    assert desk.driver.idle().code == ""


def test_the_pad_shows_which_it_is_and_rests(desk):
    assert desk.do("identify").done
    assert desk.twin.flashed == 1
    assert desk.do("sleep").done


def test_a_question_for_another_window_is_not_asked():
    with driven(TcpLine(NetworkedPadTwin()), NetworkedPad, {"window": 3}) as desk:
        done = desk.do("start_evaluation", window=4)
        assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "pad.wrongWindow")
        assert desk.twin.received == []


def test_a_visit_ends_with_no_question_on_the_pad(desk):
    desk.twin.asked = {"id": 1}
    desk.driver.start()
    assert desk.do("end_transaction").result == {"media_left": None, "buffers_cleared": True}
    assert desk.twin.asked is None
