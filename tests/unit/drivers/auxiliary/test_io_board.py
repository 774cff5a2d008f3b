"""Relay and input boards: lights that are read back, contacts that are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.auxiliary import modbus
from drivers.auxiliary.io_board import IoBoard
from drivers.sim.auxiliary import IoBoardTwin
from drivers.sim.line import PtyLine
from drivers.types import CompletionCode, DeviceState
from hall.settings import load_profile
from tests.support.direct import driven

OPTIONS = {**load_profile("modbus-io").options, "answer_ms": 200}


@pytest.fixture(params=["rtu", "ascii"])
def desk(request):
    twin = IoBoardTwin(ascii_mode=request.param == "ascii")
    with driven(PtyLine(twin), IoBoard, {**OPTIONS, "mode": request.param}) as desk:
        yield desk


def test_frames_as_the_standard_shows_them():
    assert modbus.pack(0x11, modbus.read_request(1, 0x13, 0x25), "rtu") == bytes.fromhex(
        "11 01 00 13 00 25 0E 84"
    )
    assert modbus.pack(0x11, modbus.write_request(0xAC, on=True), "rtu") == bytes.fromhex(
        "11 05 00 AC FF 00 4E 8B"
    )
    assert modbus.pack(1, modbus.read_request(2, 0, 2), "ascii") == b":010200000002FB\r\n"


def test_a_guide_light_goes_on_and_out(desk):
    assert desk.do("light", name="code", on=True).result == {"name": "code", "on": True}
    assert desk.twin.coils[1]
    assert desk.do("light", name="paper", on=True).done
    assert desk.do("lights_off").done
    assert not any(desk.twin.coils)


def test_a_relay_that_does_not_switch_is_told(desk):
    desk.twin.stuck = {0}
    done = desk.do("light", name="card", on=True)
    assert (done.code, done.error) == (CompletionCode.HARDWARE_ERROR, "board.refused")


def test_a_door_contact_that_changes_is_an_event(desk):
    desk.twin.inputs[0] = True
    assert desk.driver.start().parts == {"in_door": "off", "in_staff_call": "off"}
    desk.twin.inputs[0] = False
    assert desk.driver.idle().parts["in_door"] == "on"
    desk.twin.inputs[1] = True
    desk.driver.idle()
    assert [dict(event.data) for event in desk.context.events] == [
        {"name": "door", "on": True},
        {"name": "staff_call", "on": True},
    ]
    assert desk.do("read_inputs").result == {"inputs": {"door": True, "staff_call": True}}


def test_the_board_blinks_to_show_which_it_is_and_ends_dark(desk):
    seen = []
    pause = desk.context.pause
    desk.context.pause = lambda ms: (seen.append([*desk.twin.coils[:4]]), pause(0))
    assert desk.do("identify").result == {"lights": ["card", "code", "paper"]}
    assert seen == [[True, True, True, False]]
    assert not any(desk.twin.coils)


def test_a_visit_ends_dark(desk):
    desk.do("light", name="card", on=True)
    assert desk.do("end_transaction").result == {"media_left": None, "buffers_cleared": True}
    assert not any(desk.twin.coils)
    assert desk.do("capabilities").result["doors"] == ["door"]


def test_no_light_shines_after_the_end(desk):
    desk.do("light", name="card", on=True)
    desk.driver.stop()
    assert not any(desk.twin.coils)


def test_a_number_the_board_has_not_is_a_wrong_setting(desk):
    options = {**OPTIONS, "inputs": {"door": 20}, "inverted": {}}
    with driven(PtyLine(IoBoardTwin()), IoBoard, options) as small:
        status = small.driver.start()
        assert (status.device, status.code) == (DeviceState.HARDWARE_ERROR, "board.refused")
    assert desk.do("light", name="lamp", on=True).code is CompletionCode.INVALID_DATA


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"lights": {"a": 64}},
        {"inputs": {"a": 0}, "inverted": {"b": 1}},
        {"unit": 0},
        {"inputs": {"a": 0}, "left_open_s": {"b": 9}},
    ],
)
def test_a_wrong_setting_is_said(options):
    with driven(PtyLine(IoBoardTwin()), IoBoard, options) as desk:
        assert desk.driver.start().code == "config.invalid"


@pytest.mark.parametrize("mode", ["rtu", "ascii"])
@given(noise=st.binary(max_size=20), states=st.lists(st.booleans(), min_size=1, max_size=20))
def test_an_answer_is_found_in_noise(mode, noise, states):
    request = modbus.read_request(2, 0, len(states))
    value = sum(on << at for at, on in enumerate(states)).to_bytes((len(states) + 7) // 8, "little")
    frame = modbus.pack(7, bytes([2, len(value)]) + value, mode)
    noise = noise.replace(b":", b"")
    answer = modbus.find(noise + frame, 7, request, mode)
    assert answer is not None
    assert modbus.find(frame, 8, request, mode) is None


def test_a_line_with_a_space_in_it_is_no_frame():
    request = modbus.read_request(2, 0, 8)
    frame = modbus.pack(1, bytes([2, 1, 5]), "ascii")
    assert modbus.find(frame, 1, request, "ascii") == modbus.Answer(b"\x05")
    assert modbus.find(frame[:3] + b" " + frame[3:], 1, request, "ascii") is None


@pytest.mark.parametrize("mode", ["rtu", "ascii"])
@given(received=st.binary(max_size=40))
def test_nothing_received_stops_the_search(mode, received):
    answer = modbus.find(received, 1, modbus.read_request(1, 0, 8), mode)
    assert answer is None or answer.error or len(answer.data) == 1
