"""The tables around evaluations: whom one is about, what is odd about it, what silence counted as, who sat where."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from hall.server.store.tables import metadata

rating_about = Table(
    "rating_about",
    metadata,
    Column("subject", Text, primary_key=True),  # event_id of the ticket or the case
    Column("kind", Text, nullable=False),  # ticket, case, or "" while the hall does not know it
    Column("clerk", Text, nullable=False),  # by name; "": not known
    Column("window", Integer, nullable=False),  # 0: none
    Column("service", Text, nullable=False),
    Column("item", Text, nullable=False),  # of a ticket the first that was done
    Column("department", Text, nullable=False),  # category of the service at the time
    Column("case_number", Text, nullable=False),
    Column("after_ms", Integer),  # from the question to the press
    Column("at_us", BigInteger, nullable=False),  # when it was given
)
Index("rating_about_kind", rating_about.c.kind)
Index("rating_about_window", rating_about.c.window, rating_about.c.at_us)

rating_flag = Table(
    "rating_flag",
    metadata,
    Column("subject", Text, nullable=False),
    Column("flag", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    PrimaryKeyConstraint("subject", "flag"),
)

rating_default = Table(
    "rating_default",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("stars", Integer, nullable=False),
    Column("at_us", BigInteger, nullable=False),
)

window_clerk = Table(
    "window_clerk",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the feed's event that changed it
    Column("date", Text, nullable=False),
    Column("window", Integer, nullable=False),
    Column("clerk", Text, nullable=False),  # from then on; "": nobody, or nobody said who
    Column("at_us", BigInteger, nullable=False),
)
Index("window_clerk_day", window_clerk.c.date, window_clerk.c.window, window_clerk.c.at_us)
