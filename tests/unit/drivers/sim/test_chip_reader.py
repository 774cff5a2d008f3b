"""The chip-card twin: what a person can do at it, and that it survives nonsense from a reader."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drivers.sim.base import Handled
from drivers.sim.card_holders import cards, second_generation
from drivers.sim.chip_cards import StaffFileCard, StorageCard
from drivers.sim.chip_reader import ChipReaderTwin
from drivers.sim.faults import Fault
from drivers.sim.line import PtyLine
from drivers.sim.multi_in_one import MultiInOneTwin


def test_hands_put_a_card_in_and_pull_it_out():
    twin = ChipReaderTwin()
    assert isinstance(twin, Handled)
    hands = twin.hands()
    assert hands["insert"].do("social1") == "social1"
    assert twin.card is not None
    assert hands["remove"].do("") == ""
    assert twin.card is None
    with pytest.raises(ValueError, match="social2"):
        hands["insert"].do("nobody")


def test_hands_lay_a_card_on_a_multi_in_one_reader():
    twin = MultiInOneTwin()
    assert isinstance(twin, Handled)
    assert twin.hands()["place"].do("张小凡") == "张小凡"
    assert twin.card is not None
    twin.hands()["lift"].do("")
    assert twin.card is None
    with pytest.raises(ValueError, match="zhang_xiaofan"):
        twin.hands()["place"].do("nobody")


def test_a_fault_it_cannot_show_is_refused():
    line = PtyLine(ChipReaderTwin())
    with pytest.raises(ValueError, match="no_answer"):
        line.set_fault(Fault.PAPER_OUT)


@given(st.lists(st.binary(max_size=40), max_size=10), st.sampled_from(sorted(cards())))
def test_no_bytes_from_a_reader_break_a_card(pieces, name):
    twin = ChipReaderTwin()
    twin.hands()["insert"].do(name)
    for piece in pieces:
        for reply in twin.feed(piece):
            assert int.from_bytes(reply.data[:2], "big") == len(reply.data) - 2


@given(st.binary(min_size=1, max_size=300))
@example(b"\x00\xa4")
@example(b"\xff\xb0")
def test_no_command_breaks_a_card(apdu):
    for card in (second_generation(), StorageCard(b"\x01\x02\x03\x04", bytes(512)), StaffFileCard(b"0123")):
        card.wake()
        assert len(card.respond(apdu)) >= 2
