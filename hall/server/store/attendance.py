"""Punches in the tables: each once, by whatever way it came, and never deleted; who is in the house by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from pydantic import AwareDatetime, Field
from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.attendance import Method, Staff
from hall.contract.messages import Message, Sha256
from hall.domain.attendance.day import Rules
from hall.domain.attendance.punches import Punch, is_in, sifted
from hall.domain.attendance.words import Flag, Kind, Way
from hall.domain.calendar import local
from hall.domain.clock import service_date
from hall.server.store import attendance_badges
from hall.server.store.attendance_entries import Entry, entries, of_day
from hall.server.store.attendance_tables import punch
from hall.server.store.catalogue import Catalogue
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx
from hall.settings import Settings
from hall.settings.opening import roster

_MOST_CAME: Final = 200


class KeptPunch(Message):
    """A punch as it comes into the house: the card's number stays outside (`hall.server.attendance.badges`).

    `same`: keyed hash of what makes it the same punch; `staff`: the clerk whose staff number the machine told, or "".
    """

    badge: Sha256
    same: Sha256
    tail: Annotated[str, Field(max_length=2)]
    staff: Staff | None = None
    punched_at: AwareDatetime
    way: Way
    terminal: str = Field(max_length=40)
    method: Method
    drift_s: int | None = None
    missing: int = Field(default=0, ge=0)


@dataclass(frozen=True)
class Record:
    """A punch as it was kept. `clerk` "": nobody is known to hold the card. `flags`: what is odd, but for doubles."""

    id: str
    clerk: str
    date: str
    at_us: int
    way: Way
    terminal: str
    unit: str
    tail: str
    flags: frozenset[Flag]

    @property
    def punch(self) -> Punch:
        """As the rules see it."""
        return Punch(local(from_us(self.at_us))[1], self.way, self.id)


def punched(tx: Tx, event_id: str, unit: str, body: KeptPunch) -> dict[str, Any]:
    """Keep a punch; one that is known from elsewhere changes nothing."""
    at_us = to_us(body.punched_at)
    clerk = attendance_badges.holder(tx.connection, body.badge, at_us) or body.staff or ""
    made = upsert(punch).values(
        id=event_id,
        same=body.same,
        badge=body.badge,
        tail=body.tail,
        clerk=clerk,
        date=service_date(body.punched_at),
        at_us=at_us,
        way=body.way.value,
        terminal=body.terminal,
        method=body.method,
        unit=unit,
        drift_s=body.drift_s,
        missing=body.missing,
        came_us=tx.now_us,
    )
    added = tx.connection.execute(made.on_conflict_do_nothing()).rowcount
    return {"new": bool(added)}


def records(
    connection: Connection, settings: Settings, first: str, last: str, clerk: str | None = None
) -> list[Record]:
    """Punches of the days, in order. `clerk` None: everybody's, "": those with unknown cards."""
    asked = select(punch).where(punch.c.date >= first, punch.c.date <= last)
    if clerk is not None:
        asked = asked.where(punch.c.clerk == clerk)
    skew_us = 1_000_000 * settings.attendance.skew_s
    return [_record(row, skew_us) for row in connection.execute(asked.order_by(punch.c.at_us, punch.c.id))]


def came(connection: Connection, settings: Settings, since_us: int, date: str) -> list[Record]:
    """Punches that came since a moment and are of another date: late ones, and those of a machine with a wrong clock."""
    asked = select(punch).where(punch.c.came_us >= since_us, punch.c.date != date)
    skew_us = 1_000_000 * settings.attendance.skew_s
    latest = asked.order_by(punch.c.came_us.desc(), punch.c.at_us.desc(), punch.c.id).limit(_MOST_CAME)
    return [_record(row, skew_us) for row in connection.execute(latest)]


def counted(found: Iterable[Record], entered: Sequence[Entry]) -> list[Punch]:
    """The punches of one person's day that count: without void ones, with those entered by hand."""
    void = {one.punch for one in entered if one.kind is Kind.VOID}
    by_hand = [Punch(one.begin, one.way, one.id, by_hand=True) for one in entered if one.kind is Kind.PUNCH]
    return [*(one.punch for one in found if one.id not in void), *by_hand]


def rules_of(settings: Settings) -> Rules:
    """As the hall file says."""
    said = settings.attendance
    return Rules(said.late_min, said.early_min, said.away_min, said.half_min, said.twice_s)


def here(
    connection: Connection, date: str, now_us: int, catalogue: Catalogue | None = None
) -> dict[str, bool]:
    """Staff number -> whether they are in the house by the day's punches up to `now_us`.

    Those who have any punch that day and, with the `catalogue`, those who are expected that day by the roster; but
    nobody who is away on leave or business at that moment.
    """
    settings = catalogue.settings if catalogue is not None else None
    twice_s = settings.attendance.twice_s if settings is not None else Rules().twice_s
    by_clerk: dict[str, list[Punch]] = {}
    if settings is not None:
        expected, day = roster(settings), dt.date.fromisoformat(date)
        by_clerk = {clerk: [] for clerk in expected.hours if expected.spans(clerk, day)}
    entered = entries(connection, date, date)
    rows = connection.execute(
        select(punch).where(punch.c.date == date, punch.c.clerk != "", punch.c.at_us <= now_us)
    )
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(row.clerk, []).append(_record(row, 0))
    minute = local(from_us(now_us))[1]
    for clerk in {*found, *(one.clerk for one in entered if one.kind is Kind.PUNCH)}:
        counting = counted(found.get(clerk, ()), of_day(entered, clerk, date))
        by_clerk[clerk] = [one for one in counting if one.minute <= minute]
    told = {clerk: is_in(sifted(all_, twice_s)[0]) for clerk, all_ in by_clerk.items()}
    excused = {
        one.clerk
        for one in entered
        if one.kind in {Kind.LEAVE, Kind.TRIP} and not one.withdrawn and one.begin <= minute < one.end
    }
    return {clerk: in_ for clerk, in_ in told.items() if in_ or clerk not in excused}


def voided(found: Sequence[Record], entered: Iterable[Entry]) -> list[Record]:
    """The same, those that do not count marked so."""
    void = {one.punch for one in entered if one.kind is Kind.VOID and not one.withdrawn}
    return [replace(one, flags=one.flags | {Flag.VOID}) if one.id in void else one for one in found]


def _record(row: Row[Any], skew_us: int) -> Record:
    odd = {
        Flag.UNKNOWN: not row.clerk,
        Flag.FUTURE: row.at_us - row.came_us > skew_us,
        Flag.CLOCK: abs(row.drift_s or 0) * 1_000_000 > skew_us,
        Flag.GAP: row.missing > 0,
    }
    return Record(
        id=row.id,
        clerk=row.clerk,
        date=row.date,
        at_us=row.at_us,
        way=Way(row.way),
        terminal=row.terminal,
        unit=row.unit,
        tail=row.tail,
        flags=frozenset(flag for flag, holds in odd.items() if holds),
    )
