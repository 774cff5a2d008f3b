"""The evaluation keypad at work, on a real pty."""

import pytest

from drivers.keypad.evaluation import EvaluationPad
from drivers.sim.base import Reply
from drivers.sim.keypad import KeypadTwin, frame
from drivers.sim.line import PtyLine
from drivers.types import Canceled, CompletionCode, DeviceState
from hall.settings import load_profile
from tests.support.direct import driven

OPTIONS = {**load_profile("hallkit-pad").options, "settle_ms": 150, "quick_ms": 0, "rapid_ms": 0}


@pytest.fixture
def desk():
    with driven(PtyLine(KeypadTwin()), EvaluationPad, OPTIONS, baud=9600) as desk:
        desk.driver.start()
        yield desk


def when_asked(desk, *keys, **more):
    desk.context.on_event = lambda event: (
        [desk.hand(lambda key=key: desk.twin.press(key, **more)) for key in keys]
        if event.kind == "prompted"
        else None
    )


def heard(desk, kind):
    """Idle until such an event came."""
    for _ in range(2000):
        status = desk.driver.idle()
        if kind in desk.context.kinds:
            return status
        desk.context.pause(5)
    raise AssertionError(desk.context.events)


def test_a_citizen_presses_a_level(desk):
    when_asked(desk, "5")
    done = desk.do("start_evaluation", window=3)
    assert done.code is CompletionCode.SUCCESS
    assert (done.result["level"], done.result["flags"], done.result["presses"]) == (5, [], 1)
    assert desk.twin.screen == "thanks"
    assert desk.context.kinds == ["prompted", "keyPressed", "evaluated"]


@pytest.mark.parametrize("level", ["1", "2", "3", "4", "5"])
def test_every_level_is_the_one_that_was_pressed(desk, level):
    when_asked(desk, level)
    assert desk.do("start_evaluation").result["level"] == int(level)


def test_silence_is_no_rating(desk):
    done = desk.do("start_evaluation", wait_ms=300)
    assert (done.code, done.error, done.result) == (CompletionCode.TIME_OUT, "vote.notRated", {})
    assert desk.twin.screen == "idle"
    assert "timedOutNoVote" in desk.context.kinds


@pytest.mark.parametrize(
    ("keys", "flags", "presses"),
    [
        (["5", "5"], ["duplicate"], 2),
        (["1", "5"], ["conflict"], 2),
        (["2", "2", "2", "2"], ["duplicate", "burst"], 4),
        (["5", "1", "5", "3", "2"], ["duplicate", "conflict", "burst"], 5),
    ],
)
def test_the_first_press_stands_and_what_is_odd_is_said(desk, keys, flags, presses):
    when_asked(desk, *keys)
    done = desk.do("start_evaluation")
    assert (done.result["level"], done.result["flags"], done.result["presses"]) == (
        int(keys[0]),
        flags,
        presses,
    )


def test_a_press_nobody_asked_for_is_no_rating_but_is_remembered(desk):
    desk.hand(desk.twin.press, "5")
    assert desk.do("start_evaluation", wait_ms=300).error == "vote.notRated"
    desk.hand(desk.twin.press, "5")
    when_asked(desk, "4")
    done = desk.do("start_evaluation")
    assert (done.result["level"], done.result["flags"]) == (4, ["pressedBefore"])


def test_faster_than_anybody_reads_and_right_after_the_last_one_is_flagged():
    with driven(
        PtyLine(KeypadTwin()), EvaluationPad, {**OPTIONS, "quick_ms": 5000, "rapid_ms": 60_000}
    ) as desk:
        when_asked(desk, "5")
        assert desk.do("start_evaluation").result["flags"] == ["tooQuick"]
        assert desk.do("start_evaluation").result["flags"] == ["tooQuick", "rapid"]


def test_the_neighbours_pad_on_the_same_line_rates_nothing(desk):
    when_asked(desk, "5", address=2)
    done = desk.do("start_evaluation", wait_ms=400)
    assert done.error == "vote.notRated"
    assert "wrongWindow" in desk.context.kinds


def test_a_key_value_that_is_not_in_the_table_rates_nothing(desk):
    desk.twin.keys["odd"] = 0x55
    when_asked(desk, "odd")
    assert desk.do("start_evaluation", wait_ms=400).error == "vote.notRated"


class Once:
    """True the first time it is looked at: a cancel interrupts once."""

    def __init__(self):
        self.looked = False

    def __bool__(self):
        first, self.looked = not self.looked, True
        return first


def test_giving_up_takes_the_question_off_the_pad(desk):
    desk.context.on_event = lambda event: setattr(desk.context, "give_up", Once())
    with pytest.raises(Canceled):
        desk.do("start_evaluation")
    assert desk.twin.screen == "idle"


