"""The call box at work, on a real pty."""

import pytest

from drivers.keypad.caller import CallerKeypad
from drivers.sim.keypad import CALL_KEYS, KeypadTwin
from drivers.sim.line import PtyLine
from drivers.types import CompletionCode
from hall.settings import load_profile
from tests.support.direct import driven

OPTIONS = {**load_profile("hallkit-caller").options, "windows": {"1": 3, "2": 4}}


@pytest.fixture
def desk():
    with driven(PtyLine(KeypadTwin(keys=CALL_KEYS)), CallerKeypad, OPTIONS, baud=9600) as desk:
        desk.driver.start()
        yield desk


def heard(desk, kind, count=1, turns=2000):
    """Idle until so many events of a kind came."""
    for _ in range(turns):
        desk.driver.idle()
        found = [event.data for event in desk.context.events if event.kind == kind]
        if len(found) >= count:
            return found
        desk.context.pause(5)
    raise AssertionError(desk.context.events)


@pytest.mark.parametrize("key", list(CALL_KEYS))
def test_a_key_is_an_event_with_its_window(desk, key):
    desk.hand(desk.twin.press, key)
    assert heard(desk, "keyPressed") == [{"key": key, "address": 1, "window": 3, "held": False}]


def test_a_key_held_down_says_so(desk):
    desk.hand(lambda: desk.twin.press("recall", held=True))
    assert heard(desk, "keyPressed")[0]["held"] is True


def test_a_bouncing_key_calls_one_ticket(desk):
    desk.hand(desk.twin.press, "next", 3)
    desk.hand(desk.twin.press, "recall")
    assert [data["key"] for data in heard(desk, "keyPressed", 2)] == ["next", "recall"]


def test_a_box_nobody_entered_calls_nobody(desk):
    desk.hand(lambda: desk.twin.press("next", address=9))
    assert heard(desk, "addressUnknown") == [{"address": 9}]
    assert "keyPressed" not in desk.context.kinds


def test_the_display_shows_number_and_waiting(desk):
    assert desk.do("set_display", number="A012", waiting=7).result == {"confirmed": True}
    assert (desk.twin.display, desk.twin.waiting) == ("A012", 7)
    assert desk.do("set_display", number="号", waiting=7).code is CompletionCode.UNSUPPORTED_DATA
    assert desk.do("set_display", number="A012").code is CompletionCode.INVALID_DATA


def test_a_locked_box_calls_nobody(desk):
    assert desk.do("lock", on=True).done
    desk.hand(desk.twin.press, "next")
    heard(desk, "keyIgnored")
    assert desk.twin.locked
    assert desk.do("lock", on=False).done
    desk.hand(desk.twin.press, "recall")
    assert heard(desk, "keyPressed")[0]["key"] == "recall"


def test_a_light_is_lit(desk):
    assert desk.do("led", n=2, on=True).done
    assert desk.twin.lights == {2: True}


def test_a_box_with_another_address_does_not_answer_for_this_one(desk):
    done = desk.do("led", n=2, on=True, address=2)
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
