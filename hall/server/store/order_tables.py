"""Tables beside the ledger: of work orders (差评工单) what belongs to the review, and of what somebody was reminded."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from hall.server.store.tables import metadata

ledger_review = Table(
    "ledger_review",
    metadata,
    Column("number", Text, primary_key=True),  # of the entry
    Column("subject", Text, nullable=False, unique=True),  # event_id of the ticket or case that was evaluated
    Column("clerk", Text, nullable=False),  # whose service it was, as the window said it; "" not known
    Column("window", Integer, nullable=False),  # 0: not known
    Column("service", Text, nullable=False),
    Column("opened_us", BigInteger, nullable=False),
    # as its steps make it, for figures:
    Column("settle_by", Text, nullable=False),  # date
    Column("settled", Text, nullable=False),  # date, "" not yet
    Column("answered", Text, nullable=False),  # date, "" not yet
    Column("called", Text, nullable=False),  # result of the call-back, "" not yet
    Column("verdict", Text, nullable=False),  # of an appeal, "" for none
)
Index("ledger_review_opened", ledger_review.c.opened_us)
Index("ledger_review_window", ledger_review.c.window, ledger_review.c.clerk)

ledger_reminded = Table(
    "ledger_reminded",
    metadata,
    Column("number", Text, primary_key=True),  # of the entry
    Column("due", Text, nullable=False),  # the day it was about
    Column("light", Text, nullable=False),  # green: it was looked at, and has time
)
