"""Whose card it is: by what a supervisor said, else by the staff number that the machine itself told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from hall.contract.attendance import BadgeRequest
from hall.server.problems import Refusal
from hall.server.store import trail
from hall.server.store.attendance_tables import badge, punch
from hall.server.store.tx import Tx


@dataclass(frozen=True)
class Unknown:
    """A card that nobody is known to hold. `tail`: how its number ends; `times`: punches; `latest_us`: the last one."""

    badge: str
    tail: str
    times: int
    latest_us: int
    terminal: str


def holder(connection: Connection, digest: str, at_us: int) -> str:
    """The staff number of who held the card then, "" for nobody. The first holder had it from the beginning."""
    asked = select(badge.c.clerk, badge.c.until_us).where(badge.c.badge == digest)
    for row in connection.execute(asked.order_by(badge.c.at_us, badge.c.id)):
        if row.until_us is None or at_us < row.until_us:
            return str(row.clerk)
    return ""


def assign(tx: Tx, asked: BadgeRequest, token: str, since_us: int) -> None:
    """From now on, and from the beginning where nobody held it: the card is the clerk's. The same again changes nothing.

    `since_us`: the beginning of today; what another holder punched before it stays his. Raises `Refusal`.
    """
    connection, by = tx.connection, asked.by.strip() or token
    if not by:
        raise Refusal("attendance.unsigned")
    tail = connection.execute(select(punch.c.tail).where(punch.c.badge == asked.badge).limit(1)).scalar()
    if tail is None:
        raise Refusal("attendance.noCard")
    open_ = (badge.c.badge == asked.badge, badge.c.until_us.is_(None))
    before = connection.execute(select(badge.c.clerk).where(*open_)).scalar()
    if before == asked.clerk:
        return
    connection.execute(update(badge).where(*open_).values(until_us=since_us))
    connection.execute(
        insert(badge).values(
            id=asked.event_id, badge=asked.badge, clerk=asked.clerk, by=by, at_us=tx.now_us, until_us=None
        )
    )
    mine = update(punch).where(punch.c.badge == asked.badge)
    late = punch.c.at_us >= since_us if before is not None else punch.c.clerk == ""
    connection.execute(mine.where(late).values(clerk=asked.clerk))
    trail.step(tx, "attendance.card", by, f"clerk:{asked.clerk}", {"card": tail, "before": before or ""})


def held(connection: Connection, clerk: str) -> dict[str, str]:
    """The cards that the clerk holds by what a supervisor said, with how their numbers end."""
    asked = (
        select(badge.c.badge, func.max(punch.c.tail).label("tail"))
        .join(punch, punch.c.badge == badge.c.badge)
        .where(badge.c.clerk == clerk, badge.c.until_us.is_(None))
        .group_by(badge.c.badge)
    )
    return {row.badge: row.tail for row in connection.execute(asked)}


def unknown(connection: Connection, first: str) -> list[Unknown]:
    """Cards without a holder that were punched with since the date, the latest first."""
    rows = connection.execute(
        select(
            punch.c.badge,
            func.max(punch.c.tail).label("tail"),
            func.count().label("times"),
            func.max(punch.c.at_us).label("latest"),
            func.max(punch.c.terminal).label("terminal"),
        )
        .where(punch.c.clerk == "", punch.c.date >= first)
        .group_by(punch.c.badge)
        .order_by(func.max(punch.c.at_us).desc())
    )
    return [Unknown(row.badge, row.tail, row.times, row.latest, row.terminal) for row in rows]
