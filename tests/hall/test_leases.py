"""Numbers lent to dispensers: signed, per mark, refilled in time, never twice."""

from datetime import timedelta

import pytest

from hall.contract.signing import lease_is_genuine
from hall.server.leases import open_key
from hall.server.problems import Refusal
from hall.server.store.engine import StoreError


def spans(leases):
    return [(one.date, one.first, one.last) for one in leases]


TODAY, TOMORROW = "2026-11-22", "2026-11-23"


def test_a_unit_gets_today_and_tomorrow(room):
    assert spans(room.lease()) == [(TODAY, 1, 50), (TOMORROW, 1, 50)]


def test_asking_again_gives_the_same(room):
    assert room.lease() == room.lease()
    assert room.lease(used=29) == room.lease()


def test_the_refill_comes_while_twenty_are_left(room):
    room.lease()
    assert spans(room.lease(used=30))[:2] == [(TODAY, 1, 50), (TODAY, 51, 100)]
    assert spans(room.lease(used=50))[0] == (TODAY, 51, 100)


def test_tomorrows_block_becomes_todays(room, clock):
    room.lease()
    clock.at += timedelta(days=1)
    assert spans(room.lease()) == [(TOMORROW, 1, 50), ("2026-11-24", 1, 50)]


def test_two_units_never_share_a_mark(room):
    room.lease("old-unit", "7")
    with pytest.raises(Refusal, match=r"lease\.markTaken"):
        room.lease("new-unit", "7")


def test_a_mark_that_the_hall_file_gives_to_another_unit_is_refused(room):
    with pytest.raises(Refusal, match=r"lease\.markTaken"):
        room.lease("t1", "2")


def test_marks_count_on_their_own(room):
    assert spans(room.lease("d1", "2"))[0] == (TODAY, 1, 50)
    assert spans(room.lease("t1", "1"))[0] == (TODAY, 1, 50)


def test_a_genuine_lease_is_told_from_a_forged_one(room):
    lease = room.lease()[0]
    key = room.key.public_hex
    assert lease_is_genuine(lease, key)
    assert not lease_is_genuine(lease.model_copy(update={"last": 60}), key)
    assert not lease_is_genuine(lease.model_copy(update={"signature": "zz"}), key)
    assert not lease_is_genuine(lease, "00" * 32)


def test_the_key_is_the_servers_alone_and_stays(file_room):
    path = file_room.store.folder / "lease.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert open_key(file_room.store.folder).public_hex == file_room.key.public_hex


def test_a_damaged_key_is_said_so(file_room):
    (file_room.store.folder / "lease.key").write_text("not hex")
    with pytest.raises(StoreError, match=r"lease\.key"):
        open_key(file_room.store.folder)


def test_after_a_restore_no_printed_number_is_lent_again(room):
    room.lease()
    old_epoch = room.store.epoch
    assert room.store.renew_epoch() != old_epoch
    assert spans(room.lease(used=73))[0] == (TODAY, 551, 600)
    assert spans(room.lease(used=773))[0] == (TODAY, 774, 823)
    assert all(one.server_epoch == room.store.epoch for one in room.lease(used=773))


def test_after_a_restore_a_unit_that_lost_its_folder_too_gets_nothing_that_may_be_on_paper(room):
    """The backup is of the night before: nobody remembers what was lent or given out today."""
    room.store.renew_epoch(skip=100)
    assert spans(room.lease(incarnation="second")) == [(TODAY, 501, 550), (TOMORROW, 501, 550)]
    assert room.issue(1).number == "A101"
    assert room.issue(2).number == "A102"


def test_a_restore_is_forgotten_the_day_after_tomorrow(room, clock):
    room.store.renew_epoch()
    clock.at += timedelta(days=2)
    assert spans(room.lease())[0] == ("2026-11-24", 1, 50)
    assert room.issue(1).number == "A001"


def test_a_unit_whose_folder_was_lost_gets_none_of_the_numbers_lent_before(room):
    room.lease(incarnation="first")
    assert spans(room.lease(incarnation="second")) == [(TODAY, 51, 100), (TOMORROW, 51, 100)]
    assert room.lease(incarnation="second") == room.lease(incarnation="second")


def test_a_folder_that_turns_up_again_goes_on_with_its_own_numbers(room):
    room.lease(incarnation="first")
    room.lease(incarnation="second")
    assert spans(room.lease(incarnation="first", used=7)) == [(TODAY, 1, 50), (TOMORROW, 1, 50)]


def test_after_a_restore_online_numbers_leap_over_what_may_be_on_paper(room):
    room.issue(1)
    room.store.renew_epoch(skip=100)
    assert room.issue(2).number == "A102"


def test_a_number_on_paper_is_not_lent_again_when_its_lease_is_forgotten(room):
    room.printed("A2-061", 1)
    assert spans(room.lease())[0] == (TODAY, 62, 111)


def test_a_series_that_is_used_up_says_so(room):
    with pytest.raises(Refusal, match=r"lease\.ended"):
        room.lease(used=9999)
