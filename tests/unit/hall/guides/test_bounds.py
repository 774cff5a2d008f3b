"""The bounds of a question: what is beyond them is no answer, and a guide whose bounds make no sense says where."""

from datetime import date

import pytest

from hall.contract.answers import bound_day, limits, problem
from hall.contract.filing import Question
from hall.guides.applying import amiss
from hall.texts import load_texts
from kiosk.views.filing.question import hint
from tests.unit.kiosk.flows.applicant import guide_of

TODAY = date(2026, 11, 22)
SINCE = {"kind": "date", "earliest": "today-120y", "latest": "today"}
PEOPLE = {"kind": "number", "most": 2, "smallest": 1, "largest": 30}


def question(**more):
    return Question.model_validate({"id": "q", "ask": "？", **more})


@pytest.mark.parametrize(
    ("bounds", "value", "said"),
    [
        (SINCE, "2026-11-22", ""),
        (SINCE, "20261123", "question.late"),
        (SINCE, "20990101", "question.late"),
        (SINCE, "19061122", ""),
        (SINCE, "19061121", "question.early"),
        ({"kind": "date", "earliest": "2026-12-01"}, "20261130", "question.early"),
        (SINCE, "18000101", "question.early"),
        ({"kind": "date"}, "18000101", "question.early"),
        ({"kind": "date"}, "19000101", ""),
        ({"kind": "date", "earliest": "1876-01-01"}, "18800101", ""),
        ({"kind": "date"}, "18000231", "question.noDate"),
        (PEOPLE, "30", ""),
        (PEOPLE, "99", "question.large"),
        (PEOPLE, "0", "question.small"),
        (PEOPLE, "100", "question.number"),
        ({"shortest": 4}, " 清溪路 ", "question.short"),
        ({"shortest": 4}, "清溪路3", ""),
        ({"shortest": 4, "optional": True}, "", ""),
        (SINCE | {"unsure": True}, "unsure", ""),
    ],
)
def test_an_answer_beyond_the_bounds_is_none(bounds, value, said):
    assert problem(question(**bounds), value, TODAY) == said


def test_a_terminal_that_does_not_know_the_day_refuses_nobody_for_it():
    assert problem(question(**SINCE), "20990101", None) == ""
    assert limits(question(**SINCE), None) == ()


@pytest.mark.parametrize(
    ("bound", "day"),
    [
        ("today", date(2028, 2, 29)),
        ("today-1y", date(2027, 2, 28)),
        ("today+12m", date(2029, 2, 28)),
        ("today-2m", date(2027, 12, 29)),
        ("today+1d", date(2028, 3, 1)),
        ("2026-01-31", date(2026, 1, 31)),
        ("", None),
    ],
)
def test_a_bound_moves_with_the_calendar(bound, day):
    assert bound_day(bound, date(2028, 2, 29)) == day


@pytest.mark.parametrize(
    ("wrong", "at", "said"),
    [
        ({"kind": "date", "latest": "2026-02-30"}, "latest", "日历上没有这一天"),
        (
            {"kind": "date", "earliest": "today", "latest": "today-1d"},
            "latest",
            "两头的范围之间没有能填的答案",
        ),
        ({"kind": "number", "smallest": 9, "largest": 3}, "largest", "两头的范围之间没有能填的答案"),
        ({"kind": "number", "most": 1, "smallest": 10}, "largest", "两头的范围之间没有能填的答案"),
        ({"shortest": 30, "most": 20}, "shortest", "两头的范围之间没有能填的答案"),
        ({"kind": "number", "latest": "today"}, "latest", "kind 是 number 的问题没有 latest"),
    ],
)
def test_bounds_that_make_no_sense_are_told_with_their_place(wrong, at, said):
    guide = guide_of(apply={"questions": [{"id": "q", "ask": "？", **wrong}]}, materials=[])
    (found,) = amiss([guide])
    assert found.loc == ("guides", 0, "apply", "questions", 0, at)
    assert said in found.zh
    assert amiss([guide_of(apply={"questions": [{"id": "q", "ask": "？", **SINCE}]}, materials=[])]) == []


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        (SINCE, "大概的日子，不能晚于今天"),
        (SINCE | {"latest": "2027-01-01"}, "大概的日子，不能晚于 2027年1月1日"),
        (PEOPLE, "大概的日子，最少填 1，最多填 30"),
        ({"shortest": 4}, "大概的日子，至少写 4 个字"),
        ({}, "大概的日子"),
    ],
)
def test_the_page_says_the_bounds_that_one_may_meet(bounds, said):
    asked = question(hint="大概的日子", **bounds)
    assert hint(asked, TODAY.isoformat(), load_texts("zh")) == said
