"""After an application the faces come by themselves, once; nobody has to press one."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.evaluate_words import Evaluating, Served
from kiosk.flows.timing import patience, result_left_ms
from kiosk.flows.touches import Finish, Purpose
from kiosk.flows.visit import Event, Order, Page, Reading, Result, Rules, State, Visit, item_of, on
from kiosk.flows.words import Tick


def invite(state: State, event: Event, rules: Rules) -> Result | None:
    """The receipt leads to the faces when it is done with; faces that nobody touches warn as soon as a result would leave."""
    visit = state.visit
    if visit is None or not isinstance(event, Tick | Finish):
        return None
    if isinstance(event, Tick):
        state = replace(state, now_ms=max(event.now_ms, state.now_ms))
    if state.page is Page.RECEIPT and visit.purpose is Purpose.APPLICATION:
        return _faces(state, visit, visit.order) if _leaves(state, visit, event, rules) else None
    asks = state.page is Page.EVALUATE_FACES and visit.evaluating.invited and visit.warned_ms is None
    if asks and isinstance(event, Tick) and _untouched(state, visit, rules):
        return on(state, warned_ms=state.now_ms), ()
    return None


def _leaves(state: State, visit: Visit, event: Event, rules: Rules) -> bool:
    """Whether the receipt is done with: by the key, or because its time is over."""
    if isinstance(event, Finish):
        return True
    return not (visit.help or visit.adjusting) and result_left_ms(state, visit, rules) <= 0


def _untouched(state: State, visit: Visit, rules: Rules) -> bool:
    """Nobody has touched the page since it came, for as long as a result stays."""
    silent = state.now_ms - max(visit.since_ms, visit.touched_ms)
    return not (visit.help or visit.adjusting) and silent >= patience(visit, rules.result_ms)


def _faces(state: State, visit: Visit, order: Order | None) -> Result | None:
    if order is None or not order.number:
        return None
    item = item_of(state, visit.item)
    made = Served(order.intent, order.number, item.service if item else "", made=True)
    asked = Evaluating(chosen=made, invited=True)
    return on(
        state, Page.EVALUATE_FACES, purpose=Purpose.EVALUATION, evaluating=asked, reading=Reading.IDLE
    ), ()
