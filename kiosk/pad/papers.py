"""A text that the clerk shows: read, confirmed or refused, signed. It comes when nobody is asked, and leaves no trace here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from hall.contract.papers import Verdict
from kiosk.flows.filing.route import sign_problem
from kiosk.pad.paper_words import (
    Agree,
    PaperKept,
    PaperNotKept,
    PaperSaid,
    PaperTold,
    PaperWorld,
    Refuse,
    SheetsTold,
    Stroke,
    TurnSheet,
    WipeSignature,
)
from kiosk.pad.state import Page, Rules, State, fresh, patience_ms, turned
from kiosk.pad.words import Back, Effect, Touch

Result = tuple[State, tuple[Effect, ...]]
ROOM: Final = frozenset({Page.PAPER, Page.SIGN, Page.PAPER_KEEPING, Page.PAPER_DONE})
_FREE: Final = frozenset({Page.IDLE, Page.THANKS, Page.PAPER_DONE})


def paper_told(state: State, event: PaperWorld) -> Result:
    """The world speaks of a text."""
    match event:
        case PaperTold():
            return _told(state, event), ()
        case SheetsTold() if state.paper is not None and event.paper == state.paper.id:
            return replace(state, sheets=event.sheets), ()
        case PaperKept() if _is_kept(state, event.paper):
            return _bare(turned(state, Page.PAPER_DONE)), ()
        case PaperNotKept() if _is_kept(state, event.paper):
            return replace(turned(state, Page.PAPER), problem=event.problem), ()
        case _:
            return state, ()


def paper_passed(state: State, rules: Rules) -> State:
    """Time passed: the last word stays a while, and a text that waited comes when nobody is asked any more."""
    if state.page is Page.PAPER_DONE and state.now_ms - state.turned_ms >= rules.thanks_ms:
        state = turned(state, Page.IDLE)
    if state.page in {Page.PAPER, Page.SIGN} and not state.online and _silent(state, rules):
        return fresh(_bare(turned(state, Page.IDLE)))
    if state.page is Page.IDLE and state.paper is not None and state.next is None:
        return turned(state, Page.PAPER)
    return state


def paper_touched(state: State, touch: Touch) -> Result:
    """Touches on the text and under the signature."""
    page: Callable[[State, Touch], Result] = _on_sign if state.page is Page.SIGN else _on_paper
    return page(state, touch) if state.page in {Page.PAPER, Page.SIGN} else (state, ())


def _told(state: State, event: PaperTold) -> State:
    was = state.paper
    if state.page is Page.PAPER_KEEPING or (was is not None and event.paper == was):
        return state
    state = replace(state, paper=event.paper, strokes=(), sheets=(), sheet=0)
    if event.paper is not None and (state.page in _FREE or state.page in ROOM):
        return turned(state, Page.PAPER)
    return _bare(turned(state, Page.IDLE)) if state.page in {Page.PAPER, Page.SIGN} else state


def sides(state: State) -> int:
    """How many there are to look at: the words, if any, and each page of the document."""
    return 0 if state.paper is None else bool(state.paper.words.strip()) + len(state.paper.pages)


def complete(state: State) -> bool:
    """Whether all of what is asked about can be seen here."""
    return state.paper is not None and len(state.sheets) == len(state.paper.pages)


def _turned_sheet(state: State, by: int) -> State:
    return replace(state, sheet=min(max(0, state.sheet + by), max(0, sides(state) - 1)))


def _on_paper(state: State, touch: Touch) -> Result:
    match touch:
        case TurnSheet():
            return _turned_sheet(state, touch.by), ()
        case Agree() if not complete(state):
            return state, ()
        case Agree() if state.paper is not None and state.paper.kind == "sign":
            return turned(state, Page.SIGN), ()
        case Agree():
            return _said(state, "confirmed")
        case Refuse():
            return _said(state, "refused")
        case _:
            return state, ()


def _on_sign(state: State, touch: Touch) -> Result:
    match touch:
        case Stroke():
            return replace(state, strokes=(*state.strokes, touch.points), problem=""), ()
        case TurnSheet():
            return _turned_sheet(state, touch.by), ()
        case WipeSignature():
            return replace(state, strokes=(), problem=""), ()
        case Back():
            return turned(replace(state, strokes=()), Page.PAPER), ()
        case Agree():
            wrong = sign_problem(state.strokes)
            return (replace(state, problem=wrong), ()) if wrong else _said(state, "confirmed")
        case _:
            return state, ()


def _said(state: State, verdict: Verdict) -> Result:
    if state.paper is None:
        return state, ()
    strokes = state.strokes if verdict == "confirmed" else ()
    return turned(state, Page.PAPER_KEEPING), (PaperSaid(state.paper, verdict, strokes),)


def _is_kept(state: State, paper: str) -> bool:
    return state.page is Page.PAPER_KEEPING and state.paper is not None and state.paper.id == paper


def _silent(state: State, rules: Rules) -> bool:
    """Nobody can take the text back while the server is away: it does not lie here for hours."""
    return state.now_ms - max(state.turned_ms, state.stirred_ms) >= patience_ms(state, rules)


def _bare(state: State) -> State:
    """Neither the text nor the signature is here any more."""
    return replace(state, paper=None, strokes=(), sheets=(), sheet=0)
