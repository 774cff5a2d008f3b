"""Whom an evaluation is about, as the tables know it of the moment it was served. What nobody knows stays empty."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.evaluations import Evaluation, Subject
from hall.domain.clock import service_date
from hall.domain.evaluation.flags import Flag
from hall.domain.queue.ticket import TicketState
from hall.server.problems import Refusal
from hall.server.store import orders, rating_places, trail, trail_rows
from hall.server.store.catalogue import Catalogue
from hall.server.store.prepared import Prepared
from hall.server.store.rating_tables import rating_about, window_clerk
from hall.server.store.tables import case, rating
from hall.server.store.ticket_rows import find
from hall.server.store.times import from_us
from hall.server.store.tx import Tx

UNKNOWN = ""
"""The kind of what the hall has not heard of yet, or does not know to be served."""
_AT_ONCE = 200
_EARLY = Prepared(
    select(rating_about.c.subject).where(
        rating_about.c.subject == bindparam("subject"), rating_about.c.kind == UNKNOWN
    )
)


def note_clerk(tx: Tx, seq: int, window: int, before: str) -> None:
    """Remember who works at the window from now on, when that has changed."""
    now = tx.day.desk(window).clerk
    if now != before:
        row = {"seq": seq, "date": tx.today, "window": window, "clerk": now, "at_us": tx.now_us}
        tx.connection.execute(insert(window_clerk).values(row))


def clerk_at(connection: Connection, window: int, at_us: int) -> str:
    """Who worked at the window then, by name; "" when nobody said so."""
    wanted = (
        window_clerk.c.window == window,
        window_clerk.c.date == service_date(from_us(at_us)),
        window_clerk.c.at_us <= at_us,
    )
    asked = select(window_clerk.c.clerk).where(*wanted).order_by(window_clerk.c.seq.desc()).limit(1)
    return str(connection.execute(asked).scalar() or "")


def put(tx: Tx, subject: str, given: Evaluation | None, window: int, at_us: int) -> dict[str, Any]:
    """Write what is known of the subject, in place of what was; `given` None: of what nobody gave."""
    row = {
        **known(tx.connection, tx.book.catalogue, subject, window),
        "subject": subject,
        "after_ms": given.after_ms if given is not None else None,
        "at_us": at_us,
    }
    made = upsert(rating_about).values(row)
    tx.connection.execute(made.on_conflict_do_update(index_elements=["subject"], set_=row))
    return row


def settle(tx: Tx, *only: ColumnElement[bool]) -> None:
    """Complete what came before its visit was known to be served.

    What another window served, or the hall called only when it was here already, is set aside. A bad one opens its
    work order now.
    """
    early = (
        select(rating_about.c.subject, rating_about.c.window, rating.c.received_us)
        .outerjoin(rating, rating.c.ticket == rating_about.c.subject)
        .where(rating_about.c.kind == UNKNOWN, *only)
    )
    newest = early.order_by(rating_about.c.at_us.desc()).limit(_AT_ONCE)
    for row in tx.connection.execute(newest).all():
        found = known(tx.connection, tx.book.catalogue, row.subject, row.window)
        wrong = _wrong(tx, row, found)
        if wrong is not None:
            rating_places.set_aside(tx, row.subject, wrong)
        elif found["kind"] != UNKNOWN:
            tx.connection.execute(
                update(rating_about).where(rating_about.c.subject == row.subject).values(found)
            )
            trail_rows.witness(tx, trail_rows.ABOUT, row.subject, "rating.known", trail.SERVER)
            orders.open_for(tx, row.subject)


def ended(tx: Tx, subject: str) -> None:
    """A ticket was served just now: what came early is looked at before anybody asks what was given."""
    if _EARLY.run(tx.connection, {"subject": subject}):
        settle(tx, rating_about.c.subject == subject)


def _wrong(tx: Tx, row: Any, found: dict[str, Any]) -> Flag | None:  # noqa: ANN401 - a Row
    """Why what came early is not of the visit that is known now; None: it is."""
    if found["kind"] != Subject.TICKET or row.received_us is None:
        return None
    if row.window and found["window"] != row.window:
        return Flag.ELSEWHERE
    return Flag.EARLY if rating_places.called_after(tx, row.subject, row.received_us) else None


def known(connection: Connection, catalogue: Catalogue, subject: str, window: int = 0) -> dict[str, Any]:
    """Kind, clerk, window, service, item, department, number of the case. `window`: as the giving says, or 0."""
    row = find(connection, subject)
    if row is not None and row.state == TicketState.DONE.value:
        return _of_ticket(connection, catalogue, row)
    filed = connection.execute(select(case.c.number, case.c.item).where(case.c.event_id == subject)).first()
    if filed is not None:
        service = catalogue.owners.service(filed.item)
        return _about(catalogue, Subject.CASE, service=service, item=filed.item, case_number=filed.number)
    return _about(catalogue, UNKNOWN, window=window)


def require(connection: Connection, catalogue: Catalogue, subject: str) -> dict[str, Any]:
    """The same of what can be evaluated now. Raises `Refusal`: unknown, or not served yet."""
    found = known(connection, catalogue, subject)
    if found["kind"] == UNKNOWN:
        row = find(connection, subject)
        raise Refusal("ticket.unknown") if row is None else Refusal("rating.notServed", number=row.number)
    return found


def _of_ticket(connection: Connection, catalogue: Catalogue, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a Row
    items = json.loads(row.items)
    window = row.window or 0
    clerk = clerk_at(connection, window, row.ended_us) if window and row.ended_us is not None else ""
    item = items[0] if items else ""
    return _about(catalogue, Subject.TICKET, clerk=clerk, window=window, service=row.service, item=item)


def _about(catalogue: Catalogue, kind: str, **found: Any) -> dict[str, Any]:  # noqa: ANN401 - columns
    row = {"clerk": "", "window": 0, "service": "", "item": "", "case_number": "", **found}
    department = catalogue.owners.department(row["clerk"], row["service"])
    return {**row, "kind": str(kind), "department": department}
