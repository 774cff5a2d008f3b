"""The tables of what came with a case, and of the seals on its notices."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from hall.server.store.tables import metadata

case_filing = Table(
    "case_filing",
    metadata,
    Column("case", Text, primary_key=True),  # event_id of the application
    Column("agent", Text, nullable=False),  # JSON, personal; "" when the applicant came in person
    Column("guide_version", Text, nullable=False),
    Column("situation", Text, nullable=False),
    Column("committed", Integer, nullable=False),
    Column("signature", Text, nullable=False),  # SHA-256 of the picture, or ""
    Column("signed", Text, nullable=False),  # SHA-256 of the text it was put under, or ""
)

case_material = Table(
    "case_material",
    metadata,
    Column("case", Text, nullable=False),  # event_id of the application
    Column("place", Integer, nullable=False),  # in its list, from 1
    Column("material", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("until", Text, nullable=False),  # of a promise, YYYY-MM-DD
    Column("pages", Text, nullable=False),  # JSON: SHA-256 of each scan
    Column("licence", Text, nullable=False),  # personal
    PrimaryKeyConstraint("case", "place"),
)
Index("case_material_how", case_material.c.how, case_material.c.case)

case_remark = Table(
    "case_remark",
    metadata,
    Column("case", Text, nullable=False),  # event_id of the application
    Column("what", Text, nullable=False),
    Column("question", Text, nullable=False),  # its key in the guide, or ""
    PrimaryKeyConstraint("case", "question", "what"),
)

seal_picture = Table(
    "seal_picture",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("at_us", BigInteger, nullable=False),
)
