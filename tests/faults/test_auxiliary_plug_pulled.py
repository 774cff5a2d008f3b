"""The cable of a relay board or of the UPS's server is pulled while it is asked."""

import pytest

from drivers.auxiliary.io_board import IoBoard
from drivers.auxiliary.nut_ups import NutUps
from drivers.sim.auxiliary import IoBoardTwin, NutTwin
from drivers.sim.line import PtyLine
from drivers.sim.tcp_line import TcpLine
from drivers.transport.base import WireError, WireReason
from tests.support.direct import driven

IO = {"lights": {"card": 0}, "inputs": {"door": 0}, "answer_ms": 300}
ASKED = {"light": {"name": "card", "on": True}, "read": {}}


@pytest.mark.parametrize(
    ("make", "driver", "options", "op"),
    [
        (lambda: PtyLine(IoBoardTwin()), IoBoard, IO, "light"),
        (lambda: TcpLine(NutTwin()), NutUps, {}, "read"),
    ],
    ids=["board", "ups"],
)
def test_a_pulled_cable_is_no_answer_and_the_next_start_reads_anew(make, driver, options, op):
    line = make()
    with driven(line, driver, options, baud=9600) as desk:
        assert desk.driver.start().ready
        line.unplug()
        with pytest.raises(WireError) as broken:
            desk.do(op, **ASKED[op])
        assert broken.value.reason is WireReason.GONE
    with driven(line, driver, options, baud=9600) as desk:
        assert desk.driver.start().ready
        assert desk.do(op, **ASKED[op]).done
