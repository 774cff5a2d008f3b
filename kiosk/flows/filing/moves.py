"""From stop to stop of an application: in, on, back; answers stay. Pure."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.filing.filing import Live
from kiosk.flows.filing.route import CHECK, Stop, first_open, here, stops
from kiosk.flows.filing.words import StopScanning
from kiosk.flows.identify import ask_card
from kiosk.flows.visit import Page, Reading, Result, State, Visit, on, opened
from kiosk.flows.words import ReadCard, StopReading

_READING = frozenset({Reading.WAITING, Reading.BUSY})


def enter(state: State, stop: Stop) -> Result:
    """Open a stop's page; a reader that nobody needs any more is let go."""
    state, visit = opened(state)
    let_go = (StopReading(),) if visit.reading in _READING else ()
    fresh = on(
        state,
        filing=replace(visit.filing, at=stop.key),
        since_ms=state.now_ms,
        problem="",
        own=None,
        said=None,
        listed=False,
        live=Live(),
        reading=Reading.IDLE,
        changing=visit.changing and stop != CHECK,
    )
    match stop.page:
        case Page.APPLICANT:
            asked, effects = ask_card(fresh, changing=visit.changing)
        case Page.PRINCIPAL:
            asked, effects = _ask_principal(fresh, visit)
        case Page.PAPER:
            asked, effects = _paper(fresh, visit, stop.key), ()
        case _:
            asked, effects = on(fresh, stop.page), ()
    return asked, (*let_go, *effects)


def _ask_principal(state: State, visit: Visit) -> Result:
    if visit.filing.principal is not None:
        return on(state, Page.PRINCIPAL, reading=Reading.DONE), ()
    return on(state, Page.PRINCIPAL, reading=Reading.WAITING), (ReadCard(),)


def _paper(state: State, visit: Visit, key: str) -> State:
    """Its pages, when some were scanned; else the ways to hand it in, with why no licence stands among them."""
    given = visit.filing.given.get(key)
    if given is not None and given.scans:
        return on(state, Page.SCANNED, live=_next(visit, key))
    material = visit.filing.materials().get(key)
    missed = material is not None and material.licence and key not in visit.filing.licences
    return on(state, Page.PAPER, live=_next(visit, key), problem=visit.drafts.unlicensed if missed else "")


def _next(visit: Visit, key: str) -> Live:
    """Where the next page of a material goes: of a scan that came to no end, where that was."""
    cut = visit.filing.unended.get(key)
    return Live(cut.source, cut.place) if cut is not None else Live()


def onward(state: State) -> Result:
    """What is shown is done: on to the next stop; while one answer is changed, to what that leaves open."""
    state, visit = opened(state)
    way, at = stops(visit), here(state, visit)
    following = way[way.index(at) + 1] if at in way and at != CHECK and not visit.changing else CHECK
    return enter(state, first_open(state, visit) if following == CHECK else following)


def back(state: State, visit: Visit) -> Result | None:
    """One page back, answers kept; None where the page has a way of its own."""
    if state.page is Page.SCANNING:
        return end_scan(state, visit)
    if state.page is Page.SCANNED:
        return on(state, Page.PAPER, live=_next(visit, visit.filing.at)), ()
    way, at = stops(visit), here(state, visit)
    if at not in way:
        return None
    if visit.changing and (at == way[0] or first_open(state, visit) == CHECK):
        return enter(state, first_open(state, visit))
    if at == way[0]:
        return None
    return enter(state, way[way.index(at) - 1])


def end_scan(state: State, visit: Visit) -> Result:
    """No more pages; those on their way still come."""
    if visit.live.ending:
        return state, ()
    return on(state, live=replace(visit.live, ending=True)), (StopScanning(),)
