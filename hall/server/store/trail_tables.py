"""The table of the hall's trail (步步留痕)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from hall.server.store.tables import metadata

trail = Table(
    "trail",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the hall, without a gap
    Column("at_us", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),  # staff number, unit, token's unit, or "server"
    Column("about", Text, nullable=False),  # "window:3", "case:NUMBER", "ticket:EVENT_ID", …
    Column("said", Text, nullable=False),  # JSON, no personal data of citizens
    Column("before", Text, nullable=False),  # digest of the step before it (hall.domain.chain)
    Column("digest", Text, nullable=False),
)
Index("trail_about", trail.c.about, trail.c.seq)
Index("trail_at", trail.c.at_us)
Index("trail_kind", trail.c.kind, trail.c.seq)
