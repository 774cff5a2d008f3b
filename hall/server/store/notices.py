"""What the hall tells everybody: notices and emergencies. An expired one is nowhere shown, without anybody's doing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.messages import Notice, NoticeKind, Text
from hall.server.problems import Refusal
from hall.server.store import events, trail
from hall.server.store.events import Happened
from hall.server.store.tables import notice
from hall.server.store.tx import Tx, from_us, to_us

LONGEST_TITLE, LONGEST_BODY = 60, 300
"""Characters a language: what a screen can show legibly."""
_KEPT = timedelta(days=30)
_CLOCKS = timedelta(minutes=5)
"""How far a clock may run ahead; an emergency waits for none."""
_CHANGED = "hall.notices"


def standing(connection: Connection, now: datetime) -> list[Notice]:
    """Those that are not over, oldest first; one whose time has not come yet among them."""
    rows = connection.execute(
        select(notice)
        .where(or_(notice.c.until_us.is_(None), notice.c.until_us > to_us(now)))
        .order_by(notice.c.since_us, notice.c.id)
    )
    return [_notice(row) for row in rows]


def current(connection: Connection, now: datetime) -> list[Notice]:
    """Those of now."""
    return [one for one in standing(connection, now) if one.since <= now]


def put(tx: Tx, wanted: Notice, by: str = trail.SERVER) -> None:
    """Add or change one; the boards read anew. The same again changes nothing. `by`: whose token. Raises `Refusal`."""
    one = _checked(wanted, tx.now)
    before = tx.connection.execute(select(notice).where(notice.c.id == one.id)).first()
    if before is not None and _notice(before) == one:
        return
    values = {
        "kind": one.kind.value,
        "title": one.title.model_dump_json(),
        "body": one.body.model_dump_json(),
        "since_us": to_us(one.since),
        "until_us": to_us(one.until) if one.until else None,
    }
    add = upsert(notice).values(id=one.id, **values)
    tx.connection.execute(add.on_conflict_do_update(index_elements=["id"], set_=values))
    tx.connection.execute(delete(notice).where(notice.c.until_us < to_us(tx.now - _KEPT)))
    trail.step(tx, "notice.put", by, f"notice:{one.id}", {"kind": values["kind"], "title": one.title.zh})
    events.append(tx, Happened(_CHANGED, "", ""))


def take_down(tx: Tx, id_: str, by: str = trail.SERVER) -> None:
    """Nobody sees it any more. One that is not there is down already."""
    if tx.connection.execute(delete(notice).where(notice.c.id == id_)).rowcount:
        trail.step(tx, "notice.removed", by, f"notice:{id_}")
        events.append(tx, Happened(_CHANGED, "", ""))


def _checked(one: Notice, now: datetime) -> Notice:
    """A title in Chinese, short enough for a screen; a clock that runs ahead does not hold it back."""
    if not one.title.zh.strip():
        raise Refusal("notice.empty")
    texts = ((one.title, LONGEST_TITLE), (one.body, LONGEST_BODY))
    for text, longest in texts:
        if max(len(text.zh), len(text.en)) > 2 * longest or len(text.zh) > longest:
            raise Refusal("notice.tooLong", longest=longest)
    if one.until is not None and one.until <= max(one.since, now):
        raise Refusal("notice.over")
    at_once = one.kind is NoticeKind.EMERGENCY or one.since <= now + _CLOCKS
    return one.model_copy(update={"since": min(one.since, now)}) if at_once else one


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        kind=NoticeKind(row.kind),
        title=Text.model_validate_json(row.title),
        body=Text.model_validate_json(row.body),
        since=from_us(row.since_us),
        until=None if row.until_us is None else from_us(row.until_us),
    )
