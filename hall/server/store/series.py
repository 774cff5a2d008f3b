"""What was given out of a series, per day: the last serial, and what a restored server must leap over."""

from __future__ import annotations

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from hall.domain.numbers import is_lent
from hall.server.store.tables import counter
from hall.server.store.tx import Tx

_FLOORS = {False: "*", True: "*-"}
"""Rows for the series of a day that have none of their own, by `is_lent`."""


_LAST = select(func.max(counter.c.value)).where(
    counter.c.date == bindparam("on"),
    or_(counter.c.series == bindparam("name"), counter.c.series == bindparam("floor")),
)
_PUT = insert(counter)
_REACH = _PUT.on_conflict_do_update(
    index_elements=["date", "series"],
    set_={counter.c.value: func.max(counter.c.value, _PUT.excluded.value)},
)


def last(tx: Tx, date: str, series: str) -> int:
    """The last serial given out or lent, 0 for none."""
    asked = {"on": date, "name": series, "floor": _FLOORS[is_lent(series)]}
    return int(tx.connection.execute(_LAST, asked).scalar() or 0)


def reach(tx: Tx, date: str, series: str, serial: int) -> None:
    """Count `serial` as given out; a counter only grows."""
    value = max(serial, last(tx, date, series))
    tx.connection.execute(_REACH, {"date": date, "series": series, "value": value})


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
