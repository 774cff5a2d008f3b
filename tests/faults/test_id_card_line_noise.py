"""Noise on the line before every answer, pieces of a frame's beginning among it."""

from __future__ import annotations

from drivers.id_card.samv import SamvReader
from drivers.sim.faults import Fault
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import ZHAO_XIAOMAN
from tests.support.direct import driven


def test_cards_are_read_through_the_noise():
    with driven(PtyLine(SamvTwin()), SamvReader) as desk:
        desk.line.set_fault(Fault.GARBAGE_BEFORE)
        assert desk.driver.start().ready
        desk.hand(desk.twin.place, ZHAO_XIAOMAN)
        done = desk.do("read_card")
        assert {name: done.result["fields"][name] for name in ZHAO_XIAOMAN.fields} == dict(
            ZHAO_XIAOMAN.fields
        )
        assert done.result["fields"]["new_address"] == ZHAO_XIAOMAN.new_address
