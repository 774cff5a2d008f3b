"""Print jobs: written down before a byte goes to the printer, answered after."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, update

from hall.domain.clock import Clock
from kiosk.outbox.schema import paper


@dataclass(frozen=True)
class Paper:
    """One attempt to print an intent's paper. `state`: printing, printed, failed (nothing came out), unknown."""

    job: str
    intent: str
    attempt: int
    reprint: bool
    state: str


class Papers:
    """The paper table. Methods take the connection of their commit."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def begin(self, db: Connection, intent: str) -> Paper:
        """Begin the next attempt. A reprint is one after paper came out, or may have."""
        before = self.of(db, intent)
        attempt = len(before) + 1
        reprint = any(each.state != "failed" for each in before)
        new = Paper(f"{intent}-{attempt}", intent, attempt, reprint, "printing")
        at = self._clock.now().isoformat()
        values = {"job": new.job, "intent": intent, "attempt": attempt, "reprint": int(reprint)}
        db.execute(paper.insert().values({**values, "state": "printing", "at": at}))
        return new

    def end(self, db: Connection, job: str, state: str, problem: str = "") -> None:
        """Write what became of an attempt."""
        db.execute(update(paper).where(paper.c.job == job).values(state=state, problem=problem))

    def of(self, db: Connection, intent: str) -> list[Paper]:
        """All attempts for an intent, oldest first."""
        return self._select(db, paper.c.intent == intent)

    def unfinished(self, db: Connection) -> list[Paper]:
        """Attempts that a crash cut off: nobody knows what came out."""
        return self._select(db, paper.c.state == "printing")

    def _select(self, db: Connection, what: ColumnElement[bool]) -> list[Paper]:
        columns = (paper.c.job, paper.c.intent, paper.c.attempt, paper.c.reprint, paper.c.state)
        rows = db.execute(select(*columns).where(what).order_by(paper.c.intent, paper.c.attempt))
        return [Paper(row.job, row.intent, row.attempt, bool(row.reprint), row.state) for row in rows]
