"""The registry's pages of a case's progress (tests/support/front.py)."""

from dataclasses import replace
from datetime import UTC, datetime

from hall.contract.messages import Text
from kiosk.flows import touches as t
from kiosk.flows.case_words import CasesFound
from kiosk.flows.words import CardRead, CardSeen, HealthChanged, PaperEnded, PrintOutcome, Said
from tests.support.cases import progress_of

CASES = (
    progress_of("T1-20261116-K7X-0004", "yellow", todo=True),
    progress_of("T1-20261118-K7X-0007", "red"),
    progress_of("T1-20261120-K7X-0011", "green", done=True),
)
OWED = progress_of("T1-20261118-K7X-0008", "yellow", later=[("就业证明", False), ("租房合同复印件", True)])
GUESSED = Said(
    Text(zh="查询码错的次数太多，请 10 分钟以后再查", en="Too many wrong codes: try again in 10 min"),
    Text(zh="急用请刷身份证查，或到咨询台", en="If it is urgent use your ID card, or ask at the desk"),
)


def away_since(away):
    """The server is away, and was there at 09:41."""
    return HealthChanged(replace(away.health, seen=datetime(2026, 11, 22, 1, 41, tzinfo=UTC)))


def of_cases(person, printerless, away):
    """Pages by name, each with the events that lead there."""
    asked = [t.Begin(), t.Want(t.Purpose.PROGRESS)]
    one = [*asked, CasesFound(CASES[:1])]
    return {
        "progress": asked,
        "progress, looking": [*asked, CardSeen(), CardRead(person)],
        "progress, too many guesses": [*asked, CasesFound((), "case.guessing", GUESSED)],
        "progress, offline": [away_since(away), *asked],
        "cases": [*asked, CasesFound(CASES)],
        "case": one,
        "case, notices": one,
        "case, promised": [*asked, CasesFound((OWED,))],
        "case, done": [*asked, CasesFound(CASES[2:])],
        "case, printed": [*one, t.ChooseNotice(0, "i4"), PaperEnded("i4", PrintOutcome.PRINTED)],
        "case, no printer": [printerless, *one],
    }
