"""Evaluating the last visit (评价): found by the ticket's paper or by who took it, five faces, tags, words, sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hall.contract.evaluations import BAD, WORDS_MOST
from hall.domain.privacy import Phone
from kiosk.flows.case_words import CaseRead
from kiosk.flows.evaluate_words import (
    AddWords,
    ChooseVisit,
    Evaluating,
    FindVisits,
    GiveStars,
    RateVisit,
    RatingKept,
    RatingRefused,
    Served,
    TicketRead,
    ToggleTag,
    VisitsFound,
)
from kiosk.flows.identify import met
from kiosk.flows.phone import plain, problem, typed
from kiosk.flows.ticket import identity_of
from kiosk.flows.touches import Back, ByPhone, Erase, Proceed, Purpose, Submit, Want, Write
from kiosk.flows.visit import Event, Page, Reading, Result, Rules, State, Visit, on, opened
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    ReadCard,
    ReadCode,
    Said,
    StopReading,
)

NONE, ALREADY, NOT_DONE = "evaluate.none", "evaluate.already", "evaluate.notServed"
REASON, FULL = "evaluate.needReason", "evaluate.full"


def evaluate(state: State, event: Event, rules: Rules) -> Result | None:
    """One step on these pages, from the home page's tile to the thanks."""
    if isinstance(event, Want) and event.purpose is Purpose.EVALUATION and state.page is Page.HOME:
        return _begin(state, rules)
    visit, page = state.visit, _PAGES.get(state.page)
    if visit is None or page is None or visit.purpose is not Purpose.EVALUATION:
        return None
    if isinstance(event, Back):
        return _back(state, visit)
    return page(state, visit, event, rules)


def _begin(state: State, rules: Rules) -> Result:
    """Whoever is known already is looked for at once."""
    asked = on(state, Page.EVALUATE, purpose=Purpose.EVALUATION, evaluating=Evaluating())
    asked, visit = opened(asked)
    return _look(asked, visit, rules) if identity_of(visit, rules) else _wait(asked)


def _wait(state: State, trouble: str = "", said: Said | None = None) -> Result:
    asked = on(state, Page.EVALUATE, reading=Reading.WAITING, phone=Phone(""))
    return on(asked, problem=trouble, said=said), (ReadCard(), ReadCode(ticket=True))


def _look(state: State, visit: Visit, rules: Rules) -> Result:
    looking = on(state, Page.EVALUATE, reading=Reading.BUSY)
    number = visit.person.id_number if visit.person is not None and not visit.phoned else None
    wanted = FindVisits(identity=identity_of(visit, rules), id_number=number)
    return on(looking, problem="", said=None), (StopReading(), wanted)


