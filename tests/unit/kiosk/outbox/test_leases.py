"""Offline numbers: none twice, none for a wrong day, none that the server did not sign."""

from datetime import timedelta

import pytest

from kiosk.outbox.errors import OutboxError, Trouble
from tests.unit.kiosk.terminal import TOMORROW, HandClock, Lender, open_outbox


def take(outbox, service="social"):
    with outbox.write() as db:
        return outbox.leases.take(db, service).number


def none_left(outbox, service="social"):
    with pytest.raises(OutboxError) as caught:
        take(outbox, service)
    return caught.value.trouble is Trouble.NO_NUMBERS


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def outbox(tmp_path, clock):
    outbox = open_outbox(tmp_path, clock)
    yield outbox
    outbox.close()


@pytest.fixture
def lender():
    return Lender()


def test_numbers_carry_the_mark_and_follow_each_other(outbox, lender):
    lender.fill(outbox)
    assert [take(outbox) for _ in range(3)] == ["A1-001", "A1-002", "A1-003"]


def test_without_a_lease_there_is_no_number(outbox):
    assert none_left(outbox)


def test_an_empty_lease_gives_nothing_and_the_next_one_goes_on(outbox, lender):
    lender.fill(outbox, lender.lease(1, 2))
    assert [take(outbox), take(outbox)] == ["A1-001", "A1-002"]
    assert none_left(outbox)
    lender.fill(outbox, lender.lease(3, 4))
    assert take(outbox) == "A1-003"


def test_another_service_has_its_own_lease(outbox, lender):
    lender.fill(outbox)
    assert none_left(outbox, "residence")


def test_a_number_is_used_up_although_nothing_was_printed(tmp_path, lender):
    first = open_outbox(tmp_path)
    lender.fill(first)
    take(first)
    first.close()
    second = open_outbox(tmp_path)
    assert take(second) == "A1-002"
    second.close()


def test_a_restored_server_that_lends_the_same_numbers_again_repeats_nothing(outbox, lender):
    lender.fill(outbox, lender.lease(1, 5))
    taken = [take(outbox) for _ in range(3)]
    lender.fill(outbox, lender.lease(1, 5, server_epoch="e2"))
    taken += [take(outbox) for _ in range(2)]
    assert taken == ["A1-001", "A1-002", "A1-003", "A1-004", "A1-005"]
    assert none_left(outbox)


def test_at_midnight_only_tomorrows_lease_counts(outbox, lender, clock):
    lender.fill(outbox, lender.lease())
    clock.pass_(hours=12)
    assert none_left(outbox)
    lender.fill(outbox, lender.lease(1, 9, date=TOMORROW))
    with outbox.write() as db:
        taken = outbox.leases.take(db, "social")
    assert (taken.number, taken.date) == ("A1-001", TOMORROW)


def test_tomorrows_lease_gives_nothing_today(outbox, lender):
    lender.fill(outbox, lender.lease(1, 9, date=TOMORROW))
    assert none_left(outbox)


def test_a_clock_that_jumped_back_gives_no_number_of_a_day_that_is_over(outbox, lender, clock):
    lender.fill(outbox, lender.lease(), lender.lease(1, 9, date=TOMORROW))
    with outbox.write() as db:
        outbox.leases.heard_date(db, TOMORROW)
    assert none_left(outbox)
    clock.pass_(hours=12)
    assert take(outbox) == "A1-001"


@pytest.mark.parametrize("change", [{"unit": "t2"}, {"mark": "2"}, {"last": 10000}, {"first": 0}])
def test_a_lease_that_is_not_ours_or_absurd_is_refused(outbox, lender, change):
    [why] = lender.fill(outbox, lender.lease(**change))
    assert why
    assert none_left(outbox)


def test_a_lease_with_a_changed_number_is_refused(outbox, lender):
    forged = lender.lease(1, 5).model_copy(update={"last": 500})
    assert "signature" in lender.fill(outbox, forged)[0]


def test_a_server_with_another_key_is_not_believed(outbox, lender):
    lender.fill(outbox, lender.lease(1, 1))
    other = Lender()
    with outbox.write() as db:
        assert not outbox.leases.pin(db, other.key)
        assert outbox.leases.pin(db, lender.key)
        assert outbox.leases.keep(db, [other.lease(2, 9)])
    assert take(outbox) == "A1-001"
    assert none_left(outbox)


def test_a_file_keeps_its_incarnation_and_a_new_one_has_another(tmp_path):
    def incarnation(folder):
        outbox = open_outbox(folder)
        with outbox.read() as db:
            found = outbox.leases.incarnation(db)
        outbox.close()
        return found

    first = incarnation(tmp_path / "t1")
    assert len(first) == 32
    assert incarnation(tmp_path / "t1") == first
    assert incarnation(tmp_path / "other") != first


@pytest.mark.logs
def test_a_damaged_file_that_is_put_aside_has_a_successor_with_another_incarnation(tmp_path):
    first = open_outbox(tmp_path)
    with first.read() as db:
        before = first.leases.incarnation(db)
    first.close()
    (tmp_path / "device.key").unlink()
    second = open_outbox(tmp_path)
    with second.read() as db:
        assert second.leases.incarnation(db) not in ("", before)
    second.close()


def test_leases_of_days_gone_by_are_forgotten_their_counters_are_not(outbox, lender, clock):
    lender.fill(outbox, lender.lease(1, 5))
    take(outbox)
    clock.pass_(hours=12)
    lender.fill(outbox, lender.lease(1, 5, date=TOMORROW))
    clock.at -= timedelta(hours=12)
    lender.fill(outbox, lender.lease(1, 5))
    assert take(outbox) == "A1-002"


def test_case_numbers_go_on_over_days_and_restarts(tmp_path, clock):
    def case():
        outbox = open_outbox(tmp_path, clock)
        with outbox.write() as db:
            number = outbox.cases.take(db)
        outbox.close()
        return number

    first = case()
    clock.pass_(days=1)
    second = case()
    unit, day, incarnation, count = first.split("-")
    assert (unit, day, count) == ("T1", "20261122", "0001")
    assert second == f"T1-20261123-{incarnation}-0002"
