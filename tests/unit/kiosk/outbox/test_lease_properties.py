"""Whatever is lost or restored, in whatever order: no two people of a day hold the same number.

The server's real store lends to two units' real files. A file may be lost, and turn up again; the server
may fall back to a backup; a day may end.
"""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from hall.contract.messages import Outcome
from hall.domain.clock import service_date
from hall.domain.leases import BLOCK
from kiosk.outbox.store import Owner
from tests.hall.conftest import Room
from tests.hall.house import HandClock
from tests.unit.kiosk.terminal import open_outbox

OWNERS = {"t1": Owner("t1", "1", "T1"), "d1": Owner("d1", "2", "D2")}
UNIT = st.sampled_from(sorted(OWNERS))
BLOCKS_LEAPT = 10
"""A restored server leaps over so many blocks: more must not have been lent after its backup."""


class Days(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.clock = HandClock()
        self.hall = Room(self.folder / "hall", self.clock)
        self.files = {unit: [f"{unit}-0"] for unit in OWNERS}
        self.outboxes = {unit: self.open(unit) for unit in OWNERS}
        self.given, self.unreported, self.ids, self.lent = set(), [], 0, 0
        self.a_backup_is_made()

    def teardown(self):
        for outbox in self.outboxes.values():
            outbox.close()
        self.hall.store.close()
        self.temporary.cleanup()

    def open(self, unit):
        return open_outbox(self.folder / self.files[unit][0], self.clock, OWNERS[unit])

    def reopen(self, unit):
        self.outboxes[unit].close()
        self.outboxes[unit] = self.open(unit)

    def refill(self, unit):
        if self.lent == BLOCKS_LEAPT:
            return
        self.lent += 1
        outbox, today = self.outboxes[unit], service_date(self.clock.now())
        with outbox.write() as db:
            used = outbox.leases.used_upto(db, "social", today)
            incarnation = outbox.leases.incarnation(db)
            outbox.leases.pin(db, self.hall.key.public_hex)
            offers = self.hall.lease(unit, OWNERS[unit].mark, used=used, incarnation=incarnation)
            assert outbox.leases.keep(db, offers) == []

    @rule(unit=UNIT, people=st.sampled_from([1, 35, BLOCK]))
    def numbers_are_lent_and_taken(self, unit, people):
        self.refill(unit)
        with self.outboxes[unit].write() as db:
            for _ in range(people):
                if not self.outboxes[unit].leases.left(db, "social", service_date(self.clock.now())):
                    return
                taken = self.outboxes[unit].leases.take(db, "social")
                self.give(taken.date, taken.number)
                self.unreported.append((unit, taken.date, taken.number, self.new_id()))

    @rule()
    def somebody_takes_a_number_online(self):
        ticket = self.hall.issue(self.new_id())
        self.give(ticket.date, ticket.number)

    @rule(unit=UNIT)
    def a_unit_tells_what_it_gave_out(self, unit):
        for who, date, number, n in self.unreported:
            if who == unit:
                assert self.hall.printed(number, n, unit, date=date).outcome is Outcome.ACCEPTED
        self.unreported = [each for each in self.unreported if each[0] != unit]

    @rule(unit=UNIT)
    def a_unit_crashes(self, unit):
        self.reopen(unit)

    @rule(unit=UNIT)
    def a_folder_is_lost(self, unit):
        self.files[unit].insert(0, f"{unit}-{self.new_id()}")
        self.reopen(unit)
        self.unreported = [each for each in self.unreported if each[0] != unit]

    @precondition(lambda self: any(len(files) > 1 for files in self.files.values()))
    @rule(unit=UNIT)
    def a_lost_folder_turns_up_again(self, unit):
        self.files[unit].reverse()
        self.reopen(unit)

    @rule()
    def a_backup_is_made(self):
        self.hall.store.close()
        shutil.rmtree(self.folder / "backup", ignore_errors=True)
        shutil.copytree(self.folder / "hall", self.folder / "backup")
        self.hall = Room(self.folder / "hall", self.clock)
        self.lent = 0

    @rule()
    def the_server_falls_back_to_its_backup(self):
        self.hall.store.close()
        shutil.rmtree(self.folder / "hall")
        shutil.copytree(self.folder / "backup", self.folder / "hall")
        self.hall = Room(self.folder / "hall", self.clock)
        self.hall.store.renew_epoch()
        self.a_backup_is_made()

    @rule()
    def the_day_ends(self):
        self.clock.at += timedelta(days=1)

    def new_id(self):
        self.ids += 1
        return self.ids

    def give(self, date, number):
        assert (date, number) not in self.given, f"{number} was given twice on {date}"
        self.given.add((date, number))


TestDays = Days.TestCase
TestDays.settings = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)


@pytest.fixture
def days():
    made = Days()
    yield made
    made.teardown()


def test_a_folder_is_lost_and_its_successor_repeats_nothing(days):
    days.numbers_are_lent_and_taken("d1", 35)
    days.a_folder_is_lost("d1")
    days.numbers_are_lent_and_taken("d1", 35)
    days.a_lost_folder_turns_up_again("d1")
    days.numbers_are_lent_and_taken("d1", 35)
    assert len(days.given) == 105


def test_a_folder_is_lost_and_the_server_falls_back_on_one_day(days):
    days.somebody_takes_a_number_online()
    days.numbers_are_lent_and_taken("d1", 35)
    days.numbers_are_lent_and_taken("t1", 35)
    days.a_folder_is_lost("d1")
    days.the_server_falls_back_to_its_backup()
    days.somebody_takes_a_number_online()
    days.numbers_are_lent_and_taken("d1", 35)
    days.numbers_are_lent_and_taken("t1", 35)
    assert len(days.given) == 142


def test_the_server_falls_back_and_tomorrows_numbers_are_lent_again_to_nobody(days):
    days.numbers_are_lent_and_taken("d1", 1)
    days.the_server_falls_back_to_its_backup()
    before = days.files["d1"][0]
    days.a_folder_is_lost("d1")
    days.numbers_are_lent_and_taken("d1", 1)
    days.the_day_ends()
    days.numbers_are_lent_and_taken("d1", 35)
    days.a_lost_folder_turns_up_again("d1")
    assert days.files["d1"][0] == before
    days.numbers_are_lent_and_taken("d1", 35)
    assert len(days.given) == 72
