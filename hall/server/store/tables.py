"""The tables, version 4. Times are microseconds since 1970 UTC (`*_us`); dates are service dates."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
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

SCHEMA = 5
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
    Column("issued_us", BigInteger, nullable=False),
    Column("called_us", BigInteger),
    Column("ended_us", BigInteger),
    Column("replaced", Text, nullable=False),  # the online number that the printed one made void, or ""
    Column("lane", Text, nullable=False, server_default="walk_in"),
    Column("reason", Text, nullable=False, server_default=""),  # why it goes first: a group of the hall
    Column("slot_us", BigInteger),
    Column(
        "joined_us", BigInteger, nullable=False
    ),  # with `behind` the place; changes when somebody comes back
    Column("behind", Integer, nullable=False, server_default="0"),
    Column("pinned", Integer),
    Column("calls", Integer, nullable=False, server_default="0"),
    Column("started_us", BigInteger),
    Column("hold", Text),
    Column("returns", Integer, nullable=False, server_default="0"),
    Column("note", Text, nullable=False, server_default=""),
    Column("items", Text, nullable=False, server_default="[]"),  # JSON
    Column("told_low_s", Integer),  # the wait as the paper says it; NULL when nothing was said
    Column("told_middle_s", Integer),
    Column("told_high_s", Integer),
    Column("appointment", Text, nullable=False, server_default=""),  # code of the booking, or ""
    UniqueConstraint("date", "number"),
    CheckConstraint(f"state IN ({', '.join(repr(one.value) for one in TicketState)})"),
)
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
    Column("at_us", BigInteger, nullable=False),
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
    Column("at_us", BigInteger, nullable=False),
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
    Column("at_us", BigInteger, nullable=False),
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
    Column("submitted_us", BigInteger, nullable=False),
    Column("received_us", BigInteger, nullable=False),
)

case_key = Table(
    "case_key",
    metadata,
    Column("case", Text, primary_key=True),  # event_id of the application
    Column("code", Text, nullable=False, unique=True),  # on the receipt
    Column("identity", Text, nullable=False),  # keyed hash of the ID number
)
Index("case_key_person", case_key.c.identity)

case_step = Table(
    "case_step",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the hall, without a gap
    Column("event_id", Text, nullable=False, unique=True),
    Column("case", Text, nullable=False),  # event_id of the application
    Column("verb", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("token", Text, nullable=False),  # unit of the token it came with, "" in a hall without tokens
    Column("body", Text, nullable=False),  # JSON: what belongs to the verb
    Column("before", Text, nullable=False),  # digest of the step before it (hall.domain.chain)
    Column("digest", Text, nullable=False),
)
Index("case_step_case", case_step.c.case, case_step.c.seq)

attachment = Table(
    "attachment",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("at_us", BigInteger, nullable=False),
)

shown = Table(
    "shown",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the call in the feed
    Column("shown_us", BigInteger),  # the first screen that showed it, and the first that spoke it
    Column("shown_by", Text, nullable=False, server_default=""),
    Column("spoken_us", BigInteger),
    Column("spoken_by", Text, nullable=False, server_default=""),
)

notice = Table(
    "notice",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),  # JSON: zh, en
    Column("body", Text, nullable=False),  # JSON: zh, en
    Column("since_us", BigInteger, nullable=False),
    Column("until_us", BigInteger),  # NULL: until it is taken down
)

unit_state = Table(
    "unit_state",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("at_us", BigInteger, nullable=False),  # the last word from it that was written down
    Column("backlog", Integer, nullable=False),
    Column("parts", Text, nullable=False),  # JSON: parts as they were told, each with since_us
)

token = Table(
    "token",
    metadata,
    Column("id", Text, primary_key=True),  # by which people name it
    Column("digest", Text, nullable=False, unique=True),  # SHA-256 of the token, hex
    Column("role", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("made_us", BigInteger, nullable=False),
    Column("used", Text, nullable=False),  # service date of the last use, "" for never
    Column("revoked_us", BigInteger),
)

rating = Table(
    "rating",
    metadata,
    Column("ticket", Text, primary_key=True),  # event_id: one evaluation per ticket
    Column("event_id", Text, nullable=False, unique=True),
    Column("window", Integer, nullable=False),
    Column("stars", Integer),  # NULL: was asked and did not rate
    Column("given_us", BigInteger, nullable=False),
    Column("received_us", BigInteger, nullable=False),
)
Index("rating_given", rating.c.given_us)

appointment = Table(
    "appointment",
    metadata,
    Column("code", Text, primary_key=True),
    Column("date", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("begin_us", BigInteger, nullable=False),
    Column("identity", Text, nullable=False),  # keyed hash of the ID number, or ""
    Column("name", Text, nullable=False),  # masked
    Column("phone", Text, nullable=False),  # masked
    Column("state", Text, nullable=False),
    Column("ticket", Text, nullable=False),  # event_id of the ticket it became, or ""
    Column("made_us", BigInteger, nullable=False),
    Column("changed_us", BigInteger, nullable=False),
)
Index("appointment_slot", appointment.c.date, appointment.c.service, appointment.c.begin_us)
Index("appointment_person", appointment.c.identity, appointment.c.date)

tide = Table(
    "tide",
    metadata,
    Column("id", Text, primary_key=True),
    Column("open", Text, unique=True),  # what it is about, so that it is proposed once; NULL once it is over
    Column("subject", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("window", Integer),
    Column("service", Text, nullable=False),
    Column("who", Text, nullable=False),  # the substitute proposed, or ""
    Column("opens", Integer, nullable=False),  # 1: the window is opened for it
    Column("since_us", BigInteger, nullable=False),  # of what it is about
    Column("made_us", BigInteger, nullable=False),
    Column("waiting", Integer, nullable=False),  # when it was proposed; from its acceptance on, then
    Column("longest_s", Integer, nullable=False),
    Column("event_id", Text, nullable=False),  # of its acceptance or dismissal, or ""
    Column("decided_by", Text, nullable=False),
    Column("decided_us", BigInteger),
    Column("reason", Text, nullable=False),
    Column("after_waiting", Integer),  # half an hour after its acceptance
    Column("after_longest_s", Integer),
    Column("served", Integer),  # calls while a window worked beyond its hours
)
Index("tide_day", tide.c.date, tide.c.subject)

pause = Table(
    "pause",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the window.paused in the feed
    Column("reason", Text, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("words", Text, nullable=False),  # may be personal
    Column("applicant", Text, nullable=False),  # JSON, personal; "" for nobody's
    Column("phone", Text, nullable=False),
    Column("due", Text, nullable=False),  # service date
    Column("state", Text, nullable=False),  # as its steps make it, for lists
    Column("submitted_us", BigInteger, nullable=False),
    Column("received_us", BigInteger, nullable=False),
)
Index("ledger_state", ledger.c.state, ledger.c.due)

ledger_step = Table(
    "ledger_step",
    metadata,
    Column("event_id", Text, primary_key=True),  # kept for ever
    Column("entry", Text, nullable=False),  # number of the entry
    Column("seq", Integer, nullable=False),
    Column("content", Text, nullable=False),  # JSON
    Column("before", Text, nullable=False),
    Column("digest", Text, nullable=False),
    UniqueConstraint("entry", "seq"),
)
