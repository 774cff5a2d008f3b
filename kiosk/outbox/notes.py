"""Small durable values by name."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.outbox.schema import counter, kv


def get_note(db: Connection, name: str) -> str | None:
    """Return the value, None when there is none."""
    return db.execute(select(kv.c.value).where(kv.c.name == name)).scalar_one_or_none()


def set_note(db: Connection, name: str, value: str) -> None:
    """Keep the value."""
    put = insert(kv).values(name=name, value=value)
    db.execute(put.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def get_counter(db: Connection, name: str) -> int:
    """Return the last number used, 0 for none."""
    return db.execute(select(counter.c.value).where(counter.c.name == name)).scalar_one_or_none() or 0


def set_counter(db: Connection, name: str, value: int) -> None:
    """Keep the last number used. A counter only grows."""
    put = insert(counter).values(name=name, value=value)
    grown = put.on_conflict_do_update(
        index_elements=["name"], set_={"value": value}, where=counter.c.value < put.excluded.value
    )
    db.execute(grown)
