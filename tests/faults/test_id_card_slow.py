"""A reader so slow that a card's text takes more than 10 s."""

from __future__ import annotations

import pytest

from drivers.id_card.samv import SamvReader
from drivers.sim.faults import Fault
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI, ZHANG_XIAOFAN
from drivers.types import CompletionCode
from tests.support.direct import driven


@pytest.mark.slow
def test_a_text_that_trickles_is_given_up_whole_and_what_still_comes_is_not_mixed_in():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        desk.line.set_fault(Fault.SLOW)
        begin = desk.context.now_ms()
        done = desk.do("read_card", timeout_ms=3000)
        assert (done.code, done.error, done.result) == (CompletionCode.DEVICE_NOT_READY, "protocol.slow", {})
        assert desk.context.now_ms() - begin < 6000
        desk.line.set_fault(Fault.NONE)
        assert desk.driver.idle().code == "protocol.slow"
        end = desk.context.now_ms() + 40_000
        while not (status := desk.driver.idle()).ready:
            assert status.code == "protocol.slow"
            assert desk.context.now_ms() < end
        desk.hand(desk.twin.place, LI_JINGYI)
        assert desk.do("read_card").result["fields"]["name"] == "李静怡"


@pytest.mark.slow
def test_the_next_card_is_read_although_the_last_ones_text_still_trickles_in():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        desk.line.set_fault(Fault.SLOW)
        assert desk.do("read_card", timeout_ms=6000).error == "protocol.slow"
        desk.line.set_fault(Fault.NONE)
        desk.hand(desk.twin.place, ZHANG_XIAOFAN)
        assert desk.do("read_card", timeout_ms=40_000).result["fields"]["name"] == "张小凡"


@pytest.mark.slow
def test_a_text_that_trickles_is_read_when_there_is_time():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        desk.line.set_fault(Fault.SLOW)
        done = desk.do("read_card", timeout_ms=60_000)
        assert (done.code, done.result["fields"]["name"]) == (CompletionCode.SUCCESS, "李静怡")
