"""What the readers can do for this page, and the one thing to say when they cannot. Pure."""

from __future__ import annotations

from kiosk.flows.common import PERSONS
from kiosk.flows.identify import LISTENING
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Page, Reading, State, Visit


def asks(state: State) -> str:
    """Return what can be read now: card, code, either or none. A code helps on the first page only."""
    card = state.health.card_reader == ""
    code = state.health.code_scanner == "" and state.page is Page.IDENTIFY
    if state.visit is not None and state.visit.purpose is Purpose.APPLICATION:
        code = code and card
    return {(True, True): "either", (True, False): "card", (False, True): "code"}.get((card, code), "none")


def trouble(state: State) -> str:
    """Return the dotted code of the notice on this page, "" for none."""
    visit = state.visit
    if visit is not None and state.page in LISTENING and visit.reading is not Reading.DONE:
        return _of_readers(state, visit)
    if visit is not None and visit.problem and not _nobody_asked(state, visit):
        return visit.problem
    forgotten = state.page is state.home and (visit is None or visit.reading is not Reading.DONE)
    return "card.forgotten" if state.card_lies and forgotten else ""


def _nobody_asked(state: State, visit: Visit) -> bool:
    """A reader that is down matters to nobody where its card is only welcome."""
    down = state.health.card_reader != "" and visit.problem.partition(".")[0] not in PERSONS
    return down and state.page is state.home


def _of_readers(state: State, visit: Visit) -> str:
    wanted = asks(state)
    if wanted in {"either", "card"}:
        lies = state.card_lies and visit.reading is Reading.WAITING
        return visit.problem or ("card.lies" if lies else "")
    if visit.problem.startswith("code."):
        return visit.problem
    if wanted == "code":
        return "reader.showCode"
    return "reader.noCard" if visit.purpose is Purpose.APPLICATION else "reader.noName"
