"""Which giving stands, what is odd about one, and from which day on silence counts: rules alone, any order."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.domain.calendar import Calendar, Holiday
from hall.domain.cases.workdays import Workdays
from hall.domain.evaluation import evaluation_id, giving_id, silence_id
from hall.domain.evaluation.defaults import DefaultRule
from hall.domain.evaluation.flags import Flag, is_burst, of_giving
from hall.domain.evaluation.standing import Giving, Verdict, judge

DAYS = Workdays(
    Calendar(
        holidays=(Holiday(date(2026, 10, 1), date(2026, 10, 7), ("国庆节", "National Day")),),
        workdays={date(2026, 9, 27): 3, date(2026, 10, 10): 4},
    )
)
GIVINGS = st.lists(st.builds(Giving, st.sampled_from("abcdef"), st.booleans()), max_size=12)


def told(givings):
    """All of them one after another: what is kept at the end, and the verdicts."""
    kept, verdicts = None, []
    for each in givings:
        verdict = judge(kept, each)
        kept = each if verdict is Verdict.KEEP else kept
        verdicts.append(verdict)
    return kept, verdicts


@settings(max_examples=300)
@given(GIVINGS)
def test_the_first_with_stars_stands_and_silence_is_in_nobodys_way(givings):
    unlike = {each.id: each for each in reversed(givings)}  # a giving's id always says the same
    givings = [unlike[each.id] for each in givings]
    kept, verdicts = told(givings)
    first = next((each for each in givings if each.real), givings[0] if givings else None)
    assert kept == first
    refused = [each for each, verdict in zip(givings, verdicts, strict=True) if verdict is Verdict.SECOND]
    assert refused == [each for each in givings if each.real and each != first]


@given(GIVINGS, st.sampled_from("abcdef"))
def test_the_same_giving_again_changes_nothing_and_is_never_refused(givings, again):
    kept, _ = told(givings)
    if kept is not None:
        assert judge(kept, kept) is Verdict.REPEAT
        assert judge(kept, Giving(again, real=False)) in {Verdict.REPEAT, Verdict.NOTHING}


def test_ids_are_the_same_everywhere_and_silence_is_no_press():
    ids = {
        evaluation_id("t-1"),
        giving_id("t-1"),
        giving_id("t-1", "t1"),
        silence_id("t-1"),
        silence_id("t-1", "t1"),
    }
    assert len(ids) == 5
    assert evaluation_id("t-1") == evaluation_id("t-1")
    assert all(8 <= len(each) <= 64 for each in ids)


def test_what_is_odd_about_one():
    assert of_giving((), 999, (), "") == {Flag.TOO_QUICK}
    assert of_giving((), 1000, (), "") == set()
    assert of_giving((), None, (), "") == set()
    assert of_giving(("duplicate", "heardOfNever"), None, (), "") == {Flag.DUPLICATE}
    assert of_giving((), None, ("1023", "李芳"), "李芳") == {Flag.STAFF}
    assert of_giving((), None, ("1023",), "") == set(), "nobody knows who served"


def test_several_within_seconds_are_a_burst():
    assert is_burst([1_000_000], 5_000_000)
    assert not is_burst([0], 5_000_000)
    assert not is_burst([], 5_000_000)


@pytest.mark.parametrize(
    ("served", "rule", "last"),
    [
        (
            date(2026, 9, 29),
            DefaultRule(4, 5),
            date(2026, 10, 12),
        ),  # 9-30, 10-8, 10-9, 10-10 made up for, 10-12
        (date(2026, 9, 29), DefaultRule(4, 5, working=False), date(2026, 10, 4)),
        (date(2026, 9, 25), DefaultRule(4, 2), date(2026, 9, 28)),  # 9-27 is made up for
    ],
)
def test_the_citizen_has_all_of_the_last_day(served, rule, last):
    assert rule.last_day(served, DAYS) == last
    assert not rule.counts(served, last, DAYS)
    assert rule.counts(served, last + timedelta(days=1), DAYS)
    assert not DefaultRule().counts(served, date(2027, 1, 1), DAYS), "no rule, no default, however long"


@given(st.dates(date(2026, 9, 1), date(2026, 11, 30)), st.integers(1, 20), st.booleans())
def test_the_newest_day_that_counts_is_the_newest(today, after, working):
    rule = DefaultRule(4, after, working)
    newest = rule.newest(today, DAYS)
    assert rule.counts(newest, today, DAYS)
    assert not rule.counts(newest + timedelta(days=1), today, DAYS)
