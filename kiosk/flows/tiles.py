"""Services of others (外部服务): a web page in a frame of ours, a machine on the plan, a phone number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk.flows.places import place_of
from kiosk.flows.tile_words import (
    AnswerTile,
    Browsing,
    ChooseTile,
    CloseTile,
    FitTile,
    HandTile,
    OpenTile,
    PointTile,
    PressTile,
    Tile,
    TileAsks,
    TileAt,
    TileEnded,
    TilePainted,
    TileRefused,
    TilesKnown,
    WriteTile,
)
from kiosk.flows.touches import Back, Erase, Purpose, Want, Write
from kiosk.flows.visit import Event, Page, Result, State, Visit, on

ERASE: Final = PressTile("erase")


def tiles(state: State, event: Event) -> Result | None:
    """One step on these pages, or from the home page to them."""
    if isinstance(event, TilesKnown):
        return replace(state, tiles=event.tiles), ()
    if state.page is Page.HOME and event == Want(Purpose.TILES):
        return (on(state, Page.TILES, purpose=Purpose.TILES) if state.tiles else state), ()
    visit, page = state.visit, _PAGES.get(state.page)
    return None if visit is None or page is None else page(state, visit, event)


def tile_of(state: State, tile: str) -> Tile | None:
    """One of them."""
    return next((one for one in state.tiles if one.id == tile), None)


def _choosing(state: State, visit: Visit, event: Event) -> Result | None:
    match event:
        case ChooseTile():
            tile = tile_of(state, event.tile)
            return None if tile is None or tile.trouble else _chosen(state, visit, tile)
        case Back():
            return on(state, Page.HOME, purpose=None), ()
        case _:
            return None


def _chosen(state: State, visit: Visit, tile: Tile) -> Result | None:
    if tile.kind == "place":
        return place_of(state, tile.spot, tile=tile.id)
    shown = Browsing(tile=tile.id)
    if tile.kind == "phone":
        return on(state, Page.TILE_PHONE, browsing=shown), ()
    return on(state, Page.TILE, browsing=shown), (OpenTile(tile.id, visit.language),)


def _browsing(state: State, visit: Visit, event: Event) -> Result | None:
    now = visit.browsing
    result: Result | None = None
    match event:
        case TilePainted():
            result = on(state, browsing=replace(now, picture=event.picture)), ()
        case TileAt():
            result = on(state, browsing=replace(now, at=event.name)), ()
        case TileAsks():
            result = on(state, browsing=replace(now, asks=event.words, answers=event.answers)), ()
        case TileRefused():
            result = on(state, browsing=replace(now, refused=True)), ()
        case TileEnded():
            result = on(state, Page.TILES, browsing=Browsing(), problem=event.problem), ()
        case Back():
            result = on(state, Page.TILES, browsing=Browsing()), (CloseTile(),)
        case _:
            result = _handed(state, now, event)
    return result


def _handed(state: State, now: Browsing, event: Event) -> Result | None:
    """What the page is to have. A touch ends what was told about the last one."""
    result: Result | None = None
    match event:
        case AnswerTile() if now.asks:
            result = on(state, browsing=replace(now, asks="", answers=False)), (HandTile(event),)
        case _ if now.asks:
            pass
        case FitTile():
            result = state, (HandTile(event),)
        case PointTile() | PressTile():
            at = now.at if isinstance(event, PressTile) else ""
            result = on(state, browsing=replace(now, refused=False, at=at)), (HandTile(event),)
        case Write():
            result = state, (WriteTile(event.text),)
        case Erase():
            result = state, (HandTile(ERASE),)
        case _:
            pass
    return result


def _phone(state: State, visit: Visit, event: Event) -> Result | None:
    del visit
    return (on(state, Page.TILES, browsing=Browsing()), ()) if isinstance(event, Back) else None


_PAGES: Mapping[Page, Callable[[State, Visit, Event], Result | None]] = {
    Page.TILES: _choosing,
    Page.TILE: _browsing,
    Page.TILE_PHONE: _phone,
}
