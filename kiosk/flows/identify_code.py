"""A resident's code (居民码) in place of the card: where it does, and where it takes the card. Pure."""

from __future__ import annotations

from kiosk.flows.touches import Purpose
from kiosk.flows.visit import Page, State, item_of
from kiosk.flows.words import ReadCode


def card_only(state: State) -> bool:
    """Whether the item that is applied for takes a card alone. What was begun before is looked for by either."""
    visit = state.visit
    if visit is None or visit.purpose is not Purpose.APPLICATION or state.page is Page.IDENTIFY:
        return False
    item, guide = item_of(state, visit.item), visit.filing.guide
    return (item is not None and item.identify == "card") or (
        guide is not None and guide.apply.identify == "card"
    )


def welcome(state: State) -> bool:
    """Whether a code does here, when the network is there."""
    return state.residents and not card_only(state)


def works(state: State) -> bool:
    """Whether a code does here now."""
    return welcome(state) and state.health.online and state.health.code_scanner == ""


def unproven(state: State) -> bool:
    """Whether somebody is known by a code where it takes a card."""
    person = state.visit.person if state.visit is not None else None
    return person is not None and person.by_code and card_only(state)


def read_code(state: State) -> tuple[ReadCode, ...]:
    """The scanner is asked for a code also where none does, or without a network: who shows one is told at once."""
    if card_only(state):
        return (ReadCode(card_only=True),)
    return (ReadCode(person=True),) if state.residents else ()
