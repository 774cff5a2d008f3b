"""Display and sound: changed at once, no answer lost, and nothing of it left for the next citizen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flows import dispenser, terminal
from kiosk.flows import touches as t
from kiosk.flows.comfort import SIZES, Comfort, Contrast, adjusted
from kiosk.flows.visit import Page
from kiosk.flows.words import CardRead, Tick
from tests.unit.kiosk.flows.citizen import ZHANG, Citizen

WHATS = ("size", "contrast", "reach", "elder", "aloud", "volume", "pace", "colour")
VALUES = ("0", "1", "3", "4", "10", "11", "-1", "on", "off", "black", "white", "usual", "", "²")
WISHES = st.one_of(
    st.builds(t.Adjust, st.sampled_from(WHATS), st.sampled_from(VALUES)),
    st.builds(t.SetLarge, st.booleans()),
    st.builds(t.OpenComfort, st.booleans()),
    st.builds(t.Headset, st.booleans()),
    st.just(t.AsUsual()),
    st.just(t.Help(wanted=True)),
)


@pytest.mark.parametrize("room", [terminal, dispenser])
@given(wishes=st.lists(WISHES, max_size=12), carded=st.booleans())
def test_after_a_visit_everything_is_as_everybody_meets_it(room, wishes, carded):
    citizen, fresh = Citizen(room), Citizen(room)
    for each in (citizen, fresh):
        each.hear(t.Begin(), *([CardRead(ZHANG)] if carded else []))
    citizen.hear(*wishes, t.Help(wanted=False), t.Headset(there=False), t.Finish(), t.Finish(), t.Finish())
    assert citizen.state.visit is None
    citizen.hear(t.Begin(), t.SetLanguage("zh"))
    assert citizen.visit.comfort == Comfort()
    assert not citizen.visit.adjusting
    assert not citizen.state.headset


@given(wishes=st.lists(WISHES, max_size=12))
def test_no_answer_is_lost_whatever_is_changed(wishes):
    citizen = Citizen().to_phone()
    citizen.hear(*(t.Digit(digit) for digit in "13800"))
    before = (citizen.state.page, citizen.visit.item, citizen.visit.phone.reveal(), citizen.visit.person)
    citizen.hear(*wishes)
    assert before == (
        citizen.state.page,
        citizen.visit.item,
        citizen.visit.phone.reveal(),
        citizen.visit.person,
    )


@given(what=st.sampled_from(WHATS), value=st.sampled_from(VALUES))
def test_only_what_there_is_can_be_chosen(what, value):
    after = adjusted(Comfort(), what, value)
    assert 0 <= after.size < SIZES
    assert 1 <= after.volume <= 10
    assert after.contrast in Contrast


def test_elder_mode_is_large_and_goes_as_it_came():
    comfort = adjusted(Comfort(), "elder", "on")
    assert (comfort.size, comfort.elder) == (2, True)
    assert adjusted(comfort, "elder", "off") == Comfort()
    assert adjusted(adjusted(Comfort(), "size", "3"), "elder", "on").size == 3


def test_a_headset_starts_the_voice_and_its_going_ends_it():
    citizen = Citizen().hear(t.Headset(there=True))
    assert citizen.state.page is Page.HOME
    assert citizen.visit.comfort.aloud
    citizen.hear(t.Headset(there=False))
    assert not citizen.visit.comfort.aloud
    assert not citizen.state.headset


def test_a_plug_that_is_pulled_between_two_citizens_begins_nothing():
    citizen = Citizen().hear(t.Headset(there=True), t.Finish(), t.Headset(there=False))
    assert citizen.state.page is Page.ATTRACT
    assert citizen.visit is None


def test_whoever_listens_has_twice_the_time():
    citizen = Citizen().to_phone().hear(t.Adjust("aloud", "on"))
    citizen.hear(Tick(citizen.state.now_ms + 121_000))
    assert citizen.visit.warned_ms is None
    citizen.hear(Tick(citizen.state.now_ms + 121_000))
    assert citizen.visit.warned_ms is not None
