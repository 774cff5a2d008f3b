"""The outbox of evaluations to the province, in the tables: queued with the evaluation, sent one at a time by one server.

A row is never taken out to be sent: a server that dies in between leaves it where it was, and it goes again with the
same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, case, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.upstream import Backlog, RowState, SignedWish, Waiting
from hall.domain.evaluation import evaluation_id
from hall.server.problems import Refusal
from hall.server.store import trail
from hall.server.store.rating_tables import rating_about
from hall.server.store.tables import case as filed
from hall.server.store.tables import ticket
from hall.server.store.times import from_us
from hall.server.store.tx import Tx
from hall.server.store.upstream_tables import upstream_row, upstream_step, upstream_turn

MOST: Final = 300
DECIDED: Final = 50
_LINE: Final = "evaluations"
_NUMBER: Final = func.coalesce(ticket.c.number, filed.c.number, "").label("number")
_STUCK: Final = (RowState.REFUSED.value, RowState.PARKED.value)
_KNOWN: Final = and_(rating_about.c.subject == upstream_row.c.subject, rating_about.c.kind != "")
"""An evaluation may be here before its visit is known to be served: it waits for that."""


@dataclass(frozen=True)
class Tried:
    """How a try ended. `wait_us`: until the next one, of a row that stays queued."""

    state: RowState
    why: str = ""
    what: str = ""
    request: str = ""
    answer: str = ""
    wait_us: int = 0


def queue(tx: Tx, subject: str) -> None:
    """The evaluation of this subject is to be sent; again changes nothing. Of a hall that sends none nothing is kept."""
    if not tx.book.catalogue.settings.upstream.mapping:
        return
    row = {
        "id": evaluation_id(subject),
        "subject": subject,
        "state": RowState.QUEUED.value,
        "tries": 0,
        "queued_us": tx.now_us,
        "next_us": tx.now_us,
        "why": "",
        "what": "",
        "request": "",
        "answer": "",
    }
    tx.connection.execute(upsert(upstream_row).values(row).on_conflict_do_nothing(index_elements=["id"]))


def due(connection: Connection, now_us: int) -> bool:
    """Whether one could be sent now."""
    return connection.execute(_due(now_us)).first() is not None


def take(tx: Tx, holder: str, keep_us: int, *, shared: bool) -> Row[Any] | None:
    """The next one to send, and the turn to do so for `keep_us`. None: nothing to send, or another server's turn.

    `shared`: other servers may send from the same tables.
    """
    turn = tx.connection.execute(select(upstream_turn)).first()
    if shared and turn is not None and turn.holder != holder and turn.until_us > tx.now_us:
        return None
    row = tx.connection.execute(_due(tx.now_us)).first()
    if row is not None:
        mine = {"holder": holder, "until_us": tx.now_us + keep_us}
        made = upsert(upstream_turn).values(line=_LINE, **mine)
        tx.connection.execute(made.on_conflict_do_update(index_elements=["line"], set_=mine))
    return row


def ended(tx: Tx, id_: str, holder: str, tried: Tried) -> None:
    """Keep how a try ended, and let the next server have its turn. What the province has counts as sent, whatever else."""
    tx.connection.execute(delete(upstream_turn).where(upstream_turn.c.holder == holder))
    held = [] if tried.state is RowState.SENT else [upstream_row.c.state == RowState.QUEUED.value]
    tx.connection.execute(
        update(upstream_row)
        .where(upstream_row.c.id == id_, *held)
        .values(
            state=tried.state.value,
            tries=upstream_row.c.tries + 1,
            tried_us=tx.now_us,
            next_us=tx.now_us + tried.wait_us,
            why=tried.why,
            what=tried.what,
            request=tried.request,
            answer=tried.answer,
        )
    )


def decide(tx: Tx, id_: str, verb: str, wish: SignedWish, token: str) -> None:
    """`verb`: retry or give_up; a repeat of the same press changes nothing. Raises `Refusal`."""
    row = _require(tx.connection, id_)
    before = tx.connection.execute(
        select(upstream_step).where(upstream_step.c.event_id == wish.event_id)
    ).first()
    if before is not None:
        if (before.row, before.verb) != (id_, verb):
            raise Refusal("verb.idReused")
        return
    if row.state not in _STUCK:
        raise Refusal("upstream.notYours")
    state = RowState.QUEUED if verb == "retry" else RowState.DROPPED
    step = {"event_id": wish.event_id, "row": id_, "verb": verb, "at_us": tx.now_us}
    signed = {"signed_by": wish.by.strip(), "token": token, "note": wish.note.strip()}
    tx.connection.execute(insert(upstream_step).values(**step, **signed))
    trail.step(tx, f"upstream.{verb}", wish.by.strip() or token, f"ticket:{row.subject}", {"token": token})
    now = {"state": state.value, "next_us": tx.now_us}
    tx.connection.execute(update(upstream_row).where(upstream_row.c.id == id_).values(**now))


def decided(connection: Connection) -> list[Row[Any]]:
    """What staff decided, newest first, at most `DECIDED`: the step, and the number of what it was about."""
    joined = upstream_step.join(upstream_row, upstream_row.c.id == upstream_step.c.row)
    asked = select(upstream_step, _NUMBER).select_from(_numbered(joined))
    return list(connection.execute(asked.order_by(upstream_step.c.at_us.desc()).limit(DECIDED)))


def late(connection: Connection, before_us: int) -> int:
    """How many came before then and are neither sent nor given up."""
    open_ = upstream_row.c.state.in_([*_STUCK, RowState.QUEUED.value])
    asked = select(func.count()).select_from(upstream_row)
    return int(connection.execute(asked.where(open_, upstream_row.c.queued_us < before_us)).scalar_one())


def one(connection: Connection, id_: str) -> Waiting:
    """One of the outbox. Raises `Refusal`."""
    _require(connection, id_)
    return _told(connection.execute(_listed(upstream_row.c.id == id_)).one())


def backlog(connection: Connection, province: str) -> Backlog:
    """How it stands. `province`: the mapping's id, "" for a hall that sends none."""
    state, now = upstream_row.c.state, RowState.QUEUED.value
    found = connection.execute(select(state, func.count()).group_by(state))
    counts: dict[str, int] = {one: count for one, count in found}  # noqa: C416 - rows are no pairs to a type checker
    oldest = connection.execute(select(func.min(upstream_row.c.queued_us)).where(state == now)).scalar()
    sent = connection.execute(
        select(func.max(upstream_row.c.tried_us)).where(state == RowState.SENT.value)
    ).scalar()
    last = connection.execute(
        select(upstream_row.c.tried_us, upstream_row.c.why)
        .where(upstream_row.c.tried_us.is_not(None))
        .order_by(upstream_row.c.tried_us.desc())
        .limit(1)
    ).first()
    return Backlog(
        sending=bool(province),
        province=province,
        waiting=counts.get(now, 0),
        stuck=sum(counts.get(one, 0) for one in _STUCK),
        sent=counts.get(RowState.SENT.value, 0),
        left_out=counts.get(RowState.LEFT_OUT.value, 0),
        oldest=from_us(oldest) if oldest is not None else None,
        last_sent=from_us(sent) if sent is not None else None,
        last_try=from_us(last.tried_us) if last is not None else None,
        last_why=last.why if last is not None else "",
        rows=[_told(row) for row in connection.execute(_listed(state.in_([*_STUCK, now])).limit(MOST))],
    )


