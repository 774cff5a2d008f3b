"""Telling the hall something, step by step: what is asked, what is kept, and what is gone at the end."""

from datetime import date

import pytest

from hall.domain.ledger.entry import WORDS_MOST, Kind
from kiosk.flows import touches as t
from kiosk.flows import words as w
from kiosk.flows.reply import Reply
from kiosk.flows.visit import Page
from tests.unit.kiosk.flows.citizen import MOBILE, ZHANG, Citizen

WORDS = "三号窗口跑了三趟"
BEGUN = [t.Begin(), t.Want(t.Purpose.SUGGESTION), t.ChooseKind(Kind.UNSOLVED)]
TOLD = [*BEGUN, t.Write(WORDS), t.Proceed()]
PHONED = [*TOLD, t.ChooseReply(Reply.PHONE), *map(t.Digit, MOBILE), t.Proceed()]
SAVED = w.CaseSaved("i1", "T1-20261122-K7X-0001", confirmed=True, due=date(2026, 11, 25))


@pytest.fixture
def citizen():
    return Citizen()


def order(citizen):
    [sent] = [each for each in citizen.asked if isinstance(each, w.SubmitSuggestion)]
    return sent


def test_nothing_of_a_person_goes_along_when_no_answer_is_wanted(citizen):
    citizen.hear(t.Begin(), t.Want(t.Purpose.TICKET), w.CardRead(ZHANG), t.Back(), t.Back())
    citizen.hear(*TOLD[1:], t.ChooseReply(Reply.NONE), t.Submit("i1"))
    assert (order(citizen).person, order(citizen).phone.reveal()) == (None, "")
    assert order(citizen).words == WORDS


def test_a_phone_number_goes_along_and_a_wrong_one_does_not(citizen):
    citizen.hear(*TOLD, t.ChooseReply(Reply.PHONE), t.Digit("1"), t.Proceed())
    assert (citizen.page, citizen.visit.problem) == (Page.SUGGEST_PHONE, "phone.short")
    citizen.hear(*map(t.Digit, MOBILE[1:]), t.Proceed(), t.Submit("i1"))
    assert order(citizen).phone.reveal() == MOBILE


def test_a_card_that_cannot_be_read_may_be_tried_again(citizen):
    citizen.hear(*TOLD, t.ChooseReply(Reply.CARD))
    assert citizen.asked[-1] == w.ReadCard()
    citizen.hear(w.CardProblem("card.readFailed"))
    assert (citizen.page, citizen.visit.problem) == (Page.SUGGEST_CARD, "card.readFailed")
    citizen.hear(w.CardSeen(), w.CardRead(ZHANG))
    assert citizen.state.page is Page.SUGGEST_CHECK
    assert citizen.asked[-1] == w.StopReading()
    citizen.hear(t.Submit("i1"))
    assert order(citizen).person == ZHANG


def test_leaving_the_card_page_ends_the_reading(citizen):
    citizen.hear(*TOLD, t.ChooseReply(Reply.CARD), t.Back())
    assert (citizen.page, citizen.asked[-1]) == (Page.SUGGEST_REPLY, w.StopReading())


def test_nothing_goes_on_without_words(citizen):
    citizen.hear(*BEGUN, t.Write("  "), t.Proceed())
    assert (citizen.page, citizen.visit.problem) == (Page.SUGGEST_WORDS, "suggestion.empty")


def test_a_text_ends_where_the_room_ends_and_no_control_character_gets_in(citizen):
    citizen.hear(*BEGUN, t.Write("字" * (WORDS_MOST - 1)), t.Write("一\n二三"))
    assert citizen.visit.suggestion.words == "字" * (WORDS_MOST - 1) + "一"
    assert citizen.visit.problem == "suggestion.full"
    citizen.hear(t.Erase())
    assert (len(citizen.visit.suggestion.words), citizen.visit.problem) == (WORDS_MOST - 1, "")


def test_every_answer_can_be_changed_and_comes_back_to_the_check_page(citizen):
    citizen.hear(*PHONED, t.ChangePart(t.Part.KIND), t.ChooseKind(Kind.COMPLAINT))
    assert citizen.state.page is Page.SUGGEST_CHECK
    citizen.hear(t.ChangePart(t.Part.WORDS), t.Erase(), t.Proceed())
    assert citizen.state.page is Page.SUGGEST_CHECK
    citizen.hear(t.ChangePart(t.Part.REPLY), t.Back())
    assert citizen.state.page is Page.SUGGEST_CHECK
    citizen.hear(t.Submit("i1"))
    assert (order(citizen).kind, order(citizen).words) == (Kind.COMPLAINT, WORDS[:-1])


def test_back_leads_home_page_by_page_with_everything_kept(citizen):
    citizen.hear(*PHONED)
    pages = []
    for _ in range(4):
        citizen.hear(t.Back())
        pages.append(citizen.page)
    assert pages == [Page.SUGGEST_REPLY, Page.SUGGEST_WORDS, Page.SUGGEST, Page.HOME]
    citizen.hear(*BEGUN[1:])
    assert citizen.visit.suggestion.words == WORDS


def test_number_and_deadline_stay_and_the_words_are_gone_once_it_is_durable(citizen):
    citizen.hear(*PHONED, t.Submit("i1"), SAVED)
    assert citizen.state.page is Page.PRINTING
    assert (citizen.visit.suggestion.words, citizen.visit.phone.reveal()) == ("", "")
    citizen.hear(w.PaperEnded("i1", w.PrintOutcome.PRINTED))
    assert (citizen.page, citizen.visit.order.number) == (Page.SUGGESTED, SAVED.number)
    assert citizen.visit.due == date(2026, 11, 25)
    citizen.hear(t.Finish())
    assert citizen.visit is None


@pytest.mark.parametrize("outcome", [w.PrintOutcome.NOT_PRINTED, w.PrintOutcome.UNKNOWN])
def test_a_paper_that_did_not_come_leads_to_the_number_all_the_same(citizen, outcome):
    citizen.hear(*PHONED, t.Submit("i1"), SAVED, w.PaperEnded("i1", outcome, "paper.out"))
    if outcome is w.PrintOutcome.UNKNOWN:
        citizen.hear(t.PaperSeen(whole=True))
        assert citizen.asked[-1] == w.PaperConfirmed("i1")
    else:
        citizen.hear(t.Retry(), w.PaperEnded("i1", w.PrintOutcome.PRINTED))
    assert (citizen.page, citizen.visit.order.number) == (Page.SUGGESTED, SAVED.number)


def test_what_was_refused_can_be_sent_again_with_the_same_intent(citizen):
    citizen.hear(*PHONED, t.Submit("i1"), w.Refused("i1", "disk.full"))
    assert citizen.state.page is Page.REFUSED
    citizen.hear(t.Retry())
    sent = [each for each in citizen.asked if isinstance(each, w.SubmitSuggestion)]
    assert sent[0] == sent[1]
    citizen.hear(w.Refused("i1", "disk.full"), t.Back())
    assert citizen.state.page is Page.SUGGEST_CHECK


def test_no_words_stand_in_what_a_log_would_show(citizen):
    citizen.hear(*PHONED, t.Submit("i1"))
    shown = f"{citizen.state!r} {citizen.asked!r} {t.Write(WORDS)!r}"
    assert WORDS not in shown
    assert MOBILE not in shown
