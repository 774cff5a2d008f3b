"""What citizens asked for and what became of it. Holds nothing personal."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import timedelta

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
    identity: str = field(default="", repr=False)
    """Keyed hash of who asked, as long as they may ask for the paper again."""
    priority: str = ""
    """The group whose right it is to go first."""
    slot: str = ""
    """When the appointment is, as printed."""
    wait_low: int | None = None
    wait_high: int | None = None
    """Minutes as they were told."""
    remark: str = ""
    """What the server added, as JSON."""


@dataclass(frozen=True)
class Told:
    """What a number's paper says about its turn. `ahead` None: nobody knew."""

    ahead: int | None = None
    wait_low: int | None = None
    wait_high: int | None = None
    slot: str = ""
    remark: str = ""


AGAIN = timedelta(minutes=30)
"""As long a lost paper is made again for whoever took the number; then nobody's identity is kept."""
APPLIED = timedelta(hours=24)
"""As long whoever comes back is told that the application is in."""


class Intents:
    """The intent table. Methods take the connection of their commit."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def find(self, db: Connection, wanted: str) -> Intent | None:
        """Return the intent, None when it was never asked."""
        row = db.execute(select(intent).where(intent.c.intent == wanted)).one_or_none()
        return _intent(row) if row else None

    def ask(
        self, db: Connection, wanted: str, kind: str, subject: str, *, identity: str = "", priority: str = ""
    ) -> Intent:
        """Write down that it is being asked. Returns it as it stood, if it was asked before."""
        self.forget(db)
        known = self.find(db, wanted)
        if known:
            if known.state in ("refused", "withdrawing"):
                self.move(db, wanted, "asked")
            return known
        at = self._clock.now().isoformat()
        new = Intent(wanted, kind, subject, "asked", at=at, identity=identity, priority=priority)
        db.execute(intent.insert().values({**asdict(new), "offline": 0}))
        return new

    def done(
        self,
        db: Connection,
        wanted: str,
        number: str,
        date: str,
        *,
        offline: bool = False,
        told: Told = Told(),
    ) -> None:
        """It has its number."""
        values = {"state": "done", "number": number, "date": date, "offline": int(offline), **asdict(told)}
        values["ahead"] = told.ahead or 0
        db.execute(update(intent).where(intent.c.intent == wanted).values(values))

    def lately(self, db: Connection, identity: str) -> list[Intent]:
        """The tickets of one person in the last half hour, newest first."""
        since = (self._clock.now() - AGAIN).isoformat()
        mine = (intent.c.identity == identity, intent.c.state == "done", intent.c.kind == "ticket")
        rows = db.execute(select(intent).where(*mine, intent.c.at >= since).order_by(intent.c.at.desc()))
        return [_intent(row) for row in rows]

    def applied(self, db: Connection, identity: str) -> list[Intent]:
        """The applications of one person in the last day, newest first."""
        since = (self._clock.now() - APPLIED).isoformat()
        mine = (intent.c.identity == identity, intent.c.state == "done", intent.c.kind == "application")
        rows = db.execute(select(intent).where(*mine, intent.c.at >= since).order_by(intent.c.at.desc()))
        return [_intent(row) for row in rows] if identity else []

    def forget(self, db: Connection) -> None:
        """Nobody's identity is kept longer than it can be asked for."""
        for kind, age in (("ticket", AGAIN), ("application", APPLIED)):
            since = (self._clock.now() - age).isoformat()
            old = (intent.c.identity > "", intent.c.kind == kind, intent.c.at < since)
            db.execute(update(intent).where(*old).values(identity=""))

    def move(self, db: Connection, wanted: str, state: str) -> None:
        """Without a number: `asked`, `refused`, `withdrawing` (the server may hold one), `withdrawn`."""
        db.execute(update(intent).where(intent.c.intent == wanted).values(state=state))

    def in_state(self, db: Connection, state: str) -> list[Intent]:
        """All intents that stand there."""
        return [_intent(row) for row in db.execute(select(intent).where(intent.c.state == state))]

    def handed_in(self, db: Connection, age: timedelta) -> list[Intent]:
        """What got its number lately, tickets excepted, newest first."""
        since = (self._clock.now() - age).isoformat()
        wanted = (intent.c.state == "done", intent.c.kind == "application", intent.c.at >= since)
        return [
            _intent(row) for row in db.execute(select(intent).where(*wanted).order_by(intent.c.at.desc()))
        ]

    def paperless_tickets(self, db: Connection) -> list[Intent]:
        """Numbered tickets for which no print was ever begun."""
        wanted = (intent.c.state == "done", intent.c.kind == "ticket")
        begun = exists().where(paper.c.intent == intent.c.intent)
        return [_intent(row) for row in db.execute(select(intent).where(*wanted, ~begun))]


def _intent(row: object) -> Intent:
    values = {name: getattr(row, name) for name in intent.c.keys()}  # noqa: SIM118 - a collection of columns
    return Intent(**{**values, "offline": bool(values["offline"])})
