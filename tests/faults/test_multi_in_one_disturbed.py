"""A multi-in-one reader that is dead, slow, disturbed or unplugged, and cards that move or are broken."""

from __future__ import annotations

import pytest

from drivers.id_card.multi_in_one import MultiInOneReader
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.multi_in_one import MultiFault, MultiInOneTwin
from drivers.sim.people import LI_JINGYI, ZHANG_XIAOFAN
from drivers.transport.base import WireError
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven


@pytest.fixture
def desk():
    with driven(PtyLine(MultiInOneTwin()), MultiInOneReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        yield desk


def test_a_reader_that_never_answers_is_never_online_and_comes_back_by_itself(desk):
    desk.line.set_fault(Fault.NO_ANSWER)
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
    done = desk.do("read_card", timeout_ms=2000)
    assert (done.code, done.error, done.result) == (
        CompletionCode.DEVICE_NOT_READY,
        "protocol.noAnswer",
        {},
    )
    desk.line.set_fault(Fault.NONE)
    assert desk.driver.idle().ready
    desk.hand(desk.twin.place, LI_JINGYI)
    assert desk.do("read_card").done


def test_altered_answers_are_never_believed(desk):
    desk.line.set_fault(Fault.WRONG_CHECKSUM)
    assert desk.driver.start().code == "protocol.checksum"
    done = desk.do("read_card")
    assert (done.code, done.error, done.result) == (CompletionCode.HARDWARE_ERROR, "protocol.checksum", {})


def test_half_an_answer_is_none(desk):
    desk.line.set_fault(Fault.HALF_FRAME)
    done = desk.do("read_card", timeout_ms=3000)
    assert (done.error, done.result) == ("protocol.desync", {})
    desk.line.set_fault(Fault.NONE)
    desk.hand(desk.twin.place, LI_JINGYI)
    assert desk.do("read_card").done


def test_noise_before_an_answer_does_no_harm(desk):
    desk.line.set_fault(Fault.GARBAGE_BEFORE)
    assert desk.driver.start().ready
    assert desk.do("read_card").result["fields"]["name"] == "李静怡"


def test_a_slow_line_is_waited_for_within_its_limit(desk):
    desk.line.set_fault(Fault.SLOW)
    assert desk.driver.start().ready
    done = desk.do("read_card", timeout_ms=3000)
    assert not done.done
    assert done.result == {}


def test_a_pulled_plug_ends_the_command(desk):
    desk.driver.start()
    desk.line.unplug()
    with pytest.raises(WireError, match=r"bus\.gone"):
        desk.do("read_card")


@pytest.mark.parametrize(
    ("fault", "error"),
    [(MultiFault.READ_FAILED, "card.readFailed"), (MultiFault.SELECT_FAILED, "card.selectFailed")],
)
def test_a_card_that_cannot_be_read_is_asked_to_be_lifted(desk, fault, error):
    desk.twin.card_fault = fault
    done = desk.do("read_card")
    assert (done.code, done.error, done.result) == (CompletionCode.COMMAND_ERROR_CODE, error, {})
    assert desk.context.kinds[-1] == "removeCardPrompt"
    assert desk.twin.received.count(b"\xca\x01\x00") == 2


def test_a_card_of_no_known_kind_names_nobody(desk):
    desk.twin.card_fault = MultiFault.UNKNOWN_TYPE
    done = desk.do("read_card")
    assert (done.code, done.error, done.result) == (CompletionCode.UNSUPPORTED_DATA, "card.unknownType", {})


def test_a_card_left_lying_does_not_identify_the_next_citizen(desk):
    assert desk.do("read_card").done
    assert desk.do("read_card", wait_ms=0).error == "card.none"
    desk.hand(desk.twin.place, ZHANG_XIAOFAN)
    assert desk.do("read_card").result["fields"]["name"] == "张小凡"
