"""Whose call is spoken next: nothing lost, nothing twice, one at a time, in order, whatever comes when."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from queue_display.voice.turns import (
    RETRY_MS,
    End,
    Missed,
    Round,
    Spoken,
    Turns,
    Why,
    admit,
    begin,
    close,
    drop,
    end,
    wake_ms,
)
from tests.unit.queue_display.hall import MORNING
from tests.unit.queue_display.voice.hall import call


class Zone:
    """One zone, its clock and all that was told."""

    def __init__(self, rounds=2, longest_ms=60_000):
        self.turns = Turns("hall", rounds, longest_ms)
        self.ms = 0
        self.facts = []

    def take(self, step):
        self.turns, facts = step
        self.facts += facts

    def call(self, one, priority=0):
        self.take(admit(self.turns, one, priority, self.ms))

    def drop(self, why, *numbers):
        self.take(drop(self.turns, lambda one: one.number in numbers, why))

    def begin(self, how="spoken"):
        self.turns, what, facts = begin(self.turns, how, self.ms)
        self.facts += facts
        return what

    def end(self, how=End.SPOKEN):
        self.take(end(self.turns, how, self.ms, MORNING + timedelta(milliseconds=self.ms)))

    def told(self):
        return [
            (type(f).__name__.lower(), f.call.number, f.round if isinstance(f, Spoken) else f.why)
            for f in self.facts
        ]

    def all(self, how="spoken", ms=3000):
        """Speak until nobody waits; the numbers in order."""
        said = []
        while what := self.begin(how):
            said.append(what.call.number)
            self.ms += ms
            self.end()
        return said


def test_calls_are_spoken_in_the_order_in_which_they_came_each_in_all_its_rounds():
    zone = Zone()
    for seq, number in enumerate(("A001", "B001", "A002")):
        zone.call(call(number, seq=seq))
    assert zone.all() == ["A001", "A001", "B001", "B001", "A002", "A002"]
    assert zone.facts[0] == Spoken(call("A001", seq=0), "hall", 1, MORNING + timedelta(seconds=3))


def test_a_priority_call_goes_before_the_others_but_interrupts_nobody():
    zone = Zone()
    zone.call(call("A001"))
    zone.call(call("A002"))
    zone.begin()
    zone.call(call("A003"), priority=1)
    assert zone.begin() is None
    zone.end()
    assert zone.all() == ["A003", "A003", "A001", "A002", "A002"]


def test_the_chime_comes_once_before_a_call_and_again_after_another():
    zone = Zone()
    one, two = call("A001"), call("A002")
    zone.call(one)
    assert zone.begin() == Round(one, chime=True, words=True)
    zone.end()
    assert zone.begin() == Round(one, chime=False, words=True)
    zone.call(two)
    zone.end()
    assert zone.begin() == Round(two, chime=True, words=True)


def test_a_recall_takes_the_place_of_the_call_that_still_waits():
    zone = Zone(rounds=1)
    for seq, number in enumerate(("A001", "A002", "A003")):
        zone.call(call(number, seq=seq))
    zone.call(call("A002", seq=9, recall=True))
    assert zone.all() == ["A001", "A002", "A003"]
    assert ("missed", "A002", Why.AGAIN) in zone.told()


def test_a_recall_while_the_call_is_spoken_is_spoken_after_it():
    zone = Zone()
    zone.call(call("A001"))
    zone.begin()
    zone.call(call("A001", seq=2, recall=True))
    zone.end()
    assert zone.all() == ["A001", "A001"]
    assert zone.told() == [
        ("spoken", "A001", 1), ("missed", "A001", Why.AGAIN), ("spoken", "A001", 1), ("spoken", "A001", 2),
    ]  # fmt: skip


def test_a_call_taken_back_before_its_turn_is_never_spoken():
    zone = Zone()
    zone.call(call("A001"))
    zone.call(call("A002"))
    zone.drop(Why.TAKEN_BACK, "A001")
    assert zone.all() == ["A002", "A002"]


def test_a_recall_taken_back_while_its_call_is_spoken_ends_both():
    zone = Zone()
    zone.call(call("A001"))
    zone.begin()
    zone.call(call("A001", seq=2, recall=True))
    zone.drop(Why.TAKEN_BACK, "A001")
    assert zone.turns.now.dropped is Why.TAKEN_BACK
    assert zone.turns.waiting == ()


def test_a_call_that_is_over_is_said_to_the_end_of_its_round_and_no_further():
    zone = Zone()
    zone.call(call("A001"))
    zone.begin()
    zone.drop(Why.OVER, "A001")
    zone.end()
    assert zone.all() == []
    assert zone.told() == [("spoken", "A001", 1), ("missed", "A001", Why.OVER)]


def test_a_call_too_old_is_told_as_missed():
    zone = Zone(longest_ms=10_000)
    zone.call(call("A001"))
    zone.ms = 10_001
    assert zone.begin() is None
    assert zone.told() == [("missed", "A001", Why.LATE)]


def test_in_a_rush_everybody_is_heard_once_before_anybody_is_heard_twice():
    zone = Zone(longest_ms=60_000)
    for seq in range(10):
        zone.call(call(f"A{seq:03d}", seq=seq))
    zone.all(ms=5000)
    heard = [f.call.number for f in zone.facts if isinstance(f, Spoken) and f.round == 1]
    assert heard == [f"A{seq:03d}" for seq in range(10)]
    assert ("missed", "A003", Why.CROWDED) in zone.told()


def test_a_speaker_that_failed_is_tried_again_until_the_call_is_late():
    zone = Zone(rounds=1, longest_ms=5000)
    zone.call(call("A001"))
    zone.begin()
    zone.end(End.FAILED)
    assert zone.begin() is None
    assert wake_ms(zone.turns) == RETRY_MS
    zone.ms = RETRY_MS
    assert zone.begin().chime
    zone.end(End.FAILED)
    zone.ms = 6000
    assert zone.begin() is None
    assert zone.told() == [("missed", "A001", Why.LATE)]


def test_what_can_never_be_spoken_is_not_tried_again():
    zone = Zone()
    zone.call(call("A001"))
    zone.begin()
    zone.end(End.IMPOSSIBLE)
    assert zone.told() == [("missed", "A001", Why.SPEAKER)]
    assert zone.begin() is None


@pytest.mark.parametrize(("how", "said"), [("chime", ["A001", "A002"]), ("silent", [])])
def test_in_quiet_hours_the_words_are_told_as_missed(how, said):
    zone = Zone()
    zone.call(call("A001"))
    zone.call(call("A002"))
    assert zone.all(how) == said
    assert zone.told() == [("missed", "A001", Why.QUIET), ("missed", "A002", Why.QUIET)]


def test_what_waits_when_the_program_ends_is_told():
    zone = Zone()
    zone.call(call("A001"))
    zone.call(call("A002"))
    zone.begin()
    assert [(f.call.number, f.why) for f in close(zone.turns)] == [("A001", Why.ENDED), ("A002", Why.ENDED)]


class AnyDay(RuleBasedStateMachine):
    """Calls, recalls, finishes, undos, failures and time, in any order."""

    @initialize(rounds=st.integers(1, 3))
    def open(self, rounds):
        self.rounds, self.zone = rounds, Zone(rounds, 30_000)
        self.admitted, self.began, self.priority, self.taken = [], [], {}, set()
        self.seq = 0
        self.how = "spoken"

    def _admit(self, number, window, priority, recall):
        self.seq += 1
        one = call(number, window, self.seq, recall)
        self.admitted.append(one)
        self.priority[one] = priority
        self.zone.call(one, priority)

    @rule(n=st.integers(0, 4), priority=st.integers(0, 1))
    def calls(self, n, priority):
        self._admit(f"A{n:03d}", n % 3 + 1, priority, recall=False)

    @rule(n=st.integers(0, 4))
    def recalls(self, n):
        self._admit(f"A{n:03d}", n % 3 + 1, 0, recall=True)

    @rule(n=st.integers(0, 4))
    def finishes(self, n):
        self.zone.drop(Why.OVER, f"A{n:03d}")

    @rule(n=st.integers(0, 4))
    def takes_back(self, n):
        number = f"A{n:03d}"
        self.taken |= {job.call for job in self.zone.turns.waiting if job.call.number == number}
        self.zone.drop(Why.TAKEN_BACK, number)

    @rule(how=st.sampled_from(["spoken", "spoken", "chime", "silent"]))
    def hour(self, how):
        self.how = how

    @rule(ms=st.integers(1, 12_000))
    def time(self, ms):
        self.zone.ms += ms

    @rule()
    def begins(self):
        speaking = self.zone.turns.now is not None
        what = self.zone.begin(self.how)
        if what is None:
            return
        assert not speaking
        now, waiting = self.zone.turns.now, self.zone.turns.waiting
        assert what.call not in self.taken
        assert now.dropped is None
        assert all((-job.priority, job.place) > (-now.priority, now.place) for job in waiting)
        assert self.zone.ms - now.since_ms <= 30_000
        assert what.words == (self.how == "spoken")

    @precondition(lambda self: self.zone.turns.now is not None)
    @rule(
        how=st.sampled_from([End.SPOKEN, End.SPOKEN, End.SPOKEN, End.FAILED, End.IMPOSSIBLE, End.SILENCED]),
        ms=st.integers(500, 6000),
    )
    def ends(self, how, ms):
        self.zone.ms += ms
        self.zone.end(how)

    @invariant()
    def every_call_is_somewhere_and_only_there(self):
        if not hasattr(self, "zone"):
            return
        turns = self.zone.turns
        open_ = {job.call: job for job in (*turns.waiting, *([turns.now] if turns.now else []))}
        assert len(open_) == len(turns.waiting) + (turns.now is not None)
        for one in self.admitted:
            rounds = [f.round for f in self.zone.facts if isinstance(f, Spoken) and f.call == one]
            missed = [f for f in self.zone.facts if isinstance(f, Missed) and f.call == one]
            assert rounds == list(range(1, len(rounds) + 1))
            if one in open_:
                assert not missed
                assert (open_[one].said, open_[one].left) == (len(rounds), self.rounds - len(rounds))
            elif missed:
                assert [f.rounds for f in missed] == [len(rounds)]
                assert len(rounds) < self.rounds
            else:
                assert len(rounds) == self.rounds

    def teardown(self):
        if not hasattr(self, "zone"):
            return
        left = close(self.zone.turns)
        self.zone.facts += left
        done = {f.call for f in self.zone.facts if isinstance(f, Missed)}
        done |= {f.call for f in self.zone.facts if isinstance(f, Spoken) and f.round == self.rounds}
        assert done == set(self.admitted)


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
