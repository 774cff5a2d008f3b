"""The citizen takes the card away too early, or leaves it lying."""

from __future__ import annotations

from drivers.id_card.samv import SamvReader
from drivers.sim.id_card import SamFault, SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI, ZHANG_XIAOFAN
from drivers.types import CompletionCode
from tests.support.direct import driven


def test_a_card_lifted_while_it_is_read_gives_nothing_and_asks_for_it_again():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        desk.context.on_event = lambda event: (
            desk.hand(desk.twin.lift) if event.kind == "cardDetected" else None
        )
        done = desk.do("read_card")
        assert (done.code, done.error) == (CompletionCode.COMMAND_ERROR_CODE, "card.selectFailed")
        assert done.result == {}
        assert desk.context.kinds[-1] == "removeCardPrompt"


def test_a_card_that_cannot_be_read_says_so():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        for fault, error in (
            (SamFault.READ_FAILED, "card.readFailed"),
            (SamFault.SELECT_FAILED, "card.selectFailed"),
        ):
            desk.twin.sam_fault = fault
            desk.hand(desk.twin.place, LI_JINGYI)
            done = desk.do("read_card")
            assert (done.code, done.error, done.result) == (CompletionCode.COMMAND_ERROR_CODE, error, {})
            assert done.evidence["sw"][4:] in {"41", "81"}


def test_a_card_left_lying_does_not_identify_the_next_citizen():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        assert desk.do("read_card").done
        assert desk.do("read_card", wait_ms=0).error == "card.none"
        desk.hand(desk.twin.place, ZHANG_XIAOFAN)
        assert desk.do("read_card").result["fields"]["name"] == "张小凡"
