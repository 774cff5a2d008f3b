"""A pad whose battery runs low is told in time, and its ratings count as before; nonsense is no percentage."""

from drivers.keypad.networked import NetworkedPad
from drivers.sim.networked_pad import NetworkedPadTwin
from drivers.sim.tcp_line import TcpLine
from tests.support.direct import driven


def test_low_is_told_once_and_a_rating_still_counts():
    with driven(TcpLine(NetworkedPadTwin(battery=15)), NetworkedPad) as desk:
        assert desk.driver.start().code == "pad.batteryLow"
        desk.driver.idle()
        assert desk.context.kinds == ["threshold"]
        desk.context.on_event = lambda event: (
            desk.hand(desk.twin.rate, 4) if event.kind == "prompted" else None
        )
        assert desk.do("start_evaluation").result["level"] == 4


def test_nonsense_is_unknown_and_no_alarm():
    with driven(TcpLine(NetworkedPadTwin(battery=400)), NetworkedPad) as desk:
        status = desk.driver.start()
        assert (status.code, status.parts["battery"]) == ("", "unknown")
