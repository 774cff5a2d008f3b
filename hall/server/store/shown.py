"""Which screen first showed each call, and which first spoke it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.messages import Call
from hall.contract.screens import Ack, Acks
from hall.domain.queue.joining import MAX_CALLS_SHOWN
from hall.server.store import events
from hall.server.store.store import Store
from hall.server.store.tables import feed, shown
from hall.server.store.tx import Tx, from_us

CALLS = ("ticket.called", "ticket.recalled")
_MOST_KNOWN = 4000


class AckBook:
    """Takes acknowledgements. Of fifty screens that show one call, only the first costs a write."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, set[int]] = {"shown": set(), "spoken": set()}

    async def note(self, acks: Acks) -> None:
        """Keep what is new in it; seqs that are no calls are ignored. Returns after the commit."""
        told = {"shown": acks.shown, "spoken": acks.spoken}
        new = {what: set(seqs) - self._known[what] for what, seqs in told.items()}
        if not any(new.values()):
            return
        await self._store.write(lambda tx: note(tx, acks.unit, new["shown"], new["spoken"]))
        for what, seqs in new.items():
            self._remember(what, seqs)

    def _remember(self, what: str, seqs: set[int]) -> None:
        known = self._known[what] | seqs
        if len(known) > _MOST_KNOWN:
            known = set(sorted(known)[-_MOST_KNOWN // 2 :])
        self._known[what] = known


def note(tx: Tx, unit: str, painted: Iterable[int], spoken: Iterable[int]) -> None:
    """The first one of each stays."""
    painted, spoken = set(painted), set(spoken)
    calls = select(feed.c.seq).where(feed.c.seq.in_(painted | spoken), feed.c.kind.in_(CALLS))
    for seq in tx.connection.execute(calls).scalars().all():
        if seq in painted:
            _put(tx, seq, "shown", unit)
        if seq in spoken:
            _put(tx, seq, "spoken", unit)


def latest(connection: Connection, date: str) -> list[Ack]:
    """The day's latest calls, newest first."""
    calls = events.calls(connection, date, MAX_CALLS_SHOWN)
    rows = connection.execute(select(shown).where(shown.c.seq.in_([one.seq for one in calls])))
    found = {row.seq: row for row in rows}
    return [_ack(call, found.get(call.seq)) for call in calls]


@dataclass(frozen=True)
class LastCall:
    """A ticket's newest call, and what became of it. None: not yet."""

    at: datetime
    shown_at: datetime | None
    shown_by: str
    spoken_at: datetime | None
    spoken_by: str


def last_call(connection: Connection, date: str, ticket: str) -> LastCall | None:
    """Of a ticket by its event_id."""
    row = connection.execute(
        select(feed.c.at_us, shown)
        .outerjoin(shown, shown.c.seq == feed.c.seq)
        .where(feed.c.date == date, feed.c.kind.in_(CALLS), feed.c.ticket == ticket)
        .order_by(feed.c.seq.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return LastCall(
        from_us(row.at_us), _at(row.shown_us), row.shown_by or "", _at(row.spoken_us), row.spoken_by or ""
    )


def _put(tx: Tx, seq: int, what: str, unit: str) -> None:
    at, by = f"{what}_us", f"{what}_by"
    put = upsert(shown).values({"seq": seq, at: tx.now_us, by: unit})
    tx.connection.execute(
        put.on_conflict_do_update(
            index_elements=["seq"],
            set_={at: put.excluded[at], by: put.excluded[by]},
            where=shown.c[at].is_(None),
        )
    )


def _ack(call: Call, row: Row[Any] | None) -> Ack:
    ack = Ack(seq=call.seq, number=call.number, window=call.window, at=call.at)
    if row is None:
        return ack
    first = {
        "shown_at": _at(row.shown_us),
        "shown_by": row.shown_by,
        "spoken_at": _at(row.spoken_us),
        "spoken_by": row.spoken_by,
    }
    return ack.model_copy(update=first)


def _at(us: int | None) -> datetime | None:
    return None if us is None else from_us(us)
