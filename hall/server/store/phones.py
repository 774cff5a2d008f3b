"""Phones left with numbers, as hashes by the key of the unit: kept as long as a number can be evaluated by them."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.phones import TicketPhoneBody
from hall.domain.phones import keyed
from hall.server.problems import Refusal
from hall.server.store import trail
from hall.server.store.phone_tables import ticket_phone
from hall.server.store.ticket_rows import find
from hall.server.store.times import to_us
from hall.server.store.tx import Tx
from hall.server.store.visits import DAYS

Keys = Callable[[str], bytes]
"""A unit's key."""
_KEPT: Final = timedelta(days=DAYS + 1)


def keep(tx: Tx, unit: str, body: TicketPhoneBody) -> dict[str, Any]:
    """The first stands. Raises `Refusal` for a ticket that was not taken at this unit."""
    row = find(tx.connection, body.ticket)
    if row is None or row.unit != unit:
        raise Refusal("ticket.unknown")
    made = upsert(ticket_phone).values(ticket=body.ticket, unit=unit, phone=body.phone, at_us=tx.now_us)
    tx.connection.execute(made.on_conflict_do_nothing())
    return {}


def same(phone: str, unit: str | None, kept: str | None, keys: Keys) -> bool:
    """Whether a phone is the one that was left. `unit`, `kept`: of the row, None without one."""
    return unit is not None and kept is not None and hmac.compare_digest(keyed(phone, keys(unit)), kept)


def forget(tx: Tx) -> None:
    """What nobody can be found by any more."""
    old = ticket_phone.c.at_us < to_us(tx.now - _KEPT)
    gone = tx.connection.execute(delete(ticket_phone).where(old)).rowcount
    if gone:
        trail.step(tx, "retention.phones", trail.SERVER, "hall", {"count": gone})
