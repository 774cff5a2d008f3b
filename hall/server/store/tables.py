"""The tables, version 3. Times are microseconds since 1970 UTC (`*_us`); dates are service dates."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from hall.domain.queue.ticket import TicketState

SCHEMA = 3
"""Kept in `PRAGMA user_version`; a server refuses a data folder with a higher one."""

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

counter = Table(
    "counter",
    metadata,
    Column("date", Text, nullable=False),
    Column("series", Text, nullable=False),  # "A" online, "A2-" a unit's own; "*", "*-" all others
    Column("value", Integer, nullable=False),  # last serial given out or leased
    PrimaryKeyConstraint("date", "series"),
)

ticket = Table(
    "ticket",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Text, nullable=False, unique=True),
    Column("date", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("identity", Text, nullable=False),  # keyed hash or ""
    Column("unit", Text, nullable=False),
    Column("window", Integer),
    Column("issued_us", Integer, nullable=False),
    Column("called_us", Integer),
    Column("ended_us", Integer),
    Column("replaced", Text, nullable=False),  # the online number that the printed one made void, or ""
    Column("lane", Text, nullable=False, server_default="walk_in"),
    Column("reason", Text, nullable=False, server_default=""),  # why it goes first: a group of the hall
    Column("slot_us", Integer),
    Column("joined_us", Integer, nullable=False),  # with `behind` the place; changes when somebody comes back
    Column("behind", Integer, nullable=False, server_default="0"),
    Column("pinned", Integer),
    Column("calls", Integer, nullable=False, server_default="0"),
    Column("started_us", Integer),
    Column("hold", Text),
    Column("returns", Integer, nullable=False, server_default="0"),
    Column("note", Text, nullable=False, server_default=""),
    Column("items", Text, nullable=False, server_default="[]"),  # JSON
    Column("told_low_s", Integer),  # the wait as the paper says it; NULL when nothing was said
    Column("told_middle_s", Integer),
    Column("told_high_s", Integer),
    UniqueConstraint("date", "number"),
    CheckConstraint(f"state IN ({', '.join(repr(one.value) for one in TicketState)})"),
)
Index("ticket_queue", ticket.c.date, ticket.c.service, ticket.c.state, ticket.c.joined_us, ticket.c.id)
Index("ticket_state", ticket.c.date, ticket.c.state, ticket.c.service)

desk = Table(
    "desk",
    metadata,
    Column("date", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("services", Text, nullable=False),  # JSON
    Column("presence", Text, nullable=False),
    Column("pause", Text, nullable=False),
    Column("current", Text, nullable=False),  # event_id of the ticket at the window, or ""
    Column("clerk", Text, nullable=False),
    Column("stands_in_for", Text, nullable=False),
    Column("jumps", Integer, nullable=False),
    Column("undo", Text, nullable=False),  # JSON, "" for nothing
    PrimaryKeyConstraint("date", "number"),
)

feed = Table(
    "feed",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("date", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at_us", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("window", Integer),
    Column("waiting", Text, nullable=False),  # JSON: people waiting per service after the step
    Column("ticket", Text, nullable=False, server_default=""),  # event_id
    Column("why", Text),  # of a call
    sqlite_autoincrement=True,  # a seq is never given twice, also after deletions
)
Index("feed_day", feed.c.date, feed.c.kind, feed.c.seq)

verb = Table(
    "verb",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("window", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("ticket", Text),  # event_id concerned, NULL when nobody waited
    Column("seq", Integer, nullable=False),
)

mark = Table("mark", metadata, Column("mark", Text, primary_key=True), Column("unit", Text, nullable=False))

lease = Table(
    "lease",
    metadata,
    Column("lease_id", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("server_epoch", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("incarnation", Text, nullable=False, server_default=""),  # of the unit's data folder
)
Index("lease_of_day", lease.c.date, lease.c.mark, lease.c.service)

inbox = Table(
    "inbox",
    metadata,
    Column("event_id", Text, primary_key=True),  # kept for ever
    Column("unit", Text, nullable=False),
    Column("body_hash", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("result", Text, nullable=False),  # JSON
    Column("reason", Text, nullable=False),
    Column("at_us", Integer, nullable=False),
)

inbox_file = Table(
    "inbox_file",
    metadata,
    Column("event_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    PrimaryKeyConstraint("event_id", "sha256"),
)
Index("inbox_file_sha", inbox_file.c.sha256)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("body_hash", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("item", Text, nullable=False),  # the whole transaction, JSON
    Column("at_us", Integer, nullable=False),
    UniqueConstraint("event_id", "body_hash"),
)

case = Table(
    "case",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("unit", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("applicant", Text, nullable=False),  # JSON, personal
    Column("phone", Text, nullable=False),
    Column("answers", Text, nullable=False),  # JSON, personal
    Column("submitted_us", Integer, nullable=False),
    Column("received_us", Integer, nullable=False),
)

attachment = Table(
    "attachment",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("at_us", Integer, nullable=False),
)
