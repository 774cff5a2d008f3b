"""A bad review's way: which step may follow which, who may take it, and by which working day."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from hall.domain.calendar import Calendar, Holiday
from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import Workdays
from hall.domain.ledger.deadline import due_now, standing, timed
from hall.domain.ledger.entry import Entry, Kind, Result, State, Step, Verb, same_person
from hall.domain.ledger.loop import loop
from hall.domain.ledger.ways import WAYS
from hall.domain.ledger.words import SYSTEM, TRIES
from hall.domain.queue.day import Refused
from hall.settings.ledger import LedgerRules

NATIONAL = Calendar(
    holidays=(Holiday(date(2026, 10, 1), date(2026, 10, 7), ("国庆节", "National Day")),),
    workdays={date(2026, 9, 20): 6, date(2026, 9, 27): 3, date(2026, 10, 10): 4},
)
DAYS = Workdays(NATIONAL)
PERIODS = LedgerRules().review.periods
CLERK = "1024 周晓岚"


def at(month, day, hour=2, year=2026):
    return datetime(year, month, day, hour, tzinfo=UTC)


def order(*steps, since=None, about=CLERK):
    made = Entry(Kind.REVIEW, since or at(11, 23), date(2026, 11, 24), about=about)
    for step in steps:
        made = made.after(step)
    return made


def step(verb, when=None, by="李敏", **more):
    more.setdefault("text", "写明了")
    if verb is Verb.ASSIGN:
        more.setdefault("to", "社保科")
    return Step(verb, when or at(11, 23), by, **more)


def verified(when=None):
    return step(Verb.VERIFY, when, result=Result.CLEAR)


# Any order of presses.

SIGNERS = ("李敏", "李敏", "王强", "周晓岚", "1024", SYSTEM, " ")


def walks(many):
    """Long walks of random presses; the same ones each time."""
    dice = random.Random(20261123)
    for _ in range(many):
        walk = [
            (dice.random() < 0.8, dice.randrange(60), dice.randrange(60), dice.choice(SIGNERS))
            for _ in range(dice.randrange(6, 30))
        ]
        yield walk


def pressed(entry, n, press):
    """What somebody presses: one of the buttons that lead on, rarely an appeal; or any verb with any result."""
    there, which, result, by = press
    aside = {Verb.EXPLAIN, Verb.LOOK_UP} | ({Verb.APPEAL} if which < 50 else set())
    leading = tuple(verb for verb in entry.verbs if verb not in aside)
    verbs = leading if there and leading else tuple(Verb)
    verb = verbs[which % len(verbs)]
    move = WAYS[entry.kind].moves.get(verb)
    results = list(move.to) if there and move else ["", *Result]
    return step(verb, at(11, 23) + timedelta(hours=n), by, result=results[result % len(results)])


@pytest.mark.parametrize("kind", Kind)
def test_in_whatever_order_buttons_are_pressed_nothing_ends_early_and_nothing_is_lost(kind):
    closed = 0
    for walk in walks(400):
        entry, taken = Entry(kind, at(11, 23), date(2026, 11, 30), about=CLERK), []
        for n, press in enumerate(walk):
            one = pressed(entry, n, press)
            try:
                entry = entry.after(one)
            except Refused:
                continue
            taken.append(one)
        assert list(entry.steps) == taken
        assert [one.left for one in entry.stages[:-1]] == [one.entered for one in entry.stages[1:]]
        standing(entry, date(2026, 12, 1), DAYS, PERIODS)
        if entry.state is State.CLOSED:
            assert entry.verbs == ()
            assert_whole(entry)
            closed += entry.verdict not in {Result.MISTAKEN, Result.MALICIOUS}
        for one in taken:
            move = WAYS[kind].moves[one.verb]
            assert move.own or not same_person(one.by, CLERK)
            assert (one.by == SYSTEM) is move.system
    assert closed > 10, "walks have to get there"


def assert_whole(entry):
    """It was answered, and a review called back too, after the answer; or it was judged away."""
    if entry.verdict in {Result.MISTAKEN, Result.MALICIOUS}:
        return
    verbs = [one.verb for one in entry.steps]
    answered = len(verbs) - verbs[::-1].index(Verb.ANSWER)
    calls = [one.result for one in entry.steps[answered:] if one.verb is Verb.CALL_BACK]
    called = bool({*calls} - {Result.UNREACHED}) or len(calls) >= TRIES
    assert called or entry.kind is not Kind.REVIEW


def test_there_is_always_a_next_step_until_it_is_closed():
    moves = WAYS[Kind.REVIEW].moves
    for walk in walks(100):
        entry = order()
        for n, press in enumerate(walk):
            try:
                entry = entry.after(pressed(entry, n, press))
            except Refused:
                continue
            leads = [verb for verb in entry.verbs if any(moves[verb].to.values()) or moves[verb].back]
            assert leads or entry.state is State.CLOSED


# Who.


@pytest.mark.parametrize("me", ["周晓岚", "1024", "1024 周晓岚", "周晓岚 1024"])
def test_whose_service_it_was_may_explain_and_appeal_and_nothing_else(me):
    assigned = order(verified(), step(Verb.ASSIGN))
    assigned.after(step(Verb.EXPLAIN, by=me))
    appealed = assigned.after(step(Verb.APPEAL, by=me, result=Result.MISTAKEN))
    for refused, entry in [
        (step(Verb.RECTIFY, by=me), assigned),
        (step(Verb.ASSIGN, by=me), assigned),
        (step(Verb.JUDGE, by=me, result=Result.MISTAKEN), appealed),
    ]:
        with pytest.raises(Refused, match=r"^ledger\.ownService"):
            entry.after(refused)


def test_whoever_appealed_for_a_clerk_does_not_judge_it_and_there_is_one_appeal():
    appealed = order(step(Verb.APPEAL, by="王强", result=Result.MALICIOUS))
    with pytest.raises(Refused, match=r"^ledger\.ownAppeal"):
        appealed.after(step(Verb.JUDGE, by="王强", result=Result.UPHELD))
    judged = appealed.after(step(Verb.JUDGE, result=Result.UPHELD))
    assert (judged.state, judged.verdict) == (State.REGISTERED, Result.UPHELD)
    with pytest.raises(Refused, match=r"^ledger\.once"):
        judged.after(step(Verb.APPEAL, by="王强", result=Result.MISTAKEN))


def test_three_calls_that_nobody_takes_are_a_call_back_and_two_are_not():
    answered = order(step(Verb.VERIFY, result=Result.GROUNDLESS), step(Verb.ANSWER))
    call = step(Verb.CALL_BACK, result=Result.UNREACHED)
    twice = answered.after(call).after(call)
    with pytest.raises(Refused, match=r"^ledger\.notCalledBack"):
        twice.after(step(Verb.CLOSE))
    assert twice.after(call).after(step(Verb.CLOSE)).state is State.CLOSED


# By when: counted by hand on the calendar above.


@pytest.mark.parametrize(
    ("came", "verify", "rectify"),
    [
        # Mon 23 Nov: verify Tue 24; 15 days: 24-27, 30-4, 7-11, 14
        (at(11, 23), date(2026, 11, 24), date(2026, 12, 14)),
        # Fri 18 Sep: Sun 20 is worked as a Sunday, which is no working day; verify Mon 21; 21-25 (5), Sun 27 (6),
        # 28-30 (9), holiday 1-7 Oct, 8 (10), 9 (11), Sat 10 made up (12), 12-14 (15)
        (at(9, 18), date(2026, 9, 21), date(2026, 10, 14)),
        # Wed 30 Sep: 8 Oct is the next; 8, 9, 10 (3), 12-16 (8), 19-23 (13), 26, 27 (15)
        (at(9, 30), date(2026, 10, 8), date(2026, 10, 27)),
        # 23:00 UTC on Wed 30 Sep is Thu 1 Oct in China, a holiday: the same days
        (at(9, 30, 23), date(2026, 10, 8), date(2026, 10, 27)),
        # Sat 26 Sep: the Sunday after it is made up; 27-30 (4), 8-10 (7), 12-16 (12), 19-21 (15)
        (at(9, 26), date(2026, 9, 27), date(2026, 10, 21)),
    ],
)
def test_days_are_counted_over_holidays_and_days_made_up(came, verify, rectify):
    new = order(since=came)
    assert due_now(new, DAYS, PERIODS) == verify
    assigned = new.after(verified(came)).after(step(Verb.ASSIGN, came))
    assert due_now(assigned, DAYS, PERIODS) == rectify
    assert loop(assigned, DAYS, PERIODS).settle_by == rectify


def test_while_an_appeal_is_judged_the_days_to_rectify_stand_still():
    assigned = order(verified(), step(Verb.ASSIGN))
    appealed = assigned.after(step(Verb.APPEAL, at(11, 24), CLERK, result=Result.MISTAKEN))
    assert due_now(appealed, DAYS, PERIODS) == date(2026, 12, 1), "five days to judge: 25-27, 30, 1"
    back = appealed.after(step(Verb.JUDGE, at(11, 27), result=Result.UPHELD))
    assert back.state is State.ASSIGNED
    # without the appeal 14 Dec; 25, 26 and 27 November are not counted
    assert due_now(back, DAYS, PERIODS) == date(2026, 12, 17)


def test_what_is_sent_back_after_its_answer_has_its_days_again():
    steps = [
        verified(),
        step(Verb.ASSIGN),
        step(Verb.RECTIFY, at(12, 1)),
        step(Verb.ANSWER, at(12, 2)),
        step(Verb.CALL_BACK, at(12, 3), result=Result.UNSATISFIED),
        step(Verb.ASSIGN, at(12, 4)),
    ]
    again = order(*steps)
    # from Fri 4 Dec: 7-11, 14-18, 21-25
    assert due_now(again, DAYS, PERIODS) == date(2026, 12, 25)
    assert (loop(again, DAYS, PERIODS).settled, loop(again, DAYS, PERIODS).called) == (None, "")


def test_a_step_that_was_late_stays_late_when_all_is_closed():
    steps = [
        verified(at(11, 26)),  # due on the 24th
        step(Verb.ASSIGN, at(11, 26)),
        step(Verb.RECTIFY, at(11, 27)),
        step(Verb.ANSWER, at(11, 27)),
        step(Verb.CALL_BACK, at(11, 30), result=Result.SATISFIED),
        step(Verb.CLOSE, at(11, 30)),
    ]
    closed = order(*steps)
    assert [one.late(DAYS, date(2026, 12, 30)) for one in timed(closed, DAYS, PERIODS)] == [2, 0, 0, 0, 0, 0]
    assert standing(closed, date(2026, 12, 30), DAYS, PERIODS).light is Light.RED
    found = loop(closed, DAYS, PERIODS)
    assert (found.settled, found.answered, found.called) == (
        date(2026, 11, 27),
        date(2026, 11, 27),
        Result.SATISFIED,
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("周晓岚", "1024 周晓岚", True),
        ("1024", "1024 周晓岚", True),
        ("李敏", "1024 周晓岚", False),
        ("", "周晓岚", False),
        ("周晓岚", "", False),
        ("Li Ming", "Li Na", False),
        ("li ming", "Li Ming", True),
    ],
)
def test_a_signature_is_known_by_number_name_or_both(one, other, same):
    assert same_person(one, other) is same
