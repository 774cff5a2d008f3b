"""From each version of the tables to the next, in the transaction that opens the folder."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from hall.server.store.tables import desk, feed, ticket


def upgrade(connection: Connection, version: int) -> None:
    """Bring tables of `version` (1 or later) to today's."""
    for step in _STEPS[version - 1 :]:
        step(connection)


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


_STEPS: tuple[Callable[[Connection], None], ...] = (_to_2, _to_3)
