"""The tables of attendance. Card numbers are keyed hashes; nothing is deleted."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from hall.server.store.tables import metadata

punch = Table(
    "punch",
    metadata,
    Column("id", Text, primary_key=True),  # the transaction's event_id, or one of an import
    Column("same", Text, nullable=False, unique=True),  # keyed hash of machine, record, card, moment
    Column("badge", Text, nullable=False),  # keyed hash
    Column("tail", Text, nullable=False),  # the last two characters of the card's number
    Column("clerk", Text, nullable=False),  # staff number, "" while nobody is known to hold the card
    Column("date", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),  # by the machine's clock
    Column("way", Text, nullable=False),
    Column("terminal", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("unit", Text, nullable=False),  # that told it, "" for an imported file
    Column("drift_s", BigInteger),  # of the machine's clock when it was read
    Column("missing", BigInteger, nullable=False),  # records lost before it
    Column("came_us", BigInteger, nullable=False),
)
Index("punch_date", punch.c.date, punch.c.clerk)
Index("punch_badge", punch.c.badge)
Index("punch_came", punch.c.came_us)

badge = Table(
    "attendance_badge",
    metadata,
    Column("id", Text, primary_key=True),
    Column("badge", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("until_us", BigInteger),  # it was somebody else's from then on
)
Index("attendance_badge_of", badge.c.badge, badge.c.at_us)

entry = Table(
    "attendance_entry",
    metadata,
    Column("id", Text, primary_key=True),
    Column("clerk", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("first_date", Text, nullable=False),
    Column("last_date", Text, nullable=False),
    Column("begin_min", Integer, nullable=False),  # minute of each day
    Column("end_min", Integer, nullable=False),
    Column("way", Text, nullable=False),
    Column("punch", Text, nullable=False),  # the record that does not count, else ""
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("withdrawn_us", BigInteger),
    Column("withdrawn_by", Text, nullable=False, server_default=""),
    Column("withdrawn_why", Text, nullable=False, server_default=""),
)
Index("attendance_entry_clerk", entry.c.clerk, entry.c.last_date)
