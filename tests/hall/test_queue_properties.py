"""Any day of the queue, in any order and with restarts, agrees with a few lines of plain Python."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hall.contract.messages import Outcome
from hall.server.problems import Refusal
from tests.hall.conftest import Room
from tests.hall.house import SETTINGS, HandClock

SERVICES = {service.id: service.prefix for service in SETTINGS.services}
WINDOWS = {window.number: window.services for window in SETTINGS.windows}
WINDOW = st.sampled_from(sorted(WINDOWS))


class Day(RuleBasedStateMachine):
    """`model`: event_id -> [number, service, state], in the order of the queue.

    `cluster`: None for a file and one server, a PostgreSQL for two that are asked by turns.
    """

    cluster = None

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.database = self.cluster.database() if self.cluster else ""
        self.rooms = [self.open(), self.open()] if self.cluster else [self.open()]
        self.turn = 0
        self.model, self.at_window, self.ids = {}, {}, 0
        self.counters = dict.fromkeys([*SERVICES.values(), "A2-"], 0)
        self.last_press = None

    def open(self):
        return Room(Path(self.folder.name), self.clock, self.database)

    @property
    def room(self):
        """Whichever server is asked this time."""
        self.turn += 1
        return self.rooms[self.turn % len(self.rooms)]

    def teardown(self):
        for room in self.rooms:
            room.store.close()
        self.folder.cleanup()

    def new_id(self):
        self.ids += 1
        return self.ids

    def next_number(self, series):
        self.counters[series] += 1
        return f"{series}{self.counters[series]:03d}"

    @rule(service=st.sampled_from(sorted(SERVICES)))
    def take_a_number(self, service):
        n = self.new_id()
        self.model[n] = [self.next_number(SERVICES[service]), service, "waiting"]
        assert self.room.issue(n, service).number == self.model[n][0]

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def ask_again(self, data):
        n = data.draw(st.sampled_from(sorted(self.model)))
        number, service, state = self.model[n]
        again = self.room.issue(n, service)
        assert (again.number, again.state) == (number, state)

    @rule()
    def print_offline(self):
        n = self.new_id()
        self.model[n] = [self.next_number("A2-"), "social", "waiting"]
        assert self.room.printed(self.model[n][0], n).outcome is Outcome.ACCEPTED

    @precondition(lambda self: any(self.may_be_replaced(n) for n in self.model))
    @rule(data=st.data())
    def the_answer_was_lost_and_another_number_printed(self, data):
        n = data.draw(st.sampled_from(sorted(filter(self.may_be_replaced, self.model))))
        number = self.next_number("A2-")
        assert self.room.printed(number, n).result["replaced"] == self.model[n][0]
        self.model[n] = [number, "social", "waiting"]
        self.at_window = {w: at for w, at in self.at_window.items() if at != n}

    def may_be_replaced(self, n):
        number, service, _ = self.model[n]
        return service == "social" and "-" not in number

    @rule(window=WINDOW)
    def call(self, window):
        press = self.new_id()
        waiting = [n for n, (_, service, state) in self.model.items() if state == "waiting"]
        mine = [n for n in waiting if self.model[n][1] in WINDOWS[window]]
        reply = self.room.call(window, press)
        self.last_press = (window, press, reply.ticket and reply.ticket.number, reply.seq)
        if not mine:
            assert reply.ticket is None
            return
        assert reply.ticket.number == self.model[mine[0]][0]
        if window in self.at_window:
            self.model[self.at_window[window]][2] = "done"
        self.model[mine[0]][2] = "called"
        self.at_window[window] = mine[0]

    @precondition(lambda self: self.last_press and self.last_press[2])
    @rule()
    def press_the_same_again(self):
        window, press, _, seq = self.last_press
        assert self.room.call(window, press).seq == seq

    @rule(window=WINDOW, finish=st.booleans())
    def recall_or_finish(self, window, finish):
        verb = self.room.finish if finish else self.room.recall
        if window not in self.at_window:
            with pytest.raises(Refusal, match=r"window\.idle"):
                verb(window, self.new_id())
            return
        reply = verb(window, self.new_id())
        n = self.at_window[window]
        assert reply.ticket.number == self.model[n][0]
        if finish:
            self.model[n][2] = "done"
            del self.at_window[window]

    @rule()
    def restart(self):
        self.rooms.pop(0).store.close()
        self.rooms.append(self.open())

    @invariant()
    def store_and_model_agree(self):
        kept = [[one.number, one.service, one.state.value] for one in self.room.tickets()]
        assert kept == list(self.model.values())

    @invariant()
    def events_are_dense_and_end_with_the_truth(self):
        events = self.room.events()
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        if events:
            for service, count in events[-1].waiting.items():
                assert count == sum(one[1:] == [service, "waiting"] for one in self.model.values())


_QUIET = [HealthCheck.too_slow]
TestDay = Day.TestCase
TestDay.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=_QUIET, database=None
)


def test_two_servers_on_one_database_are_one_queue(postgres):
    class OneOfTwo(Day):
        cluster = postgres

    some = settings(
        max_examples=5, stateful_step_count=25, deadline=None, suppress_health_check=_QUIET, database=None
    )
    run_state_machine_as_test(OneOfTwo, settings=some)
