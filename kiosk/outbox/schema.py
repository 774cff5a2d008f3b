"""The tables of the outbox file (reliability 8.1). Nothing personal stands here in clear."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

VERSION = 3
"""`PRAGMA user_version`, the layout of the tables."""
BODY = 1
"""The layout of sealed bodies, part of each one's additional authenticated data."""
UPGRADES = {
    1: (
        "ALTER TABLE intent ADD COLUMN identity TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE intent ADD COLUMN priority TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE intent ADD COLUMN slot TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE intent ADD COLUMN remark TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE intent ADD COLUMN wait_low INTEGER",
        "ALTER TABLE intent ADD COLUMN wait_high INTEGER",
        "CREATE INDEX intent_by_identity ON intent (identity)",
    ),
    2: (
        """CREATE TABLE draft (
            identity TEXT NOT NULL,
            kept_ts TEXT NOT NULL,
            body_enc BLOB NOT NULL,
            wrapped_key BLOB NOT NULL,
            PRIMARY KEY (identity)
        )""",
        """CREATE TABLE draft_file (
            identity TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size INTEGER NOT NULL,
            wrapped_key BLOB NOT NULL,
            PRIMARY KEY (identity, sha256),
            FOREIGN KEY(identity) REFERENCES draft (identity)
        )""",
    ),
}
"""What makes the next layout out of one, by its number."""

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("event_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("schema_v", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("body_enc", LargeBinary),
    Column("body_hash", Text, nullable=False),
    Column("wrapped_key", LargeBinary),
    Column("wall_ts", Text, nullable=False),
    Column("boot_id", Text, nullable=False),
    Column("mono_ms", Integer, nullable=False),
    Column("state", Text, CheckConstraint("state IN ('pending', 'acked', 'parked')"), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("server_ref", Text, nullable=False, server_default=""),
    Column("answered_ts", Text),
    Index("event_by_state", "state", "seq"),
    sqlite_autoincrement=True,
)

attachment = Table(
    "attachment",
    metadata,
    Column("event_seq", Integer, ForeignKey("event.seq"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("wrapped_key", LargeBinary),
)

lease = Table(
    "lease",
    metadata,
    Column("lease_id", Text, primary_key=True),
    Column("service", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("server_epoch", Text, nullable=False),
)

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)

intent = Table(
    "intent",
    metadata,
    Column("intent", Text, primary_key=True),
    Column("kind", Text, CheckConstraint("kind IN ('ticket', 'application')"), nullable=False),
    Column("subject", Text, nullable=False),  # the service or the item
    Column(
        "state",
        Text,
        CheckConstraint("state IN ('asked', 'done', 'refused', 'withdrawing', 'withdrawn')"),
        nullable=False,
    ),
    Column("number", Text, nullable=False, server_default=""),
    Column("date", Text, nullable=False, server_default=""),
    Column("offline", Integer, nullable=False, server_default="0"),
    Column("ahead", Integer, nullable=False, server_default="0"),
    Column("at", Text, nullable=False),
    Column("identity", Text, nullable=False, server_default=""),  # keyed hash, for a reprint; soon forgotten
    Column("priority", Text, nullable=False, server_default=""),  # the group that may go first
    Column("slot", Text, nullable=False, server_default=""),  # of an appointment, as printed
    Column("remark", Text, nullable=False, server_default=""),  # the server's, as JSON
    Column("wait_low", Integer),
    Column("wait_high", Integer),
    Index("intent_by_identity", "identity"),
)

paper = Table(
    "paper",
    metadata,
    Column("job", Text, primary_key=True),
    Column("intent", Text, ForeignKey("intent.intent"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("reprint", Integer, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state IN ('printing', 'printed', 'failed', 'unknown')"),
        nullable=False,
    ),
    Column("problem", Text, nullable=False, server_default=""),
    Column("at", Text, nullable=False),
    Index("paper_by_intent", "intent", "attempt", unique=True),
)

draft = Table(
    "draft",
    metadata,
    Column("identity", Text, primary_key=True),  # keyed hash of whose it is
    Column("kept_ts", Text, nullable=False),
    Column("body_enc", LargeBinary, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
)

draft_file = Table(
    "draft_file",
    metadata,
    Column("identity", Text, ForeignKey("draft.identity"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
)

kv = Table(
    "kv",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