def test_a_pad_that_answers_is_on_and_what_it_cannot_show_is_refused(desk):
    status = desk.driver.idle()
    assert (status.device, status.parts["pad"]) == (DeviceState.ONLINE, "on")
    assert desk.do("welcome").result == {"confirmed": True}
    assert desk.do("show_clerk", name="王芳", number="07").result == {"confirmed": True}
    assert desk.twin.clerk == "07 王芳"
    assert desk.do("sync_clock", epoch_s=1_795_338_487).done
    assert desk.twin.clock == "2026-11-22 17:08:07"
    assert desk.do("identify").done
    assert desk.twin.beeps == 2
    assert desk.do("beep").code is CompletionCode.UNSUPPORTED_COMMAND
    assert desk.do("start_evaluation", window="3").code is CompletionCode.INVALID_DATA


def test_what_a_table_has_no_frame_for_is_told_and_refused():
    options = {"press": {"fixed": {"5": "41 0D", "1": "45 0D"}}}
    with driven(PtyLine(KeypadTwin()), EvaluationPad, options) as desk:
        told = desk.do("capabilities").result
        assert (told["levels"], told["clerk"], told["clock"], told["signature"]) == (
            ["1", "5"],
            None,
            None,
            None,
        )
        for op, args in (("show_clerk", {"name": "王芳"}), ("sync_clock", {"epoch_s": 1}), ("identify", {})):
            assert desk.do(op, **args).code is CompletionCode.UNSUPPORTED_COMMAND


def test_an_empty_battery_and_an_opened_housing_are_told(desk):
    desk.twin.battery = 9
    assert desk.do("status").result["code"] == "pad.batteryLow"
    desk.hand(desk.twin.open_housing)
    assert heard(desk, "tampered").code == "pad.tampered"
    assert desk.context.kinds == ["threshold", "tampered"]
    assert desk.do("clear_alarms").result == {"cleared": True}
    desk.twin.battery = 0
    assert desk.driver.start().parts["battery"] == "unknown"


def test_a_question_for_another_window_is_not_asked():
    with driven(PtyLine(KeypadTwin()), EvaluationPad, {**OPTIONS, "window": 3}) as desk:
        done = desk.do("start_evaluation", window=4)
        assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "pad.wrongWindow")
        assert desk.twin.screen == "idle"


def test_a_press_after_the_question_is_the_last_citizens_and_the_next_one_starts_clean(desk):
    assert desk.do("start_evaluation", wait_ms=200).error == "vote.notRated"
    desk.hand(desk.twin.press, "5")
    heard(desk, "staleCase")
    assert desk.do("end_transaction").result == {"media_left": None, "buffers_cleared": True}
    when_asked(desk, "4")
    assert desk.do("start_evaluation").result["flags"] == []


def test_a_second_vote_right_after_the_first_is_told():
    with driven(PtyLine(KeypadTwin()), EvaluationPad, {**OPTIONS, "rapid_ms": 60_000}) as desk:
        when_asked(desk, "5")
        assert desk.do("start_evaluation").result["level"] == 5
        desk.hand(desk.twin.press, "1")
        heard(desk, "duplicateVote")


def test_a_pad_of_whole_frames_that_cannot_be_asked():
    options = {"press": {"fixed": {"5": "41 0D", "1": "45 0D"}}, "settle_ms": 100}
    with driven(PtyLine(KeypadTwin()), EvaluationPad, options) as desk:
        status = desk.driver.start()
        assert (status.device, status.parts["pad"]) == (DeviceState.ONLINE, "unknown")

        def press(event):
            if event.kind == "prompted":
                desk.hand(desk.twin._pending.append, Reply(b"A\r"))

        desk.context.on_event = press
        assert desk.do("start_evaluation").result["level"] == 5
        assert desk.driver.idle().parts["pad"] == "on"


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        ({}, "options.press"),
        ({"press": {"frame": "AA {key}"}}, "belong together"),
        ({"press": {"frame": "AA", "keys": {"01": "1"}}}, "{key}"),
        ({"press": {"frame": "AA {key}", "keys": {"1": "1"}}}, "hex"),
        ({"press": {"frame": "AA {key}", "keys": {"01": "6"}}}, "none of"),
        ({"press": {"frame": "AA {key}", "keys": {"01": "1", "02": "1"}}}, "twice"),
        ({"press": {"frame": "AA {t:gbk} {key}", "keys": {"01": "1"}}}, "fixed length"),
        ({"press": {"fixed": {"5": "41"}}, "frames": {"aks": "01"}}, "ask"),
        ({"press": {"fixed": {"5": "41"}}, "adress": 1}, "address"),
    ],
)
def test_a_wrong_table_is_said_with_its_place(options, advice):
    with driven(PtyLine(KeypadTwin()), EvaluationPad, options) as desk:
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "config.invalid")
        assert advice in status.parts["option"]
        assert desk.do("start_evaluation").error == "config.invalid"


def test_the_twin_speaks_as_the_page_says():
    assert frame(1, 1, 5) == bytes.fromhex("5A A5 01 01 05 00 05")
