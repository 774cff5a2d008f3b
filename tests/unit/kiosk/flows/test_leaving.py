"""The end that would lose something asks once, and is meant the second time."""

import pytest

from hall.domain.ledger.entry import Kind
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.evaluate_words import GiveStars, Served, TicketRead, VisitsFound
from kiosk.flows.filing import words as f
from kiosk.flows.leaving import Unsent, unsent
from tests.unit.kiosk.flows.applicant import Applicant, page
from tests.unit.kiosk.flows.citizen import Citizen

RATED = [
    t.Begin(),
    t.Want(t.Purpose.EVALUATION),
    TicketRead("ticket-1"),
    VisitsFound((Served("ticket-1"),)),
    GiveStars(4),
]
TOLD = [t.Begin(), t.Want(t.Purpose.SUGGESTION), t.ChooseKind(Kind.UNSOLVED), t.Write("路灯不亮")]
FULL = {
    "a form": (lambda: Applicant().to_questions().hear(f.Reply("清溪路")), Unsent.FILING),
    "a scan": (
        lambda: Applicant().to_papers().hear(f.StartScan("feeder"), f.PageScanned("photo", page(1))),
        Unsent.FILING,
    ),
    "a phone number": (lambda: Citizen().to_check(), Unsent.FILING),
    "words to the hall": (lambda: Citizen().hear(*TOLD), Unsent.WORDS),
    "stars": (lambda: Citizen().hear(*RATED), Unsent.RATING),
}


@pytest.mark.parametrize("what", FULL)
def test_the_first_touch_on_the_end_loses_nothing_and_the_second_ends(what):
    make, kind = FULL[what]
    citizen = make()
    before = citizen.page
    citizen.fresh()
    citizen.hear(t.Finish())
    assert (citizen.page, citizen.visit.leaving, unsent(citizen.state)) == (before, True, kind)
    assert w.EndVisit() not in citizen.fresh()
    citizen.hear(t.Back())
    assert (citizen.page, citizen.visit.leaving) == (before, False)
    citizen.hear(t.Finish(), t.Finish())
    assert w.EndVisit() in citizen.fresh()


EMPTY = {
    "home": [t.Begin()],
    "a number wanted": [t.Begin(), t.Want(t.Purpose.TICKET), t.Skip()],
    "a phone number in place of a card": [
        *(t.Begin(), t.Want(t.Purpose.TICKET), t.Skip(), t.ByPhone()),
        *map(t.Digit, "13800001234"),
    ],
    "a kind of complaint": TOLD[:-1],
    "words taken back": [*TOLD, *[t.Erase()] * 4],
    "the faces": RATED[:-1],
}


@pytest.mark.parametrize("what", EMPTY)
def test_where_nothing_is_lost_the_end_ends_at_once(what):
    assert Citizen().hear(*EMPTY[what], t.Finish()).visit is None


def test_what_was_handed_in_is_not_asked_about():
    citizen = Citizen().to_receipt()
    assert not unsent(citizen.state)
    visit = citizen.hear(w.CardLifted(), t.Finish()).visit
    assert visit is None or not visit.leaving


def test_an_end_touched_on_the_help_page_over_the_question_asks_again():
    citizen = Citizen().hear(*TOLD, t.Finish(), t.Help(wanted=True), t.Finish())
    assert (citizen.visit.leaving, citizen.visit.help) == (True, False)


def test_nobody_who_walks_away_from_the_question_stays_logged_in():
    assert Citizen().hear(*TOLD, t.Finish()).wait(151).visit is None
