"""A window sign that is silent, disturbed or cut off: no number is believed to be shown that nobody can read."""

import pytest

from drivers.sign.onbon import OnbonSign
from drivers.sign.text_sign import TextSign
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.sign import OnbonTwin, TextSignTwin
from drivers.transport.base import WireError
from drivers.types import CompletionCode, DeviceState
from hall.settings import load_profile
from tests.support.direct import driven


@pytest.fixture(
    params=[(OnbonTwin, OnbonSign, "onbon-bx"), (TextSignTwin, TextSign, "text-sign")], ids=["onbon", "text"]
)
def desk(request):
    twin, driver, profile = request.param
    with driven(PtyLine(twin()), driver, {**load_profile(profile).options, "answer_ms": 200}) as desk:
        yield desk


def test_a_silent_sign_is_offline_and_gets_its_text_when_it_is_back(desk):
    desk.line.set_fault(Fault.NO_ANSWER)
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.noAnswer")
    done = desk.do("show", lines=["A012"])
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "protocol.noAnswer")
    desk.hand(desk.twin.power_on)
    desk.line.set_fault(Fault.NONE)
    status = desk.driver.idle()
    assert status.device is DeviceState.ONLINE
    assert desk.twin.rows[0] == "A012"


@pytest.mark.parametrize("fault", [Fault.WRONG_CHECKSUM, Fault.HALF_FRAME])
def test_an_answer_that_is_damaged_confirms_nothing(desk, fault):
    desk.line.set_fault(fault)
    done = desk.do("show", lines=["A012"])
    assert not done.done
    assert done.error.startswith("protocol.")
    assert desk.driver._status().parts["content"] == "unknown"


@pytest.mark.parametrize("fault", [Fault.GARBAGE_BEFORE, Fault.SLOW])
def test_an_answer_in_noise_or_byte_by_byte_is_read(fault):
    for twin, driver, profile in ((OnbonTwin, OnbonSign, "onbon-bx"), (TextSignTwin, TextSign, "text-sign")):
        with driven(PtyLine(twin()), driver, {**load_profile(profile).options, "answer_ms": 3000}) as desk:
            desk.line.set_fault(fault)
            assert desk.do("show", lines=["A012"]).done


def test_a_sign_pulled_out_is_gone(desk):
    desk.driver.start()
    desk.line.unplug()
    with pytest.raises(WireError):
        desk.do("show", lines=["A012"])
