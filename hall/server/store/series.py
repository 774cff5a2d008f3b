"""What was given out of a series, per day: the last serial, and what a restored server must leap over."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from hall.domain.numbers import is_lent
from hall.server.store.prepared import Prepared
from hall.server.store.tables import counter
from hall.server.store.tx import Tx

_FLOORS = {False: "*", True: "*-"}
"""Rows for the series of a day that have none of their own, by `is_lent`."""


_VALUE = counter.c.value
_LAST = Prepared(
    select(func.max(_VALUE)).where(
        counter.c.date == bindparam("on"),
        or_(counter.c.series == bindparam("name"), counter.c.series == bindparam("floor")),
    )
)
_PUT = insert(counter)
_REACH = Prepared(
    _PUT.on_conflict_do_update(
        index_elements=["date", "series"],
        set_={"value": case((_PUT.excluded.value < _VALUE, _VALUE), else_=_PUT.excluded.value)},
    ),
    "date",
    "series",
    "value",
)


def last(tx: Tx, date: str, series: str) -> int:
    """The last serial given out or lent, 0 for none."""
    asked = {"on": date, "name": series, "floor": _FLOORS[is_lent(series)]}
    return int(_LAST.run(tx.connection, asked)[0][0] or 0)


def following(tx: Tx, date: str, series: str) -> int:
    """Give the next serial out."""
    known = tx.book.serials.get((date, series))
    value = (last(tx, date, series) if known is None else known) + 1
    tx.book.touched = True
    tx.book.serials[date, series] = value
    tx.later(_REACH, {"date": date, "series": series, "value": value}, (date, series))
    return value


def reach(tx: Tx, date: str, series: str, serial: int) -> None:
    """Count `serial` as given out; a counter only grows."""
    value = max(serial, last(tx, date, series))
    _REACH.run(tx.connection, {"date": date, "series": series, "value": value})
    tx.book.serials.pop((date, series), None)


def leap(tx: Tx, date: str, by: int, *, lent: bool) -> None:
    """Leap `by` serials in every online series of `date`, or (`lent`) in every one of the units'.

    Also in those that have no counter yet: all of the day may have been given out after the backup.
    """
    floor = insert(counter).values(date=date, series=_FLOORS[lent], value=0)
    tx.connection.execute(floor.on_conflict_do_nothing())
    kind = counter.c.series.like("%-")
    tx.connection.execute(
        update(counter)
        .where(counter.c.date == date, kind if lent else ~kind)
        .values(value=counter.c.value + by)
    )
    tx.book.serials.clear()
