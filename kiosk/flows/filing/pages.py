"""Applying for an item with a guide: situation, notice, card, answers, materials, signature, check (办件申请). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kiosk.flows.application import apply
from kiosk.flows.filing import answers as filing_answers
from kiosk.flows.filing.drafts import (
    FILLED,
    asked_first,
    asking,
    dropped,
    found,
    holds,
    kept,
    licences,
    licensed,
    looked,
    possible,
    seek,
    taken_up,
)
from kiosk.flows.filing.filing import Filing
from kiosk.flows.filing.moves import back, enter, onward
from kiosk.flows.filing.papers import paper, scanned, scanning
from kiosk.flows.filing.route import (
    CHECK,
    Stop,
    applicant,
    first_open,
    here,
    is_suspended,
    refiled,
    sign_problem,
    stops,
)
from kiosk.flows.filing.words import (
    ChangeFiled,
    ChooseSituation,
    Continue,
    DraftFound,
    DraftKept,
    DropPage,
    ForWhom,
    LicencesFound,
    Reply,
    Resume,
    SeeHandedIn,
    Sign,
    SignByCard,
)
from kiosk.flows.guide_words import PrintMaterials
from kiosk.flows.identify import ask
from kiosk.flows.identify_code import unproven
from kiosk.flows.library import Standing
from kiosk.flows.phone import problem
from kiosk.flows.progress import ask_progress
from kiosk.flows.timing import touched
from kiosk.flows.touches import Back, ChooseItem, PrintList, Proceed, Purpose, Submit
from kiosk.flows.visit import Event, Order, Page, Reading, Result, Rules, State, Visit, item_of, on
from kiosk.flows.words import CardProblem, CardRead, CardSeen, ReadCard, StopReading

_WHAT = {
    "situation": Page.SITUATION,
    "whom": Page.WHOM,
    "question": Page.QUESTION,
    "material": Page.PAPER,
    "signature": Page.SIGN,
}
"""Where an answer is changed."""


def file(state: State, event: Event, rules: Rules) -> Result | None:
    """One step of an application with a guide; what is filled in is kept after it."""
    visit = state.visit
    if visit is None:
        return None
    result = _told(state, visit, event)
    if result is None and visit.purpose is Purpose.APPLICATION:
        result = _step(state, visit, event)
    if result is None:
        return None
    after, effects = result
    after, asked = licences(asked_first(state, after))
    if _is_step(state, after, event):
        after, keeping = kept(after, rules)
        asked = (*asked, *keeping)
    return after, (*effects, *asked)


def _is_step(before: State, after: State, event: Event) -> bool:
    """Whether something is done with: another page, or another page of paper; a sign more is none.

    A page that is dropped is gone for good when the scan that brings it anew begins.
    """
    one, other = before.visit, after.visit
    if one is None or other is None or isinstance(event, Back | DropPage):
        return False
    moved = (before.page, one.filing.at) != (after.page, other.filing.at)
    return moved or one.filing.given != other.filing.given or isinstance(event, DraftFound)


def _told(state: State, visit: Visit, event: Event) -> Result | None:
    """What the terminal says about drafts and licences, on whatever page."""
    match event:
        case DraftFound():
            return found(state, visit, event)
        case DraftKept():
            shown = event.problem and state.page in FILLED and not visit.problem
            return (on(state, problem=event.problem) if shown else state), ()
        case LicencesFound():
            return licensed(state, visit, event), ()
        case _:
            return None


def _step(state: State, visit: Visit, event: Event) -> Result | None:
    if state.page is Page.ITEMS and isinstance(event, ChooseItem):
        return _items(state, visit, event)
    if state.page is Page.ITEMS and isinstance(event, Continue):
        return _continue(state, visit)
    if state.page is Page.RESUME:
        return _resume(state, visit, event)
    if visit.filing.guide is None:
        return None
    if isinstance(event, Back):
        return back(state, visit)
    page = _PAGES.get(state.page)
    return None if page is None else page(state, visit, event)


def start(state: State, rules: Rules) -> Result:
    """Choose an item, without a card; what somebody who is known already began before is asked about first."""
    state, effects = seek(state, rules)
    items = on(state, Page.ITEMS)
    waiting = items.visit is not None and items.visit.drafts.found is not None
    return asking(items) if waiting else items, effects


def _continue(state: State, visit: Visit) -> Result | None:
    """To what was begun before: found by the card alone, and by another one where this one had nothing."""
    if not possible(state):
        return None
    drafts = visit.drafts
    nothing = bool(drafts.sought) and drafts.told and drafts.found is None and not drafts.handed
    if visit.person is None or nothing:
        return ask(state, code=False)
    return looked(on(state, Page.IDENTIFY, reading=Reading.DONE))


def _items(state: State, visit: Visit, event: ChooseItem) -> Result | None:
    guide = state.library.guides.get(event.item)
    if item_of(state, event.item) is None:
        return None
    if guide is None:
        simple = state.library.standing is Standing.HEARD
        return apply(on(state, filing=Filing()), event) if simple else (state, ())
    if is_suspended(state, event.item):
        return on(state, problem="filing.suspended"), ()
    if visit.item == event.item and visit.filing.guide is not None:
        return onward(state)
    return onward(on(state, item=event.item, filing=Filing(guide=guide), changing=False))


def _resume(state: State, visit: Visit, event: Event) -> Result | None:
    draft = visit.drafts.found
    if draft is None:
        return _handed_in(state, visit, event)
    match event:
        case Back():
            return _as_before(state, visit)
        case Resume(wanted=True) if holds(state, draft):
            return _go_on(replace(state, visit=taken_up(visit, draft)))
        case Resume(wanted=False):
            anew, drop = dropped(visit)
            fresh, effects = _as_before(replace(state, visit=anew), anew)
            return fresh, (*drop, *effects)
        case _:
            return None


def _handed_in(state: State, visit: Visit, event: Event) -> Result | None:
    """It is handed in already: how it is, or another one all the same."""
    match event:
        case SeeHandedIn():
            return ask_progress(state)
        case Back() | Resume(wanted=False):
            seen = replace(visit, drafts=replace(visit.drafts, handed=()))
            return _as_before(replace(state, visit=seen), seen)
        case _:
            return None


def _as_before(state: State, visit: Visit) -> Result:
    """To the page that was to be shown: with what was chosen in this visit."""
    return enter(state, here(replace(state, page=Page(visit.drafts.came)), visit))


def _go_on(state: State) -> Result:
    """To the first thing that is open; pages that were being scanned are looked at again."""
    visit = state.visit
    if visit is None:
        return state, ()
    scanned_last = Stop(Page.PAPER, visit.filing.at)
    first = first_open(state, visit)
    way = stops(visit)
    given = visit.filing.given.get(visit.filing.at)
    again = given is not None and given.scans and scanned_last in way[: way.index(first)]
    return enter(state, scanned_last if again else first)


def _situation(state: State, visit: Visit, event: Event) -> Result | None:
    guide = visit.filing.guide
    known = {each.id for each in guide.apply.situations} if guide else set()
    if not isinstance(event, ChooseSituation) or event.situation not in known:
        return None
    chosen = on(state, filing=refiled(visit.filing, replace(visit.filing, situation=event.situation)))
    if visit.changing and event.situation != visit.filing.situation:
        return enter(chosen, Stop(Page.NOTICE))
    return onward(chosen)


def _notice(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case Proceed():
            return onward(state)
        case PrintList():
            wanted = PrintMaterials(event.intent, visit.item, visit.large, visit.language, visit.filing)
            return on(state, Page.PRINTING, order=Order(event.intent, Purpose.MATERIALS)), (wanted,)
        case _:
            return None


def _applicant(state: State, visit: Visit, event: Event) -> Result | None:
    known = visit.person is not None and not unproven(state)
    return onward(state) if isinstance(event, Proceed) and known else None


def _whom(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, ForWhom):
        return None
    said = on(state, filing=refiled(visit.filing, replace(visit.filing, agent=event.agent)))
    return enter(said, Stop(Page.PRINCIPAL)) if event.agent else onward(said)


def _principal(state: State, visit: Visit, event: Event) -> Result | None:
    return onward(state) if isinstance(event, Proceed) and visit.filing.principal is not None else None


def _phone(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, Proceed):
        return None
    trouble = problem(visit.phone.reveal())
    return (on(state, problem=trouble), ()) if trouble else onward(state)


def _question(state: State, visit: Visit, event: Event) -> Result | None:
    asked = visit.filing.questions(applicant(visit))
    question = next((each for each in asked if each.id == visit.filing.at), None)
    if question is None:
        return None
    value = visit.filing.answers.get(question.id, "")
    if isinstance(event, Proceed | Reply):
        value = filing_answers.replied(question, event) if isinstance(event, Reply) else value
        trouble = filing_answers.problem(question, value, state.library.today)
        plain = value if trouble else filing_answers.plain(question, value)
        said = _answered(state, visit, question.id, plain)
        return (on(said, problem=trouble), ()) if trouble else onward(said)
    typed = filing_answers.typed(question, value, event, state.library.today)
    return (
        None if typed is None else (on(_answered(state, visit, question.id, typed[0]), problem=typed[1]), ())
    )


def _answered(state: State, visit: Visit, key: str, value: str) -> State:
    return on(state, filing=replace(visit.filing, answers={**visit.filing.answers, key: value}))


def _commitment(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, Proceed):
        return None
    return onward(on(state, filing=replace(visit.filing, committed=True)))


def _sign(state: State, visit: Visit, event: Event) -> Result | None:
    """By hand, or with the card of whoever stands here."""
    match event:
        case Sign():
            let_go = (StopReading(),) if visit.reading is not Reading.IDLE else ()
            written = replace(visit.filing, strokes=event.strokes, by_card=False)
            return on(state, filing=written, problem="", reading=Reading.IDLE), let_go
        case SignByCard() if not state.health.card_reader:
            return on(state, reading=Reading.WAITING, problem=""), (ReadCard(),)
        case Proceed():
            trouble = "" if visit.filing.by_card else sign_problem(visit.filing.strokes)
            return (on(state, problem=trouble), ()) if trouble else onward(state)
        case _:
            return None if visit.reading is Reading.IDLE else _card_signs(state, visit, event)


def _card_signs(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case CardSeen():
            return on(touched(state), reading=Reading.BUSY, card_used=True, problem=""), ()
        case CardProblem():
            return on(touched(state), reading=Reading.WAITING, problem=event.code), ()
        case CardRead() if visit.person is None or event.person.id_number != visit.person.id_number:
            other = on(touched(state), reading=Reading.WAITING, card_used=True, problem="card.notYours")
            return other, (ReadCard(),)
        case CardRead():
            by_card = replace(visit.filing, strokes=(), by_card=True)
            return onward(on(touched(state), filing=by_card, card_used=True))
        case _:
            return None


def _check(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case ChangeFiled():
            stop = Stop(_WHAT[event.what], event.key)
            return enter(on(state, changing=True), stop) if stop in stops(visit) else None
        case Submit() if item_of(state, visit.item) is None:
            return on(state, Page.ITEMS, problem="filing.suspended"), ()
        case Submit() if is_suspended(state, visit.item):
            return on(state, problem="filing.suspended"), ()
        case Submit() if (left := first_open(state, visit)) != CHECK:
            return enter(state, left)
        case _:
            return None


_PAGES: Mapping[Page, Callable[[State, Visit, Event], Result | None]] = {
    Page.SITUATION: _situation,
    Page.NOTICE: _notice,
    Page.APPLICANT: _applicant,
    Page.WHOM: _whom,
    Page.PRINCIPAL: _principal,
    Page.PHONE: _phone,
    Page.QUESTION: _question,
    Page.PAPER: paper,
    Page.SCANNING: scanning,
    Page.SCANNED: scanned,
    Page.COMMITMENT: _commitment,
    Page.SIGN: _sign,
    Page.CHECK: _check,
}
