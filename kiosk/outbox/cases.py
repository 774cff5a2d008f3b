"""Numbers made by the terminal itself: of cases T1-20261122-K7X-0007, of entries in the ledger JY-T1-20261122-K7X-0008.

What it is, unless a case; unit, day, incarnation, counter. The counter never goes back; a file that was lost begins again
at 1 under another incarnation, so that no number is ever given twice.
"""

from __future__ import annotations

from sqlalchemy import Connection

from hall.domain.clock import CHINA, Clock
from kiosk.outbox.notes import get_counter, get_note, set_counter

_COUNTER = "case"
INCARNATION = "incarnation"
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that reads as a digit."""


class Cases:
    """One counter of all that is handed in: no two numbers are alike but for their mark."""

    def __init__(self, mark: str, clock: Clock) -> None:
        self._mark = mark
        self._clock = clock

    def next(self, db: Connection) -> str:
        """The number that `take` will take."""
        return self._text(db, get_counter(db, _COUNTER) + 1)

    def take(self, db: Connection, mark: str = "") -> str:
        """Use up the next number. `mark`: what it is of, "" for a case."""
        number = get_counter(db, _COUNTER) + 1
        set_counter(db, _COUNTER, number)
        return f"{mark}-{self._text(db, number)}" if mark else self._text(db, number)

    def _text(self, db: Connection, number: int) -> str:
        day = self._clock.now().astimezone(CHINA)
        return f"{self._mark}-{day:%Y%m%d}-{get_note(db, INCARNATION)}-{number:04d}"
