"""Picking up (取件): by code or card, the right door, taken and shut, a signature. Staff lay in and take back here too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from hall.domain.cases.codes import ALPHABET
from hall.domain.pickup.codes import LENGTH, MOST, plain
from hall.domain.pickup.parcel import Task, Verb
from hall.domain.privacy import Person
from kiosk.flows.filing.route import sign_problem
from kiosk.flows.filing.words import Sign
from kiosk.flows.identify import met
from kiosk.flows.pickup_words import (
    ChooseParcel,
    DoorFailed,
    DoorOpened,
    DoorShut,
    EndParcel,
    FindParcels,
    Found,
    Got,
    InHand,
    Inside,
    LeaveInside,
    OpenDoor,
    ParcelEnded,
    ParcelRead,
    ParcelsFound,
    PickUp,
    SayDoor,
    WithoutSigning,
)
from kiosk.flows.timing import touched
from kiosk.flows.touches import Back, Digit, Erase, Proceed, Purpose, Retry, Skip, Want
from kiosk.flows.visit import Event, Page, Reading, Result, State, Visit, on, opened
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CardSeen,
    CodeProblem,
    ReadCard,
    ReadCode,
    StopReading,
    Tick,
)

CLASS: Final = "pickup_locker"
NONE, SHORT, SIGN, MISTYPED = "pickup.none", "pickup.codeShort", "pickup.wrongSign", "pickup.mistyped"
OPEN: Final = "pickup.doorOpen"
NO_ANSWER: Final = "pickup.noAnswer"
TRIES: Final = 2
"""Orders before only staff can help."""
REMIND_MS: Final = 30_000
"""A door that stands open for so long is spoken of, and again after so long."""
REMINDERS: Final = 4
"""Then the page's own warning has its turn."""
ANSWER_MS: Final = 30_000
"""Longer than the locker's own deadline."""
_DONE: Final = {Task.NONE: Inside.ABSENT, Task.PUT: Inside.PRESENT, Task.BACK: Inside.ABSENT}
"""What the switch says when all is as it should be."""
_VERBS: Final = {Task.NONE: Verb.TAKEN, Task.PUT: Verb.LAID_IN, Task.BACK: Verb.TAKEN_BACK}


def pickup(state: State, event: Event) -> Result | None:
    """One step on these pages, from the home page's tile to the thanks."""
    if isinstance(event, Want) and event.purpose is Purpose.PICKUP and state.page is Page.HOME:
        return (state, ()) if state.health.trouble(CLASS) else _ask(state)
    visit, page = state.visit, _PAGES.get(state.page)
    if visit is None or page is None:
        return None
    return page(state, visit, event)


def _ask(state: State) -> Result:
    """Whoever is known by a card is looked for at once."""
    state, visit = opened(state)
    asked = on(state, Page.PICKUP, purpose=Purpose.PICKUP, code="", pickup=PickUp())
    if visit.person is not None:
        return on(asked, reading=Reading.BUSY), (_parcels_of(visit.person),)
    return _wait(asked)


def _parcels_of(person: Person) -> FindParcels:
    return FindParcels(id_number=person.id_number, by_code=person.by_code)


def _wait(state: State, trouble: str = "") -> Result:
    return on(state, reading=Reading.WAITING, problem=trouble), (
        ReadCard(),
        ReadCode(parcel=True, person=state.residents),
    )


def _look(state: State, wanted: FindParcels) -> Result:
    return on(state, reading=Reading.BUSY, problem=""), (StopReading(), wanted)


def _asking(state: State, visit: Visit, event: Event) -> Result | None:
    result: Result | None = None
    match event:
        case CardSeen():
            result = on(state, reading=Reading.BUSY, card_used=True, problem=""), ()
        case CardRead():
            result = _look(met(state, event), _parcels_of(event.person))
        case ParcelRead():
            result = _look(touched(state), FindParcels(code=event.code))
        case CardProblem() | CodeProblem():
            result = on(state, reading=Reading.WAITING, problem=event.code), ()
        case ParcelsFound():
            result = _found(state, event)
        case Back():
            result = _home(state, visit)
        case _:
            result = _typed(state, visit, event)
    return result


