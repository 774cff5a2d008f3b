"""How is my case (办件进度): found by card or by the receipt's code, looked at, its notices printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hall.contract.cases import Progress
from hall.domain.cases.codes import ALPHABET, LENGTH, plain
from kiosk.flows.case_words import CaseRead, CasesFound, FindCases, PrintNotice
from kiosk.flows.identify import met
from kiosk.flows.touches import (
    Back,
    ChooseCase,
    ChooseNotice,
    Digit,
    Erase,
    PaperSeen,
    Proceed,
    Purpose,
    Retry,
    Want,
)
from kiosk.flows.visit import Event, Order, Page, Reading, Result, State, Visit, on, opened
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    PaperEnded,
    PrintOutcome,
    ReadCard,
    ReadCode,
    Said,
    StopReading,
)

OFFLINE, SHORT, SIGN, NONE = "progress.offline", "progress.codeShort", "progress.sign", "progress.none"


def progress(state: State, event: Event) -> Result | None:
    """One step on these pages, from the home page's key to the end of a printed notice."""
    if isinstance(event, Want) and event.purpose is Purpose.PROGRESS and state.page is Page.HOME:
        return ask_progress(state)
    visit, page = state.visit, _PAGES.get(state.page)
    if visit is None or page is None or visit.purpose is not Purpose.PROGRESS:
        return None
    return page(state, visit, event)


def case_of(visit: Visit) -> Progress | None:
    """The case that is looked at."""
    return next((each for each in visit.cases if each.number == visit.case), None)


def ask_progress(state: State) -> Result:
    """Who is it: whoever is known by a card is looked for at once. Without the network nobody knows."""
    state, visit = opened(state)
    asked = on(state, Page.PROGRESS, purpose=Purpose.PROGRESS, code="", cases=(), case="")
    if not state.health.online:
        return on(asked, reading=Reading.IDLE, problem=OFFLINE), ()
    if visit.person is not None:
        return on(asked, reading=Reading.BUSY, problem=""), (FindCases(id_number=visit.person.id_number),)
    return _wait(asked)


def _wait(state: State, trouble: str = "", said: Said | None = None) -> Result:
    waiting = on(state, reading=Reading.WAITING, problem=trouble, said=said)
    return waiting, (ReadCard(), ReadCode(case=True, person=state.residents))


def _look(state: State, wanted: FindCases) -> Result:
    return on(state, reading=Reading.BUSY, problem="", said=None), (StopReading(), wanted)


def _asking(state: State, visit: Visit, event: Event) -> Result | None:
    result: Result | None = None
    match event:
        case CardSeen():
            result = on(state, reading=Reading.BUSY, card_used=True, problem="", said=None), ()
        case CardRead():
            result = _look(met(state, event), FindCases(id_number=event.person.id_number))
        case CaseRead():
            result = _look(state, FindCases(code=event.code))
        case CardProblem() | CodeProblem():
            result = on(state, reading=Reading.WAITING, problem=event.code, said=None), ()
        case CasesFound():
            result = _found(state, event)
        case Retry():
            result = ask_progress(state)
        case Back():
            result = _home(state, visit)
        case _:
            result = _typed(state, visit, event)
    return result


def _typed(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case Digit() if event.digit not in ALPHABET:
            return on(state, problem=SIGN, said=None), ()
        case Digit() if len(visit.code) < LENGTH:
            return on(state, code=visit.code + event.digit, problem="", said=None), ()
        case Erase():
            return on(state, code=visit.code[:-1], problem="", said=None), ()
        case Proceed() if visit.reading is not Reading.BUSY:
            return _hand_over(state, visit)
        case _:
            return None


def _hand_over(state: State, visit: Visit) -> Result:
    if not plain(visit.code):
        return on(state, problem=SHORT, said=None), ()
    return _look(state, FindCases(code=visit.code))


def _found(state: State, event: CasesFound) -> Result:
    if event.problem == OFFLINE:
        return on(state, reading=Reading.IDLE, problem=OFFLINE), ()
    if not event.cases:
        return _wait(on(state, person=None), event.problem or NONE, event.said)
    known = on(state, cases=event.cases, reading=Reading.IDLE, code="")
    if len(event.cases) == 1:
        return on(known, Page.CASE, case=event.cases[0].number, listed=False), ()
    return on(known, Page.CASES), ()


def _home(state: State, visit: Visit) -> Result:
    stop = (StopReading(),) if visit.reading in {Reading.WAITING, Reading.BUSY} else ()
    return on(state, Page.HOME, reading=Reading.IDLE, code="", cases=(), case="", purpose=None), stop


def _choosing(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case ChooseCase() if any(each.number == event.number for each in visit.cases):
            return on(state, Page.CASE, case=event.number, listed=False), ()
        case Back():
            return _home(state, visit)
        case _:
            return None


def _looking(state: State, visit: Visit, event: Event) -> Result | None:
    found = case_of(visit)
    match event:
        case ChooseNotice() if found is not None and event.at < len(found.notices):
            return _print(state, visit, found, event)
        case Back() if len(visit.cases) > 1:
            return on(state, Page.CASES, case=""), ()
        case Back():
            return _home(state, visit)
        case _:
            return None


def _print(state: State, visit: Visit, case: Progress, event: ChooseNotice) -> Result:
    """On A4 where there is such a printer and it is well."""
    a4 = not state.health.trouble("document_printer")
    order = PrintNotice(event.intent, case, event.at, visit.large, visit.language, a4)
    known = replace(visit.copying, a4=a4)
    printing = on(
        state, Page.PRINTING, order=Order(event.intent, Purpose.PROGRESS), listed=False, copying=known
    )
    return printing, (order,)


def _printing(state: State, visit: Visit, event: Event) -> Result | None:
    """Nothing is kept of a notice's paper: it can be printed again at any time."""
    order = visit.order
    match event:
        case PaperEnded() if order is not None and event.intent == order.intent:
            printed = event.outcome is PrintOutcome.PRINTED
            trouble = "" if printed else event.problem or "paper.notPrinted"
            return on(state, Page.CASE, order=None, listed=printed, problem=trouble), ()
        case PaperSeen() if state.page is Page.PAPER_QUESTION:
            trouble = "" if event.whole else "paper.notPrinted"
            return on(state, Page.CASE, order=None, listed=event.whole, problem=trouble), ()
        case _:
            return None


_PAGES: Mapping[Page, Callable[[State, Visit, Event], Result | None]] = {
    Page.PROGRESS: _asking,
    Page.CASES: _choosing,
    Page.CASE: _looking,
    Page.PRINTING: _printing,
    Page.PAPER_QUESTION: _printing,
}
