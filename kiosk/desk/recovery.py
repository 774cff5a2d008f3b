"""What the last run of this program left open. Starting is recovering; nothing is printed here."""

from __future__ import annotations

import logging

from hall.contract.messages import PaperState
from hall.domain.clock import Clock
from kiosk.desk.paper import paper_event, paper_state
from kiosk.outbox.store import Outbox

log = logging.getLogger(__name__)


def recover(outbox: Outbox, unit: str, clock: Clock) -> None:
    """Close what a crash left open, in one commit. Call before the sender reads its rows.

    - asked, but no number kept: nobody stands there any more; `Withdrawals` gives back what the server made;
    - numbered, but no paper begun: the citizen may have seen the number, so it stays, without paper;
    - a print that nobody saw end: unknown, told to the server, never printed again by itself.
    """
    with outbox.write() as db:
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
