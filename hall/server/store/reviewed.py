"""The evaluations that work orders are about: level, tags, words, where and when. Never who gave one."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection, func, select

from hall.contract.evaluations import Source
from hall.contract.ledger import Reviewed
from hall.server.store.help_tables import rating_said
from hall.server.store.ledger_rows import CLERK, DEPARTMENT, SERVICE, WINDOW
from hall.server.store.order_tables import ledger_review
from hall.server.store.rating_tables import rating_about
from hall.server.store.tables import rating, ticket
from hall.server.store.times import from_us

_JOINED = (
    ledger_review.join(rating, rating.c.ticket == ledger_review.c.subject)
    .outerjoin(rating_said, rating_said.c.ticket == rating.c.ticket)
    .outerjoin(rating_about, rating_about.c.subject == rating.c.ticket)
    .outerjoin(ticket, ticket.c.event_id == rating.c.ticket)
)
_ASKED = select(
    ledger_review.c.subject,
    CLERK.label("clerk"),
    WINDOW.label("window"),
    SERVICE.label("service"),
    DEPARTMENT.label("department"),
    rating.c.stars,
    rating.c.given_us,
    func.coalesce(rating_said.c.tags, "[]").label("tags"),
    func.coalesce(rating_said.c.words, "").label("words"),
    func.coalesce(rating_said.c.source, Source.PAD.value).label("source"),
    func.coalesce(rating_about.c.item, "").label("item"),
    func.coalesce(func.nullif(rating_about.c.case_number, ""), ticket.c.number, "").label("visit"),
).select_from(_JOINED)


def reviewed(connection: Connection, subjects: Collection[str], *, named: bool) -> dict[str, Reviewed]:
    """By subject. `named` false: without the number of ticket or case, by which a clerk would know whose it was."""
    if not subjects:
        return {}
    rows = connection.execute(_ASKED.where(ledger_review.c.subject.in_(list(subjects))))
    return {
        row.subject: Reviewed(
            stars=row.stars,
            tags=tuple(json.loads(row.tags)),
            words=row.words,
            source=Source(row.source),
            given_at=from_us(row.given_us),
            window=row.window,
            clerk=row.clerk,
            service=row.service,
            item=row.item,
            visit=row.visit if named else "",
            department=row.department,
        )
        for row in rows
    }
