"""From each version of the tables to the next, in the transaction that opens the folder."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect

from hall.server.store import (  # noqa: F401 - they are made with the others
    attendance_tables,
    filing_tables,
    help_tables,
    order_tables,
    paper_tables,
    phone_tables,
    pickup_tables,
    rating_tables,
    trail_tables,
    upstream_tables,
    warning_tables,
)
from hall.server.store.tables import desk, feed, metadata, rating, ticket


def upgrade(connection: Connection, version: int) -> None:
    """Bring tables of `version` (1 or later) to today's; new tables are made whatever the version."""
    for step in _STEPS[version - 1 :]:
        step(connection)
    metadata.create_all(connection)
    for index in rating.indexes:  # of a table that may be older than they are
        index.create(connection, checkfirst=True)


def _to_2(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE lease ADD COLUMN incarnation TEXT NOT NULL DEFAULT ''")


def _to_3(connection: Connection) -> None:
    """Tickets learn lanes, places and more states; SQLite cannot change a CHECK, so the table is made anew."""
    old = [str(row[1]) for row in connection.exec_driver_sql("PRAGMA table_info(ticket)")]
    connection.exec_driver_sql("DROP INDEX ticket_queue")
    connection.exec_driver_sql("DROP INDEX ticket_state")
    connection.exec_driver_sql("ALTER TABLE ticket RENAME TO ticket_2")
    ticket.create(connection)
    names = ", ".join(f'"{name}"' for name in old)
    connection.exec_driver_sql(
        f"INSERT INTO ticket ({names}, joined_us) SELECT {names}, issued_us FROM ticket_2"  # noqa: S608 - names of columns
    )
    connection.exec_driver_sql("DROP TABLE ticket_2")
    desk.create(connection)
    for column in (feed.c.ticket, feed.c.why):
        default = "NOT NULL DEFAULT ''" if column is feed.c.ticket else ""
        connection.exec_driver_sql(f"ALTER TABLE feed ADD COLUMN {column.name} TEXT {default}")


def _to_4(connection: Connection) -> None:
    """New tables, made as they are today; columns of old ones one by one."""
    metadata.create_all(connection)
    connection.exec_driver_sql("DROP INDEX IF EXISTS ticket_queue")  # the queue is kept in memory
    _add_column(connection, "ticket", "appointment TEXT NOT NULL DEFAULT ''")


def _to_5(connection: Connection) -> None:
    """What came with applications, lockers, calls for help: new tables alone."""
    metadata.create_all(connection)


def _add_column(connection: Connection, table: str, column: str) -> None:
    """`ALTER TABLE … ADD COLUMN`, unless an earlier step made the table as it is today."""
    names = {one["name"] for one in inspect(connection).get_columns(table)}
    if column.split(maxsplit=1)[0] not in names:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")


_STEPS: tuple[Callable[[Connection], None], ...] = (_to_2, _to_3, _to_4, _to_5)
