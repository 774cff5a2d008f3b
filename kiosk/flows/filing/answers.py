"""Answers to the questions of an item: typed, judged, written as an application has them."""

from __future__ import annotations

from datetime import date

from hall.contract import answers
from hall.contract.answers import DATE_DIGITS, DIGITS, UNSURE
from hall.contract.filing import Question
from kiosk.flows.filing.words import Reply
from kiosk.flows.touches import Digit, Erase, Write
from kiosk.flows.visit import Event


def answered(question: Question, value: str | None, today: str) -> bool:
    """Whether this is an answer. `today`: YYYY-MM-DD, "" while nobody knows it."""
    return value is not None and not problem(question, value, today)


def problem(question: Question, value: str, today: str) -> str:
    """Return "" for an answer, else what is the matter with it, as a dotted code."""
    return answers.problem(question, value, date.fromisoformat(today) if today else None)


def plain(question: Question, value: str) -> str:
    """Return an answer as it is kept: a date as YYYY-MM-DD, a text without spaces around it."""
    return (_day(value) or value) if question.kind == "date" else value.strip()


def typed(question: Question, value: str, event: Event, today: str) -> tuple[str, str] | None:
    """One sign more, or less: the text now and what is the matter; None for another event, or a sign that does not fit.

    A whole date and a number that is too large are judged at once.
    """
    value = "" if value == UNSURE else value
    value = value.replace("-", "") if question.kind == "date" else value
    match event:
        case Erase():
            return value[:-1], ""
        case Write() if question.kind == "text":
            longer = value + "".join(each for each in event.text if each.isprintable())
            return longer[: question.most], "question.full" if len(longer) > question.most else ""
        case Digit() if question.kind in {"number", "date"} and event.digit in DIGITS:
            most = DATE_DIGITS if question.kind == "date" else question.most
            longer = (value + event.digit)[:most]
            return longer, _at_once(question, longer, today)
        case _:
            return None


def replied(question: Question, event: Reply) -> str:
    """Return what a touch on an answer means."""
    return event.value[: question.most] if question.kind == "text" else event.value


def _at_once(question: Question, value: str, today: str) -> str:
    """What no further digit can mend."""
    if question.kind == "date" and len(value) < DATE_DIGITS:
        return ""
    trouble = problem(question, value, today)
    return "" if trouble == answers.SMALL else trouble


def _day(value: str) -> str:
    day = answers.day_of(value)
    return day.isoformat() if day else ""
