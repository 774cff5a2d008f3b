"""Announced closings (停窗公告): a window is closed from then to then, and everybody was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from hall.contract.messages import Notice, NoticeKind, Text
from hall.domain.calendar import local, moment
from hall.domain.clock import CHINA
from hall.domain.dates import short_minute_in
from hall.server.problems import Refusal
from hall.server.store import notices, trail
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx
from hall.server.store.warning_tables import window_notice

LONGEST: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=62)


@dataclass(frozen=True)
class Closing:
    """What is announced."""

    id: str
    window: int
    begin: datetime
    end: datetime
    reason: str
    by: str
    shown: bool


@dataclass(frozen=True)
class Stand:
    """Of one window: whether a closing is on, and when the latest of today that is over ended."""

    on: Row[Any] | None = None
    released: datetime | None = None


def announce(tx: Tx, one: Closing, token: str) -> None:
    """Keep it, and tell the hall when that is wished; the same id again changes nothing. Raises `Refusal`."""
    known = tx.connection.execute(select(window_notice).where(window_notice.c.id == one.id)).first()
    if known is not None:
        if known.window != one.window:
            raise Refusal("verb.idReused")
        return
    if not (one.by and one.reason):
        raise Refusal("closing.unsigned")
    if not (tx.now < one.end and one.begin < one.end <= one.begin + LONGEST and one.begin < tx.now + AHEAD):
        raise Refusal("closing.times", days=LONGEST.days)
    begin = max(one.begin, tx.now)  # what was before it was announced stays unannounced
    tx.connection.execute(
        insert(window_notice).values(
            id=one.id,
            window=one.window,
            begin_us=to_us(begin),
            end_us=to_us(one.end),
            reason=one.reason,
            signed_by=one.by,
            made_us=tx.now_us,
            shown=int(one.shown),
            withdrawn_by="",
        )
    )
    if one.shown:
        notices.put(tx, _notice(one, begin, tx.now))
    said = {"closing": one.id, "begin": begin.isoformat(), "end": one.end.isoformat(), "reason": one.reason}
    _note(tx, "announced", one.by, one.window, said | ({"token": token} if token else {}))


def withdraw(tx: Tx, id_: str, by: str, token: str, window: int | None = None) -> None:
    """From now on it is not announced; again changes nothing. `window`: of a window's own token. Raises `Refusal`."""
    row = require(tx.connection, id_, window)
    if row.withdrawn_us is not None:
        return
    if not by:
        raise Refusal("closing.unsigned")
    changed = {"withdrawn_us": tx.now_us, "withdrawn_by": by}
    tx.connection.execute(update(window_notice).where(window_notice.c.id == id_).values(**changed))
    if row.shown:
        notices.take_down(tx, id_)
    _note(tx, "withdrawn", by, row.window, {"closing": id_} | ({"token": token} if token else {}))


def require(connection: Connection, id_: str, window: int | None = None) -> Row[Any]:
    """The closing. Raises `Refusal`."""
    row = connection.execute(select(window_notice).where(window_notice.c.id == id_)).first()
    if row is None or (window is not None and row.window != window):
        raise Refusal("closing.unknown")
    return row


def coming(connection: Connection, now: datetime, window: int | None = None) -> list[Row[Any]]:
    """What is announced and not over, soonest first."""
    asked = select(window_notice).where(
        window_notice.c.end_us > to_us(now), window_notice.c.withdrawn_us.is_(None)
    )
    if window is not None:
        asked = asked.where(window_notice.c.window == window)
    return list(connection.execute(asked.order_by(window_notice.c.begin_us, window_notice.c.id)))


def stands(connection: Connection, now: datetime) -> dict[int, Stand]:
    """By window, those of which there was a closing today. One that was withdrawn held until then."""
    midnight = to_us(moment(local(now)[0], 0))
    asked = select(window_notice).where(
        window_notice.c.end_us > midnight, window_notice.c.begin_us <= to_us(now)
    )
    found: dict[int, Stand] = {}
    for row in connection.execute(asked.order_by(window_notice.c.begin_us, window_notice.c.id)):
        end = from_us(min(row.end_us, row.withdrawn_us or row.end_us))
        before = found.get(row.window, Stand())
        if end <= from_us(row.begin_us):
            continue
        if end > now:
            found[row.window] = Stand(row, before.released)
        else:
            released = max(end, before.released) if before.released else end
            found[row.window] = Stand(before.on, released)
    return found


def _notice(one: Closing, begin: datetime, now: datetime) -> Notice:
    """Told from now on, not only once it begins."""
    zh, en = (f"{_hour(lang, begin, now)}–{_hour(lang, one.end, begin)}" for lang in ("zh", "en"))
    title = Text(zh=f"{one.window} 号窗口 {zh} 停窗", en=f"Window {one.window} is closed {en}")
    body = Text(zh=one.reason, en=one.reason)
    return Notice(id=one.id, kind=NoticeKind.NOTICE, title=title, body=body, since=now, until=one.end)


def _hour(language: str, at: datetime, beside: datetime) -> str:
    """HH:MM, with the day when it is another than that of `beside`."""
    same_day = local(at)[0] == local(beside)[0]
    return f"{at.astimezone(CHINA):%H:%M}" if same_day else short_minute_in(language, at)


def _note(tx: Tx, kind: str, by: str, window: int, said: Mapping[str, object]) -> None:
    trail.step(tx, f"closing.{kind}", by, f"window:{window}", said)
