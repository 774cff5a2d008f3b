"""The tables of the texts and documents that were shown on review pads."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from hall.server.store.tables import metadata

window_paper = Table(
    "window_paper",
    metadata,
    Column("id", Text, primary_key=True),
    Column("window", Integer, nullable=False),
    Column("ticket", Text, nullable=False),  # event_id of who was at the window
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("asked_us", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # asked, confirmed, refused, withdrawn
    Column("unit", Text, nullable=False),  # the pad that it was answered at
    Column("answered_us", BigInteger),  # by the pad's clock, within asking and arrival
    Column("signature", Text, nullable=False),  # SHA-256 of a PNG among the attachments, "" for none
)
window_document = Table(
    "window_document",
    metadata,
    Column("document", Text, primary_key=True),  # SHA-256 of the file, which stands among the attachments
    Column("pages", Text, nullable=False),  # JSON: of each page's JPEG, there too
    Column("made_us", BigInteger, nullable=False),
)
window_paper_document = Table(
    "window_paper_document",
    metadata,
    Column("paper", Text, primary_key=True),
    Column("document", Text, nullable=False),
)
Index("window_paper_open", window_paper.c.window, window_paper.c.asked_us)
