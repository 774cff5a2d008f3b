"""The UPS: on mains, on battery, nearly empty, or not known; never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.auxiliary.nut_ups import NutUps, parts_of
from drivers.sim.auxiliary import NutTwin
from drivers.sim.tcp_line import TcpLine
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven


@pytest.fixture
def desk():
    with driven(TcpLine(NutTwin()), NutUps, {"answer_ms": 400}) as desk:
        yield desk


def test_on_mains(desk):
    status = desk.driver.start()
    assert (status.device, status.code) == (DeviceState.ONLINE, "")
    assert status.parts == {"power": "mains", "battery": "ok", "charge": "100", "runtime_s": "1320"}
    assert desk.do("read").result["words"] == "OL CHRG"


def test_the_power_fails_runs_low_and_comes_back(desk):
    desk.driver.start()
    told = []
    for words in ("OB DISCHRG", "OB DISCHRG LB", "OL CHRG"):
        desk.twin.status = words
        told.append(desk.driver.idle().code)
    assert told == ["power.onBattery", "power.batteryLow", ""]
    assert desk.context.kinds == ["powerLost", "batteryLow", "powerBack"]


@pytest.mark.parametrize("words", ["", "WAIT", "OL OB"])
def test_a_server_that_does_not_know_never_means_mains(desk, words):
    desk.twin.status = words
    status = desk.driver.start()
    assert (status.code, status.parts["power"]) == ("power.unknown", "unknown")
    done = desk.do("read")
    assert (done.code, done.error) == (CompletionCode.DEVICE_NOT_READY, "power.unknown")


def test_a_name_the_server_does_not_know_is_a_wrong_setting(desk):
    desk.twin.name = "other"
    assert desk.driver.start().code == "config.invalid"


def test_a_name_that_could_be_a_command_is_refused():
    with driven(TcpLine(NutTwin()), NutUps, {"ups": "ups\nSET VAR"}) as desk:
        assert desk.driver.start().code == "config.invalid"


@given(
    st.dictionaries(
        st.sampled_from([("ups", "status"), ("battery", "charge"), ("battery", "runtime")]),
        st.text(max_size=20),
    )
)
def test_whatever_the_variables_say_mains_needs_its_word(found):
    parts = parts_of(found)
    assert parts["power"] != "mains" or "OL" in found["ups", "status"].split()
    assert parts["charge"] == "unknown" or parts["charge"].isdecimal()
