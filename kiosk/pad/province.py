"""The province's own evaluation page in place of the faces, where the hall file says so (domain.md 4.3, 河南).

What is given there is not known here, and nothing is made of it: here it is "handed over", not rated. When the page
cannot be had, the pad's own faces take its place and say so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.flows.tile_words import (
    AnswerTile,
    Browsing,
    CloseTile,
    FitTile,
    HandTile,
    PointTile,
    PressTile,
    TileAsks,
    TileAt,
    TileEnded,
    TilePainted,
    TileRefused,
    WriteTile,
)
from kiosk.flows.tiles import ERASE
from kiosk.pad.province_words import ProvinceWorld
from kiosk.pad.state import Page, State, turned
from kiosk.pad.words import Effect, Rub, Touch, Type

Result = tuple[State, tuple[Effect, ...]]
OPENING_MS: Final = 12_000
"""A page that is not painted after so long is not waited for."""
AWAY, STOPPED = "province.away", "province.stopped"
TILE: Final = "province"


def province_told(state: State, event: ProvinceWorld) -> Result:
    """The page speaks; once it is left it is not heard any more."""
    if state.page is not Page.PROVINCE:
        return state, ()
    now = state.browsing
    match event:
        case TilePainted():
            now = replace(now, picture=event.picture)
        case TileAt():
            now = replace(now, at=event.name)
        case TileAsks():
            now = replace(now, asks=event.words, answers=event.answers)
        case TileRefused():
            now = replace(now, refused=True)
        case TileEnded():
            return own_faces(state), ()
    return replace(state, browsing=now), ()


def own_faces(state: State) -> State:
    """The pad asks itself, and says why."""
    problem = STOPPED if state.handed else AWAY
    return replace(turned(state, Page.FACES), browsing=Browsing(), problem=problem, stirred_ms=state.now_ms)


def province_passed(state: State) -> Result:
    """A page that does not come is not waited for."""
    if state.page is Page.PROVINCE and not state.handed and state.now_ms - state.turned_ms >= OPENING_MS:
        return own_faces(state), (CloseTile(),)
    return state, ()


def province_touched(state: State, touch: Touch) -> Result:
    """Fingers, keys and words for the page. A touch ends what was told about the last one."""
    now = state.browsing
    effect: Effect | None = None
    match touch:
        case AnswerTile() if now.asks:
            now, effect = replace(now, asks="", answers=False), HandTile(touch)
        case _ if now.asks:
            pass
        case FitTile():
            effect = HandTile(touch)
        case PointTile() | PressTile():
            at = now.at if isinstance(touch, PressTile) else ""
            now, effect = replace(now, refused=False, at=at), HandTile(touch)
        case Type():
            effect = WriteTile(touch.text)
        case Rub():
            effect = HandTile(ERASE)
        case _:
            pass
    return replace(state, browsing=now), () if effect is None else (effect,)
