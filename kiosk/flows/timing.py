"""Time in a visit: the warning, the end, the result page that leaves by itself, the answer that never came."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.filing.route import scan_over
from kiosk.flows.filing.words import StopScanning
from kiosk.flows.visit import (
    BUSY,
    KEPT,
    RESULTS,
    UNHURRIED,
    Page,
    Reading,
    Result,
    Rules,
    State,
    Visit,
    ended,
    on,
    slip_page,
)


def patience(visit: Visit, ms: int) -> int:
    """Twice as long for whoever asked for large type, the voice, or a marker that walks, or is helped by staff."""
    return 2 * ms if visit.unhurried else ms


def tick(state: State, now_ms: int, rules: Rules) -> Result:
    """Let time pass."""
    state = replace(state, now_ms=max(now_ms, state.now_ms))
    visit = state.visit
    if visit is None:
        return state, ()
    if state.page in BUSY:
        return _busy(state, visit, rules), ()
    if state.page in RESULTS and not (visit.help or visit.adjusting):
        return ended(state) if result_left_ms(state, visit, rules) <= 0 else (state, ())
    if state.page is Page.SCANNING and (visit.live.source == "feeder" or visit.live.ending):
        return _scanning(state, visit, rules)
    if visit.warned_ms is None:
        idle_ms = 2 * rules.idle_ms if state.page in UNHURRIED else rules.idle_ms
        silent = state.now_ms - visit.touched_ms
        return (on(state, warned_ms=state.now_ms) if silent >= patience(visit, idle_ms) else state), ()
    return ended(state) if warning_left_ms(state, visit, rules) <= 0 else (state, ())


def warning_left_ms(state: State, visit: Visit, rules: Rules) -> int:
    """How long until the wipe, while the warning is up."""
    warned = state.now_ms if visit.warned_ms is None else visit.warned_ms
    return patience(visit, rules.warning_ms) - (state.now_ms - warned)


def result_left_ms(state: State, visit: Visit, rules: Rules) -> int:
    """How long a result page stays: from its coming, or from the last touch on it."""
    since = max(visit.since_ms, visit.touched_ms)
    stays = rules.receipt_ms if state.page in KEPT else rules.result_ms
    return patience(visit, stays) - (state.now_ms - since)


def touched(state: State) -> State:
    """Somebody is there."""
    return state if state.visit is None else on(state, touched_ms=state.now_ms, warned_ms=None)


def was_read(state: State, rules: Rules) -> bool:
    """Whether "it was read" has been seen long enough."""
    visit = state.visit
    return (
        visit is not None
        and state.page is Page.IDENTIFY
        and visit.reading is Reading.DONE
        and state.now_ms - visit.since_ms >= rules.seen_ms
    )


def _busy(state: State, visit: Visit, rules: Rules) -> State:
    """An answer that never comes is not "done": say what is known and leave the choice to the citizen."""
    state = on(state, touched_ms=state.now_ms, warned_ms=None)
    if state.now_ms - visit.since_ms < rules.busy_ms:
        return state
    if state.page is Page.PRINTING and visit.order is not None:
        if (page := slip_page(state, visit.order)) is not None:
            return on(state, page, order=None, problem="paper.unknown")
        return on(state, Page.PAPER_QUESTION, order=replace(visit.order, problem="paper.unknown"))
    return on(state, Page.REFUSED, problem="hall.noAnswer")


def _scanning(state: State, visit: Visit, rules: Rules) -> Result:
    """Pages on their way send nobody away; a scanner that says nothing any more is not waited for."""
    if state.now_ms - visit.touched_ms < rules.busy_ms:
        return state, ()
    here = touched(state)
    return scan_over(here, here.visit or visit, "scan.noAnswer"), (StopScanning(),)
