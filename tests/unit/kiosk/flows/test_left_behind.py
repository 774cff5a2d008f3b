"""What was left behind: an open door and a number without its paper are told, aloud once, and go by themselves."""

from dataclasses import replace

import pytest

from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.facts import STARTING
from kiosk.flows.left_behind import SHOWN_MS, open_doors, unfinished
from kiosk.flows.left_words import Announce, Unfinished
from kiosk.flows.pickup_words import DoorOpened
from tests.support.pickup_pages import LICENCE, found
from tests.unit.kiosk.flows.citizen import GOOD, Citizen

HANDED_IN = Unfinished("TS-T1-20261122-K7X-0007", begun=False)


@pytest.fixture
def citizen():
    return Citizen()


def doors(*numbers, speaker=""):
    devices = {"pickup_locker": "", "speaker": speaker}
    return w.HealthChanged(replace(GOOD, devices=devices, open_doors=numbers))


def said(citizen):
    return [(each.doors, each.paper) for each in citizen.asked if isinstance(each, Announce)]


def test_an_open_door_is_told_between_visits_once_aloud_until_it_is_shut(citizen):
    citizen.hear(doors(1), w.Tick(1000), doors(1), t.Begin())
    assert (citizen.page, open_doors(citizen.state), said(citizen)) == ("home", (1,), [((1,), None)])
    citizen.hear(doors())
    assert open_doors(citizen.state) == ()
    citizen.hear(doors(1))
    assert said(citizen) == [((1,), None)] * 2, "opened again, it is said again"


def test_a_second_door_is_said_without_the_first(citizen):
    citizen.hear(doors(1), doors(1, 3))
    assert said(citizen) == [((1,), None), ((3,), None)]


def test_nothing_is_said_while_somebody_picks_up_and_again_when_they_left_it_open(citizen):
    citizen.hear(doors(), t.Begin(), t.Want(t.Purpose.PICKUP), found(LICENCE), t.Proceed())
    citizen.hear(doors(LICENCE.door), DoorOpened(LICENCE.id))
    assert (open_doors(citizen.state), said(citizen)) == ((), [])
    citizen.hear(t.Finish(), t.Finish())
    assert citizen.page == "attract"
    assert (open_doors(citizen.state), said(citizen)) == ((11,), [((11,), None)])


def test_what_is_said_waits_for_the_loudspeaker(citizen):
    citizen.hear(doors(1, speaker=STARTING))
    citizen.hear(doors(1, speaker="bus.gone"))
    assert said(citizen) == [((1,), None)]


def test_a_number_without_its_paper_stays_for_two_minutes(citizen):
    citizen.hear(HANDED_IN, w.Tick(citizen.state.now_ms + SHOWN_MS - 1))
    assert (unfinished(citizen.state), said(citizen)) == (HANDED_IN, [((), HANDED_IN)])
    citizen.hear(w.Tick(citizen.state.now_ms + 1))
    assert unfinished(citizen.state) is None


def test_a_number_without_its_paper_goes_with_the_next_touch_and_not_with_a_headset(citizen):
    citizen.hear(HANDED_IN, t.Headset(there=True))
    assert (citizen.page, unfinished(citizen.state)) == ("home", HANDED_IN)
    citizen.hear(t.Want(t.Purpose.TICKET), t.Back())
    assert (citizen.page, unfinished(citizen.state)) == ("home", None)
