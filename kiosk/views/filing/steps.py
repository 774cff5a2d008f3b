"""How far along an application is: stages, not pages, so that the number does not run. Pure."""

from __future__ import annotations

from typing import Final

from kiosk.flows.library import Standing
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Page, State, Visit
from kiosk.views.filing.question import asked

_ITEM, _WHO, _PHONE, _ASKED, _PAPERS, _SIGNED, _CHECK = range(7)
_STAGES: Final = {
    Page.ITEMS: _ITEM,
    Page.SITUATION: _ITEM,
    Page.NOTICE: _ITEM,
    Page.APPLICANT: _WHO,
    Page.WHOM: _WHO,
    Page.PRINCIPAL: _WHO,
    Page.QUESTION: _ASKED,
    Page.PAPER: _PAPERS,
    Page.SCANNING: _PAPERS,
    Page.SCANNED: _PAPERS,
    Page.PHONE: _PHONE,
    Page.COMMITMENT: _SIGNED,
    Page.SIGN: _SIGNED,
    Page.CHECK: _CHECK,
}
_SIMPLE: Final = (_ITEM, _WHO, _PHONE, _CHECK)
"""Of an item about which nothing is asked."""


def step_of(state: State) -> tuple[int, int]:
    """Return the stage, from 1, and how many there are; zeros where counting does not help or nobody can know yet."""
    visit, here = state.visit, _STAGES.get(state.page)
    if visit is None or here is None or visit.purpose is not Purpose.APPLICATION:
        return 0, 0
    heard = state.library.standing is Standing.HEARD
    if not visit.item and (not heard or any(each.id in state.library.guides for each in state.items)):
        return 0, 0
    stages = _stages(visit)
    return (stages.index(here) + 1, len(stages)) if here in stages else (0, 0)


def _stages(visit: Visit) -> tuple[int, ...]:
    filing = visit.filing
    if filing.guide is None:
        return _SIMPLE
    left_out = {_ASKED} if not asked(visit) else set()
    left_out |= {_PAPERS, _SIGNED} if not filing.papers() else set()
    return tuple(stage for stage in range(_CHECK + 1) if stage not in left_out)
