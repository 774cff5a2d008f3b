"""The security module inside the reader is broken or not licensed: nobody in the hall can help."""

from __future__ import annotations

import pytest

from drivers.id_card.samv import SamvReader
from drivers.sim.id_card import SamFault, SamvTwin
from drivers.sim.line import PtyLine
from drivers.types import Actor, DeviceState
from tests.support.direct import driven


@pytest.mark.parametrize(
    ("fault", "error"),
    [(SamFault.SELF_TEST_FAILED, "sam.selfTestFailed"), (SamFault.NOT_AUTHORISED, "sam.notAuthorised")],
)
def test_the_vendor_is_called_and_no_card_is_asked_for(fault, error):
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.twin.sam_fault = fault
        status = desk.driver.start()
        assert (status.device, status.code, status.actor) == (DeviceState.HARDWARE_ERROR, error, Actor.VENDOR)
        assert status.parts["sam"] == "inoperable"
        assert desk.do("read_card").error == error
        assert desk.do("sam_status").error == error
        assert "insertCard" not in desk.context.kinds
        desk.twin.sam_fault = SamFault.NONE
        assert desk.driver.idle().ready
