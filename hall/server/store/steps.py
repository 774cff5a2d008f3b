"""A step of the rules made true: in memory, in the tables, in the feed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.dialects.postgresql import insert

from hall.domain.queue.day import Fact, Step
from hall.domain.queue.desk import Desk
from hall.server.store import events
from hall.server.store.day_book import UNDO
from hall.server.store.prepared import Prepared
from hall.server.store.tables import desk, ticket
from hall.server.store.ticket_rows import columns
from hall.server.store.tx import Tx

_CHANGED = [
    "service",
    "lane",
    "reason",
    "slot_us",
    "joined_us",
    "behind",
    "state",
    "window",
    "pinned",
    "calls",
    "called_us",
    "started_us",
    "ended_us",
    "hold",
    "returns",
    "note",
    "items",
]
_TICKET = Prepared(
    update(ticket)
    .where(ticket.c.event_id == bindparam("id"))
    .values({name: bindparam(name) for name in _CHANGED})
)
_DESK_VALUES = ["services", "presence", "pause", "current", "clerk", "stands_in_for", "jumps", "undo"]
_PUT = insert(desk)
_DESK = Prepared(
    _PUT.on_conflict_do_update(
        index_elements=["date", "number"], set_={name: _PUT.excluded[name] for name in _DESK_VALUES}
    ),
    "date",
    "number",
    *_DESK_VALUES,
)


def take(tx: Tx, step: Step) -> int:
    """Make a step true; returns the seq of its last fact."""
    tx.book.touched = True
    tx.day.take(step)
    for one in step.tickets:
        _TICKET.run(tx.connection, {"id": one.id, **columns(one)})
    for each in step.desks:
        _write_desk(tx, each)
    return events.append(tx, *map(happened, step.facts))


def leave_window(tx: Tx, id_: str) -> int | None:
    """The ticket is at no window any more, and nothing that a window did to it can be undone. Returns which it was."""
    for each in tx.day.desks.values():
        if each.current == id_:
            free = replace(each, current="", undo=None)
            tx.book.touched = True
            tx.day.put_desk(free)
            _write_desk(tx, free)
            return each.number
    return None


def happened(fact: Fact) -> events.Happened:
    """A fact as the feed has it."""
    who = fact.ticket
    if who is None:
        return events.Happened(fact.kind, "", "", fact.window)
    return events.Happened(fact.kind, who.number, who.service, fact.window, who.id, fact.why, fact.at)


def _write_desk(tx: Tx, one: Desk) -> None:
    values: dict[str, Any] = {
        "date": tx.today,
        "number": one.number,
        "services": json.dumps(sorted(one.services)),
        "presence": one.presence.value,
        "pause": one.pause,
        "current": one.current,
        "clerk": one.clerk,
        "stands_in_for": one.stands_in_for,
        "jumps": one.jumps,
        "undo": UNDO.dump_json(one.undo).decode() if one.undo else "",
    }
    _DESK.run(tx.connection, values)
