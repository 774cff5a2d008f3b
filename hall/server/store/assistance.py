"""Who of the staff helped at which unit, from when to when, and what was handed in meanwhile. Rows stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection, insert, select, update

from hall.contract.bodies import AssistBegunBody, AssistEndedBody
from hall.contract.messages import Transaction
from hall.server.problems import Refusal
from hall.server.store import trail
from hall.server.store.help_tables import assistance, assisted_work
from hall.server.store.times import to_us
from hall.server.store.tx import Tx

MOST = 100


def apply(tx: Tx, event_id: str, unit: str, told: AssistBegunBody | AssistEndedBody) -> dict[str, Any]:
    """A beginning, or the end of one of the same unit. Raises `Refusal`."""
    if isinstance(told, AssistBegunBody):
        begun = {"unit": unit, "staff": told.staff, "how": told.how, "call": told.call}
        at = min(to_us(told.begun_at), tx.now_us)
        tx.connection.execute(insert(assistance).values(event_id=event_id, begun_us=at, **begun))
        trail.step(tx, "assist.begun", told.staff, f"unit:{unit}", {"how": told.how})
        return {}
    mine = (assistance.c.event_id == told.assist, assistance.c.unit == unit)
    at = min(to_us(told.ended_at), tx.now_us)
    if not tx.connection.execute(update(assistance).where(*mine).values(ended_us=at)).rowcount:
        raise Refusal("assist.unknown")
    staff = tx.connection.execute(select(assistance.c.staff).where(*mine)).scalar_one()
    trail.step(tx, "assist.ended", staff, f"unit:{unit}")
    return {}


def mark(tx: Tx, item: Transaction, unit: str, body: BaseModel) -> None:
    """Keep that somebody stood by when this was handed in."""
    staff = getattr(body, "assisted_by", "")
    if staff:
        row = {"event_id": item.event_id, "kind": item.kind, "unit": unit, "staff": staff}
        tx.connection.execute(insert(assisted_work).values(at_us=tx.now_us, **row))


def of(connection: Connection, events: Sequence[str]) -> dict[str, str]:
    """Staff number of who stood by, by the id of what was handed in."""
    rows = connection.execute(select(assisted_work).where(assisted_work.c.event_id.in_(events)))
    return {row.event_id: row.staff for row in rows}


def latest(connection: Connection) -> list[Any]:
    """Rows, newest first, at most `MOST`."""
    return list(
        connection.execute(select(assistance).order_by(assistance.c.begun_us.desc()).limit(MOST)).all()
    )
