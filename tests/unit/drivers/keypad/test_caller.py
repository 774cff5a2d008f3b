"""The call box at work, on a real pty."""

import pytest

from drivers.keypad.caller import CallerKeypad
from drivers.keypad.signing import Signing
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


@pytest.mark.parametrize("key", ["next", "recall", "skip", "transfer", "pause", "finish", "priority"])
def test_a_key_is_an_event_with_its_window(desk, key):
    desk.hand(desk.twin.press, key)
    assert heard(desk, "keyPressed") == [{"key": key, "address": 1, "window": 3}]


def test_a_key_held_down_says_so(desk):
    desk.hand(lambda: desk.twin.press("recall", held=True))
    assert heard(desk, "longPress") == [{"key": "recall", "address": 1, "window": 3}]
    assert "keyPressed" not in desk.context.kinds


def typed(desk, *keys):
    for key in keys:
        desk.hand(desk.twin.press, key)


def test_a_clerk_signs_in_with_a_number_and_out_again(desk):
    typed(desk, "login", "1", "clear", "0", "7", "enter")
    assert heard(desk, "login") == [{"clerk": "07", "address": 1, "window": 3}]
    assert desk.driver.idle().parts["signed_in"] == "1"
    typed(desk, "logout")
    assert heard(desk, "logout") == [{"clerk": "", "address": 1, "window": 3}]
    typed(desk, "login", "next")
    assert heard(desk, "keyPressed")[0]["key"] == "next"
    assert desk.driver.idle().parts["signed_in"] == "none"


def test_a_box_where_nobody_signed_in_calls_nobody():
    with driven(
        PtyLine(KeypadTwin(keys=CALL_KEYS)), CallerKeypad, {**OPTIONS, "login_required": True}
    ) as desk:
        typed(desk, "next")
        ignored = heard(desk, "keyIgnored")[0]
        assert (ignored["why"], ignored["error"]) == ("signedOut", "pad.illegalInState")
        typed(desk, "login", "7", "enter", "next")
        assert heard(desk, "keyPressed")[0]["key"] == "next"


@pytest.mark.parametrize(
    ("numbered", "keys", "told"),
    [
        (False, ["login"], "login"),
        (True, ["login", "enter"], "typing"),
        (True, ["login", *"123456789"], "typing"),
        (True, ["login", "7", "next"], None),
        (True, ["7"], None),
        (True, ["enter"], None),
    ],
)
def test_what_a_key_means_for_signing(numbered, keys, told):
    signing = Signing(numbered=numbered)
    *_, last = [signing.press(key, at) for at, key in enumerate(keys)]
    assert (last.kind if last else None) == told
    assert signing.signed_in is (told == "login")


def test_a_number_that_nobody_finished_is_forgotten():
    signing = Signing(numbered=True)
    signing.press("login", 0)
    signing.press("7", 1000)
    assert signing.press("enter", 20_000) is None
    assert not signing.signed_in


def test_a_box_that_was_opened_or_wants_charging_is_told(desk):
    desk.twin.battery = 9
    assert desk.driver.look().code == "pad.batteryLow"
    desk.hand(desk.twin.open_housing)
    assert heard(desk, "tampered")
    assert desk.driver.idle().code == "pad.tampered"
    assert desk.do("clear_alarms").result == {"cleared": True}


def test_a_box_beeps_to_show_which_it_is_and_one_that_is_not_there_cannot(desk):
    assert desk.do("identify", address=1).done
    assert desk.twin.beeps == 2
    done = desk.do("identify", address=9)
    assert (done.code, done.error) == (CompletionCode.INVALID_DATA, "pad.addressUnknown")


def test_a_table_tells_what_its_box_can_do(desk):
    told = desk.do("capabilities").result
    assert (told["addresses"], told["led"], told["long_press"]) == ([1, 2], True, True)
    assert desk.do("subscribe").code is CompletionCode.UNSUPPORTED_COMMAND
    options = {"press": {"fixed": {"next": "31 0D"}}}
    with driven(PtyLine(KeypadTwin()), CallerKeypad, options) as small:
        told = small.do("capabilities").result
        assert (told["keys"], told["display"], told["beep"]) == (["next"], None, None)
        assert small.do("identify").code is CompletionCode.UNSUPPORTED_COMMAND


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
    assert desk.driver.idle().parts["locked"] == "1"
    assert desk.do("unlock").done
    desk.hand(desk.twin.press, "recall")
    assert heard(desk, "keyPressed")[0]["key"] == "recall"


def test_a_light_is_lit(desk):
    assert desk.do("led", n=2, on=True).done
    assert desk.twin.lights == {2: True}


def test_a_box_with_another_address_does_not_answer_for_this_one(desk):
    done = desk.do("led", n=2, on=True, address=2)
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
