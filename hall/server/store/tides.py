"""Proposals in the tables: made once however many servers look, done with one press in one commit, and measured."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from hall.contract.tides import AcceptRequest, DismissRequest, TideState
from hall.domain.queue import presence
from hall.domain.queue.day import Day, Step
from hall.domain.queue.desk import Presence
from hall.domain.queue.tide import EBB, Kind, Proposal, pressure
from hall.server.problems import Refusal
from hall.server.store import trail, windows
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import feed, tide
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx
from hall.server.tide_words import how_over

TOLD = frozenset({Kind.LATE, Kind.CAP})
"""Nothing to press: they end by themselves."""
_VERBS = {Kind.HELP: "tide", Kind.BACK: "tide_back", Kind.ENDED: "close", Kind.SUBSTITUTE: "open"}


def put(tx: Tx, catalogue: Catalogue, found: list[Proposal], still: Callable[[Row[Any]], bool]) -> None:
    """Keep what was found now. `still`: whether an open proposal that was not found is true all the same."""
    new = {one.subject: one for one in found}
    for row in standing(tx.connection):
        one = new.pop(row.subject, None) if row.date == tx.today else None
        if one is not None:
            _renew(tx, row, one)
        elif row.date != tx.today or not still(row):
            _end(tx, row, TideState.GONE)
    for one in new.values():
        if not _silenced(tx, catalogue, one):
            _propose(tx, one)
    _measure(tx)


def standing(connection: Connection, date: str | None = None) -> list[Row[Any]]:
    """What waits for a press, oldest first."""
    asked = select(tide).where(tide.c.open.is_not(None)).order_by(tide.c.made_us, tide.c.id)
    return list(connection.execute(asked if date is None else asked.where(tide.c.date == date)))


def past(connection: Connection, date: str, most: int = 50) -> list[Row[Any]]:
    """What was decided on a day, and the windows that worked beyond their hours; newest first."""
    asked = (
        select(tide)
        .where(
            tide.c.date == date,
            tide.c.open.is_(None),
            (tide.c.state != TideState.GONE.value) | (tide.c.kind == Kind.ENDED.value),
        )
        .order_by(tide.c.decided_us.desc(), tide.c.id)
        .limit(most)
    )
    return list(connection.execute(asked))


def lent(connection: Connection, date: str) -> list[tuple[int, str, datetime]]:
    """Help that was accepted on a day: window, service, when."""
    rows = connection.execute(
        select(tide.c.window, tide.c.service, tide.c.decided_us).where(
            tide.c.date == date,
            tide.c.kind == Kind.HELP.value,
            tide.c.state == TideState.ACCEPTED.value,
            tide.c.opens == 0,
        )
    )
    return [(window, service, from_us(us)) for window, service, us in rows]


def paused(connection: Connection, day: Day, date: str) -> dict[int, datetime]:
    """Since when each paused window has been."""
    numbers = [one.number for one in day.desks.values() if one.presence is Presence.PAUSED]
    if not numbers:
        return {}
    rows = connection.execute(
        select(feed.c.window, func.max(feed.c.at_us))
        .where(feed.c.date == date, feed.c.kind == "window.paused", feed.c.window.in_(numbers))
        .group_by(feed.c.window)
    )
    return {window: from_us(us) for window, us in rows}


def accept(tx: Tx, id_: str, request: AcceptRequest) -> Row[Any]:
    """Do what is proposed, and keep who said so: one commit. A repeat gets the same. Raises `Refusal`."""
    row = _to_decide(tx, id_, request.event_id)
    if row.state != TideState.OPEN.value:
        return row
    kind = Kind(row.kind)
    if kind in TOLD:
        raise Refusal("tide.onlyTold")
    waiting, longest = pressure(tx.day, row.service, tx.now) if row.service else (row.waiting, None)
    windows.act(tx, row.window, _VERBS[kind], request.event_id, lambda day: _step(row, kind, day, tx.now))
    before = {"waiting": waiting}
    if longest is not None:
        before["longest_s"] = int(longest.total_seconds())
    _end(tx, row, TideState.ACCEPTED, request.event_id, request.by, **before)
    _note(tx, "tide.accepted", row, request.by)
    return require(tx.connection, id_)


def dismiss(tx: Tx, id_: str, request: DismissRequest) -> Row[Any]:
    """Not now, and why. Raises `Refusal`."""
    row = _to_decide(tx, id_, request.event_id)
    if row.state != TideState.OPEN.value:
        return row
    _end(tx, row, TideState.DISMISSED, request.event_id, request.by, reason=request.reason.strip())
    _note(tx, "tide.dismissed", row, request.by)
    return require(tx.connection, id_)


def _note(tx: Tx, kind: str, row: Row[Any], by: str) -> None:
    about = f"window:{row.window}" if row.window is not None else "hall"
    trail.step(tx, kind, by, about, {"proposal": row.kind, "service": row.service})


def require(connection: Connection, id_: str) -> Row[Any]:
    """The proposal. Raises `Refusal`."""
    row = connection.execute(select(tide).where(tide.c.id == id_)).first()
    if row is None:
        raise Refusal("tide.unknown")
    return row


def _to_decide(tx: Tx, id_: str, event_id: str) -> Row[Any]:
    row = require(tx.connection, id_)
    if row.state != TideState.OPEN.value and row.event_id != event_id:
        raise Refusal("tide.over", how=how_over(row.state, row.decided_by))
    return row


def _step(row: Row[Any], kind: Kind, day: Day, now: datetime) -> Step:
    desk = day.desk(row.window)
    if kind is Kind.HELP:
        return presence.help_out(day, row.window, row.service, now)
    if kind is Kind.BACK:
        return presence.lend(day, row.window, desk.services - {row.service}, now)
    if kind is Kind.SUBSTITUTE:
        owner = desk.stands_in_for or desk.clerk
        return presence.open_window(day, row.window, row.who, now, stands_in_for=owner)
    return presence.close(day, row.window, now)


def _propose(tx: Tx, one: Proposal) -> None:
    """Another server may have been quicker: then there is nothing to do."""
    put_ = insert(tide).values(
        id=str(uuid4()),
        open=f"{tx.today}:{one.subject}",
        subject=one.subject,
        date=tx.today,
        kind=one.kind.value,
        state=TideState.OPEN.value,
        window=one.window,
        service=one.service,
        who=one.who,
        opens=int(one.opens),
        since_us=to_us(one.since),
        made_us=tx.now_us,
        waiting=one.waiting,
        longest_s=int(one.longest.total_seconds()),
        event_id="",
        decided_by="",
        reason="",
    )
    tx.connection.execute(put_.on_conflict_do_nothing(index_elements=["open"]))


def _renew(tx: Tx, row: Row[Any], one: Proposal) -> None:
    """People come and go, and another window may be the nearest to help."""
    now = {
        "window": one.window,
        "who": one.who,
        "opens": int(one.opens),
        "waiting": one.waiting,
        "longest_s": int(one.longest.total_seconds()),
    }
    if any(getattr(row, name) != value for name, value in now.items()):
        tx.connection.execute(update(tide).where(tide.c.id == row.id).values(**now))


def _end(tx: Tx, row: Row[Any], state: TideState, event_id: str = "", by: str = "", **more: Any) -> None:  # noqa: ANN401 - columns
    tx.connection.execute(
        update(tide)
        .where(tide.c.id == row.id)
        .values(open=None, state=state.value, event_id=event_id, decided_by=by, decided_us=tx.now_us, **more)
    )


def _silenced(tx: Tx, catalogue: Catalogue, one: Proposal) -> bool:
    """Whether staff have answered this lately, or (of what has a beginning) at all."""
    last = tx.connection.execute(
        select(tide)
        .where(tide.c.date == tx.today, tide.c.subject == one.subject, tide.c.state != TideState.GONE.value)
        .order_by(tide.c.decided_us.desc())
        .limit(1)
    ).first()
    if last is None:
        return False
    if one.kind not in {Kind.HELP, Kind.BACK}:
        return bool(last.since_us == to_us(one.since))
    rule = catalogue.settings.tide
    dismissed = last.state == TideState.DISMISSED.value
    quiet = timedelta(minutes=rule.again_min if dismissed else rule.lasting_min)
    return tx.now - from_us(last.decided_us) < quiet


def _measure(tx: Tx) -> None:
    """What came of help half an hour later, and how many a window called beyond its hours once it has closed."""
    rows = tx.connection.execute(
        select(tide).where(
            tide.c.date == tx.today,
            tide.c.kind == Kind.HELP.value,
            tide.c.state == TideState.ACCEPTED.value,
            tide.c.decided_us <= to_us(tx.now - EBB),
            tide.c.after_waiting.is_(None),
        )
    )
    for row in list(rows):
        waiting, longest = pressure(tx.day, row.service, tx.now)
        after = {"after_waiting": waiting, "after_longest_s": int(longest.total_seconds())}
        tx.connection.execute(update(tide).where(tide.c.id == row.id).values(**after))
    ended = tx.connection.execute(
        select(tide).where(
            tide.c.date == tx.today,
            tide.c.kind == Kind.ENDED.value,
            tide.c.open.is_(None),
            tide.c.served.is_(None),
        )
    )
    for row in list(ended):
        if tx.day.desk(row.window).presence is Presence.CLOSED:
            tx.connection.execute(
                update(tide).where(tide.c.id == row.id).values(served=_called_since(tx, row))
            )


def _called_since(tx: Tx, row: Row[Any]) -> int:
    count = select(func.count()).where(
        feed.c.date == row.date,
        feed.c.kind == "ticket.called",
        feed.c.window == row.window,
        feed.c.at_us.between(row.since_us, tx.now_us),
    )
    return int(tx.connection.execute(count).scalar_one())
