"""What citizens asked for and what became of it. Holds nothing personal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, exists, select, update

from hall.domain.clock import Clock
from kiosk.outbox.schema import intent, paper


@dataclass(frozen=True)
class Intent:
    """One wish. `subject`: the service or the item. `state`: asked, then done, refused, or withdrawing and withdrawn."""

    intent: str
    kind: str
    subject: str
    state: str
    number: str = ""
    date: str = ""
    offline: bool = False
    ahead: int = 0
    at: str = ""


class Intents:
    """The intent table. Methods take the connection of their commit."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def find(self, db: Connection, wanted: str) -> Intent | None:
        """Return the intent, None when it was never asked."""
        row = db.execute(select(intent).where(intent.c.intent == wanted)).one_or_none()
        return _intent(row) if row else None

    def ask(self, db: Connection, wanted: str, kind: str, subject: str) -> Intent:
        """Write down that it is being asked. Returns it as it stood, if it was asked before."""
        known = self.find(db, wanted)
        if known:
            if known.state in ("refused", "withdrawing"):
                self.move(db, wanted, "asked")
            return known
        at = self._clock.now().isoformat()
        values = {"intent": wanted, "kind": kind, "subject": subject, "state": "asked", "at": at}
        db.execute(intent.insert().values(values))
        return Intent(wanted, kind, subject, "asked", at=at)

    def done(
        self, db: Connection, wanted: str, number: str, date: str, *, offline: bool = False, ahead: int = 0
    ) -> None:
        """It has its number."""
        values = {"state": "done", "number": number, "date": date, "offline": int(offline), "ahead": ahead}
        db.execute(update(intent).where(intent.c.intent == wanted).values(values))

    def move(self, db: Connection, wanted: str, state: str) -> None:
        """Without a number: `asked`, `refused`, `withdrawing` (the server may hold one), `withdrawn`."""
        db.execute(update(intent).where(intent.c.intent == wanted).values(state=state))

    def in_state(self, db: Connection, state: str) -> list[Intent]:
        """All intents that stand there."""
        return [_intent(row) for row in db.execute(select(intent).where(intent.c.state == state))]

    def paperless_tickets(self, db: Connection) -> list[Intent]:
        """Numbered tickets for which no print was ever begun."""
        wanted = (intent.c.state == "done", intent.c.kind == "ticket")
        begun = exists().where(paper.c.intent == intent.c.intent)
        return [_intent(row) for row in db.execute(select(intent).where(*wanted, ~begun))]


def _intent(row: object) -> Intent:
    values = {name: getattr(row, name) for name in intent.c.keys()}  # noqa: SIM118 - a collection of columns
    return Intent(**{**values, "offline": bool(values["offline"])})