def _typed(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case Digit() if event.digit not in ALPHABET:
            return on(state, problem=SIGN), ()
        case Digit() if len(visit.code) < MOST:
            return on(state, code=visit.code + event.digit, problem=""), ()
        case Erase():
            return on(state, code=visit.code[:-1], problem=""), ()
        case Proceed() if visit.reading is not Reading.BUSY:
            if len(visit.code) < LENGTH:
                return on(state, problem=SHORT), ()
            code = plain(visit.code)
            return _look(state, FindParcels(code=code)) if code else (on(state, problem=MISTYPED), ())
        case _:
            return None


def _found(state: State, event: ParcelsFound) -> Result:
    if not event.parcels:
        return _wait(on(state, person=None), event.problem or NONE)
    known = on(touched(state), reading=Reading.IDLE, code="", pickup=PickUp(event.parcels, event.cabinet))
    if len(event.parcels) == 1:
        return _show(known, event.parcels[0].id), ()
    return on(known, Page.PARCELS), ()


def _home(state: State, visit: Visit) -> Result:
    stop = (StopReading(),) if visit.reading in {Reading.WAITING, Reading.BUSY} else ()
    return on(state, Page.HOME, reading=Reading.IDLE, code="", purpose=None, pickup=PickUp()), stop


def _show(state: State, parcel: str) -> State:
    return on(state, Page.PARCEL, pickup=replace(_of(state), at=parcel, tries=0, left=False, strokes=()))


def _of(state: State) -> PickUp:
    return state.visit.pickup if state.visit else PickUp()


def _choosing(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case ChooseParcel() if any(each.id == event.parcel for each in visit.pickup.open):
            return _show(state, event.parcel), ()
        case Back():
            return _home(state, visit)
        case _:
            return None


def _checking(state: State, visit: Visit, event: Event) -> Result | None:
    shown = visit.pickup.shown
    match event:
        case Proceed() if shown is not None and not shown.late:
            return _order(state, shown)
        case Back() if len(visit.pickup.open) > 1:
            return on(state, Page.PARCELS), ()
        case Back():
            return _home(state, visit)
        case _:
            return None


def _order(state: State, shown: Found) -> Result:
    """Each order is somebody's touch: no door opens by itself."""
    trying = on(state, Page.DOOR_OPENING, pickup=replace(_of(state), left=False))
    return trying, (OpenDoor(shown.id, shown.how),)


def _opening(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case DoorOpened() if event.parcel == visit.pickup.at:
            fresh = replace(visit.pickup, since_ms=state.now_ms, reminded=0)
            return on(touched(state), Page.DOOR_OPEN, pickup=fresh), ()
        case DoorFailed() if event.parcel == visit.pickup.at:
            return _stuck(state, visit, event.problem), ()
        case Tick() if state.now_ms - visit.since_ms >= ANSWER_MS:
            return _stuck(state, visit, NO_ANSWER), ()
        case _:
            return None


def _stuck(state: State, visit: Visit, problem: str) -> State:
    failed = replace(visit.pickup, tries=visit.pickup.tries + 1)
    return on(touched(state), Page.DOOR_TROUBLE, pickup=failed, problem=problem)


def _troubled(state: State, visit: Visit, event: Event) -> Result | None:
    shown = visit.pickup.shown
    match event:
        case Retry() if shown is not None and visit.pickup.tries < TRIES:
            return _order(state, shown)
        case DoorOpened() if event.parcel == visit.pickup.at:
            fresh = replace(visit.pickup, since_ms=state.now_ms, reminded=0)
            return on(touched(state), Page.DOOR_OPEN, pickup=fresh), ()
        case Back():
            return _home(state, visit)
        case _:
            return None


def _open(state: State, visit: Visit, event: Event) -> Result | None:
    at, shown = visit.pickup, visit.pickup.shown
    match event:
        case DoorShut() if shown is not None and event.parcel == at.at:
            return _shut(touched(state), at, shown, event.inside)
        case Tick():
            return _remind(state, visit)
        case _:
            return None


def _remind(state: State, visit: Visit) -> Result | None:
    """Whoever takes things out touches no screen. After some reminders the page ends like any other."""
    at, shown = visit.pickup, visit.pickup.shown
    if shown is None or at.reminded >= REMINDERS:
        return None
    here = touched(state)
    if state.now_ms - at.since_ms < REMIND_MS * (at.reminded + 1):
        return here, ()
    told = on(here, problem=OPEN, pickup=replace(at, reminded=at.reminded + 1))
    return told, (SayDoor(shown.door, visit.language, visit.comfort.volume),)


def _shut(state: State, at: PickUp, shown: Found, inside: Inside) -> Result:
    if inside is Inside.UNKNOWN:
        return on(state, Page.DOOR_SHUT, pickup=replace(at, left=False)), ()
    if inside is not _DONE[shown.task]:
        return on(state, Page.DOOR_SHUT, pickup=replace(at, left=True)), ()
    return _done(state, shown)


def _done(state: State, shown: Found) -> Result:
    """As it should be: whoever picked it up signs, for staff it is done."""
    if shown.task is Task.NONE:
        return on(state, Page.PARCEL_SIGN), (InHand(shown.id),)
    return on(state, Page.DOOR_SHUT), (EndParcel(shown.id, _VERBS[shown.task], shown.how),)


def _asked(state: State, visit: Visit, event: Event) -> Result | None:
    """The door is shut, and what became of the thing is asked."""
    shown = visit.pickup.shown
    if shown is None:
        return None
    match event:
        case Got(yes=True) if not visit.pickup.left:
            return _done(state, shown)
        case Got(yes=False):
            return _order(state, shown)
        case Skip() | Back():
            left, effects = _home(state, visit)
            return left, (LeaveInside(shown.id), *effects)
        case ParcelEnded() if event.parcel == shown.id:
            return _ended(state, shown, event), ()
        case _:
            return None


def _signing(state: State, visit: Visit, event: Event) -> Result | None:
    at, shown = visit.pickup, visit.pickup.shown
    if shown is None:
        return None
    match event:
        case Sign():
            return on(state, pickup=replace(at, strokes=event.strokes), problem=""), ()
        case Proceed() if sign_problem(at.strokes):
            return on(state, problem=sign_problem(at.strokes)), ()
        case Proceed() | WithoutSigning():
            strokes = at.strokes if isinstance(event, Proceed) else ()
            return state, (EndParcel(shown.id, Verb.TAKEN, shown.how, strokes),)
        case ParcelEnded() if event.parcel == shown.id:
            return _ended(state, shown, event), ()
        case _:
            return None


def _ended(state: State, shown: Found, event: ParcelEnded) -> State:
    if event.problem:
        return on(state, problem=event.problem)
    at = _of(state)
    return on(state, Page.PARCEL_DONE, pickup=replace(at, ended=at.ended | {shown.id}, strokes=()))


def _thanked(state: State, visit: Visit, event: Event) -> Result | None:
    if isinstance(event, Proceed) and visit.pickup.open:
        return on(state, Page.PARCELS), ()
    return None


_PAGES: Mapping[Page, Callable[[State, Visit, Event], Result | None]] = {
    Page.PICKUP: _asking,
    Page.PARCELS: _choosing,
    Page.PARCEL: _checking,
    Page.DOOR_OPENING: _opening,
    Page.DOOR_TROUBLE: _troubled,
    Page.DOOR_OPEN: _open,
    Page.DOOR_SHUT: _asked,
    Page.PARCEL_SIGN: _signing,
    Page.PARCEL_DONE: _thanked,
}