def _due(now_us: int) -> Any:  # noqa: ANN401 - a Select of many columns
    ready = (upstream_row.c.state == RowState.QUEUED.value, upstream_row.c.next_us <= now_us)
    joined = upstream_row.join(rating_about, _KNOWN)
    asked = select(upstream_row).select_from(joined).where(*ready)
    return asked.order_by(upstream_row.c.next_us, upstream_row.c.id).limit(1)


def _numbered(rows: Any) -> Any:  # noqa: ANN401 - a join of tables
    """With the ticket or the case that each row is about."""
    with_ticket = rows.outerjoin(ticket, ticket.c.event_id == upstream_row.c.subject)
    return with_ticket.outerjoin(filed, filed.c.event_id == upstream_row.c.subject)


def _listed(only: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a Select of many columns
    stuck_first = case((upstream_row.c.state == RowState.QUEUED.value, 1), else_=0)
    asked = select(upstream_row, _NUMBER).select_from(_numbered(upstream_row)).where(only)
    return asked.order_by(stuck_first, upstream_row.c.queued_us, upstream_row.c.id)


def _told(row: Row[Any]) -> Waiting:
    queued = row.state == RowState.QUEUED.value
    return Waiting(
        id=row.id,
        number=row.number,
        state=RowState(row.state),
        tries=row.tries,
        queued=from_us(row.queued_us),
        next=from_us(row.next_us) if queued else None,
        why=row.why,
        what=row.what,
    )


def _require(connection: Connection, id_: str) -> Row[Any]:
    row = connection.execute(select(upstream_row).where(upstream_row.c.id == id_)).first()
    if row is None:
        raise Refusal("upstream.unknown")
    return row
