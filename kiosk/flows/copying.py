"""Print and copy (打印复印): scanned, looked at, counted, printed once; forms and notices by their own ways. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk.flows.copy_words import (
    MATERIAL,
    ChooseForm,
    Copying,
    LookAtPrinter,
    OpenForms,
    PrintCopies,
    PrintCopy,
    PrinterSeen,
    PrintForm,
    SetCopies,
    SetSides,
    StartCopy,
    What,
)
from kiosk.flows.facts import DEVICES, NO_DEVICE, PrintOutcome
from kiosk.flows.filing.filing import Live
from kiosk.flows.filing.words import (
    DropPage,
    EndScan,
    PageScanned,
    ScanEnded,
    ScanPages,
    ScanSeen,
    Source,
    StartScan,
    StopScanning,
)
from kiosk.flows.guides import guides
from kiosk.flows.progress import progress
from kiosk.flows.timing import touched
from kiosk.flows.touches import Back, PaperSeen, Proceed, Purpose, Want
from kiosk.flows.visit import Event, Order, Page, Result, Rules, State, Visit, on
from kiosk.flows.words import PaperEnded, PrintGuide

PRINTER: Final = "document_printer"
SHORT: Final = "short"
"""The guide in short, on the receipt printer."""


def copying(state: State, event: Event, rules: Rules) -> Result | None:
    """One step on these pages, or from the first page to them."""
    visit = state.visit
    if isinstance(event, PrinterSeen) and visit is not None:
        return on(state, copying=replace(visit.copying, two_sided=event.two_sided)), ()
    if event == Want(Purpose.COPY) and state.page is Page.HOME:
        return _open(state)
    if visit is None:
        return None
    if state.page in _FORMS:
        return _forms(state, visit, event)
    page = _PAGES.get(state.page)
    return page(state, visit, event, rules) if page and visit.purpose is Purpose.COPY else None


def room_left(copies: Copying, most: int) -> int:
    """Sheets that may still be copied, of so many in a visit."""
    return max(0, most - copies.used)


def _open(state: State) -> Result:
    if state.health.trouble(PRINTER):
        return state, ()
    return on(state, Page.COPY, purpose=Purpose.COPY), (LookAtPrinter(),)


def _first(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    match event:
        case StartCopy():
            fresh = replace(visit.copying, scans=(), copies=1, duplex=False, card=event.card)
            return _scan(on(state, copying=fresh), fresh, event.source, rules)
        case StartScan():  # the only page was taken away, to be scanned again
            return _scan(state, visit.copying, event.source, rules)
        case Want(Purpose.GUIDES):
            return guides(on(state, Page.HOME), event)
        case Want(Purpose.PROGRESS):
            return progress(on(state, Page.HOME), event)
        case Back():
            return on(state, Page.HOME, purpose=None, copying=replace(visit.copying, scans=())), ()
        case _:
            return None


def _scan(state: State, copies: Copying, source: Source, rules: Rules) -> Result:
    trouble = state.health.trouble(DEVICES[source])
    if not trouble and len(copies.scans) >= _room(copies, rules):
        trouble = "copy.enough"
    if trouble:
        return on(state, problem=trouble), ()
    wanted = ScanPages(MATERIAL, source, card=copies.card, keep=False)
    scanning = on(state, Page.COPY_SCAN, live=Live(source), copying=replace(copies, source=source))
    return scanning, (wanted,)


def _room(copies: Copying, rules: Rules) -> int:
    """Pages that one copy can have."""
    return room_left(copies, rules.copies_most) * (2 if copies.two_sided else 1)


def _scanning(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    """While pages come; a page is a sign of life."""
    match event:
        case PageScanned() if event.material == MATERIAL:
            return _page(touched(state), visit, event, rules)
        case ScanSeen() if not visit.live.ending:
            return on(state, live=replace(visit.live, picture=event.picture, problems=event.problems)), ()
        case EndScan() | Back():
            return on(state, live=replace(visit.live, ending=True)), (StopScanning(),)
        case ScanEnded() if event.material == MATERIAL:
            return _scan_over(touched(state), visit, event.problem)
        case _:
            return None


def _page(state: State, visit: Visit, event: PageScanned, rules: Rules) -> Result:
    copies, room = visit.copying, _room(visit.copying, rules)
    if len(copies.scans) >= room:
        return state, ()
    more = on(state, copying=replace(copies, scans=(*copies.scans, event.scan)))
    if len(copies.scans) + 1 < room or visit.live.ending or copies.card:
        return more, ()
    return on(more, problem="copy.enough", live=replace(visit.live, ending=True)), (StopScanning(),)


def _scan_over(state: State, visit: Visit, problem: str) -> Result:
    """With what came; with nothing at all back to the beginning, and why."""
    some = bool(visit.copying.scans)
    trouble = problem or (visit.problem if some else "" if visit.live.ending else "scan.nothing")
    return on(state, Page.COPY_PAGES if some else Page.COPY, live=Live(), problem=trouble), ()


def _looking(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    copies = visit.copying
    match event:
        case DropPage() if 0 <= event.at < len(copies.scans):
            fewer = (*copies.scans[: event.at], *copies.scans[event.at + 1 :])
            page = Page.COPY_PAGES if fewer else Page.COPY
            return on(state, page, problem="", copying=replace(copies, scans=fewer)), ()
        case StartScan():
            return _scan(state, copies, event.source, rules)
        case Proceed():
            return on(state, Page.COPY_COUNT, copying=_fitting(copies, rules)), ()
        case Back():
            return on(state, Page.COPY, copying=replace(copies, scans=())), ()
        case _:
            return None


def _fitting(copies: Copying, rules: Rules) -> Copying:
    """One copy; on both sides when it does not fit otherwise."""
    one = replace(copies, copies=1, duplex=False)
    return replace(one, duplex=one.sheets > room_left(one, rules.copies_most))


def _counting(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    copies = visit.copying
    match event:
        case SetCopies() if event.copies >= 1:
            return on(state, copying=_if_room(copies, replace(copies, copies=event.copies), rules)), ()
        case SetSides() if copies.two_sided or not event.both:
            return on(state, copying=_if_room(copies, replace(copies, duplex=event.both), rules)), ()
        case PrintCopy():
            return _print(state, copies, event.intent, rules)
        case Back():
            return on(state, Page.COPY_PAGES), ()
        case _:
            return None


def _if_room(before: Copying, wanted: Copying, rules: Rules) -> Copying:
    """As wanted, when there is so much paper for one visit."""
    return wanted if wanted.sheets <= room_left(wanted, rules.copies_most) else before


def _print(state: State, copies: Copying, intent: str, rules: Rules) -> Result:
    """Counted before anything is sent; what certainly did not come out is given back."""
    if not copies.scans or copies.sheets > room_left(copies, rules.copies_most):
        return on(state, problem="copy.enough"), ()
    counted = replace(copies, used=copies.used + copies.sheets, came=PrintOutcome.UNKNOWN)
    pages = tuple(scan.sha256 for scan in copies.scans)
    wanted = PrintCopies(intent, pages, copies.copies, copies.duplex)
    return on(state, Page.PRINTING, order=Order(intent, Purpose.COPY), copying=counted), (wanted,)


def _printing(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    del rules
    order = visit.order
    if not isinstance(event, PaperEnded) or order is None or event.intent != order.intent:
        return None
    copies = visit.copying
    back = copies.sheets if event.outcome is PrintOutcome.NOT_PRINTED else 0
    known = replace(copies, came=event.outcome, used=copies.used - back)
    return on(state, Page.COPY_DONE, order=None, copying=known, problem=_trouble(event)), ()


def _trouble(ended: PaperEnded) -> str:
    """Why it was not printed; what is known of the printer when nobody knows."""
    if ended.outcome is PrintOutcome.PRINTED:
        return ""
    return "copy.unknown" if ended.problem.partition(".")[0] in _SILENT else ended.problem


def _done(state: State, visit: Visit, event: Event, rules: Rules) -> Result | None:
    copies = visit.copying
    match event:
        case PaperSeen() if event.whole and copies.came is PrintOutcome.UNKNOWN:
            return on(state, problem="", copying=replace(copies, came=PrintOutcome.PRINTED)), ()
        case PrintCopy() if copies.came is not PrintOutcome.PRINTED:
            return _print(state, copies, event.intent, rules)
        case Proceed() | Back():
            return on(state, Page.COPY, copying=replace(copies, scans=())), ()
        case _:
            return None


def _forms(state: State, visit: Visit, event: Event) -> Result | None:
    """What there is to print of a guide; `paper` takes what becomes of it."""
    match event:
        case OpenForms() if state.page is Page.GUIDE and state.health.trouble(PRINTER) != NO_DEVICE:
            return on(state, Page.GUIDE_FORMS, listed=False), ()
        case Back() if state.page is Page.GUIDE_FORMS:
            return on(state, Page.GUIDE, listed=False), ()
        case ChooseForm() if state.page is Page.GUIDE_FORMS:
            return _form(state, visit, event)
        case _:
            return None


def _form(state: State, visit: Visit, event: ChooseForm) -> Result | None:
    guide, intent = visit.looking.guide, event.intent
    name, _, place = event.key.partition("-")
    what = _WHAT.get(name)
    if guide not in state.library.guides or (what is None and name != SHORT):
        return None
    asked = on(state, listed=False, looking=replace(visit.looking, printed=event.key))
    printing = on(asked, Page.PRINTING, order=Order(intent, Purpose.FORMS))
    if what is None:
        return printing, (PrintGuide(intent, guide, visit.large, visit.language),)
    trouble = state.health.trouble(PRINTER)
    if trouble:
        return on(asked, problem=trouble), ()
    number = int(place) if place.isdecimal() else 0
    return printing, (PrintForm(intent, guide, what, number, visit.large, visit.language),)


_WHAT: Final[Mapping[str, What]] = {"guide": "guide", "blank": "blank", "sample": "sample"}
_FORMS = frozenset({Page.GUIDE, Page.GUIDE_FORMS})
_SILENT = frozenset({"", "job", "paper", "protocol"})
"""Families of problems that say no more than that nobody answered."""

_PAGES: Mapping[Page, Callable[[State, Visit, Event, Rules], Result | None]] = {
    Page.COPY: _first,
    Page.COPY_SCAN: _scanning,
    Page.COPY_PAGES: _looking,
    Page.COPY_COUNT: _counting,
    Page.PRINTING: _printing,
    Page.COPY_DONE: _done,
}
