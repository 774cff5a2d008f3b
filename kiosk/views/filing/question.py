"""One question and its answer, as they are shown. Pure."""

from __future__ import annotations

from datetime import date
from typing import Final

from hall.contract.answers import OUTSIDE, UNSURE, Limit, judged, limits
from hall.contract.filing import Question
from hall.domain.dates import day_in
from hall.texts import Texts
from kiosk.flows.filing.filing import name_of, on_card
from kiosk.flows.filing.route import applicant
from kiosk.flows.visit import Page, State, Visit
from kiosk.views.rows import Row

_DATE = 8
"""Digits of a date."""
_FAR_YEARS: Final = 10
"""A bound so far away is not said before somebody goes beyond it: nobody would answer so."""


def asked(visit: Visit) -> tuple[Question, ...]:
    """Return what is asked of whoever's matter it is."""
    return visit.filing.questions(applicant(visit))


def question_of(visit: Visit) -> Question | None:
    """Return the question whose page is shown."""
    return next((each for each in asked(visit) if each.id == visit.filing.at), None)


def by_card(visit: Visit) -> tuple[Question, ...]:
    """Return the questions that the card answers."""
    person = applicant(visit)
    apply = visit.filing.guide.apply if visit.filing.guide else None
    here = visit.filing.situation
    mine = [
        each for each in (apply.questions if apply else ()) if not each.situations or here in each.situations
    ]
    return tuple(each for each in mine if person and on_card(each, person))


def choices(question: Question, texts: Texts) -> list[Row]:
    """Return what can be chosen, "I do not know" and leaving it out among it."""
    rows = [Row(one.id, name_of(one.name, texts.language)) for one in question.choices]
    if rows and question.unsure:
        rows.append(Row(UNSURE, texts.say("question.unsure")))
    if rows and question.optional:
        rows.append(Row("", texts.say("question.leave")))
    return rows


def hint(question: Question, today: str, texts: Texts) -> str:
    """Return what helps to answer it, with the bounds one might meet."""
    now = _day(today)
    near = [each for each in limits(question, now) if not _far(each, now)]
    words = [name_of(question.hint, texts.language), *(_limit(each, texts) for each in near)]
    said = [each for each in words if each]
    return said[0] if len(said) == 1 else texts.say("question.bound_and").join(said)


def broken_bound(state: State, texts: Texts) -> str:
    """Return the bound that the answer is beyond, in words; "" when it is not."""
    visit = state.visit
    question = question_of(visit) if visit and visit.problem in OUTSIDE else None
    if visit is None or question is None or state.page is not Page.QUESTION:
        return ""
    which = visit.problem.partition(".")[2]
    found = (each for each in judged(question, _day(state.library.today)) if each.which == which)
    return next((_limit(each, texts) for each in found), "")


def _far(limit: Limit, today: date | None) -> bool:
    return limit.day is not None and today is not None and abs(limit.day.year - today.year) > _FAR_YEARS


def _limit(limit: Limit, texts: Texts) -> str:
    if limit.today:
        return texts.say(f"question.bound_{limit.which}_today")
    date_of = day_in(texts.language, limit.day) if limit.day else ""
    return texts.say(f"question.bound_{limit.which}", date=date_of, n=limit.n)


def _day(today: str) -> date | None:
    return date.fromisoformat(today) if today else None


def typed(answer: str, question: Question, texts: Texts) -> str:
    """Return a typed answer as it is shown; of a date its digits, in their places."""
    if answer == UNSURE and question.unsure:
        return ""
    if question.kind != "date" or not answer:
        return answer
    digits = "".join(sign for sign in answer if sign.isdigit()).ljust(_DATE, "_")
    return texts.say("question.date", year=digits[:4], month=digits[4:6], day=digits[6:8])


def said(visit: Visit, question: Question, texts: Texts) -> str:
    """Return a given answer in words."""
    answer = visit.filing.answers.get(question.id, "")
    if answer == UNSURE and question.unsure:
        return texts.say("question.unsure")
    chosen = [name_of(one.name, texts.language) for one in question.choices if one.id == answer]
    if chosen:
        return chosen[0]
    return typed(answer, question, texts) or texts.say("check.unanswered")
