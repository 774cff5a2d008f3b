"""The tables of calls for help, of staff who helped at a unit, and of what was said beside an evaluation's stars."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from hall.server.store.tables import metadata

rating_said = Table(
    "rating_said",
    metadata,
    Column("ticket", Text, primary_key=True),  # of the rating
    Column("tags", Text, nullable=False),  # JSON: codes
    Column("tag_set", Text, nullable=False),  # version
    Column("words", Text, nullable=False),  # may be personal
    Column("source", Text, nullable=False),
)

help_call = Table(
    "help_call",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("called_us", BigInteger, nullable=False),
    Column("answer", Text, nullable=False),  # event_id of the press that answered it, or ""
    Column("answered_by", Text, nullable=False),
    Column(
        "answered_with", Text, nullable=False
    ),  # unit of the token it came with, "" in a hall without tokens
    Column("answered_us", BigInteger),
    Column("ended_us", BigInteger),
    Column("code", Text, nullable=False),  # one-time, "" once it is used or given up
    Column("code_us", BigInteger, nullable=False),  # when it was made
    Column("tries", Integer, nullable=False),  # wrong ones since then
)
Index("help_call_at", help_call.c.called_us)

assistance = Table(
    "assistance",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("staff", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("call", Text, nullable=False),  # event_id of the help call, or ""
    Column("begun_us", BigInteger, nullable=False),
    Column("ended_us", BigInteger),
)
Index("assistance_at", assistance.c.begun_us)

assisted_work = Table(
    "assisted_work",
    metadata,
    Column("event_id", Text, primary_key=True),  # of what was handed in while somebody stood by
    Column("kind", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("staff", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
)
