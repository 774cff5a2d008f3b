"""One ticket's day: what it waited, how long it was served, and how it ended, whatever was undone on the way."""

import pytest

from hall.domain.statistics.visits import Outcome
from tests.unit.hall.statistics.small import came, row, step, us


def minutes(visit):
    wait, service = visit.wait_s, visit.service_s
    return (None if wait is None else wait / 60, None if service is None else service / 60)


def test_a_plain_day():
    one = came(row(1, issued=0, called=10, started=11, ended=18))
    assert one.outcome is Outcome.SERVED
    assert minutes(one) == (10, 7)
    assert one.course.stays == ((1, us(10), us(18)),)


def test_served_without_pressing_start_counts_from_the_call():
    assert minutes(came(row(1, issued=0, called=10, ended=15))) == (10, 5)


def test_a_recall_does_not_lengthen_the_wait():
    """The row keeps the last call; the first one ended the waiting."""
    one = came(
        row(1, issued=0, called=12, started=13, ended=20),
        step("called", 10),
        step("recalled", 12),
        step("started", 13),
        step("done", 20),
    )
    assert minutes(one) == (10, 7)
    assert one.course.recalls == 1


def test_a_hold_is_no_service():
    """Called at 10, started at 11, held from 15 to 45, done at 50: four and five minutes of service."""
    one = came(
        row(1, issued=0, called=10, started=11, ended=50),
        step("called", 10),
        step("started", 11),
        step("held", 15),
        step("resumed", 45),
        step("done", 50),
    )
    assert minutes(one) == (10, 9)
    assert one.course.holds == 1
    assert one.course.stays == ((1, us(10), us(15)), (1, us(45), us(50)))


def test_a_transfer_adds_what_both_windows_did_and_keeps_the_first_wait():
    one = came(
        row(1, issued=0, called=30, started=31, ended=40, window=2, service="property"),
        step("called", 10),
        step("started", 11),
        step("transferred", 14),
        step("called", 30, 2),
        step("started", 31, 2),
        step("done", 40, 2),
    )
    assert minutes(one) == (10, 12)
    assert one.course.transfers == 1
    assert one.course.waits == ((us(0), us(10)), (us(14), us(30)))


def test_missed_and_back_again_is_served_in_the_end():
    one = came(
        row(1, issued=0, called=20, started=21, ended=25),
        step("called", 5),
        step("recalled", 6),
        step("no_show", 7),
        step("returned", 15),
        step("called", 20),
        step("started", 21),
        step("done", 25),
    )
    assert one.outcome is Outcome.SERVED
    assert minutes(one) == (5, 4)
    assert one.course.returns == 1


def test_missed_and_back_again_was_at_the_window_that_called_it():
    """Called at window 3, missed, back at 15: it waits for nobody's window in its row, and goes home unserved."""
    back = (step("called", 5, 3), step("no_show", 7, 3), step("returned", 15))
    one = came(row(1, issued=0, state="waiting"), *back)
    assert (one.outcome, one.window, one.wait_s) == (Outcome.LEFT, 3, 300)
    undone = came(row(1, issued=0, state="waiting"), step("called", 5, 3), step("taken_back", 5.1))
    assert undone.window is None, "that call never happened"


def test_a_call_without_the_server_has_its_own_times_however_late_it_was_told():
    """Called at 5 and missed at 8, told at 40; called at 10, done at 15, told at 40; served on, told at 40."""
    missed = came(row(1, issued=0, called=5, ended=8, state="no_show", window=3), step("no_show", 40, 3))
    assert minutes(missed) == (5, None)
    assert (missed.window, missed.course.stays) == (3, ((3, us(5), us(8)),))
    done = came(
        row(2, issued=0, called=10, started=10, ended=15, window=3),
        step("called", 2, 1),
        step("no_show", 3, 1),
        step("returned", 4),
        step("done", 40, 3),
    )
    assert minutes(done) == (2, 5)
    assert done.course.stays == ((1, us(2), us(3)), (3, us(10), us(15)))
    assert done.course.waits == ((us(0), us(2)), (us(4), us(10)))
    goes_on = came(
        row(3, issued=0, called=30, started=30, ended=50, window=3),
        step("started", 40, 3),
        step("held", 42, 3),
        step("resumed", 45, 3),
        step("done", 50, 3),
    )
    assert minutes(goes_on) == (30, 17)


def test_a_call_without_the_server_whose_time_is_gone_is_not_invented():
    """Called and missed alone, told at 20; called again at 30: the row has kept the second call only."""
    one = came(
        row(1, issued=0, called=30, started=31, ended=35),
        step("no_show", 20, 3),
        step("returned", 25),
        step("called", 30),
        step("started", 31),
        step("done", 35),
    )
    assert minutes(one) == (30, 4)
    assert one.course.waits == ((us(0), us(20)), (us(25), us(30)))


def test_a_call_that_was_taken_back_never_ended_the_wait():
    one = came(
        row(1, issued=0, called=9, started=10, ended=12),
        step("called", 2),
        step("taken_back", 2.1),
        step("called", 9),
        step("started", 10),
        step("done", 12),
    )
    assert minutes(one) == (9, 2)


def test_a_finish_that_was_undone_goes_on():
    """Finished at 12 by mistake, back at the window, a matter added and undone, done at 20."""
    one = came(
        row(1, issued=0, called=9, started=10, ended=20),
        step("called", 9),
        step("started", 10),
        step("done", 12),
        step("back", 12.1),
        step("item_added", 15),
        step("back", 15.1),
        step("done", 20),
    )
    assert minutes(one) == (9, 10)
    assert one.course.stays == ((1, us(9), us(20)),)


@pytest.mark.parametrize(
    ("made", "over", "outcome"),
    [
        (row(1, 0, state="waiting"), True, Outcome.LEFT),
        (row(1, 0, state="waiting"), False, Outcome.OPEN),
        (row(1, 0, called=5, state="serving"), True, Outcome.OPEN),
        (row(1, 0, called=5, state="held"), True, Outcome.OPEN),
        (row(1, 0, called=5, ended=6, state="no_show"), True, Outcome.NO_SHOW),
        (row(1, 0, ended=6, state="void"), True, Outcome.CANCELLED),
        (row(1, 0, ended=6, state="void", paper="reprinted"), True, Outcome.CANCELLED),
        (row(1, 0, ended=6, state="void", paper="failed"), True, Outcome.NO_PAPER),
        (row(1, 0, ended=6, state="void", paper="unknown"), True, Outcome.NO_PAPER),
    ],
)
def test_how_it_ended(made, over, outcome):
    assert came(made, over=over).outcome is outcome


def test_only_a_number_with_a_dispensers_mark_was_taken_offline():
    assert came(row(1, 0, number="A2-015")).offline
    assert not came(row(1, 0, number="A015")).offline


def test_a_unit_whose_clock_was_ahead_makes_no_negative_wait():
    assert minutes(came(row(1, issued=10, called=8, started=9, ended=12))) == (0, 3)
