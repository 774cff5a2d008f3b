"""Calling staff from any page, and staff who help: over the page that the citizen is on, which stays as it is."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.assist_words import (
    CODE_LENGTH,
    STAFF_CARD,
    STAFF_MOST,
    Asked,
    Call,
    CallHelp,
    CallOff,
    CallStands,
    CheckStaff,
    EndCall,
    Helping,
    ReadStaffCard,
    SendCall,
    StaffHere,
    StaffKnown,
    StaffRefused,
    StopStaffCard,
)
from kiosk.flows.touches import Back, Digit, Erase, Help, Proceed
from kiosk.flows.visit import Event, Result, State, Visit, on

LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
DIGITS = frozenset("0123456789")
NO_STAFF, NO_CODE, NOT_COMING = "assist.noStaff", "assist.codeShort", "assist.notAnswered"


def assist(state: State, event: Event) -> Result | None:
    """One step of a call, or of staff who say who they are. Before all pages: they lie under it."""
    visit = state.visit
    if visit is None:
        return None
    return _called(state, visit, event) or _staff(state, visit, event)


def _called(state: State, visit: Visit, event: Event) -> Result | None:
    helping = visit.helping
    match event:
        case CallHelp() if visit.help and helping.call in {Call.NONE, Call.AWAY}:
            stands = Call.CALLING if state.health.online else Call.AWAY
            called = Helping(id=event.intent, call=stands, since_ms=state.now_ms)
            return on(state, helping=called), (SendCall(event.intent, state.page.value),)
        case CallOff() if helping.id:
            return on(state, helping=Helping()), (EndCall(helping.id),)
        case CallStands() if event.id == helping.id and helping.id:
            over = event.call is Call.NONE
            return on(state, helping=Helping() if over else replace(helping, call=event.call)), ()
        case _:
            return None


def _staff(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case StaffHere() if visit.help and not visit.assisted:
            card = state.health.trouble(STAFF_CARD) == ""
            asked = replace(visit.helping, asked=Asked.STAFF, staff="", code="", problem="", said=None)
            return on(state, helping=asked), (ReadStaffCard(),) if card else ()
        case StaffKnown():
            quiet = replace(_unasked(visit), id="", call=Call.NONE)
            stop = (StopStaffCard(), *((EndCall(visit.helping.id),) if visit.helping.id else ()))
            helped = on(state, assisted=event.staff, helping=quiet, help=False, touched_ms=state.now_ms)
            return helped, stop
        case StaffRefused() if visit.helping.asked is not Asked.NONE:
            code = "" if visit.helping.checking else visit.helping.code
            refused = replace(
                visit.helping, checking=False, code=code, problem=event.problem, said=event.said
            )
            return on(state, helping=refused), ()
        case _:
            return _asked(state, visit, event) if visit.helping.asked is not Asked.NONE else None


def _asked(state: State, visit: Visit, event: Event) -> Result | None:
    """While staff type, what they touch reaches no other page."""
    helping = visit.helping
    match event:
        case Help():
            return on(state, help=event.wanted, adjusting=False, helping=_unasked(visit)), (StopStaffCard(),)
        case Back():
            return _back(state, visit)
        case Digit() | Erase() | Proceed() if helping.checking:
            return state, ()
        case Digit() | Erase():
            return on(state, helping=_typed(helping, event)), ()
        case Proceed():
            return _proceed(state, helping)
        case _:
            return None


def _back(state: State, visit: Visit) -> Result:
    if visit.helping.asked is Asked.CODE:
        number = replace(visit.helping, asked=Asked.STAFF, code="", checking=False, problem="", said=None)
        return on(state, helping=number), ()
    return on(state, helping=_unasked(visit)), (StopStaffCard(),)


def _typed(helping: Helping, event: Digit | Erase) -> Helping:
    clear = replace(helping, problem="", said=None)
    staff = helping.asked is Asked.STAFF
    before = helping.staff if staff else helping.code
    if isinstance(event, Erase):
        after = before[:-1]
    else:
        keys, most = (LETTERS, STAFF_MOST) if staff else (DIGITS, CODE_LENGTH)
        after = before + event.digit if event.digit in keys and len(before) < most else before
    return replace(clear, staff=after) if staff else replace(clear, code=after)


def _proceed(state: State, helping: Helping) -> Result:
    if helping.asked is Asked.STAFF:
        trouble = "" if helping.staff else NO_STAFF
        if not trouble and helping.call is not Call.COMING:
            trouble = NOT_COMING
        asked = helping.asked if trouble else Asked.CODE
        return on(state, helping=replace(helping, asked=asked, problem=trouble, said=None)), ()
    if len(helping.code) < CODE_LENGTH:
        return on(state, helping=replace(helping, problem=NO_CODE, said=None)), ()
    wanted = CheckStaff(helping.id, helping.staff, helping.code)
    return on(state, helping=replace(helping, checking=True, problem="", said=None)), (wanted,)


def _unasked(visit: Visit) -> Helping:
    return replace(visit.helping, asked=Asked.NONE, staff="", code="", checking=False, problem="", said=None)
