"""Why something cannot be had now, and where else it can, in words. Pure."""

from __future__ import annotations

from hall.texts import Texts
from kiosk.flows.needs import NETWORK, Lack, Otherwise, lacking
from kiosk.flows.touches import Purpose
from kiosk.flows.visit import State
from kiosk.views.place_words import name_of, words_of


def why_not(state: State, purpose: Purpose, phone: str, texts: Texts) -> str:
    """Why a purpose cannot be had now and where else it can; "" when it can."""
    lack = lacking(state, purpose, phone)
    if lack is None:
        return ""
    if lack.starting:
        return texts.say("needs.starting", device=texts.say(f"needs.device.{lack.what}"))
    return elsewhere(_what(lack, texts), lack.otherwise, state, texts)


def unheard(state: State, texts: Texts) -> str:
    """Why an item cannot be had of which nobody knows what it needs, and where else it can."""
    return elsewhere(texts.say("needs.guides"), Otherwise(who="window"), state, texts)


def elsewhere(what: str, otherwise: Otherwise, state: State, texts: Texts) -> str:
    """What is the matter, and the nearest way on."""
    atlas = state.atlas
    machine = next((one for one in atlas.machines if one.id == otherwise.unit), None)
    spot = atlas.spot(otherwise.spot) or (atlas.of_unit(otherwise.unit) if otherwise.unit else None)
    if spot is not None and not machine:
        return texts.say("needs.place", what=what, place=name_of(spot, atlas, texts))
    if machine is not None:
        return texts.say("needs.unit", what=what, place=words_of(machine.place, texts))
    return texts.say(f"needs.{otherwise.who or 'desk'}", what=what, phone=otherwise.phone)


def _what(lack: Lack, texts: Texts) -> str:
    if lack.what == NETWORK:
        return texts.say("needs.network")
    device = texts.say(f"needs.device.{lack.what}")
    return texts.say("needs.none" if lack.none else "needs.down", device=device)
