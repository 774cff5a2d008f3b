"""Just after a start items are known before their guides: nothing is applied for without its materials."""

import pytest

from kiosk.flows import words as w
from kiosk.flows.library import Library, Standing
from kiosk.flows.touches import ChooseItem
from tests.unit.kiosk.flows.applicant import Applicant, guide_of, library


@pytest.mark.parametrize("standing", [Standing.ASKED, Standing.UNHEARD])
def test_an_item_waits_until_it_is_known_whether_it_has_a_guide(standing):
    citizen = Applicant().hear(w.GuidesChanged(Library(standing=standing))).to_items()
    assert citizen.hear(ChooseItem("permit")).page == "items"
    assert citizen.hear(library(guide_of()), ChooseItem("permit")).page == "situation"


def test_a_hall_that_said_there_is_none_has_simple_items():
    citizen = Applicant().hear(w.GuidesChanged(Library())).to_items()
    assert citizen.hear(ChooseItem("permit")).page == "applicant"


def test_a_new_program_waits():
    assert Applicant().room.opening(0)[0].library.standing is Standing.ASKED
