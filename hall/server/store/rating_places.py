"""Whose evaluations a unit may send: a window's box and a pad speak for their own window alone (docs/evaluation.md).

What came before the hall knew the visit is looked at again once it does: served at another window, or called only
afterwards, it is set aside under a subject of its own, so that the visit is free for its own evaluation. Nothing of it
is deleted.
"""

from __future__ import annotations

import json
from typing import Any, Final

from sqlalchemy import Row, and_, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.bodies import RatedBody
from hall.contract.evaluations import Evaluation
from hall.contract.messages import Outcome
from hall.contract.upstream import RowState
from hall.domain.evaluation.flags import CHOSEN, Flag
from hall.domain.queue.ticket import TicketState
from hall.domain.roles import Role
from hall.server.problems import Refusal
from hall.server.store import orders, rating_flags, trail, trail_rows
from hall.server.store.catalogue import Catalogue
from hall.server.store.help_tables import rating_said
from hall.server.store.order_tables import ledger_review
from hall.server.store.rating_tables import rating_about, rating_flag
from hall.server.store.tables import feed, inbox, quarantine, rating, ticket
from hall.server.store.times import to_us
from hall.server.store.tx import Tx
from hall.server.store.upstream_tables import upstream_row

REASON: Final = "rating.otherWindow"
TOO_EARLY: Final = "rating.early"
CLOCKS_US: Final = 60_000_000
"""So far the clock of a unit may differ before its evaluation counts as given before the call."""
_REASONS: Final = {Flag.ELSEWHERE: REASON, Flag.EARLY: TOO_EARLY}
SET_ASIDE: Final = "set-aside-"
"""So begins the id of the silence that stays in its place."""
_CALL: Final = "ticket.called"
_CALLS: Final = (_CALL, "ticket.called_alone")
_AT_A_WINDOW: Final = frozenset({Role.WINDOW.value, Role.PAD.value})
_THERE: Final = frozenset({TicketState.CALLED.value, TicketState.SERVING.value})
_UNSENT: Final = upstream_row.c.state == RowState.QUEUED.value
_BESIDE: Final = (
    rating_said.c.ticket,
    rating_about.c.subject,
    rating_flag.c.subject,
    ledger_review.c.subject,
)
"""What goes with it."""


def own_window(catalogue: Catalogue, unit: str, body: RatedBody) -> int:
    """The window that a unit's evaluation is of; 0: it does not know. Raises `Refusal` for another unit's window."""
    mine = [one.window for one in catalogue.settings.units if one.id == unit and one.role in _AT_A_WINDOW]
    if not mine:
        return body.window
    if body.window not in {0, *mine}:
        raise Refusal("rating.notYours", unit=unit, window=body.window)
    return mine[0]


def elsewhere(state: str, at: int | None, window: int) -> bool:
    """Whether a ticket that is not served yet stands at another window now: then nobody was served at this one."""
    return bool(window) and state in _THERE and at != window


def called_after(tx: Tx, subject: str, at_us: int) -> bool:
    """Whether the server itself called this ticket for the first time later than that.

    Of a window's own call, told afterwards, nothing is known but what the window's clock said.
    """
    calls = (
        select(feed.c.kind, feed.c.at_us)
        .join(ticket, and_(ticket.c.date == feed.c.date, ticket.c.event_id == feed.c.ticket))
        .where(ticket.c.event_id == subject, feed.c.kind.in_(_CALLS))
        .order_by(feed.c.at_us)
    )
    first = tx.connection.execute(calls.limit(1)).first()
    return first is not None and first.kind == _CALL and first.at_us > at_us


def too_early(tx: Tx, subject: str, given: Evaluation) -> bool:
    """Whether a number that its citizen chose by hand was called only afterwards: nobody had been served then.

    Where the pad was told of the end no clock matters: then it had been called.
    """
    return CHOSEN in given.flags and called_after(tx, subject, to_us(given.given_at) + CLOCKS_US)


def set_aside(tx: Tx, subject: str, flag: Flag) -> None:
    """The evaluation that is kept of this subject was of no visit, or of another, which the hall does not know.

    It moves to a subject of its own, where a bad one's work order finds it; here nothing was given. `flag`: why.
    """
    connection = tx.connection
    given = connection.execute(select(rating).where(rating.c.ticket == subject)).one()
    apart = f"{flag.value}-{given.event_id}"
    connection.execute(delete(upstream_row).where(upstream_row.c.subject == subject, _UNSENT))
    _empty(tx, subject, given)
    connection.execute(insert(rating).values({**given._asdict(), "ticket": apart}))
    for of in _BESIDE:
        connection.execute(update(of.table).where(of == subject).values({of.name: apart}))
    connection.execute(update(rating_about).where(rating_about.c.subject == apart).values(kind=flag.value))
    rating_flags.add(tx, apart, [flag])
    for one, kind in ((subject, "rating.not_rated"), (apart, "rating.given")):
        said = {"window": given.window, "was": subject}
        with_it = (trail_rows.ABOUT, trail_rows.FLAGS)
        trail_rows.witness(tx, trail_rows.RATINGS, one, kind, trail.SERVER, said, *with_it)
    order = select(ledger_review.c.number).where(ledger_review.c.subject == apart)
    for number in connection.execute(order).scalars().all():
        trail_rows.witness(tx, trail_rows.ENTRIES, number, "ledger.moved", trail.SERVER)
    _tell(tx, subject, apart, given.event_id, _REASONS[flag])
    orders.open_for(tx, apart)


def _empty(tx: Tx, subject: str, given: Row[Any]) -> None:
    """Silence in its place, which stands in nobody's way."""
    silence = {"event_id": f"{SET_ASIDE}{given.event_id}", "stars": None, "received_us": tx.now_us}
    tx.connection.execute(update(rating).where(rating.c.ticket == subject).values(silence))


def _tell(tx: Tx, subject: str, apart: str, event_id: str, reason: str) -> None:
    """In quarantine beside all else that could not be applied; whoever sends it again hears the same."""
    taken = tx.connection.execute(select(inbox).where(inbox.c.event_id == event_id)).first()
    if taken is None:
        return
    told = {"outcome": Outcome.QUARANTINED.value, "reason": reason}
    tx.connection.execute(update(inbox).where(inbox.c.event_id == event_id).values(**told))
    row = {
        "event_id": event_id,
        "unit": taken.unit,
        "body_hash": taken.body_hash,
        "reason": reason,
        "detail": subject,
        "item": json.dumps({"event_id": event_id, "kind": "ticket.rated", "kept_as": apart}),
        "at_us": tx.now_us,
    }
    tx.connection.execute(upsert(quarantine).values(row).on_conflict_do_nothing())
