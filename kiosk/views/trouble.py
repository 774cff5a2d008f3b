"""What the readers can do for this page, and the one thing to say when they cannot. Pure."""

from __future__ import annotations

from hall.texts import Texts
from kiosk.flows.common import PERSONS
from kiosk.flows.identify import LISTENING
from kiosk.flows.identify_code import works
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Page, Reading, State, Visit

_CODED = frozenset({Page.IDENTIFY, Page.BOOKING, Page.LOST, Page.PROGRESS, Page.PICKUP})
_APPLYING = frozenset({Page.IDENTIFY, Page.APPLICANT})


def asks(state: State) -> str:
    """Return what can be read now: card, code, either or none. A code helps on some pages; to apply, one that says who it is."""
    card = state.health.card_reader == ""
    applies = state.visit is not None and state.visit.purpose is Purpose.APPLICATION
    coded = _APPLYING if applies else _CODED
    code = state.health.code_scanner == "" and state.page in coded and (not applies or works(state))
    return {(True, True): "either", (True, False): "card", (False, True): "code"}.get((card, code), "none")


def coded(visit: Visit) -> bool:
    """Whether a code was read, not a card."""
    return bool(visit.token) or (visit.person is not None and visit.person.by_code)


def saying(state: State, visit: Visit, texts: Texts) -> str:
    """What the readers are doing, in words."""
    match visit.reading:
        case Reading.BUSY:
            return texts.say("identify.asking" if visit.coding else "identify.reading")
        case Reading.DONE:
            return texts.say("identify.done_code" if coded(visit) else "identify.done")
        case _:
            names = {"code": "identify.waiting_code", "either": "identify.waiting_either"}
            return texts.say(names.get(asks(state), "identify.waiting"))


def trouble(state: State) -> str:
    """Return the dotted code of the notice on this page, "" for none."""
    visit = state.visit
    if visit is not None and _listens(state, visit):
        return _of_readers(state, visit)
    if visit is not None and visit.problem and not _nobody_asked(state, visit):
        return visit.problem
    forgotten = state.page is state.home and (visit is None or visit.reading is not Reading.DONE)
    return "card.forgotten" if state.card_lies and forgotten else ""


def _listens(state: State, visit: Visit) -> bool:
    """Whether a card or a code is waited for; a signature only when the card is to stand for it."""
    if state.page is Page.SIGN:
        return visit.reading is not Reading.IDLE
    return state.page in LISTENING and visit.reading is not Reading.DONE


def _nobody_asked(state: State, visit: Visit) -> bool:
    """A reader that is down matters to nobody where its card is only welcome."""
    down = state.health.card_reader != "" and visit.problem.partition(".")[0] not in PERSONS
    return down and state.page is state.home


def _of_readers(state: State, visit: Visit) -> str:
    wanted = asks(state)
    if wanted in {"either", "card"}:
        lies = state.card_lies and visit.reading is Reading.WAITING
        if state.page is Page.PRINCIPAL and visit.problem == "card.expired":
            return "card.principalExpired"
        return visit.problem or ("card.lies" if lies else "")
    if visit.problem.startswith(("code.", "resident.")):
        return visit.problem
    if wanted == "code":
        return "reader.showCode"
    if state.page is Page.SIGN:
        return "reader.signByHand"
    return "reader.noCard" if visit.purpose is Purpose.APPLICATION else "reader.noName"
