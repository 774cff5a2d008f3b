"""Evaluations (好差评): of all that is given of a ticket or a case, whatever the channel, one stands."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.bodies import RatedBody
from hall.contract.evaluations import BAD, Evaluation
from hall.contract.screens import Rating
from hall.domain.evaluation.standing import Giving, Verdict, judge
from hall.domain.queue.ticket import TicketState
from hall.server.problems import Refusal
from hall.server.store import orders, rating_about, rating_flags, rating_places, trail_rows, upstream
from hall.server.store.help_tables import rating_said
from hall.server.store.rating_tables import rating_about as abouts
from hall.server.store.rating_tables import rating_default, rating_flag
from hall.server.store.tables import case, rating
from hall.server.store.tables import ticket as tickets
from hall.server.store.ticket_rows import find
from hall.server.store.times import to_us
from hall.server.store.tx import Tx

MOST = 300


def put(tx: Tx, subject: str, given: Rating) -> Verdict:
    """Keep what was given of something that was served. A second one is noted here, and refused by the caller.

    Raises `Refusal`. A pad's clock may be wrong: the time kept lies between the end of the visit and its arrival here.
    """
    return give(tx, subject, given.event_id, given.window, given)


def add(tx: Tx, event_id: str, unit: str, body: RatedBody) -> dict[str, Any]:
    """The same of a unit's transaction, which may be heard before that of another unit that served.

    Raises `Refusal`, also for a second one, and for what another window served.
    """
    window = rating_places.own_window(tx.book.catalogue, unit, body)
    accepted(give(tx, body.ticket, event_id, window, body, early=True))
    return {}


def give(
    tx: Tx, subject: str, event_id: str, window: int, given: Evaluation, *, early: bool = False
) -> Verdict:
    """Decide what becomes of a giving, and do it. `early`: kept though the hall does not know the visit yet.

    Raises `Refusal`.
    """
    rating_about.settle(tx, abouts.c.subject == subject)
    kept = _kept(tx.connection, subject, event_id)
    verdict = judge(kept, Giving(event_id, given.stars is not None))
    if verdict is Verdict.KEEP:
        _keep(tx, subject, event_id, window, given, _served(tx, subject, window, given, early=early))
    elif verdict is Verdict.SECOND:
        rating_flags.second(tx, subject)
    return verdict


def accepted(verdict: Verdict) -> None:
    """Raises `Refusal` for a second evaluation."""
    if verdict is Verdict.SECOND:
        raise Refusal(rating_flags.ALREADY)


def is_rated(connection: Connection, subject: str) -> bool:
    """Whether it has stars."""
    asked = select(rating.c.ticket).where(rating.c.ticket == subject, rating.c.stars.is_not(None))
    return connection.execute(asked).first() is not None


def latest(connection: Connection, *only: ColumnElement[bool]) -> list[Any]:
    """What was given of visits that were served, newest first, at most `MOST`: the row, what was said, whom about."""
    joined = (
        rating.outerjoin(tickets, tickets.c.event_id == rating.c.ticket)
        .outerjoin(case, case.c.event_id == rating.c.ticket)
        .outerjoin(rating_said, rating_said.c.ticket == rating.c.ticket)
        .outerjoin(abouts, abouts.c.subject == rating.c.ticket)
    )
    served = (
        or_(tickets.c.state == TicketState.DONE.value, case.c.event_id.is_not(None)),
        rating.c.stars.is_not(None),
    )
    asked = select(
        rating.c.ticket,
        rating.c.stars,
        rating.c.given_us,
        func.coalesce(tickets.c.number, case.c.number).label("number"),
        func.coalesce(tickets.c.service, abouts.c.service, "").label("service"),
        func.coalesce(tickets.c.window, rating.c.window).label("window"),
        func.coalesce(abouts.c.clerk, "").label("clerk"),
        func.coalesce(abouts.c.item, "").label("item"),
        rating_said.c.tags,
        rating_said.c.tag_set,
        rating_said.c.words,
        rating_said.c.source,
    ).select_from(joined)
    newest = asked.where(*served, *only).order_by(rating.c.given_us.desc()).limit(MOST)
    return list(connection.execute(newest).all())


def flagged() -> ColumnElement[bool]:
    """For `latest`: only those with something odd about them."""
    return rating.c.ticket.in_(select(rating_flag.c.subject))


def bad() -> ColumnElement[bool]:
    """For `latest`: only the last two levels."""
    return rating.c.stars.in_(sorted(BAD))


def _kept(connection: Connection, subject: str, event_id: str) -> Giving | None:
    """Raises `Refusal` when the giving's id is another subject's."""
    wanted = or_(rating.c.ticket == subject, rating.c.event_id == event_id)
    found = None
    for row in connection.execute(select(rating.c.ticket, rating.c.event_id, rating.c.stars).where(wanted)):
        if row.ticket == subject:
            found = Giving(row.event_id, row.stars is not None)
        else:
            raise Refusal("verb.idReused")
    return found


def _keep(tx: Tx, subject: str, event_id: str, window: int, given: Evaluation, began_us: int) -> None:
    """Write it down, in place of the silence that may be kept."""
    at_us = min(max(to_us(given.given_at), began_us), tx.now_us)
    about = rating_about.put(tx, subject, given, window, at_us)
    row = {
        "event_id": event_id,
        "window": window or about["window"],
        "stars": given.stars,
        "given_us": at_us,
        "received_us": tx.now_us,
    }
    changed = tx.connection.execute(update(rating).where(rating.c.ticket == subject).values(row))
    if not changed.rowcount:
        tx.connection.execute(insert(rating).values(ticket=subject, **row))
    said = {
        "tags": json.dumps(given.tags),
        "tag_set": given.tag_set,
        "words": given.words.strip(),
        "source": given.source.value,
    }
    made = upsert(rating_said).values(ticket=subject, **said)
    tx.connection.execute(made.on_conflict_do_update(index_elements=["ticket"], set_=said))
    if given.stars is not None:
        tx.connection.execute(delete(rating_default).where(rating_default.c.subject == subject))
    trail_rows.of_rating(tx, subject, given, window or about["window"])
    if given.stars is not None:
        rating_flags.look(tx, subject, given, about)
        upstream.queue(tx, subject)
    if given.stars in BAD and about["kind"] != rating_about.UNKNOWN:
        orders.open_for(tx, subject)


def _served(tx: Tx, subject: str, window: int, given: Evaluation, *, early: bool) -> int:
    """When it ended; 0 for what is not known to have ended yet. Raises `Refusal`.

    A unit that was offline may be heard before the window or the dispenser that was offline too: what it kept is kept
    here, and counts once the visit is known to be served.
    """
    row = find(tx.connection, subject)
    if row is None:
        filed = select(case.c.submitted_us).where(case.c.event_id == subject)
        submitted = tx.connection.execute(filed).scalar()
        if submitted is None and not early:
            raise Refusal("ticket.unknown")
        return submitted or 0
    if early and rating_places.too_early(tx, subject, given):
        raise Refusal(rating_places.TOO_EARLY, number=row.number)
    if row.state != TicketState.DONE.value:
        if not early:
            raise Refusal("rating.notServed", number=row.number)
        if rating_places.elsewhere(row.state, row.window, window):
            raise Refusal(rating_places.REASON, number=row.number, window=row.window)
        return int(row.ended_us or row.issued_us)
    if window and row.window != window:
        raise Refusal("rating.otherWindow", number=row.number, window=row.window)
    return int(row.ended_us or row.issued_us)
