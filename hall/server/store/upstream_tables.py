"""The outbox of evaluations to the province, what staff decided about it, and which server sends."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from hall.server.store.tables import metadata

upstream_row = Table(
    "upstream_row",
    metadata,
    Column("id", Text, primary_key=True),  # of the evaluation (hall.domain.evaluation)
    Column("subject", Text, nullable=False, unique=True),  # event_id of the ticket or the case
    Column("state", Text, nullable=False),  # hall.contract.upstream.RowState
    Column("tries", Integer, nullable=False),
    Column("queued_us", BigInteger, nullable=False),
    Column("next_us", BigInteger, nullable=False),  # not before
    Column("tried_us", BigInteger),
    Column("why", Text, nullable=False),  # of the last try, "" for none and for success
    Column("what", Text, nullable=False),  # names of the province's fields it is about
    Column("request", Text, nullable=False),  # SHA-256 of what was sent last, hex
    Column("answer", Text, nullable=False),  # SHA-256 of what was answered last, hex
)
Index("upstream_row_next", upstream_row.c.state, upstream_row.c.next_us)

upstream_step = Table(
    "upstream_step",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("row", Text, nullable=False),
    Column("verb", Text, nullable=False),  # retry, give_up
    Column("at_us", BigInteger, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("token", Text, nullable=False),  # unit of the token it came with
    Column("note", Text, nullable=False),
)
Index("upstream_step_row", upstream_step.c.row)

upstream_turn = Table(
    "upstream_turn",
    metadata,
    Column("line", Text, primary_key=True),
    Column("holder", Text, nullable=False),  # a server, for as long as it runs
    Column("until_us", BigInteger, nullable=False),
)
