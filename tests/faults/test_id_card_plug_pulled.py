"""Somebody pulls the reader's plug, also in the middle of a card."""

from __future__ import annotations

import pytest

from drivers.id_card.samv import SamvReader
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.people import LI_JINGYI
from drivers.transport.base import WireError, WireReason
from tests.support.direct import driven


def test_the_port_vanishes_in_the_middle_of_a_card_and_comes_back_at_the_same_name(tmp_path):
    line = PtyLine(SamvTwin(), tmp_path / "id_card")
    with driven(line, SamvReader) as desk:
        desk.hand(desk.twin.place, LI_JINGYI)
        desk.context.on_event = lambda event: line.unplug()
        with pytest.raises(WireError) as broken:
            desk.do("read_card")
        assert broken.value.reason is WireReason.GONE
        with pytest.raises(WireError):
            desk.driver.idle()
    with driven(line, SamvReader) as desk:
        assert desk.driver.start().ready
        assert desk.do("read_card").done
