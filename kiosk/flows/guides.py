"""Service guides: found by letters, department or theme; read one topic to a page; taken along on paper or by phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hall.domain.guides.search import Wanted
from kiosk.flows.library import Looking
from kiosk.flows.touches import (
    Back,
    ChooseGuide,
    ChooseShelf,
    ChooseTopic,
    Digit,
    Erase,
    OpenShelves,
    OpenWriting,
    PrintList,
    Proceed,
    Purpose,
    Want,
    Write,
)
from kiosk.flows.visit import Event, Order, Page, Result, State, Visit, on
from kiosk.flows.words import GuidesChanged, PrintGuide

LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
TYPED_MOST = 20
PHONE = "phone"
"""The topic that is no text: the code for phones."""
_BEFORE = {
    Page.GUIDES: Page.HOME,
    Page.GUIDE_TOPIC: Page.GUIDE,
    Page.GUIDE_PHONE: Page.GUIDE,
}


def guides(state: State, event: Event) -> Result | None:
    """One step on these pages, or from the first page to them; other guides are searched anew."""
    if isinstance(event, GuidesChanged):
        return _renewed(replace(state, library=event.library)), ()
    if state.page is Page.HOME and event == Want(Purpose.GUIDES):
        return _open(state)
    visit, page = state.visit, _PAGES.get(state.page)
    if visit is None or page is None:
        return None
    return _back(state, visit) if isinstance(event, Back) else page(state, visit, event)


def _renewed(state: State) -> State:
    """What somebody looks for is looked for in what there is now."""
    if state.visit is None or state.page not in _PAGES:
        return state
    return on(state, looking=_searched(state, state.visit.looking))


def _open(state: State) -> Result:
    if not state.library.guides:
        return state, ()
    return on(state, Page.GUIDES, purpose=Purpose.GUIDES, looking=_searched(state, Looking())), ()


def _searched(state: State, looking: Looking) -> Looking:
    """With what is found now."""
    wanted = Wanted(
        typed="".join(sign if sign.isalnum() else " " for sign in looking.typed),
        department=looking.shelf if looking.shelves == "department" else "",
        theme=looking.shelf if looking.shelves == "theme" else "",
        today=state.library.today,
    )
    return replace(looking, found=state.library.index.find(wanted))


def _back(state: State, visit: Visit) -> Result:
    looking = visit.looking
    searched = Page.GUIDE_WORDS if looking.written else Page.GUIDES
    fresh = replace(looking, shelves="", shelf="")
    match state.page:
        case Page.GUIDE_HITS if looking.shelf:
            return on(state, Page.GUIDE_SHELVES, looking=replace(looking, shelf="")), ()
        case Page.GUIDE_HITS:
            return on(state, searched, looking=fresh), ()
        case Page.GUIDE_SHELVES:
            return on(state, Page.GUIDES, looking=_searched(state, fresh)), ()
        case Page.GUIDE_WORDS:
            return on(state, Page.GUIDES, looking=_searched(state, Looking())), ()
        case Page.GUIDE:
            return on(state, searched if looking.direct else Page.GUIDE_HITS, listed=False), ()
        case _:
            return on(state, _BEFORE[state.page], listed=False), ()


def _search(state: State, visit: Visit, event: Event) -> Result | None:
    looking = visit.looking
    match event:
        case Digit() if event.digit in LETTERS and len(looking.typed) < TYPED_MOST:
            typed = replace(looking, typed=looking.typed + event.digit)
            return on(state, looking=_searched(state, typed)), ()
        case Erase():
            return on(state, looking=_searched(state, replace(looking, typed=looking.typed[:-1]))), ()
        case Proceed() if looking.found:
            return on(state, Page.GUIDE_HITS), ()
        case OpenShelves():
            return on(state, Page.GUIDE_SHELVES, looking=Looking(shelves=event.kind)), ()
        case OpenWriting():
            return on(state, Page.GUIDE_WORDS, looking=_searched(state, Looking(written=True))), ()
        case _:
            return None


def _words(state: State, visit: Visit, event: Event) -> Result | None:
    """What is found narrows with every word; one of the first is chosen right there."""
    looking = visit.looking
    match event:
        case Write():
            longer = looking.typed + "".join(char for char in event.text if char.isprintable())
            return _typed(state, replace(looking, typed=longer[:TYPED_MOST])), ()
        case Erase():
            return _typed(state, replace(looking, typed=looking.typed[:-1])), ()
        case Proceed() if looking.found:
            return on(state, Page.GUIDE_HITS), ()
        case ChooseGuide():
            return _hits(state, visit, event)
        case _:
            return None


def _typed(state: State, looking: Looking) -> State:
    return on(state, looking=_searched(state, looking), problem="")


def _shelves(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, ChooseShelf):
        return None
    chosen = _searched(state, replace(visit.looking, shelf=event.name))
    return (on(state, Page.GUIDE_HITS, looking=chosen), ()) if chosen.found else None


def _hits(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, ChooseGuide) or event.guide not in state.library.guides:
        return None
    direct = state.page is Page.GUIDE_WORDS
    looking = replace(visit.looking, guide=event.guide, direct=direct)
    return on(state, Page.GUIDE, listed=False, looking=looking), ()


def _guide(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case ChooseTopic():
            page = Page.GUIDE_PHONE if event.topic == PHONE else Page.GUIDE_TOPIC
            return on(state, page, looking=replace(visit.looking, topic=event.topic)), ()
        case PrintList() if visit.looking.guide in state.library.guides:
            wanted = PrintGuide(event.intent, visit.looking.guide, visit.large, visit.language)
            return on(state, Page.PRINTING, order=Order(event.intent, Purpose.GUIDES)), (wanted,)
        case _:
            return None


def _nothing(state: State, visit: Visit, event: Event) -> Result | None:
    """A page that is only read."""
    del state, visit, event
    return None


_PAGES: Mapping[Page, Callable[[State, Visit, Event], Result | None]] = {
    Page.GUIDES: _search,
    Page.GUIDE_WORDS: _words,
    Page.GUIDE_SHELVES: _shelves,
    Page.GUIDE_HITS: _hits,
    Page.GUIDE: _guide,
    Page.GUIDE_TOPIC: _nothing,
    Page.GUIDE_PHONE: _nothing,
}
