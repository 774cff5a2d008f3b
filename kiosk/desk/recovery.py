"""What the last run of this program left open. Starting is recovering; nothing is printed here."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from hall.contract.messages import PaperState
from hall.domain.clock import Clock
from kiosk.desk.paper import paper_event, paper_state
from kiosk.flows.left_words import Unfinished
from kiosk.outbox.store import Outbox

log = logging.getLogger(__name__)

LATELY: Final = timedelta(minutes=5)
"""As long whoever handed something in may still stand there."""


def recover(outbox: Outbox, unit: str, clock: Clock) -> Unfinished | None:
    """Close what a crash left open, in one commit; returns what was handed in lately and whose receipt nobody saw.

    Call before the sender reads its rows.

    - asked, but no number kept: nobody stands there any more; `Withdrawals` gives back what the server made;
    - numbered, but no paper begun: the citizen may have seen the number, so it stays, without paper;
    - a print that nobody saw end: unknown, told to the server, never printed again by itself.
    """
    with outbox.write() as db:
        left = _unfinished(outbox, db)
        for intent in outbox.intents.in_state(db, "asked"):
            outbox.intents.move(db, intent.intent, "withdrawing")
        for intent in outbox.intents.paperless_tickets(db):
            outbox.papers.end(db, outbox.papers.begin(db, intent.intent).job, "failed", "paper.notPrinted")
            outbox.events.append(
                db, paper_event(unit, intent.intent, intent.number, PaperState.FAILED, clock)
            )
        for paper in outbox.papers.unfinished(db):
            outbox.papers.end(db, paper.job, "unknown", "paper.unknown")
            known = outbox.intents.find(db, paper.intent)
            if known is not None and known.kind == "ticket":
                state = paper_state(outbox.papers.of(db, paper.intent))
                if state is PaperState.UNKNOWN:
                    log.warning(
                        "paper.unknown: %s waits in the queue, its ticket may not have come out: "
                        "look at the paper slot; whoever has no ticket asks at the desk",
                        known.number,
                    )
                outbox.events.append(db, paper_event(unit, paper.intent, known.number, state, clock))
    return left


def _unfinished(outbox: Outbox, db: Connection) -> Unfinished | None:
    """The newest that was handed in with no paper begun, or with one that nobody saw end."""
    for one in outbox.intents.handed_in(db, LATELY):
        papers = outbox.papers.of(db, one.intent)
        if not papers or papers[-1].state == "printing":
            return Unfinished(one.number, begun=bool(papers))
    return None
