"""Tables of supervision (督办): warnings, what was done about each, and announced closings of windows."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, UniqueConstraint

from hall.server.store.tables import metadata

warning = Table(
    "warning",
    metadata,
    Column("id", Text, primary_key=True),
    Column("open", Text, unique=True),  # its cause, so that it is raised once; NULL once the cause is over
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),  # "window:3", "case:NUMBER", …
    Column("light", Text, nullable=False),  # the worst it was
    Column("state", Text, nullable=False),  # what people made of it
    Column("window", Integer),
    Column("clerk", Text, nullable=False),  # who was there, by name, "" for nobody
    Column("facts", Text, nullable=False),  # JSON: what fills its words
    Column("date", Text, nullable=False),  # service date on which it was raised
    Column("since_us", BigInteger, nullable=False),  # of its cause
    Column("raised_us", BigInteger, nullable=False),
    Column("red_us", BigInteger),  # since when it is red
    Column("gone_us", BigInteger),  # since when its cause is not found; NULL: it is
    Column("over_us", BigInteger),
)
Index("warning_day", warning.c.date, warning.c.kind)
Index("warning_state", warning.c.state)

warning_step = Table(
    "warning_step",
    metadata,
    Column("event_id", Text, primary_key=True),  # kept for ever
    Column("warning", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("verb", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("token", Text, nullable=False),  # unit of the token it came with, "" in a hall without tokens
    Column("words", Text, nullable=False),
    UniqueConstraint("warning", "seq"),
)

window_notice = Table(
    "window_notice",
    metadata,
    Column("id", Text, primary_key=True),  # event_id of its announcement
    Column("window", Integer, nullable=False),
    Column("begin_us", BigInteger, nullable=False),
    Column("end_us", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("made_us", BigInteger, nullable=False),
    Column("shown", Integer, nullable=False),  # 1: the hall's screens tell it
    Column("withdrawn_us", BigInteger),
    Column("withdrawn_by", Text, nullable=False),
)
Index("window_notice_end", window_notice.c.end_us)
