"""The tables of the lockers: doors as their units told them, parcels, and what happened to each."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from hall.server.store.tables import metadata

locker = Table(
    "locker",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("at_us", BigInteger, nullable=False),
    Column("word", Text, nullable=False),  # JSON: hall.contract.pickup.LockerWord
)

parcel = Table(
    "parcel",
    metadata,
    Column("id", Text, primary_key=True),  # event_id of the press that kept a door for it
    Column("unit", Text, nullable=False),
    Column("door", Integer, nullable=False),
    Column("held", Text, unique=True),  # unit and door while they are its own; NULL once it is over
    Column("case_id", Text, nullable=False),  # event_id of the application, or ""
    Column("title", Text, nullable=False),  # JSON: zh, en
    Column("name", Text, nullable=False),  # masked
    Column("identity", Text, nullable=False),  # hash of the ID number with the unit's key, or ""
    Column("code_key", Text, nullable=False, unique=True),  # hash of the pick-up code with the server's key
    Column("state", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("doubt", Integer, nullable=False, server_default="0"),
    Column("allotted_by", Text, nullable=False),
    Column("made_us", BigInteger, nullable=False),
    Column("laid_us", BigInteger),
    Column("until", Text),  # service date
    Column("ended_us", BigInteger),
)
Index("parcel_case", parcel.c.case_id)
Index("parcel_unit", parcel.c.unit, parcel.c.state)

parcel_step = Table(
    "parcel_step",
    metadata,
    Column("event_id", Text, primary_key=True),  # kept for ever
    Column("parcel", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("note", Text, nullable=False),
)
Index("parcel_step_parcel", parcel_step.c.parcel, parcel_step.c.at_us)
