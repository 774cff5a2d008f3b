"""What a window must not forget over a restart: its last view, the press under way, and what it called by itself.

Kept in the outbox's file, which nothing personal may reach in clear: clerks' notes are left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from pydantic import Field, ValidationError
from sqlalchemy import Connection

from hall.contract.messages import EventId, Message, Ticket
from hall.contract.windows import WindowState
from kiosk.outbox.notes import get_note, set_note
from kiosk.outbox.store import Outbox

M = TypeVar("M", bound=Message)


class Press(Message):
    """A verb that the server may have done already. `body`: its request, with the event id."""

    event_id: EventId
    verb: str
    body: str
    at: datetime


class Local(Message):
    """The ticket at the window while the server is away. `known`: the server knows that it is there."""

    ticket: EventId
    number: str
    called_at: datetime
    known: bool = False


class Taken(Message):
    """What was called without the server on a service date: never a second time."""

    date: str
    tickets: list[str] = Field(default=[])


class Memory:
    """Reads and writes the notes. Raises `OutboxError`."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def view(self) -> WindowState | None:
        """The window as the server last told it."""
        return self._get("view", WindowState)

    def keep_view(self, state: WindowState) -> None:
        """Keep it for the time without a server."""
        self._set("view", _without_notes(state))

    def press(self) -> Press | None:
        """The press that was under way."""
        return self._get("press", Press)

    def keep_press(self, press: Press | None) -> None:
        """Keep it until it is answered (None)."""
        self._set("press", press)

    def local(self) -> Local | None:
        """The ticket at the window."""
        return self._get("local", Local)

    def keep_local(self, local: Local | None) -> None:
        """Keep it until it has left."""
        self._set("local", local)

    def set_local(self, db: Connection, local: Local | None) -> None:
        """As `keep_local`, in a commit of the caller's."""
        set_note(db, "window_local", "" if local is None else local.model_dump_json())

    def taken(self, date: str) -> Taken:
        """What was called without the server on that day."""
        found = self._get("taken", Taken)
        return found if found is not None and found.date == date else Taken(date=date)

    def take(self, local: Local, taken: Taken) -> None:
        """A ticket was called: it is at the window, and will not be called again. One commit."""
        more = Taken(date=taken.date, tickets=[*taken.tickets, local.ticket])
        with self._outbox.write() as db:
            self.set_local(db, local)
            set_note(db, "window_taken", more.model_dump_json())

    def _get(self, name: str, kind: type[M]) -> M | None:
        with self._outbox.read() as db:
            text = get_note(db, f"window_{name}")
        try:
            return kind.model_validate_json(text) if text else None
        except ValidationError:  # of another version of this program
            return None

    def _set(self, name: str, value: Message | None) -> None:
        with self._outbox.write() as db:
            set_note(db, f"window_{name}", "" if value is None else value.model_dump_json())


def _without_notes(state: WindowState) -> WindowState:
    def bare(ticket: Ticket) -> Ticket:
        return ticket.model_copy(update={"note": ""})

    current = bare(state.current) if state.current is not None else None
    return state.model_copy(
        update={
            "current": current,
            "line": [bare(one) for one in state.line],
            "held": [bare(one) for one in state.held],
            "clerk": "",
            "stands_in_for": "",
        }
    )
