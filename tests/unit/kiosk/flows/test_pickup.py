"""Picking up, step by step: no door by itself, nothing taken that nobody took, and the way out of every trouble."""

from dataclasses import replace

import pytest

from hall.domain.pickup.codes import made
from hall.domain.pickup.parcel import Verb
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.filing.words import Sign
from kiosk.flows.pickup_words import (
    ChooseParcel,
    DoorFailed,
    DoorOpened,
    DoorShut,
    EndParcel,
    FindParcels,
    Got,
    InHand,
    Inside,
    LeaveInside,
    OpenDoor,
    ParcelEnded,
    ParcelRead,
    ParcelsFound,
    SayDoor,
    WithoutSigning,
)
from tests.support.pickup_pages import BACK, CARD, LATE, LICENCE, PUT, WRITTEN, found
from tests.unit.kiosk.flows.citizen import GOOD, ZHANG, Citizen

CODE = made(b"k", "parcel-1", "holder")
LOCKER = w.HealthChanged(replace(GOOD, devices={"pickup_locker": ""}))


@pytest.fixture
def citizen():
    return Citizen().hear(LOCKER, t.Begin(), t.Want(t.Purpose.PICKUP))


def ordered(citizen, what=LICENCE):
    return citizen.hear(found(what), t.Proceed())


def of(citizen, kind):
    return [each for each in citizen.asked if isinstance(each, kind)]


def test_without_a_locker_or_with_one_that_is_away_nothing_begins():
    for health in (GOOD, replace(GOOD, devices={"pickup_locker": "bus.gone"})):
        citizen = Citizen().hear(w.HealthChanged(health), t.Begin(), t.Want(t.Purpose.PICKUP))
        assert citizen.page == "home"


def test_by_card_by_scan_and_by_typing(citizen):
    citizen.hear(w.CardSeen(), w.CardRead(ZHANG))
    assert of(citizen, FindParcels)[-1].id_number == ZHANG.id_number
    citizen.hear(ParcelsFound((), problem="pickup.noneForCard"), ParcelRead(CODE))
    assert of(citizen, FindParcels)[-1].code == CODE
    citizen.hear(ParcelsFound((), problem="pickup.none"), *map(t.Digit, CODE), t.Proceed())
    assert len(of(citizen, FindParcels)) == 3


def test_a_slip_of_the_finger_is_told_before_anybody_is_asked(citizen):
    wrong = CODE[:-1] + ("A" if CODE[-1] != "A" else "B")
    citizen.hear(*map(t.Digit, CODE[:4]), t.Proceed())
    assert citizen.state.visit.problem == "pickup.codeShort"
    citizen.hear(*map(t.Digit, wrong[4:]), t.Proceed())
    assert citizen.state.visit.problem == "pickup.mistyped"
    citizen.hear(t.Digit("0"))
    assert citizen.state.visit.problem == "pickup.wrongSign"
    assert not of(citizen, FindParcels)


def test_no_door_opens_before_it_is_wanted(citizen):
    citizen.hear(found(LICENCE))
    assert (citizen.page, of(citizen, OpenDoor)) == ("parcel", [])
    citizen.hear(t.Proceed(), t.Proceed())
    assert of(citizen, OpenDoor) == [OpenDoor(LICENCE.id, "code")]


def test_of_several_the_one_that_is_chosen(citizen):
    citizen.hear(found(CARD, LICENCE), ChooseParcel("nobodys"))
    assert citizen.page == "parcels"
    citizen.hear(ChooseParcel(CARD.id), t.Proceed())
    assert of(citizen, OpenDoor) == [OpenDoor(CARD.id, "card")]


def test_what_lay_there_too_long_is_not_opened(citizen):
    ordered(citizen, LATE)
    assert (citizen.page, of(citizen, OpenDoor)) == ("parcel", [])


def test_taken_signed_and_thanked(citizen):
    ordered(citizen).hear(DoorOpened(LICENCE.id), DoorShut(LICENCE.id, Inside.ABSENT))
    assert (citizen.page, of(citizen, InHand)) == ("parcel_sign", [InHand(LICENCE.id)])
    citizen.hear(t.Proceed())
    assert citizen.state.visit.problem == "signature.empty"
    citizen.hear(WRITTEN, t.Proceed())
    assert of(citizen, EndParcel) == [EndParcel(LICENCE.id, Verb.TAKEN, "code", WRITTEN.strokes)]
    citizen.hear(ParcelEnded(LICENCE.id))
    assert citizen.page == "parcel_done"
    assert citizen.state.visit.pickup.strokes == ()


