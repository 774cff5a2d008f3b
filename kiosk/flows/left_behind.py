"""What the attract and home pages tell of what was left behind; each is spoken of once. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hall.texts import Texts
from kiosk.flows.comfort import Comfort
from kiosk.flows.common import is_touch
from kiosk.flows.facts import STARTING
from kiosk.flows.left_words import Announce, Left, Unfinished
from kiosk.flows.touches import Headset
from kiosk.flows.visit import Event, Page, Result, State
from kiosk.flows.words import Tick

SHOWN_MS: Final = 120_000
"""How long a number without its paper stays."""
_HERE: Final = frozenset({Page.ATTRACT, Page.HOME})
"""Nobody picks anything up on these pages."""


def open_doors(state: State) -> tuple[int, ...]:
    """Doors that this page speaks of."""
    return state.health.open_doors if state.page in _HERE else ()


def unfinished(state: State) -> Unfinished | None:
    """What this page says was handed in."""
    return state.left.paper if state.page in _HERE else None


def noticed(event: Event, result: Result) -> Result:
    """Add what was left behind to a step, and what is to be said aloud of it."""
    state, effects = result
    left = _kept(state, event)
    state = state if left == state.left else replace(state, left=left)
    doors = tuple(each for each in open_doors(state) if each not in left.said)
    paper = unfinished(state)
    paper = None if paper is None or paper.number in left.said else paper
    if (not doors and paper is None) or state.health.trouble("speaker") == STARTING:
        return state, effects
    spoken: set[int | str] = {*doors, *([paper.number] if paper else [])}
    visit = state.visit
    comfort, language = (visit.comfort, visit.language) if visit else (Comfort(), "zh")
    told = replace(state, left=replace(left, said=left.said | spoken))
    if comfort.aloud:  # the page is read to whoever is there
        return told, effects
    return told, (*effects, Announce(doors, paper, language, comfort.volume))


def _kept(state: State, event: Event) -> Left:
    """A touch or time takes the number away; a door that is shut may be spoken of again."""
    left = state.left
    if isinstance(event, Unfinished):
        return replace(left, paper=event, since_ms=state.now_ms)
    begun = is_touch(event) and not isinstance(event, Headset)
    if begun or (isinstance(event, Tick) and state.now_ms - left.since_ms >= SHOWN_MS):
        left = replace(left, paper=None)
    number = left.paper.number if left.paper else ""
    still = frozenset(each for each in left.said if each in state.health.open_doors or each == number)
    return left if still == left.said else replace(left, said=still)


def door_words(doors: tuple[int, ...], texts: Texts) -> str:
    """Which doors stand open, "" for none."""
    if not doors:
        return ""
    numbers = ("、" if texts.language == "zh" else ", ").join(map(str, doors))
    return texts.say("left.door" if len(doors) == 1 else "left.doors", doors=numbers)


def paper_words(paper: Unfinished | None, texts: Texts) -> str:
    """What to do about its paper, "" for none."""
    if paper is None:
        return ""
    return texts.say("left.paper_slot" if paper.begun else "left.paper_none")
