"""Today's queue between the tables and the rules: what is read as a `Day`, what of a `Step` is written."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from hall.domain.queue.day import Day, Fact, Refused, Step
from hall.domain.queue.desk import Desk, Presence, Undoable
from hall.domain.queue.ticket import ENDED, Hold, Lane, Ticket, TicketState
from hall.server.problems import Refusal
from hall.server.store import events
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import desk, ticket
from hall.server.store.tx import Tx, from_us, to_us

_UNDO: Final = TypeAdapter(Undoable)
_ENDED: Final = [one.value for one in ENDED]


def load(connection: Connection, catalogue: Catalogue, date: str, *ids: str) -> Day:
    """Everybody of `date` who is not yet done with, all windows, and the tickets of `ids`."""
    windows = desks(connection, catalogue, date)
    wanted = [*ids, *(one.id for each in windows if each.undo for one in each.undo.after)]
    rows = connection.execute(open_tickets(date, wanted))
    return Day(catalogue.rules, windows, map(to_domain, rows))


def open_tickets(date: str, ids: list[str]) -> Select[Any]:
    """What the rules have to see of a day: who is not done with, pins to undo, and the tickets of `ids`."""
    wanted = or_(ticket.c.state.not_in(_ENDED), ticket.c.pinned.is_not(None), ticket.c.event_id.in_(ids))
    return select(ticket).where(ticket.c.date == date, wanted)


def take(tx: Tx, day: Day, step: Step) -> int:
    """Make a step true, in memory and in the tables; returns the seq of its last fact."""
    day.take(step)
    for one in step.tickets:
        tx.connection.execute(update(ticket).where(ticket.c.event_id == one.id).values(_columns(one)))
    for each in step.desks:
        _write_desk(tx, each)
    return events.append(tx, *map(_happened, step.facts))


def leave_window(tx: Tx, id_: str) -> None:
    """The ticket is at no window any more, and nothing that a window did to it can be undone."""
    tx.connection.execute(
        update(desk).where(desk.c.date == tx.today, desk.c.current == id_).values(current="", undo="")
    )


def refusal(refused: Refused) -> Refusal:
    """The rules' answer in the server's words."""
    words: dict[str, Any] = refused.facts
    return Refusal(refused.code, **words)


def to_domain(row: Row[Any]) -> Ticket:
    """A row as the rules know it."""
    return Ticket(
        id=row.event_id,
        number=row.number,
        service=row.service,
        joined=from_us(row.joined_us),
        lane=Lane(row.lane),
        reason=row.reason,
        slot=_at(row.slot_us),
        state=TicketState(row.state),
        behind=row.behind,
        window=row.window,
        pinned=row.pinned,
        calls=row.calls,
        called=_at(row.called_us),
        started=_at(row.started_us),
        ended=_at(row.ended_us),
        hold=Hold(row.hold) if row.hold else None,
        returns=row.returns,
        note=row.note,
        items=tuple(json.loads(row.items)),
    )


def _happened(fact: Fact) -> events.Happened:
    who = fact.ticket
    if who is None:
        return events.Happened(fact.kind, "", "", fact.window)
    return events.Happened(fact.kind, who.number, who.service, fact.window, who.id, fact.why)


def _columns(one: Ticket) -> dict[str, Any]:
    return {
        "service": one.service,
        "lane": one.lane.value,
        "reason": one.reason,
        "slot_us": _us(one.slot),
        "joined_us": to_us(one.joined),
        "behind": one.behind,
        "state": one.state.value,
        "window": one.window,
        "pinned": one.pinned,
        "calls": one.calls,
        "called_us": _us(one.called),
        "started_us": _us(one.started),
        "ended_us": _us(one.ended),
        "hold": one.hold.value if one.hold else None,
        "returns": one.returns,
        "note": one.note,
        "items": json.dumps(one.items),
    }


def desks(connection: Connection, catalogue: Catalogue, date: str) -> list[Desk]:
    """The hall's windows as they are today; one that nobody touched yet is closed and serves what it always does."""
    rows = {row.number: row for row in connection.execute(select(desk).where(desk.c.date == date))}
    found = []
    for window in catalogue.settings.windows:
        row = rows.get(window.number)
        if row is None:
            found.append(Desk(window.number, frozenset(window.services)))
            continue
        found.append(
            Desk(
                number=row.number,
                services=frozenset(json.loads(row.services)),
                presence=Presence(row.presence),
                pause=row.pause,
                current=row.current,
                clerk=row.clerk,
                stands_in_for=row.stands_in_for,
                jumps=row.jumps,
                undo=_UNDO.validate_json(row.undo) if row.undo else None,
            )
        )
    return found


def _write_desk(tx: Tx, one: Desk) -> None:
    values = {
        "services": json.dumps(sorted(one.services)),
        "presence": one.presence.value,
        "pause": one.pause,
        "current": one.current,
        "clerk": one.clerk,
        "stands_in_for": one.stands_in_for,
        "jumps": one.jumps,
        "undo": _UNDO.dump_json(one.undo).decode() if one.undo else "",
    }
    put = upsert(desk).values(date=tx.today, number=one.number, **values)
    tx.connection.execute(put.on_conflict_do_update(index_elements=["date", "number"], set_=values))


def _us(at: datetime | None) -> int | None:
    return None if at is None else to_us(at)


def _at(us: int | None) -> datetime | None:
    return None if us is None else from_us(us)
