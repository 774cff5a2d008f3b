"""Both kinds of window sign at work, on real ports: what was confirmed, and nothing else, is shown."""

import pytest

from drivers.sign.onbon import OnbonSign
from drivers.sign.text_sign import TextSign
from drivers.sim.line import PtyLine
from drivers.sim.sign import OnbonTwin, TextSignTwin
from drivers.sim.tcp_line import TcpLine
from drivers.types import CompletionCode, DeviceState
from hall.settings import load_profile
from tests.support.direct import driven

BX = {**load_profile("onbon-bx").options, "rows": 2, "answer_ms": 300}
TEXT = {**load_profile("text-sign").options, "answer_ms": 300}
KINDS = [
    pytest.param((lambda: PtyLine(OnbonTwin()), OnbonSign, BX), id="onbon-serial"),
    pytest.param((lambda: TcpLine(OnbonTwin()), OnbonSign, BX), id="onbon-tcp"),
    pytest.param((lambda: PtyLine(TextSignTwin()), TextSign, TEXT), id="text"),
]
CALL = ["A012", "请到3号窗口"]


@pytest.fixture(params=KINDS)
def desk(request):
    line, driver, options = request.param
    with driven(line(), driver, options) as desk:
        yield desk


def test_a_call_is_shown_and_taken_down(desk):
    assert desk.driver.start().parts == {"content": "empty"}
    done = desk.do("show", lines=CALL)
    assert done.code is CompletionCode.SUCCESS, done
    assert desk.twin.rows == CALL
    assert desk.driver.idle().parts["content"] == done.result["content"]
    assert desk.do("clear").result == {"content": "empty"}
    assert not any(desk.twin.rows)


def test_the_same_content_has_the_same_hash_and_another_has_another(desk):
    first = desk.do("show", lines=CALL).result["content"]
    assert desk.do("show", lines=CALL).result["content"] == first
    assert desk.do("show", lines=["A013"]).result["content"] != first


def test_what_an_earlier_program_left_on_the_sign_is_taken_down_at_start(desk):
    desk.twin.rows = ["B007", ""]
    desk.driver.start()
    assert not any(desk.twin.rows)


def test_a_text_whose_time_is_over_is_taken_down(desk):
    assert desk.do("show", lines=CALL, ttl_ms=50).done
    while "ttlExpired" not in desk.context.kinds:
        desk.context.pause(20)
        desk.driver.idle()
    assert not any(desk.twin.rows)


@pytest.mark.parametrize(
    ("lines", "code", "error"),
    [
        (["请到十三号窗口办理业务"], CompletionCode.INVALID_DATA, "text.tooLong"),
        (["一", "二", "三"], CompletionCode.INVALID_DATA, "text.tooLong"),
        (["王䶮𠮷"], CompletionCode.UNSUPPORTED_DATA, "text.noGlyph"),
        (["A\\C1012"], CompletionCode.UNSUPPORTED_DATA, "text.noGlyph"),
        (["A\n012"], CompletionCode.UNSUPPORTED_DATA, "text.noGlyph"),
        ([7], CompletionCode.INVALID_DATA, "command.invalid"),
        ("A012", CompletionCode.INVALID_DATA, "command.invalid"),
    ],
)
def test_a_text_the_sign_cannot_show_is_refused_whole(desk, lines, code, error):
    desk.do("show", lines=CALL)
    frames = desk.twin.frames
    done = desk.do("show", lines=lines)
    assert (done.code, done.error) == (code, error)
    assert (desk.twin.frames, desk.twin.rows) == (frames, CALL)
    assert "𠮷" not in str(done.evidence)


def test_a_running_text_may_be_longer_than_the_sign(desk):
    assert desk.do("show", lines=["请A012号到3号窗口办理业务"], effect="left").done
    assert desk.do("show", lines=["长" * 101], effect="left").error == "text.tooLong"
    assert desk.do("show", lines=["A012"], effect="sparkle").code is CompletionCode.UNSUPPORTED_DATA


def test_a_sign_that_refuses_says_so(desk):
    desk.driver.start()
    desk.twin.refuses = True
    done = desk.do("show", lines=CALL)
    assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "sign.refused")
    assert desk.driver._status().parts["content"] == "unknown"


