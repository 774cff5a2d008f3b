"""What would be lost if the visit ended now: it is asked about once, and nothing else is. Pure."""

from __future__ import annotations

from enum import StrEnum, unique

from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Page, Result, State, Visit, ended, on


@unique
class Unsent(StrEnum):
    """What is not handed in yet."""

    NOTHING = ""
    FILING = "filing"
    WORDS = "words"
    RATING = "rating"
    COPY = "copy"
    SIGNATURE = "signature"


def unsent(state: State) -> Unsent:
    """Return what the end would wipe that took somebody trouble. Ways that were only looked at are nothing."""
    visit = state.visit
    if visit is None:
        return Unsent.NOTHING
    if _filed(visit):
        return Unsent.FILING
    if visit.suggestion.words.strip():
        return Unsent.WORDS
    if visit.evaluating.stars or visit.evaluating.words.strip():
        return Unsent.RATING
    if visit.copying.scans and state.page is not Page.COPY_DONE:
        return Unsent.COPY
    return Unsent.SIGNATURE if visit.pickup.strokes else Unsent.NOTHING


def finished(state: State) -> Result:
    """End at once, or ask; a second time, before the question, is the answer."""
    visit = state.visit
    asked = visit is not None and visit.leaving and not (visit.help or visit.adjusting)
    if asked or not unsent(state):
        return ended(state)
    return on(state, leaving=True, help=False, adjusting=False), ()


def _filed(visit: Visit) -> bool:
    """Whether an application has anything in it, or one of before waits to be gone on with."""
    filing = visit.filing
    if any(filing.answers.values()) or filing.given or filing.strokes or filing.by_card:
        return True
    if visit.drafts.found is not None or filing.principal is not None:
        return True
    return visit.purpose is Purpose.APPLICATION and not visit.phoned and bool(visit.phone.reveal())
