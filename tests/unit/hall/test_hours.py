"""Opening hours: what is said to open does open, and nothing opens sooner."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hall.domain.calendar import MINUTES, Calendar, Holiday, Span, moment
from hall.domain.clock import CHINA
from hall.domain.hours import Closed, Hours, Opening, Shut

WORK = (Span(540, 720), Span(810, 1020))
WEEK = Hours(dict.fromkeys(range(5), WORK))
NATIONAL = Holiday(date(2026, 10, 1), date(2026, 10, 7), ("国庆节", "National Day"))
CALENDAR = Calendar((NATIONAL,), {date(2026, 10, 10): 4, date(2026, 10, 3): 0})
"""The Saturday 10th is worked as a Friday; of the holiday itself the 3rd is worked as a Monday."""


def at(day, clock, month=10):
    return datetime.combine(date(2026, month, day), datetime.strptime(clock, "%H:%M").time(), CHINA)  # noqa: DTZ007 - a clock's face


def closed(day, clock):
    return WEEK.closed(CALENDAR, at(day, clock))


def test_open_from_the_first_minute_to_before_the_last():
    assert closed(9, "09:00") is None
    assert closed(9, "11:59") is None
    assert closed(9, "12:00") == Closed(Shut.BREAK, at(9, "13:30"))
    assert closed(9, "08:59") == Closed(Shut.BEFORE, at(9, "09:00"))
    assert WEEK.closed(CALENDAR, at(9, "17:00") - timedelta(microseconds=1)) is None


def test_a_made_up_saturday_has_its_weekdays_hours_and_the_sunday_after_rests():
    assert closed(9, "17:00") == Closed(Shut.AFTER, at(10, "09:00"))
    assert closed(10, "10:00") is None
    assert closed(11, "10:00") == Closed(Shut.DAY_OFF, at(12, "09:00"))


def test_a_holiday_is_named_and_the_next_worked_day_is_found():
    assert closed(1, "10:00") == Closed(Shut.HOLIDAY, at(3, "09:00"), ("国庆节", "National Day"))
    assert closed(3, "10:00") is None
    assert closed(4, "10:00").opens == at(8, "09:00")


def test_no_calendar_ends():
    assert WEEK.closed(Calendar(), datetime(2099, 12, 31, 23, tzinfo=CHINA)).opens == datetime(
        2100, 1, 1, 9, tzinfo=CHINA
    )
    assert Hours({}).closed(Calendar(), at(9, "10:00")).opens is None


def test_touching_spans_have_no_break_between_them():
    hours = Hours.of([(4, Span(720, 810)), (4, WORK[1]), (4, WORK[0])])
    assert hours.week == {4: (Span(540, 1020),)}


def opening(**more):
    does = {1: frozenset({"a", "b"}), 2: frozenset({"a"})}
    return Opening(calendar=CALENDAR, hall=WEEK, does=does, **more)


def test_a_window_with_hours_of_its_own_opens_its_services_then():
    evening = Hours({4: (Span(1020, 1200),)})
    hall = opening(windows={2: evening})
    assert hall.is_open("a", at(9, "18:00")) is None
    assert hall.is_open("b", at(9, "18:00")).why is Shut.AFTER
    assert hall.of_window(1) == WEEK
    assert hall.of_window(2).began(CALENDAR, at(9, "18:00")) == at(9, "17:00")


def test_a_service_with_hours_of_its_own_has_no_others():
    hall = opening(services={"a": Hours({1: WORK})}, windows={2: Hours({4: (Span(1020, 1200),)})})
    assert hall.is_open("a", at(9, "10:00")).opens == at(13, "09:00")
    assert hall.is_open("b", at(9, "10:00")) is None


def test_a_hall_without_hours_is_always_open():
    assert Opening().is_open("a", at(1, "03:00")) is None


def test_a_window_is_beyond_its_hours_only_after_a_span_of_that_day():
    assert WEEK.ended(CALENDAR, at(9, "08:00")) is None
    assert WEEK.ended(CALENDAR, at(9, "12:30")) == at(9, "12:00")
    assert WEEK.ended(CALENDAR, at(9, "14:00")) is None
    assert WEEK.ended(CALENDAR, at(9, "20:00")) == at(9, "17:00")
    assert WEEK.ended(CALENDAR, at(11, "20:00")) is None


# --- for any hours, any holidays, any moment ---
spans = st.tuples(st.integers(0, MINUTES - 1), st.integers(1, 600)).map(
    lambda one: Span(one[0], min(MINUTES, one[0] + one[1]))
)
weeks = st.lists(st.tuples(st.integers(0, 6), spans), max_size=8).map(Hours.of)
FIRST = date(2026, 9, 28)
days = st.integers(0, 20).map(lambda ahead: FIRST + timedelta(days=ahead))
holidays = st.lists(
    st.tuples(days, st.integers(0, 9)).map(
        lambda one: Holiday(one[0], one[0] + timedelta(days=one[1]), ("假", "holiday"))
    ),
    max_size=3,
)
calendars = st.builds(Calendar, holidays.map(tuple), st.dictionaries(days, st.integers(0, 6), max_size=4))
moments = st.tuples(days, st.integers(0, MINUTES * 60 - 1)).map(
    lambda one: moment(one[0], 0) + timedelta(seconds=one[1])
)


@given(weeks, calendars, moments)
def test_what_opens_is_open_then_and_not_a_minute_sooner(hours, calendar, now):
    told = hours.closed(calendar, now)
    if told is None:
        assert hours.began(calendar, now) <= now
        return
    if told.opens is None:
        assert not any(hours.week.values()) or calendar.holidays
        return
    assert told.opens > now
    assert hours.closed(calendar, told.opens) is None
    assert hours.closed(calendar, told.opens - timedelta(microseconds=1)) is not None


@given(weeks, calendars, moments, st.floats(0, 1))
def test_whoever_asks_later_is_told_the_same_until_it_opens(hours, calendar, now, part):
    told = hours.closed(calendar, now)
    if told is None or told.opens is None:
        return
    later = now + (told.opens - now) * part
    if later < told.opens:
        assert hours.closed(calendar, later).opens == told.opens


@given(weeks, weeks, calendars, moments)
def test_together_they_are_open_when_either_is(one, other, calendar, now):
    both = (one | other).closed(calendar, now) is None
    assert both == (one.closed(calendar, now) is None or other.closed(calendar, now) is None)
