"""Numbers that nobody said were served: without the server a citizen finds their own, and the server judges later.

Such an evaluation is the citizen's word alone. It stands in no one's way here: whoever the server says was served is
asked as always. Pure.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.pad.state import State
from kiosk.pad.words import REMEMBERED, Memory, Served


def chosen(visit: Served) -> Served:
    """The same, as its citizen found it."""
    return visit.model_copy(update={"chosen": True})


def kept(memory: Memory, visit: Served) -> Memory:
    """With this visit's evaluation sent."""
    rated = (*memory.rated, visit.ticket)[-REMEMBERED:]
    by_hand = (*memory.chosen, visit.ticket) if visit.chosen else memory.chosen
    return memory.model_copy(update={"open": None, "rated": rated, "chosen": by_hand[-REMEMBERED:]})


def not_kept(memory: Memory, ticket: str, visit: Served | None) -> Memory:
    """As before it was sent; `visit`: who is asked again."""
    rated = tuple(one for one in memory.rated if one != ticket)
    by_hand = tuple(one for one in memory.chosen if one != ticket)
    return memory.model_copy(update={"open": visit, "rated": rated, "chosen": by_hand})


def forgotten(memory: Memory) -> Memory:
    """The server is there and judges what was chosen: what it says was served is asked."""
    rated = tuple(one for one in memory.rated if one not in memory.chosen)
    return memory.model_copy(update={"rated": rated, "chosen": ()})


def told(state: State, visit: Served) -> State | None:
    """Whoever is being asked by their own word was served indeed: they go on. None: it is somebody else."""
    asking = state.asking
    if asking is None or asking.visit.ticket != visit.ticket or not asking.visit.chosen:
        return None
    asked = (*state.memory.asked, visit.ticket)[-REMEMBERED:]
    memory = state.memory.model_copy(update={"open": visit, "last": visit, "asked": asked})
    return replace(state, asking=replace(asking, visit=visit), memory=memory, served_ms=state.now_ms)