def test_the_sign_of_another_window_that_answers_is_not_taken_for_ours():
    class Stranger(OnbonTwin):
        def _obey(self, body):
            self.address, own = 9, self.address
            try:
                return super()._obey(b"\x09\x00" + body[2:])
            finally:
                self.address = own

    with driven(PtyLine(Stranger()), OnbonSign, BX) as desk:
        done = desk.do("show", lines=CALL)
        assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "sign.wrongController")


def test_a_controller_of_another_type_is_said():
    with driven(PtyLine(OnbonTwin(kind=0x61)), OnbonSign, {**BX, "controller": "5K1"}) as desk:
        assert desk.driver.start().code == "sign.wrongController"
    with driven(PtyLine(OnbonTwin(kind=0x61)), OnbonSign, {**BX, "controller": "6K1"}) as desk:
        assert desk.driver.start().device is DeviceState.ONLINE


def test_brightness_and_clock_are_set_and_confirmed(desk):
    assert desk.do("brightness", level=4).result == {"level": 4}
    assert desk.twin.brightness == 4
    assert desk.do("brightness", level=16).code is CompletionCode.INVALID_DATA
    assert desk.do("set_clock", epoch_s=1_795_338_487).done
    assert desk.twin.clock == "2026-11-22 17:08:07, 7"
    desk.twin.refuses = True
    done = desk.do("brightness", level=5)
    assert (done.code, done.error, desk.twin.brightness) == (CompletionCode.HARDWARE_ERROR, "sign.refused", 4)


def test_its_own_test_lights_every_cell_and_brings_the_text_back(desk):
    desk.do("show", lines=CALL)
    seen = []
    pause = desk.context.pause
    desk.context.pause = lambda ms: (seen.append([*desk.twin.rows]), pause(ms))
    assert desk.do("self_test", hold_ms=20).result["lit"] == 32
    assert seen == [["■" * 8] * 2]
    assert desk.twin.rows == CALL
    assert desk.do("capabilities").result["read_back"] is None


def test_a_sign_whose_table_has_no_frame_for_it_says_so():
    options = {**TEXT, "frames": {"show": TEXT["frames"]["show"]}}
    with driven(PtyLine(TextSignTwin()), TextSign, options) as desk:
        for op, args in (("brightness", {"level": 4}), ("set_clock", {"epoch_s": 1_795_338_487})):
            assert desk.do(op, **args).code is CompletionCode.UNSUPPORTED_COMMAND
        assert desk.do("capabilities").result["brightness"] is None


@pytest.mark.parametrize(
    ("line", "driver", "options"),
    [
        (lambda: PtyLine(OnbonTwin()), OnbonSign, {**BX, "address": 65535}),
        (lambda: PtyLine(OnbonTwin()), OnbonSign, {**BX, "answers": False}),
        (lambda: PtyLine(TextSignTwin()), TextSign, {key: TEXT[key] for key in TEXT if key != "reply"}),
    ],
)
def test_without_answers_nothing_is_claimed(line, driver, options):
    with driven(line(), driver, options) as desk:
        assert desk.driver.start().code == "status.noChannel"
        done = desk.do("show", lines=["A012"])
        assert (done.code, done.error) == (CompletionCode.OUTCOME_UNKNOWN, "status.noChannel")
        assert desk.driver.idle().parts["content"] == "unknown"


@pytest.mark.parametrize(
    ("driver", "options", "advice"),
    [
        (OnbonSign, {"width": 60}, "8 pixels"),
        (OnbonSign, {"controler": "any"}, "controller"),
        (TextSign, {}, "frames.show"),
        (TextSign, {"frames": {"show": "02 {addr} 03"}}, "{text}"),
        (TextSign, {"frames": {"show": "{text:text} {colour}"}}, "colour"),
        (TextSign, {"frames": {"show": "{text:text}", "brightness": "01 {text:text}"}}, "level"),
        (TextSign, {"frames": {"show": "{text:text}"}, "reply": {"ok": "06"}}, "ack"),
        (TextSign, {"frames": {"show": "{text:text}"}, "reply": {"ack": "06 {t:gbk}"}}, "fixed length"),
    ],
)
def test_a_wrong_setting_is_said_with_its_place(driver, options, advice):
    with driven(PtyLine(OnbonTwin()), driver, options) as desk:
        status = desk.driver.start()
        assert status.code == "config.invalid"
        assert advice in status.parts["option"]
