"""Calls that windows make by themselves while the server is away: kept beside the last state, never written. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hall.contract.local import LocalCall
from hall.contract.messages import BoardState, Call, Text, WindowInfo
from hall.domain.clock import service_date
from hall.domain.queue.desk import Presence
from queue_display.board import CALLS


def heard(call: LocalCall, at: datetime) -> Call:
    """As the boards know calls. `at`: when it was heard, by the display's own clock."""
    return Call(seq=0, number=call.number, window=call.window, at=at, recall=call.recall)


def laid_over(
    state: BoardState | None, calls: tuple[Call, ...], names: Mapping[int, Text]
) -> BoardState | None:
    """The last state with the local calls (newest first) before its own. `names`: of the hall's windows.

    A state of another day says nothing of today: then there are the local calls alone.
    """
    if not calls:
        return state
    latest = calls[0]
    if state is None or service_date(state.at) != service_date(latest.at):
        epoch, seq, notices = (
            ("", 0, []) if state is None else (state.server_epoch, state.last_seq, state.notices)
        )
        state = BoardState(
            server_epoch=epoch,
            last_seq=seq,
            at=latest.at,
            services=[],
            windows=[],
            calls=[],
            notices=notices,
        )
    current = {call.window: call.number for call in reversed(calls)}
    there = {window.number: window for window in state.windows}
    for number in current.keys() - there.keys():
        there[number] = WindowInfo(number=number, name=names.get(number, Text(zh="", en="")), services=[])
    open_ = {"presence": Presence.OPEN, "pause": ""}
    return state.model_copy(
        update={
            "at": max(state.at, latest.at),
            "calls": [*calls, *state.calls][:CALLS],
            "windows": [
                there[number].model_copy(update={"current": current[number], **open_})
                if number in current
                else there[number]
                for number in sorted(there)
            ],
        }
    )
