"""The table of phones left with numbers, as hashes."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Table, Text

from hall.server.store.tables import metadata

ticket_phone = Table(
    "ticket_phone",
    metadata,
    Column("ticket", Text, primary_key=True),
    Column("unit", Text, nullable=False),  # whose key it is
    Column("phone", Text, nullable=False),  # keyed hash, hex
    Column("at_us", BigInteger, nullable=False),
)
Index("ticket_phone_at", ticket_phone.c.at_us)
