"""An evaluation pad that is silent, cut off, disturbed or pulled out: nobody's rating is invented."""

import pytest

from drivers.keypad.evaluation import EvaluationPad
from drivers.keypad.networked import NetworkedPad
from drivers.sim.faults import Fault
from drivers.sim.keypad import KeypadTwin
from drivers.sim.line import PtyLine
from drivers.sim.networked_pad import NetworkedPadTwin
from drivers.sim.tcp_line import TcpLine
from drivers.transport.base import WireError
from drivers.types import CompletionCode, DeviceState
from hall.settings import load_profile
from tests.support.direct import driven

OPTIONS = {**load_profile("hallkit-pad").options, "settle_ms": 150, "quick_ms": 0}


@pytest.fixture
def desk():
    with driven(PtyLine(KeypadTwin()), EvaluationPad, OPTIONS, baud=9600) as desk:
        yield desk


def disturbed_when_asked(desk, fault, key="5"):
    def act(event):
        if event.kind == "prompted":
            desk.line.set_fault(fault)
            desk.hand(desk.twin.press, key)

    desk.context.on_event = act


def test_a_silent_pad_is_not_online_and_asks_nobody(desk):
    desk.line.set_fault(Fault.NO_ANSWER)
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
    done = desk.do("start_evaluation")
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")


@pytest.mark.parametrize("fault", [Fault.WRONG_CHECKSUM, Fault.HALF_FRAME, Fault.NO_ANSWER])
def test_a_press_that_came_damaged_is_no_rating(desk, fault):
    disturbed_when_asked(desk, fault)
    done = desk.do("start_evaluation", wait_ms=700)
    assert (done.code, done.error, done.result) == (CompletionCode.TIME_OUT, "vote.notRated", {})


@pytest.mark.parametrize("fault", [Fault.GARBAGE_BEFORE, Fault.SLOW])
def test_a_press_in_noise_or_byte_by_byte_is_read(desk, fault):
    disturbed_when_asked(desk, fault, "2")
    assert desk.do("start_evaluation").result["level"] == 2


def test_a_pad_pulled_out_while_asking_ends_the_question(desk):
    desk.context.on_event = lambda event: desk.line.unplug() if event.kind == "prompted" else None
    with pytest.raises(WireError):
        desk.do("start_evaluation")


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.HALF_FRAME])
def test_a_networked_pad_that_does_not_confirm_is_not_online(fault):
    with driven(TcpLine(NetworkedPadTwin()), NetworkedPad, {"answer_ms": 300}) as desk:
        desk.line.set_fault(fault)
        assert desk.driver.start().code == "protocol.noAnswer"
        assert desk.do("start_evaluation").error == "protocol.noAnswer"


def test_nonsense_between_the_lines_of_a_networked_pad_is_passed_over():
    with driven(TcpLine(NetworkedPadTwin()), NetworkedPad) as desk:
        desk.line.set_fault(Fault.GARBAGE_BEFORE)
        desk.context.on_event = lambda event: (
            desk.hand(desk.twin.rate, 4) if event.kind == "prompted" else None
        )
        assert desk.do("start_evaluation").result["level"] == 4
        assert "lineNoise" in desk.context.kinds
