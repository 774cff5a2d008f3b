"""By when an answer is due: working days, holidays and make-up days included."""

from datetime import UTC, date, datetime

import pytest

from hall.domain.calendar import Calendar, Holiday
from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import Workdays
from hall.domain.ledger.deadline import promised, standing
from hall.domain.ledger.entry import Entry, Kind, Step, Verb

NATIONAL = Calendar(
    holidays=(Holiday(date(2026, 10, 1), date(2026, 10, 7), ("国庆节", "National Day")),),
    workdays={date(2026, 9, 27): 3, date(2026, 10, 10): 4},
)
DAYS = Workdays(NATIONAL)


def at(day, hour=2):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "within", "due"),
    [
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 11, 20), 3, date(2026, 11, 25)),
        (date(2026, 11, 22), 3, date(2026, 11, 25)),
        (date(2026, 9, 25), 3, date(2026, 9, 29)),  # a Friday; the Sunday after it is worked
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # eight, nine, and the Saturday made up for
    ],
)
def test_the_day_it_was_told_does_not_count_and_only_working_days_do(told, within, due):
    assert promised(DAYS, at(told), within) == due


def test_what_is_told_after_midnight_in_china_belongs_to_the_next_day():
    assert promised(DAYS, at(date(2026, 11, 22), 17), 1) == date(2026, 11, 24)


def entry(*steps):
    return Entry(Kind.COMPLAINT, at(date(2026, 11, 20)), date(2026, 11, 27), steps)


@pytest.mark.parametrize(
    ("today", "light", "left"),
    [
        (date(2026, 11, 20), Light.GREEN, 5),
        (date(2026, 11, 25), Light.GREEN, 2),
        (date(2026, 11, 26), Light.YELLOW, 1),
        (date(2026, 11, 27), Light.YELLOW, 0),
        (date(2026, 11, 28), Light.RED, -1),
        (date(2026, 12, 1), Light.RED, -2),
    ],
)
def test_the_light_follows_the_days_left(today, light, left):
    stands = standing(entry(), today, DAYS)
    assert (stands.light, stands.left) == (light, left)


def test_an_answer_stops_the_clock_and_one_that_was_late_stays_late():
    in_time = entry(Step(Verb.ANSWER, at(date(2026, 11, 27)), "李敏", text="好了"))
    late = entry(Step(Verb.ANSWER, at(date(2026, 11, 30)), "李敏", text="好了"))
    assert standing(in_time, date(2027, 1, 1), DAYS).light is Light.GREEN
    assert standing(late, date(2027, 1, 1), DAYS).light is Light.RED


def test_an_answer_that_was_sent_back_is_owed_again():
    answered = Step(Verb.ANSWER, at(date(2026, 11, 23)), "李敏", text="好了")
    again = Step(Verb.ASSIGN, at(date(2026, 11, 24)), "王强", to="社保科")
    assert standing(entry(answered, again), date(2026, 11, 30), DAYS).light is Light.RED
    more = Step(Verb.ANSWER, at(date(2026, 11, 25)), "李敏", text="这次好了")
    assert entry(answered, again, more).answered == date(2026, 11, 25)
