"""What a hall board knows: a snapshot and the feed events after it, folded. Pure.

An event counts once and in order: a known one changes nothing, a gap or another server epoch
asks for a new snapshot. So any mix of repeats, losses and resumes ends where the ordered log ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hall.contract.messages import BoardState, Call, FeedEvent, ServiceInfo, WindowInfo
from hall.domain.clock import service_date
from hall.domain.queue.desk import Presence

CALLS = 20
"""Calls kept, as in `BoardState.calls`."""
MISSED = 20
"""Missed numbers kept, as in `BoardState.missed`."""
RECENT_MS = 60_000
"""A call missed while cut off is still shown large when it is younger than this."""
_CALLS = {"ticket.called", "ticket.recalled"}


@dataclass(frozen=True)
class Board:
    """The state as of its `last_seq`, and the calls not yet handed to the large display.

    `resync`: the state cannot be trusted to be complete; ask for a snapshot.
    """

    state: BoardState | None = None
    fresh: tuple[Call, ...] = ()
    resync: bool = field(default=True)


def restored(state: BoardState) -> Board:
    """Begin with what an earlier run left: shown, but not announced again."""
    return Board(state)


def take_snapshot(board: Board, snapshot: BoardState) -> Board:
    """Adopt a snapshot; one that is older than what we have changes nothing."""
    had = board.state
    if had is None:
        return Board(snapshot, board.fresh, resync=False)
    same = had.server_epoch == snapshot.server_epoch
    if same and snapshot.last_seq < had.last_seq:
        return Board(had, board.fresh, resync=False)
    return Board(snapshot, board.fresh + _missed(had, snapshot, same=same), resync=False)


def take_event(board: Board, event: FeedEvent) -> Board:
    """Fold one event of the feed that follows the state."""
    state = board.state
    if state is None or event.seq > state.last_seq + 1:
        return Board(state, board.fresh, resync=True)
    if event.seq <= state.last_seq:
        return board
    call = _call(event)
    fresh = tuple(_standing([*reversed(board.fresh)], event)[::-1])
    fresh = fresh if call is None else (*fresh, call)
    anew = _untold(event) or not _known(state, event)
    return Board(_fold(state, event, call), fresh, resync=board.resync or anew)


def announced(board: Board) -> Board:
    """The fresh calls were handed to the large display."""
    return Board(board.state, (), board.resync)


def on_day(state: BoardState, day: str) -> BoardState:
    """What of the state still holds on a service date: yesterday's numbers are nobody's today."""
    if service_date(state.at) == day:
        return state
    return state.model_copy(
        update={
            "services": [service.model_copy(update={"waiting": 0}) for service in state.services],
            "windows": [window.model_copy(update=_NOBODY) for window in state.windows],
            "calls": [],
            "missed": [],
        }
    )


def is_local(call: Call) -> bool:
    """Whether a window called by itself while the server was away: the feed knows nothing of it."""
    return call.seq == 0


def over(state: BoardState) -> Callable[[Call], bool]:
    """Whether a call's window has finished with it or called another since."""
    current = {window.number: window.current for window in state.windows}
    return lambda call: current.get(call.window, call.number) != call.number


_NOBODY = {"current": "", "presence": Presence.CLOSED, "pause": ""}
_PRESENCE = {
    "window.opened": Presence.OPEN,
    "window.paused": Presence.PAUSED,
    "window.closed": Presence.CLOSED,
}
_TOLD = {"window.opened", "window.closed"}
"""Events of windows that say all there is to know."""
_COME = {"ticket.returned", "ticket.back", "ticket.void", *_CALLS}
"""A missed number is missed no more."""
_THERE = {"ticket.resumed", "ticket.back"}
_LEFT = {f"ticket.{what}" for what in ("done", "void", "no_show", "held", "transferred", "taken_back")}


def recent(state: BoardState) -> tuple[Call, ...]:
    """The calls of the list, newest first, each number once with its latest window."""
    latest: dict[str, Call] = {}
    for call in state.calls:
        latest.setdefault(call.number, call)
    return tuple(latest.values())


def _missed(had: BoardState, snapshot: BoardState, *, same: bool) -> tuple[Call, ...]:
    """The calls of a snapshot that we never saw and that are not old yet, oldest first."""
    seen = {(call.number, call.window, call.at) for call in had.calls}
    return tuple(
        call
        for call in reversed(snapshot.calls)
        if (call.seq > had.last_seq if same else (call.number, call.window, call.at) not in seen)
        and (snapshot.at - call.at).total_seconds() * 1000 < RECENT_MS
    )


def _call(event: FeedEvent) -> Call | None:
    if event.kind not in _CALLS or event.window is None:
        return None
    recall = event.kind == "ticket.recalled"
    return Call(seq=event.seq, number=event.number, window=event.window, at=event.at, recall=recall)


def _known(state: BoardState, event: FeedEvent) -> bool:
    """Whether the snapshot names every service and window that the event speaks of."""
    services = {service.id for service in state.services}
    windows = {window.number for window in state.windows}
    return services.issuperset(event.waiting) and (event.window is None or event.window in windows)


def _fold(state: BoardState, event: FeedEvent, call: Call | None) -> BoardState:
    day = service_date(event.at)
    base = on_day(state, day) if day > service_date(state.at) else state
    return base.model_copy(
        update={
            "last_seq": event.seq,
            "at": max(base.at, event.at),
            "services": [_counted(service, event) for service in base.services],
            "windows": [_serving(window, event, call) for window in base.windows],
            "missed": _gone(base.missed, event),
            "calls": ([call] if call else []) + _standing(base.calls, event)[: CALLS - 1 if call else CALLS],
        }
    )


def _counted(service: ServiceInfo, event: FeedEvent) -> ServiceInfo:
    waiting = event.waiting.get(service.id)
    return service if waiting is None else service.model_copy(update={"waiting": waiting})


def _gone(missed: list[str], event: FeedEvent) -> list[str]:
    """The numbers that did not come, newest first."""
    others = [number for number in missed if number != event.number]
    if event.kind == "ticket.no_show":
        return [event.number, *others][:MISSED]
    return others if event.kind in _COME else missed


def _untold(event: FeedEvent) -> bool:
    """Whether a snapshot tells more of it: a pause's reason, a window's new services, the notices."""
    return not event.kind.startswith("ticket.") and event.kind not in _TOLD


def _serving(window: WindowInfo, event: FeedEvent, call: Call | None) -> WindowInfo:
    presence = _PRESENCE.get(event.kind)
    if presence is not None:
        here = event.window == window.number
        return window.model_copy(update={"presence": presence, "pause": ""}) if here else window
    if call is not None:
        return window.model_copy(update={"current": call.number}) if call.window == window.number else window
    if event.kind in _THERE and event.window == window.number:
        return window.model_copy(update={"current": event.number})
    left = event.kind in _LEFT and window.current == event.number
    return window.model_copy(update={"current": ""}) if left else window


def _standing(calls: list[Call], event: FeedEvent) -> list[Call]:
    """The calls without the one that a clerk took back, and its repeats."""
    taken_back, kept = event.kind == "ticket.taken_back", []
    for call in calls:
        if taken_back and call.number == event.number:
            taken_back = call.recall
        else:
            kept.append(call)
    return kept
