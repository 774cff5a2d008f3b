"""Who has booked for today and lays the card down for a number hears of the booking before taking another place."""

from dataclasses import replace

import pytest

from kiosk.flows import dispenser, terminal
from kiosk.flows import touches as t
from kiosk.flows import words as w
from tests.unit.kiosk.flows.citizen import GOOD, LI, ZHANG, Citizen

TODAY = w.Booking("20261122", "social", "10:00-11:00")
LATER = w.Booking("20261123", "social", "2026-11-23 10:00-11:00", due=False)
FOUND = w.BookingsFound((TODAY, LATER), id_number=ZHANG.id_number)
LOOK = w.FindBookings(id_number=ZHANG.id_number)
OFFLINE = w.HealthChanged(replace(GOOD, online=False))


def asking():
    return Citizen().hear(t.Begin(), t.Want(t.Purpose.TICKET))


def laid(citizen):
    return citizen.hear(w.CardSeen(), w.CardRead(ZHANG))


def orders(citizen):
    return [each for each in citizen.asked if isinstance(each, w.IssueTicket)]


def test_the_look_up_runs_while_the_person_is_shown_and_the_booking_comes_before_the_services():
    citizen = laid(asking())
    assert LOOK in citizen.asked
    citizen.hear(FOUND)
    assert citizen.page == "identify"
    citizen.wait(2)
    assert (citizen.page, citizen.visit.bookings) == ("bookings", (TODAY,))
    citizen.hear(t.ChooseBooking(TODAY.code, "i1"))
    assert [each.booking for each in orders(citizen)] == [TODAY]


@pytest.mark.parametrize("room", [terminal, dispenser], ids=["terminal", "dispenser"])
def test_an_ordinary_number_is_one_touch_away_and_the_booking_does_not_come_back_in_front(room):
    citizen = laid(asking() if room is terminal else Citizen(room)).hear(FOUND).wait(2)
    assert citizen.page == "bookings"
    citizen.hear(t.Back(), FOUND).wait(2)
    assert citizen.page == "services"
    citizen.hear(t.ChooseService("social", "i1"))
    assert [each.booking for each in orders(citizen)] == [None]


def test_a_late_answer_turns_no_page_under_a_finger_and_is_told_there():
    citizen = laid(asking()).wait(2)
    assert citizen.page == "services"
    citizen.hear(FOUND)
    assert (citizen.page, citizen.visit.bookings) == ("services", (TODAY,))
    door = laid(Citizen(dispenser)).wait(2).hear(FOUND)
    assert (door.page, door.visit.bookings) == ("services", (TODAY,))
    touched = laid(Citizen(dispenser)).wait(0.5).hear(t.SetLanguage("en"), FOUND)
    assert (touched.page, touched.visit.bookings) == ("services", (TODAY,))


@pytest.mark.parametrize("room", [terminal, dispenser], ids=["terminal", "dispenser"])
@pytest.mark.parametrize(
    "answer",
    [
        w.BookingsFound((), "appointment.offline", id_number=ZHANG.id_number),
        w.BookingsFound((LATER,), id_number=ZHANG.id_number),
        w.BookingsFound((TODAY,), id_number=LI.id_number),
        w.BookingsFound((TODAY,)),
    ],
    ids=["no answer", "another day's", "another person's", "of a code"],
)
def test_nothing_of_todays_for_this_card_leaves_all_as_it_was(room, answer):
    citizen = laid(asking() if room is terminal else Citizen(room)).hear(answer).wait(2)
    assert (citizen.page, citizen.visit.bookings, citizen.visit.problem) == ("services", (), "")


@pytest.mark.parametrize("room", [terminal, dispenser], ids=["terminal", "dispenser"])
def test_without_the_server_nobody_is_asked_and_nobody_waits(room):
    citizen = laid((asking() if room is terminal else Citizen(room)).hear(OFFLINE)).wait(2)
    assert LOOK not in citizen.asked
    assert citizen.page == "services"


def test_who_is_known_already_is_looked_for_too():
    citizen = Citizen().to_applicant().hear(t.Back(), t.Back())
    assert citizen.page == "home"
    citizen.fresh()
    citizen.hear(t.Want(t.Purpose.TICKET))
    assert LOOK in citizen.fresh()


def test_the_next_persons_card_at_the_door_ends_the_look_at_somebodys_bookings():
    citizen = laid(Citizen(dispenser)).hear(FOUND, w.CardRead(ZHANG))
    assert citizen.page == "bookings"
    citizen.hear(w.CardRead(LI))
    assert (citizen.page, citizen.visit.person, citizen.visit.bookings) == ("services", LI, ())