def test_who_does_not_write_confirms_by_what_they_were_known_by(citizen):
    citizen.hear(found(CARD), t.Proceed(), DoorOpened(CARD.id), DoorShut(CARD.id, Inside.ABSENT))
    citizen.hear(Sign(WRITTEN.strokes), WithoutSigning())
    assert of(citizen, EndParcel) == [EndParcel(CARD.id, Verb.TAKEN, "card")]


def test_without_a_switch_whoever_stands_there_says_what_became_of_it(citizen):
    ordered(citizen).hear(DoorOpened(LICENCE.id), DoorShut(LICENCE.id, Inside.UNKNOWN))
    assert (citizen.page, of(citizen, InHand)) == ("door_shut", [])
    citizen.hear(Got(yes=False))
    assert len(of(citizen, OpenDoor)) == 2
    citizen.hear(DoorOpened(LICENCE.id), DoorShut(LICENCE.id, Inside.UNKNOWN), Got(yes=True))
    assert citizen.page == "parcel_sign"


def test_what_was_left_inside_is_told_and_cannot_be_signed_for(citizen):
    ordered(citizen).hear(DoorOpened(LICENCE.id), DoorShut(LICENCE.id, Inside.PRESENT))
    assert citizen.state.visit.pickup.left
    citizen.hear(Got(yes=True))
    assert citizen.page == "door_shut"
    citizen.hear(t.Skip())
    assert (citizen.page, of(citizen, LeaveInside)) == ("home", [LeaveInside(LICENCE.id)])
    assert not of(citizen, EndParcel)


def test_a_door_that_stands_open_is_spoken_of_and_keeps_the_page(citizen):
    ordered(citizen).hear(DoorOpened(LICENCE.id))
    for _ in range(5):
        citizen.wait(10)
    assert (citizen.page, citizen.state.visit.problem) == ("door_open", "pickup.doorOpen")
    assert of(citizen, SayDoor) == [SayDoor(11, "zh", 5)]
    for _ in range(60):
        citizen.wait(10)
    assert (citizen.state.visit, len(of(citizen, SayDoor))) == (None, 4)


def test_a_jammed_door_gets_another_try_and_then_only_staff(citizen):
    ordered(citizen).hear(DoorFailed(LICENCE.id, "door.notOpened"))
    assert (citizen.page, citizen.state.visit.problem) == ("door_trouble", "door.notOpened")
    citizen.hear(t.Retry(), DoorFailed(LICENCE.id, "door.notOpened"), t.Retry())
    assert (citizen.page, len(of(citizen, OpenDoor))) == ("door_trouble", 2)


def test_an_answer_that_never_comes_is_not_an_open_door(citizen):
    ordered(citizen)
    citizen.wait(31)
    assert (citizen.page, citizen.state.visit.problem) == ("door_trouble", "pickup.noAnswer")
    citizen.hear(DoorOpened(LICENCE.id))
    assert citizen.page == "door_open"


@pytest.mark.parametrize(
    ("what", "good", "verb"), [(PUT, Inside.PRESENT, Verb.LAID_IN), (BACK, Inside.ABSENT, Verb.TAKEN_BACK)]
)
def test_staff_lay_in_and_take_back_without_signing(citizen, what, good, verb):
    ordered(citizen, what).hear(DoorOpened(what.id), DoorShut(what.id, good))
    assert of(citizen, EndParcel) == [EndParcel(what.id, verb, "staff")]
    citizen.hear(ParcelEnded(what.id, "disk.full"))
    assert (citizen.page, citizen.state.visit.problem) == ("door_shut", "disk.full")
    citizen.hear(Got(yes=True), ParcelEnded(what.id))
    assert citizen.page == "parcel_done"


def test_nothing_of_it_is_left_for_the_next_citizen(citizen):
    citizen.hear(w.CardRead(ZHANG), found(CARD), t.Finish())
    assert citizen.state.visit is None or citizen.state.visit.pickup.found == ()
