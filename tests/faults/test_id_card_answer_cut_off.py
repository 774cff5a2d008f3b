"""A loose plug: half of every answer is missing."""

from __future__ import annotations

from drivers.id_card.samv import SamvReader
from drivers.sim.faults import Fault
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI
from drivers.types import CompletionCode, DeviceState
from tests.support.direct import driven


def test_half_answers_are_no_answers():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.line.set_fault(Fault.HALF_FRAME)
        status = desk.driver.start()
        assert (status.device, status.code) == (DeviceState.OFFLINE, "protocol.desync")


def test_half_a_card_is_no_card_and_the_next_reading_is_whole():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        desk.context.on_event = lambda event: (
            desk.line.set_fault(Fault.HALF_FRAME) if event.kind == "cardDetected" else None
        )
        done = desk.do("read_card", timeout_ms=3000)
        assert (done.code, done.error, done.result) == (CompletionCode.HARDWARE_ERROR, "protocol.desync", {})
        desk.context.on_event = lambda event: None
        desk.line.set_fault(Fault.NONE)
        desk.hand(desk.twin.place, LI_JINGYI)
        assert desk.do("read_card").result["fields"]["name"] == "李静怡"
