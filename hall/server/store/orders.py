"""Work orders (差评工单): a bad review opens one, in the ledger beside what citizens tell. Nobody opens one by hand.

Numbers are the server's own: CP-20261123-0001. A terminal's have its mark and its data's behind their letters: none is like another.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from hall.contract.evaluations import BAD
from hall.domain.ledger.deadline import due_now
from hall.domain.ledger.entry import Entry, Kind, Step, Verb
from hall.domain.ledger.loop import loop
from hall.domain.ledger.words import SYSTEM
from hall.server.store import trail_rows
from hall.server.store.ledger_rows import Day, append, day_at
from hall.server.store.order_tables import ledger_review
from hall.server.store.rating_tables import rating_about
from hall.server.store.tables import ledger, rating, ticket
from hall.server.store.tx import Tx

MARK = "CP"


def open_for(tx: Tx, subject: str) -> None:
    """One order for the evaluation of this subject; again changes nothing, and one that is not bad opens none."""
    connection = tx.connection
    if connection.execute(select(ledger_review.c.number).where(ledger_review.c.subject == subject)).first():
        return
    given = _evaluated(connection, subject)
    if given is None:
        return
    day = day_at(tx.book.catalogue, tx.now)
    entry = Entry(Kind.REVIEW, tx.now, day.today, (Step(Verb.OPEN, tx.now, SYSTEM),), given.clerk or "")
    number = _next(connection, day.today)
    connection.execute(
        insert(ledger).values(
            event_id=f"review-{subject}",
            number=number,
            kind=Kind.REVIEW.value,
            unit="",
            words="",
            applicant="",
            phone="",
            due=due_now(entry, day.days, day.periods).isoformat(),
            state=entry.state.value,
            submitted_us=tx.now_us,
            received_us=tx.now_us,
        )
    )
    connection.execute(
        insert(ledger_review).values(
            number=number,
            subject=subject,
            clerk=given.clerk or "",
            window=given.window or 0,
            service=given.service or "",
            opened_us=tx.now_us,
            **_loop(entry, day),
        )
    )
    append(connection, number, f"open-{subject}", entry.steps[0], [])
    trail_rows.of_entry(tx, number, entry.steps[0])


def follow(connection: Connection, number: str, entry: Entry, day: Day) -> None:
    """After a step: what lists and figures read."""
    connection.execute(
        update(ledger_review).where(ledger_review.c.number == number).values(**_loop(entry, day))
    )


def _evaluated(connection: Connection, subject: str) -> Any | None:  # noqa: ANN401 - a Row
    """Whose service it was and where, of a bad evaluation; None for another."""
    joined = rating.outerjoin(rating_about, rating_about.c.subject == rating.c.ticket).outerjoin(
        ticket, ticket.c.event_id == rating.c.ticket
    )
    asked = select(
        func.coalesce(rating_about.c.clerk, "").label("clerk"),
        func.coalesce(func.nullif(rating_about.c.window, 0), ticket.c.window, rating.c.window).label(
            "window"
        ),
        func.coalesce(func.nullif(rating_about.c.service, ""), ticket.c.service, "").label("service"),
    ).select_from(joined)
    bad = (rating.c.ticket == subject, rating.c.stars.in_(sorted(BAD)))
    return connection.execute(asked.where(*bad)).one_or_none()


def _next(connection: Connection, today: date) -> str:
    """Writers come one after another: the highest number of the day is the last."""
    begin = f"{MARK}-{today:%Y%m%d}-"
    asked = select(func.max(ledger.c.number)).where(
        ledger.c.number.like(f"{begin}%"), func.length(ledger.c.number) == len(begin) + 4
    )
    last = connection.execute(asked).scalar()
    return f"{begin}{int(last.removeprefix(begin)) + 1 if last else 1:04d}"


def _loop(entry: Entry, day: Day) -> dict[str, str]:
    now = loop(entry, day.days, day.periods)
    return {
        "settle_by": now.settle_by.isoformat(),
        "settled": now.settled.isoformat() if now.settled else "",
        "answered": now.answered.isoformat() if now.answered else "",
        "called": now.called,
        "verdict": now.verdict,
    }
