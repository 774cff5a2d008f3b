"""One material: how it is handed in, its pages while they are scanned and afterwards. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hall.contract.filing import How
from hall.contract.guides import Material
from kiosk.flows.facts import DEVICES, UNPLUGGED, Health
from kiosk.flows.filing.filing import Filing, Given, Live, Unended
from kiosk.flows.filing.moves import end_scan, onward
from kiosk.flows.filing.route import (
    PAGES_MOST,
    ended_scan,
    may_commit,
    refiled,
    scan_over,
    unusable,
    well_given,
)
from kiosk.flows.filing.words import (
    Commit,
    DropPage,
    EndScan,
    LeaveOut,
    PageScanned,
    Promise,
    ScanEnded,
    ScanPages,
    ScanSeen,
    StartScan,
    StopScanning,
    UseLicence,
)
from kiosk.flows.timing import touched
from kiosk.flows.touches import Proceed
from kiosk.flows.visit import Event, Page, Result, State, Visit, on


def paper(state: State, visit: Visit, event: Event) -> Result | None:
    """On the page with the ways to hand it in."""
    material = visit.filing.materials().get(visit.filing.at)
    if material is None:
        return None
    match event:
        case StartScan():
            return _start(state, visit, material, event)
        case Proceed():
            ready = well_given(visit.filing, visit.filing.at, state.library.today)
            return onward(_all_here(state, visit)) if ready else (on(state, problem="material.none"), ())
        case _:
            given = _given(state, visit, material, event)
            here = replace(visit, filing=ended_scan(visit.filing))
            return None if given is None else onward(_with(state, here, given))


def _all_here(state: State, visit: Visit) -> State:
    """Nothing of this material is waited for any more: the citizen says so."""
    return on(state, filing=ended_scan(visit.filing))


def _given(state: State, visit: Visit, material: Material, event: Event) -> Given | None:
    """What a touch hands in without a scan; None for what this material does not allow."""
    match event:
        case Promise() if material.promised_days and state.library.today:
            until = date.fromisoformat(state.library.today) + timedelta(days=material.promised_days)
            return Given(How.PROMISED, until=until.isoformat())
        case Commit() if may_commit(visit.filing, material):
            return Given(How.COMMITTED)
        case UseLicence() if visit.filing.at in visit.filing.licences:
            return Given(How.LICENCE, licence=visit.filing.licences[visit.filing.at])
        case LeaveOut() if material.need != "always":
            return Given(How.LEFT_OUT)
        case _:
            return None


def _with(state: State, visit: Visit, given: Given | None) -> State:
    """With this material given so, or not any more."""
    others = {key: each for key, each in visit.filing.given.items() if key != visit.filing.at}
    more = {} if given is None else {visit.filing.at: given}
    return on(state, filing=refiled(visit.filing, replace(visit.filing, given={**others, **more})))


def _start(state: State, visit: Visit, material: Material, event: StartScan) -> Result:
    trouble = state.health.trouble(DEVICES[event.source])
    given = visit.filing.given.get(visit.filing.at)
    if not trouble and given is not None and len(given.scans) >= PAGES_MOST and not event.anew:
        trouble = "material.full"
    if trouble:
        return on(state, problem=trouble), ()
    wanted = ScanPages(visit.filing.at, event.source, card=material.scan == "card")
    if event.anew:
        return on(state, Page.SCANNING, live=Live(event.source, anew=True)), (wanted,)
    live = Live(event.source, visit.live.place)
    return on(state, Page.SCANNING, live=live, filing=_waited_for(visit.filing, live)), (wanted,)


def _waited_for(filing: Filing, live: Live) -> Filing:
    """With the scan that runs on record: whoever is cut off in the middle of it is told where."""
    return replace(filing, unended={**filing.unended, filing.at: Unended(live.source, live.place)})


def scanning(state: State, visit: Visit, event: Event) -> Result | None:
    """While pages come; a page is a sign of life."""
    match event:
        case PageScanned() if event.material == visit.filing.at:
            return _page(touched(state), visit, event)
        case ScanSeen() if not visit.live.ending:
            return on(state, live=replace(visit.live, picture=event.picture, problems=event.problems)), ()
        case EndScan():
            return end_scan(state, visit)
        case ScanEnded() if event.material == visit.filing.at:
            given = visit.filing.given.get(visit.filing.at)
            none = given is None or not given.scans or visit.live.anew
            trouble = event.problem or ("scan.nothing" if none and not visit.live.ending else "")
            material = visit.filing.materials().get(visit.filing.at)
            either = material is not None and material.scan != "card"
            said = _gone(state.health, visit.live.source, trouble, none) if either else trouble
            return scan_over(touched(state), visit, said), ()
        case _:
            return None


def _gone(health: Health, source: str, trouble: str, none: bool) -> str:  # noqa: FBT001 - a fact
    """A device that is not there any more is named, with the one that still works. `none`: no page came."""
    others = [device for way, device in DEVICES.items() if way != source]
    away = trouble.startswith("bus.") and not any(map(health.trouble, others))
    return UNPLUGGED[source][0 if none else 1] if away else trouble


def _page(state: State, visit: Visit, event: PageScanned) -> Result:
    """One more page, in its place; of what was given before in another way nothing stays."""
    given, live = visit.filing.given.get(visit.filing.at), visit.live
    before = given.scans if given is not None and not live.anew else ()
    if event.scan in before or len(before) >= PAGES_MOST:
        return state, ()
    at = len(before) if live.place is None else live.place
    came = replace(live, came=live.came + 1, place=None if live.place is None else at + 1, anew=False)
    pages = Given(How.SCANNED, (*before[:at], event.scan, *before[at:]))
    waits = live.anew or visit.filing.at in visit.filing.unended
    filing = _waited_for(visit.filing, came) if waits else visit.filing
    more = on(_with(state, replace(visit, filing=filing), pages), live=came)
    if len(before) + 1 < PAGES_MOST or live.ending:
        return more, ()
    return on(more, problem="material.full", live=replace(came, ending=True)), (StopScanning(),)


def scanned(state: State, visit: Visit, event: Event) -> Result | None:
    """With the pages before one's eyes: what cannot be read has to be scanned again."""
    given, material = visit.filing.given.get(visit.filing.at), visit.filing.materials().get(visit.filing.at)
    if given is None or material is None:
        return None
    match event:
        case StartScan():
            return _start(state, visit, material, event)
        case DropPage() if 0 <= event.at < len(given.scans):
            return _fewer(state, visit, given, event.at), ()
        case Proceed():
            return _seen(state, visit, given)
        case PageScanned() if event.material == visit.filing.at:
            return _page(state, visit, event)
        case _:
            return None


def _seen(state: State, visit: Visit, given: Given) -> Result:
    """These are the pages, all of them: the citizen looked."""
    if any(unusable(each) for each in given.scans):
        return on(state, problem="material.mustRescan"), ()
    return onward(_all_here(state, visit))


def _fewer(state: State, visit: Visit, given: Given, at: int) -> State:
    """Without one page; without the last one it is not given any more."""
    left = (*given.scans[:at], *given.scans[at + 1 :])
    fewer = _with(state, visit, replace(given, scans=left) if left else None)
    return on(fewer, Page.SCANNED if left else Page.PAPER, problem="", live=Live(place=at if left else None))
