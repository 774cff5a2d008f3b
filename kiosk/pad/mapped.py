"""The pad's state as the parts that it shares with a terminal know it: keyboard, display and sound, voice, web page."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hall.settings import Words
from kiosk.flows.tile_words import Browsing, Tile
from kiosk.flows.visit import Page as Terminal
from kiosk.flows.visit import State as TerminalState
from kiosk.flows.visit import Visit
from kiosk.pad.state import Page, State

_PAGES: Final = {Page.WORDS: Terminal.EVALUATE_WORDS, Page.PROVINCE: Terminal.TILE}
_PROVINCE: Final = Tile(
    "province", Words(zh="省评价页", en="The province's page"), Words(zh="", en=""), "", "url"
)


def as_terminal(state: State) -> TerminalState:
    """Nobody's visit as long as the first page is as everybody meets it: then nothing is read to an empty chair."""
    page = _PAGES.get(state.page, Terminal.EVALUATE_TAGS)
    usual = state.page is Page.IDLE and state.comfort == state.usual and not state.adjusting
    if usual:
        return TerminalState(home=Terminal.HOME, page=Terminal.HOME, now_ms=0, headset=state.headset)
    browsing = replace(state.browsing, tile=_PROVINCE.id) if page is Terminal.TILE else Browsing()
    return TerminalState(
        home=Terminal.HOME,
        page=page,
        now_ms=0,
        headset=state.headset,
        tiles=(_PROVINCE,),
        visit=Visit(
            since_ms=0, touched_ms=0, language=state.language, comfort=state.comfort, browsing=browsing
        ),
    )
