"""Reminders (催办): what comes near its day or is beyond it gets a step in its log, once for each day and light."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import Workdays
from hall.domain.ledger.deadline import standing as stands
from hall.domain.ledger.entry import Step, Verb
from hall.domain.ledger.words import SYSTEM
from hall.server.store import ledger as entries
from hall.server.store.ledger_rows import COLUMNS, ENTRIES, day_at, entry_of, links
from hall.server.store.order_tables import ledger_reminded
from hall.server.store.tables import ledger
from hall.server.store.tx import Tx

MOST: Final = 50
"""In one look, so that nobody waits for the writer; the next look goes on."""
_TOLD: Final = and_(ledger_reminded.c.number == ledger.c.number, ledger_reminded.c.due == ledger.c.due)


def look(tx: Tx) -> None:
    """Remind of what nobody was reminded of yet."""
    connection, day = tx.connection, day_at(tx.book.catalogue, tx.now)
    rows = _near(connection, day.today, day.days)
    if not rows:
        return
    chains = links(connection, [row.number for row in rows])
    for row in rows:
        entry = entry_of(row, chains.get(row.number, []), day.numbers)
        light = stands(entry, day.today, day.days, day.periods).light
        if light in {Light.YELLOW, Light.RED} and light.value != row.light:
            step = Step(Verb.REMIND, tx.now, SYSTEM, text=row.due, result=light.value)
            entries.act(tx, row.number, f"remind-{row.number}-{row.due}-{light.value}", step)
        kept = upsert(ledger_reminded).values(number=row.number, due=row.due, light=light.value)
        connection.execute(
            kept.on_conflict_do_update(index_elements=["number"], set_={"due": row.due, "light": light.value})
        )


def standing(connection: Connection) -> dict[str, int]:
    """How many that somebody owes are yellow and red, as far as they were reminded of."""
    asked = (
        select(ledger_reminded.c.light, func.count())
        .select_from(ledger.join(ledger_reminded, _TOLD))
        .where(entries.OWED, ledger_reminded.c.light != Light.GREEN.value)
        .group_by(ledger_reminded.c.light)
    )
    return {row[0]: row[1] for row in connection.execute(asked)}


def _near(connection: Connection, today: date, days: Workdays) -> list[Row[Any]]:
    """What is owed, due by the next working day, and not looked at as it stands."""
    horizon = days.due(today, 1)
    kept = ledger_reminded.c.light
    due, over = ledger.c.due <= today.isoformat(), ledger.c.due < today.isoformat()
    again = or_(and_(kept == Light.GREEN.value, due), and_(kept == Light.YELLOW.value, over))
    asked = (
        select(*COLUMNS, ledger_reminded.c.light)
        .select_from(ENTRIES.outerjoin(ledger_reminded, _TOLD))
        .where(
            entries.OWED,
            ledger.c.due <= max(horizon, today + timedelta(days=1)).isoformat(),
            or_(kept.is_(None), again),
        )
        .order_by(ledger.c.due, ledger.c.number)
        .limit(MOST)
    )
    return list(connection.execute(asked))
