"""A card that nobody knew when this was written."""

from __future__ import annotations

from drivers.id_card.samv import SamvReader
from drivers.sim.id_card import SamFault, SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI
from drivers.types import CompletionCode
from tests.support.direct import driven


def test_an_unknown_card_is_named_so_and_not_read_by_another_cards_table():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.twin.sam_fault = SamFault.UNKNOWN_TYPE
        desk.hand(desk.twin.place, LI_JINGYI)
        done = desk.do("read_card")
        assert (done.code, done.error) == (CompletionCode.UNSUPPORTED_DATA, "card.unknownType")
        assert done.result == {}
