"""Telling the hall something (建议、投诉、办不成事): kind, words, how to be answered, check, hand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hall.domain.ledger.entry import WORDS_MOST
from hall.domain.privacy import Phone
from kiosk.flows.identify import met
from kiosk.flows.paper import paper
from kiosk.flows.phone import plain, problem, typed
from kiosk.flows.reply import Reply
from kiosk.flows.touches import (
    Back,
    ChangePart,
    ChooseKind,
    ChooseReply,
    Erase,
    Part,
    Proceed,
    Purpose,
    Retry,
    Submit,
    Want,
    Write,
)
from kiosk.flows.visit import Event, Order, Page, Reading, Result, State, Visit, on
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CaseSaved,
    ReadCard,
    StopReading,
    SubmitSuggestion,
    Suggestion,
)


def suggest(state: State, event: Event) -> Result | None:
    """One step on these pages, from the home page's tile to the receipt."""
    if isinstance(event, Want) and event.purpose is Purpose.SUGGESTION and state.page is Page.HOME:
        return on(state, Page.SUGGEST, purpose=Purpose.SUGGESTION, changing=False, reading=Reading.IDLE), ()
    visit = state.visit
    if visit is None or visit.purpose is not Purpose.SUGGESTION:
        return None
    if isinstance(event, Back):
        return _back(state, visit)
    page = _PAGES.get(state.page)
    return (page(state, visit, event) if page else None) or _papered(state, visit, event)


def _kind(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, ChooseKind):
        return None
    page = Page.SUGGEST_CHECK if visit.changing else Page.SUGGEST_WORDS
    return on(state, page, suggestion=replace(visit.suggestion, kind=event.kind), changing=False), ()


def _words(state: State, visit: Visit, event: Event) -> Result | None:
    words = visit.suggestion.words
    match event:
        case Write():
            longer = words + "".join(char for char in event.text if char.isprintable())
            full = "suggestion.full" if len(longer) > WORDS_MOST else ""
            return on(state, suggestion=_said(visit, longer[:WORDS_MOST]), problem=full), ()
        case Erase():
            return on(state, suggestion=_said(visit, words[:-1]), problem=""), ()
        case Proceed() if not words.strip():
            return on(state, problem="suggestion.empty"), ()
        case Proceed():
            page = Page.SUGGEST_CHECK if visit.changing else Page.SUGGEST_REPLY
            return on(state, page, changing=False), ()
        case _:
            return None


def _said(visit: Visit, words: str) -> Suggestion:
    return replace(visit.suggestion, words=words)


def _reply(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, ChooseReply):
        return None
    chosen = on(state, suggestion=replace(visit.suggestion, reply=event.reply), changing=False)
    if event.reply is Reply.PHONE:
        return on(chosen, Page.SUGGEST_PHONE), ()
    if event.reply is Reply.CARD and visit.person is None:
        return on(chosen, Page.SUGGEST_CARD, reading=Reading.WAITING), (ReadCard(),)
    return on(chosen, Page.SUGGEST_CHECK), ()


def _phone(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, Proceed):
        return typed(state, visit, event)
    trouble = problem(visit.phone.reveal())
    return (on(state, problem=trouble) if trouble else on(state, Page.SUGGEST_CHECK)), ()


def _card(state: State, visit: Visit, event: Event) -> Result | None:
    del visit
    match event:
        case CardSeen():
            return on(state, reading=Reading.BUSY, card_used=True, problem=""), ()
        case CardRead():
            return on(met(state, event), Page.SUGGEST_CHECK, reading=Reading.IDLE), (StopReading(),)
        case CardProblem():
            return on(state, reading=Reading.WAITING, problem=event.code), ()
        case _:
            return None


def _check(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case ChangePart(Part.KIND):
            return on(state, Page.SUGGEST, changing=True), ()
        case ChangePart(Part.WORDS):
            return on(state, Page.SUGGEST_WORDS, changing=True), ()
        case ChangePart(Part.REPLY):
            return on(state, Page.SUGGEST_REPLY, changing=True), ()
        case Submit():
            return _submit(state, visit, event.intent)
        case _:
            return None


def _submit(state: State, visit: Visit, intent: str) -> Result:
    told = visit.suggestion
    if told.kind is None:
        return state, ()
    wanted = SubmitSuggestion(
        intent=intent,
        kind=told.kind,
        words=told.words.strip(),
        person=visit.person if told.reply is Reply.CARD else None,
        phone=Phone(plain(visit.phone.reveal()) if told.reply is Reply.PHONE else ""),
        large=visit.large,
        language=visit.language,
        assisted=visit.assisted,
    )
    # Its number and its paper go the way of an application's.
    return on(state, Page.SUBMITTING, order=Order(intent, Purpose.APPLICATION)), (wanted,)


def _refused(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, Retry) or visit.order is None:
        return None
    return _submit(state, visit, visit.order.intent)


def _papered(state: State, visit: Visit, event: Event) -> Result | None:
    """As with any receipt; once the number holds, what was told is no longer needed here."""
    result = paper(state, event)
    if result is None:
        return None
    after, effects = result
    if isinstance(event, CaseSaved) and after.page is Page.PRINTING:
        after = on(after, suggestion=replace(visit.suggestion, words=""), due=event.due)
    if after.page is Page.RECEIPT:
        after = replace(after, page=Page.SUGGESTED)
    return after, effects


def _back(state: State, visit: Visit) -> Result | None:
    """One page back, answers kept; None on pages that have no way back."""
    before = Page.SUGGEST_CHECK if visit.changing and state.page in _CHANGED else _BEFORE.get(state.page)
    if before is None:
        return None
    reading = visit.reading in {Reading.WAITING, Reading.BUSY}
    return on(state, before, reading=Reading.IDLE, changing=False), (StopReading(),) if reading else ()


_CHANGED = frozenset({Page.SUGGEST, Page.SUGGEST_WORDS, Page.SUGGEST_REPLY})

_BEFORE = {
    Page.SUGGEST: Page.HOME,
    Page.SUGGEST_WORDS: Page.SUGGEST,
    Page.SUGGEST_REPLY: Page.SUGGEST_WORDS,
    Page.SUGGEST_PHONE: Page.SUGGEST_REPLY,
    Page.SUGGEST_CARD: Page.SUGGEST_REPLY,
    Page.SUGGEST_CHECK: Page.SUGGEST_REPLY,
    Page.REFUSED: Page.SUGGEST_CHECK,
}

_PAGES: Mapping[Page, Callable[[State, Visit, Event], Result | None]] = {
    Page.SUGGEST: _kind,
    Page.SUGGEST_WORDS: _words,
    Page.SUGGEST_REPLY: _reply,
    Page.SUGGEST_PHONE: _phone,
    Page.SUGGEST_CARD: _card,
    Page.SUGGEST_CHECK: _check,
    Page.REFUSED: _refused,
}
