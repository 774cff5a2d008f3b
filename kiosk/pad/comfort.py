"""How one citizen sees and hears the pad: part of the flow that every page shares. Ends with that citizen."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.flows.comfort import adjusted
from kiosk.flows.touches import Adjust, AsUsual, Headset, OpenComfort
from kiosk.pad.state import Page, Rules, State, fresh, patience_ms
from kiosk.pad.words import SetLanguage, StillHere, Touch

EVERYWHERE: Final = (Adjust, AsUsual, Headset, OpenComfort, SetLanguage, StillHere)
"""Touches that mean the same on every page."""
OFFERED: Final = frozenset({"size", "contrast", "aloud", "volume"})
"""What a pad changes: it lies on a desk, so there is no low reach; and its pages are few and large, so there is no
elder mode beside the sizes."""


def everywhere(state: State, touch: Touch) -> State:
    """The state after one of `EVERYWHERE`; another touch changes nothing."""
    match touch:
        case SetLanguage():
            return replace(state, language=touch.language)
        case OpenComfort():
            return replace(state, adjusting=touch.wanted)
        case Adjust() if touch.what in OFFERED:
            return replace(state, comfort=adjusted(state.comfort, touch.what, touch.value))
        case AsUsual():
            return replace(state, comfort=state.usual)
        case Headset():
            return replace(state, headset=touch.there, comfort=replace(state.comfort, aloud=touch.there))
        case _:
            return state


def gone(state: State, rules: Rules) -> bool:
    """Whether whoever chose something on the first page has left: nobody is at the window as far as is known."""
    if state.page is not Page.IDLE or (state.online and state.facts.current is not None):
        return False
    return state.now_ms - state.stirred_ms >= patience_ms(state, rules)


def next_one(state: State) -> State:
    """Another number is at the window, or nobody; whoever still writes keeps what was chosen."""
    return fresh(state) if state.asking is None and state.page is Page.IDLE else state
