"""What supervisors enter of clerks' days: kept as entered, withdrawn never deleted, each step in the hall's trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from hall.contract.attendance import EntryRequest, EntryTold, WithdrawRequest
from hall.domain.attendance.words import TIMED, Kind, Way
from hall.domain.calendar import MINUTES
from hall.server.problems import Refusal
from hall.server.store import trail_rows
from hall.server.store.attendance_tables import entry, punch
from hall.server.store.tx import Tx

MOST_DAYS: Final = 92
"""Of one entry: a long leave is entered by the quarter."""


@dataclass(frozen=True)
class Entry:
    """One entry as it stands. Days from `first` to `last`, minutes of each; `withdrawn`: it counts no more."""

    id: str
    clerk: str
    kind: Kind
    first: str
    last: str
    begin: int
    end: int
    way: Way
    punch: str
    reason: str
    by: str
    at_us: int
    withdrawn: bool
    withdrawn_by: str
    withdrawn_why: str

    def __repr__(self) -> str:
        return f"Entry({self.kind.value} {self.clerk} {self.first})"


def enter(tx: Tx, asked: EntryRequest, token: str) -> EntryTold:
    """Write it down; the same event_id again changes nothing. `token`: who may sign. Raises `Refusal`."""
    known = _row(tx.connection, asked.event_id)
    if known is not None:
        if (known.clerk, known.kind, known.first_date) != (asked.clerk, asked.kind.value, asked.date):
            raise Refusal("verb.idReused")
        return EntryTold(id=known.id)
    by, values = _signed(asked.by, token), _values(tx.connection, asked)
    tx.connection.execute(
        insert(entry).values(
            id=asked.event_id,
            clerk=asked.clerk,
            kind=asked.kind.value,
            way=asked.way.value,
            reason=asked.reason,
            by=by,
            token=token,
            at_us=tx.now_us,
            **values,
        )
    )
    said = {"entry": asked.event_id, "kind": asked.kind.value, "way": asked.way.value, "reason": asked.reason}
    trail_rows.witness(
        tx, trail_rows.CORRECTIONS, asked.clerk, "attendance.corrected", by, {**said, **values}
    )
    return EntryTold(id=asked.event_id)


def withdraw(tx: Tx, id_: str, asked: WithdrawRequest, token: str) -> None:
    """It counts no more, and stays. Withdrawn already: nothing changes. Raises `Refusal`."""
    row = _row(tx.connection, id_)
    if row is None:
        raise Refusal("attendance.noEntry")
    if row.withdrawn_us is not None:
        return
    by = _signed(asked.by, token)
    values = {"withdrawn_us": tx.now_us, "withdrawn_by": by, "withdrawn_why": asked.reason}
    tx.connection.execute(update(entry).where(entry.c.id == id_).values(values))
    said = {"entry": id_, "kind": row.kind, "reason": asked.reason}
    trail_rows.witness(tx, trail_rows.CORRECTIONS, row.clerk, "attendance.withdrawn", by, said)


def entries(connection: Connection, first: str, last: str, clerk: str = "") -> list[Entry]:
    """Those that touch the days, in the order they were entered. `clerk` "": of everybody."""
    asked = select(entry).where(entry.c.first_date <= last, entry.c.last_date >= first)
    if clerk:
        asked = asked.where(entry.c.clerk == clerk)
    return [_entry(row) for row in connection.execute(asked.order_by(entry.c.at_us, entry.c.id))]


def of_day(found: Iterable[Entry], clerk: str, day: str) -> list[Entry]:
    """Those of one person's day that count."""
    return [one for one in found if one.clerk == clerk and one.first <= day <= one.last and not one.withdrawn]


def _signed(by: str, token: str) -> str:
    found = by.strip() or token
    if not found:
        raise Refusal("attendance.unsigned")
    return found


def _values(connection: Connection, asked: EntryRequest) -> dict[str, Any]:
    """Days, minutes and the record it is about. Raises `Refusal`."""
    begin = _minute(asked.begin) if asked.begin else 0
    end = _minute(asked.end) if asked.end else MINUTES
    last = asked.until if asked.until and asked.kind in TIMED else asked.date
    if not 0 <= (_date(last) - _date(asked.date)) / timedelta(days=1) < MOST_DAYS:
        raise Refusal("attendance.badDates", most=MOST_DAYS)
    if asked.kind in TIMED and begin >= end:
        raise Refusal("attendance.badTimes")
    if asked.kind is Kind.OVERTIME and not (asked.begin and asked.end):
        raise Refusal("attendance.badTimes")
    if asked.kind is Kind.PUNCH and not asked.begin:
        raise Refusal("attendance.badTimes")
    if asked.kind is Kind.VOID:
        _require_punch(connection, asked)
    return {
        "first_date": asked.date,
        "last_date": last,
        "begin_min": begin,
        "end_min": end if asked.kind in TIMED else begin,
        "punch": asked.punch if asked.kind is Kind.VOID else "",
    }


def _require_punch(connection: Connection, asked: EntryRequest) -> None:
    mine = (punch.c.id == asked.punch, punch.c.clerk == asked.clerk, punch.c.date == asked.date)
    if not connection.execute(select(punch.c.id).where(*mine)).first():
        raise Refusal("attendance.noPunch")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("attendance.badDates", most=MOST_DAYS) from None


def _minute(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return 60 * int(hours) + int(minutes)


def _row(connection: Connection, id_: str) -> Row[Any] | None:
    return connection.execute(select(entry).where(entry.c.id == id_)).one_or_none()


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        clerk=row.clerk,
        kind=Kind(row.kind),
        first=row.first_date,
        last=row.last_date,
        begin=row.begin_min,
        end=row.end_min,
        way=Way(row.way),
        punch=row.punch,
        reason=row.reason,
        by=row.by,
        at_us=row.at_us,
        withdrawn=row.withdrawn_us is not None,
        withdrawn_by=row.withdrawn_by,
        withdrawn_why=row.withdrawn_why,
    )