def _find(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del visit
    result: Result | None = None
    match event:
        case CardSeen():
            result = on(state, reading=Reading.BUSY, card_used=True, problem="", said=None), ()
        case CardRead():
            known, visit = opened(met(state, event))
            result = _look(known, visit, rules)
        case TicketRead() | CaseRead():
            looking = on(state, reading=Reading.BUSY, problem="", said=None)
            result = looking, (StopReading(), _of_paper(event))
        case CardProblem() | CodeProblem():
            result = on(state, reading=Reading.WAITING, problem=event.code, said=None), ()
        case ByPhone():
            result = on(state, Page.EVALUATE_PHONE, phone=Phone(""), reading=Reading.IDLE), (StopReading(),)
        case VisitsFound():
            result = _found(state, event)
        case _:
            pass
    return result


def _of_paper(event: TicketRead | CaseRead) -> FindVisits:
    return FindVisits(ticket=event.ticket) if isinstance(event, TicketRead) else FindVisits(code=event.code)


def _found(state: State, event: VisitsFound) -> Result:
    if not event.visits:
        return _wait(state, event.problem or NONE, event.said)
    kept = on(state, evaluating=Evaluating(found=event.visits))
    if len(event.visits) == 1:
        return _open(kept, event.visits[0])
    return on(kept, Page.EVALUATE_LIST, reading=Reading.IDLE), ()


def _open(state: State, chosen: Served) -> Result:
    """The faces, or why there is nothing to say of it."""
    if chosen.rated or not chosen.done:
        return _wait(state, ALREADY if chosen.rated else NOT_DONE)
    _, visit = opened(state)
    kept = Evaluating(found=visit.evaluating.found, chosen=chosen)
    return on(state, Page.EVALUATE_FACES, evaluating=kept, reading=Reading.IDLE), ()


def _phone(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    result = typed(state, visit, event)
    if result is not None or not isinstance(event, Proceed):
        return result
    trouble = problem(visit.phone.reveal())
    if trouble:
        return on(state, problem=trouble), ()
    known, visit = opened(on(state, phone=Phone(plain(visit.phone.reveal())), phoned=True))
    return _look(known, visit, rules)


def _list(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del rules
    if not isinstance(event, ChooseVisit):
        return None
    chosen = next((each for each in visit.evaluating.found if each.ticket == event.ticket), None)
    return _open(state, chosen) if chosen is not None and not chosen.rated else None


def _faces(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del rules
    if not isinstance(event, GiveStars) or event.stars not in range(1, 6):
        return None
    before = visit.evaluating
    tags = before.tags if before.stars == event.stars else ()
    return on(state, Page.EVALUATE_TAGS, evaluating=replace(before, stars=event.stars, tags=tags)), ()


def _tags(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del rules
    given = visit.evaluating
    match event:
        case ToggleTag() if event.tag[:1] == str(given.stars):
            kept = tuple(each for each in given.tags if each != event.tag)
            tags = kept if len(kept) < len(given.tags) else (*kept, event.tag)
            return on(state, evaluating=replace(given, tags=tags), problem=""), ()
        case AddWords():
            return on(state, Page.EVALUATE_WORDS), ()
        case Submit() if given.stars in BAD and not (given.tags or given.words.strip()):
            return on(state, problem=REASON), ()
        case Submit() if given.chosen is not None and visit.reading is not Reading.BUSY:
            return _send(state, visit, given.chosen)
        case RatingKept() | RatingRefused() if given.chosen and event.ticket == given.chosen.ticket:
            return _ended(state, event)
        case _:
            return None


def _send(state: State, visit: Visit, chosen: Served) -> Result:
    given = visit.evaluating
    wanted = RateVisit(
        chosen.ticket, chosen.window, given.stars, given.tags, given.words.strip(), visit.assisted
    )
    return on(state, reading=Reading.BUSY, problem=""), (wanted,)


def _ended(state: State, event: RatingKept | RatingRefused) -> Result:
    if isinstance(event, RatingRefused):
        return on(state, reading=Reading.IDLE, problem=event.problem), ()
    # What was said is no longer needed here.
    return on(state, Page.EVALUATED, reading=Reading.IDLE, evaluating=Evaluating()), ()


def _words(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del rules
    given = visit.evaluating
    match event:
        case Write():
            longer = given.words + "".join(char for char in event.text if char.isprintable())
            full = FULL if len(longer) > WORDS_MOST else ""
            return on(state, evaluating=replace(given, words=longer[:WORDS_MOST]), problem=full), ()
        case Erase():
            return on(state, evaluating=replace(given, words=given.words[:-1]), problem=""), ()
        case Proceed():
            return on(state, Page.EVALUATE_TAGS), ()
        case _:
            return None


def _back(state: State, visit: Visit) -> Result | None:
    """One page back, answers kept."""
    if state.page is Page.EVALUATE_FACES and visit.evaluating.invited:
        return on(state, Page.RECEIPT, purpose=Purpose.APPLICATION, evaluating=Evaluating()), ()
    if state.page is Page.EVALUATE:
        return on(state, Page.HOME, reading=Reading.IDLE), (StopReading(),)
    if state.page is Page.EVALUATE_FACES and len(visit.evaluating.found) > 1:
        return on(state, Page.EVALUATE_LIST), ()
    before = _BEFORE.get(state.page)
    if before is None or visit.reading is Reading.BUSY:
        return state, ()
    return _wait(state) if before is Page.EVALUATE else (on(state, before), ())


_BEFORE = {
    Page.EVALUATE_PHONE: Page.EVALUATE,
    Page.EVALUATE_LIST: Page.EVALUATE,
    Page.EVALUATE_FACES: Page.EVALUATE,
    Page.EVALUATE_TAGS: Page.EVALUATE_FACES,
    Page.EVALUATE_WORDS: Page.EVALUATE_TAGS,
}

_PAGES: Mapping[Page, Callable[[State, Visit, Event, Rules], Result | None]] = {
    Page.EVALUATE: _find,
    Page.EVALUATE_PHONE: _phone,
    Page.EVALUATE_LIST: _list,
    Page.EVALUATE_FACES: _faces,
    Page.EVALUATE_TAGS: _tags,
    Page.EVALUATE_WORDS: _words,
}
