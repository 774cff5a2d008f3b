"""Where is it (大厅导览): what somebody looks for, where it is, how to go there. From the hall file: no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kiosk.flows.atlas import SERVICES, WINDOW
from kiosk.flows.place_words import Around, ChooseFloor, ChoosePlace, ChooseSort, PlacesKnown, WhereFor
from kiosk.flows.touches import Back, ChooseTopic, Purpose, Want
from kiosk.flows.visit import Event, Page, Result, State, Visit, item_of, on

TOPIC = "way"
"""The topic of a guide that is the way to its windows."""


def places(state: State, event: Event) -> Result | None:
    """One step on these pages, or to them from the home page or a guide."""
    if isinstance(event, PlacesKnown):
        return replace(state, atlas=event.atlas), ()
    visit = state.visit
    if state.page is Page.HOME and event == Want(Purpose.PLACES):
        return _open(state)
    if visit is not None and state.page is Page.GUIDE and event == ChooseTopic(TOPIC):
        return _of_guide(state, visit)
    page = _PAGES.get(state.page)
    if visit is None or page is None:
        return None
    if isinstance(event, ChooseFloor):
        known = any(one.id == event.floor for one in state.atlas.floors)
        return (on(state, around=replace(visit.around, floor=event.floor)), ()) if known else None
    return _back(state, visit) if isinstance(event, Back) else page(state, visit, event)


def place_of(state: State, key: str, *, tile: str = "") -> Result | None:
    """Show one place, from any page; None when it is not on the plan."""
    spot = state.atlas.spot(key)
    if spot is None:
        return None
    around = Around(found=(key,), floor=spot.floor, before=state.page, tile=tile)
    return on(state, Page.PLACE, around=around), ()


def service_of_guide(state: State, guide: str) -> str:
    """The service whose windows do what a guide tells of, "" for none on the plan."""
    item = item_of(state, guide)
    return item.service if item is not None and state.atlas.for_service(item.service) else ""


def _open(state: State) -> Result:
    if not state.atlas.spots:
        return state, ()
    return on(state, Page.PLACES, purpose=Purpose.PLACES, around=Around(floor=_own_floor(state))), ()


def _own_floor(state: State) -> str:
    atlas = state.atlas
    return atlas.here.floor if atlas.here else atlas.floors[0].id if atlas.floors else ""


def _of_guide(state: State, visit: Visit) -> Result | None:
    service = service_of_guide(state, visit.looking.guide)
    return _windows(state, Around(before=state.page), service) if service else None


def _windows(state: State, around: Around, service: str) -> Result | None:
    found = state.atlas.for_service(service)
    spot = state.atlas.spot(found[0]) if found else None
    if spot is None:
        return None
    shown = replace(around, found=found, service=service, floor=spot.floor, before=state.page)
    return on(state, Page.PLACE, around=shown), ()


def _sorts(state: State, visit: Visit, event: Event) -> Result | None:
    if not isinstance(event, ChooseSort):
        return None
    around = replace(visit.around, group=event.kind)
    if event.kind == SERVICES:
        return on(state, Page.PLACE_LIST, around=replace(around, found=())), ()
    found = state.atlas.of_kind(event.kind)
    if len(found) == 1:
        return _one(on(state, around=around), found[0])
    return (on(state, Page.PLACE_LIST, around=replace(around, found=found)), ()) if found else None


def _one(state: State, key: str) -> Result | None:
    visit, spot = state.visit, state.atlas.spot(key)
    if visit is None or spot is None:
        return None
    around = replace(visit.around, found=(key,), service="", floor=spot.floor, before=state.page)
    return on(state, Page.PLACE, around=around), ()


def _list(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case ChoosePlace():
            return _one(state, event.key)
        case WhereFor():
            return _windows(state, visit.around, event.service)
        case _:
            return None


def _place(state: State, visit: Visit, event: Event) -> Result | None:
    """A page that is only read."""
    del state, visit, event
    return None


def _back(state: State, visit: Visit) -> Result:
    around = visit.around
    if state.page is Page.PLACES:
        return on(state, Page.HOME, around=Around(), purpose=None), ()
    if state.page is Page.PLACE and around.before not in {Page.PLACES, Page.PLACE_LIST}:
        return on(state, Page(around.before or Page.HOME), around=Around()), ()
    if state.page is Page.PLACE and around.before == Page.PLACE_LIST:
        found = () if around.group in {SERVICES, WINDOW} else state.atlas.of_kind(around.group)
        return on(state, Page.PLACE_LIST, around=replace(around, found=found, service="")), ()
    fresh = Around(floor=_own_floor(state))
    return on(state, Page.PLACES, around=fresh), ()


_PAGES: Mapping[Page, Callable[[State, Visit, Event], Result | None]] = {
    Page.PLACES: _sorts,
    Page.PLACE_LIST: _list,
    Page.PLACE: _place,
}
