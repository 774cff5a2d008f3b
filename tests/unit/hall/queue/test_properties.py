"""Any interleaving of windows and citizens: nobody called twice, nobody skipped, nobody starved."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hall.domain.queue import aside, presence, verbs
from hall.domain.queue.day import Refused
from hall.domain.queue.order import goes_first
from hall.domain.queue.ticket import AT_WINDOW, Hold, Lane, Ticket, TicketState
from tests.unit.hall.queue.hall import NINE, hall, join

WINDOWS = st.sampled_from((1, 2, 3))
PEOPLE = st.tuples(st.sampled_from("ab"), st.sampled_from(Lane), st.sampled_from((-120, -30, 0, 30, 120)))


class AnyDay(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.day = hall()
        self.now = NINE
        self.taken = 0
        self.overtaken = {}

    def do(self, verb, *args, **more):
        """Take a step unless it is refused, as a server would."""
        try:
            step = verb(self.day, *args, **more)
        except Refused:
            return None
        if step is not None:
            self.day.take(step)
        return step

    @property
    def busy(self):
        return [number for number, desk in self.day.desks.items() if desk.current]

    @property
    def away(self):
        states = {TicketState.HELD, TicketState.NO_SHOW}
        return sorted(t.id for t in self.day.tickets.values() if t.state in states)

    @initialize(many=st.lists(PEOPLE, min_size=3, max_size=12))
    def the_doors_open(self, many):
        for person in many:
            self.come(*person)

    @rule(seconds=st.sampled_from((1, 9, 20, 300, 3000)))
    def time_goes_on(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(person=PEOPLE)
    def somebody_comes(self, person):
        self.come(*person)

    def come(self, service, lane, slot):
        self.taken += 1
        self.now += timedelta(seconds=1)
        number = f"{service.upper()}{self.taken:03d}"
        booked = self.now + timedelta(minutes=slot) if lane is Lane.APPOINTMENT else None
        self.do(join, Ticket(number, number, service, self.now, lane=lane, slot=booked))

    @rule(window=WINDOWS)
    def call(self, window):
        desk = self.day.desk(window)
        walk_ins = [t for t in self.day.line_of(desk) if not goes_first(t, self.day.rules, self.now)]
        oldest = walk_ins[0] if walk_ins else None
        step = self.do(verbs.call_next, window, self.now)
        if step is None or oldest is None:
            return
        called = step.facts[-1].ticket
        passed = called.place > oldest.place
        count = self.overtaken.get((window, oldest.id), 0)
        self.overtaken = {k: v for k, v in self.overtaken.items() if k[0] != window}
        self.overtaken[window, oldest.id] = count + passed
        assert count + passed <= self.day.rules.jumps, "a walk-in was overtaken without end"

    @rule(window=WINDOWS, pick=st.randoms(use_true_random=False))
    def choose(self, window, pick):
        line = self.day.line_of(self.day.desk(window))
        if line:
            self.overtaken = {k: v for k, v in self.overtaken.items() if k[0] != window}
            self.do(verbs.call_chosen, window, pick.choice(line).id, self.now)

    @precondition(lambda self: self.busy)
    @rule(data=st.data(), verb=st.sampled_from([verbs.recall, verbs.start, verbs.finish]))
    def serve(self, data, verb):
        self.do(verb, data.draw(st.sampled_from(self.busy)), self.now)

    @precondition(lambda self: self.busy)
    @rule(data=st.data())
    def nobody_came(self, data):
        window = data.draw(st.sampled_from(self.busy))
        self.do(verbs.recall, window, self.now)
        self.now += timedelta(seconds=data.draw(st.sampled_from((3, 30))))
        self.do(aside.no_show, window, self.now)

    @precondition(lambda self: self.busy)
    @rule(data=st.data(), kind=st.sampled_from(Hold))
    def rest(self, data, kind):
        self.do(aside.hold, data.draw(st.sampled_from(self.busy)), kind, "", self.now)

    @precondition(lambda self: self.busy)
    @rule(data=st.data(), to=WINDOWS | st.sampled_from("ab"))
    def pass_on(self, data, to):
        window = data.draw(st.sampled_from(self.busy))
        where = {"service": to} if isinstance(to, str) else {"to_window": to}
        self.do(aside.transfer, window, self.now, **where)

    @precondition(lambda self: self.away)
    @rule(data=st.data())
    def come_back(self, data):
        self.do(aside.come_back, data.draw(st.sampled_from(self.away)), self.now)

    @precondition(lambda self: self.away)
    @rule(data=st.data(), window=WINDOWS)
    def resume(self, data, window):
        self.do(aside.resume, window, data.draw(st.sampled_from(self.away)), self.now)

    @rule(data=st.data())
    def give_up(self, data):
        self.do(aside.cancel, data.draw(st.sampled_from(sorted(self.day.tickets))), self.now)

    @rule(window=WINDOWS)
    def take_back(self, window):
        desk = self.day.desk(window)
        if self.do(verbs.undo, window, self.now):
            self.overtaken = {k: v for k, v in self.overtaken.items() if k[0] != window}
            assert self.day.desk(window) == desk.undo.desk

    @rule(window=WINDOWS, what=st.sampled_from(["open", "pause", "close"]))
    def come_and_go(self, window, what):
        if what == "pause":
            self.do(presence.pause, window, "lunch", self.now)
        elif what == "close":
            self.do(presence.close, window, self.now)
        else:
            self.do(presence.open_window, window, "012", self.now)

    @invariant()
    def every_ticket_is_at_one_place(self):
        at_windows = [desk.current for desk in self.day.desks.values() if desk.current]
        assert len(at_windows) == len(set(at_windows)), "one citizen at two windows"
        standing = {t.id for t in self.day.tickets.values() if t.state in AT_WINDOW}
        assert standing == set(at_windows), "a ticket is called to no window, or a window has nobody's"
        for desk in self.day.desks.values():
            assert not desk.current or self.day.ticket(desk.current).window == desk.number
        assert {t.id for t in self.day.waiting()} == {
            t.id for t in self.day.tickets.values() if t.state is TicketState.WAITING
        }
        assert len(self.day.tickets) == self.taken, "a ticket was lost"

    @invariant()
    def nobody_waits_for_a_closed_window(self):
        for ticket in self.day.waiting():
            pinned = ticket.pinned
            assert pinned is None or self.day.desk(pinned).presence is not presence.Presence.CLOSED

    def teardown(self):
        """The hall empties: whoever waits is called in the end."""
        for number in self.day.desks:
            self.do(presence.open_window, number, "012", self.now)
        for _ in range(len(self.day.tickets) + 1):
            self.now += timedelta(minutes=5)
            for number in self.day.desks:
                self.do(verbs.call_next, number, self.now)
                self.do(verbs.finish, number, self.now)
        assert not list(self.day.waiting()), "somebody was never called"


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
