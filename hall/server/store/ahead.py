"""Requests that need nothing from the tables are decided at once, in memory, while the thread commits those before.

Two threads that take turns at one interpreter pay for each turn: decided in the thread, a ticket cost half as much again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError, IntegrityError

from hall.domain.clock import Clock
from hall.server.store.day_book import DayBook
from hall.server.store.job import Job
from hall.server.store.known import Known
from hall.server.store.late import Late
from hall.server.store.tx import NeedsTables, Tx

_NEW = Known()


@dataclass(slots=True)
class Decided:
    """Requests whose rows are not written yet."""

    jobs: list[Job] = field(default_factory=list)
    late: Late = field(default_factory=Late)


def attempt(book: DayBook, tx: Tx, job: Job) -> None:
    """Run a job's part of a transaction; its refusal undoes it alone.

    Raises `DBAPIError` when the whole transaction is lost, `NeedsTables` when `tx` has none, and nothing was done.
    """
    seq = book.last_seq
    book.touched = False
    try:
        job.result = job.op(tx)
        tx.keep()
    except NeedsTables:
        if book.touched:
            book.undo(seq)
        raise
    except DBAPIError as error:
        if tx.is_spoilt or not isinstance(error, IntegrityError):
            raise
        job.error = error
    except Exception as error:  # noqa: BLE001 - carried to whoever asked; what it did is undone
        job.error = error
    if job.error is None:
        job.events = tx.events
    else:
        tx.undo()
        book.undo(seq)


class Ahead:
    """Whoever calls holds the writer's turn: the book is one thread's at a time.

    A ticket's id that the day does not know counts as new; the table is the one to say no, and then the writer decides again.
    """

    def __init__(self, book: DayBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._decided = Decided()

    def decide(self, jobs: Sequence[Job]) -> list[Job]:
        """Decide what can be; returns those that need the tables."""
        left = []
        for job in jobs:
            tx = Tx(None, self._clock.now(), self._book, self._decided.late, _NEW)
            try:
                attempt(self._book, tx, job)
            except NeedsTables:
                left.append(job)
            else:
                self._decided.jobs.append(job)
        return left

    def take(self) -> Decided:
        """What is decided, to be written."""
        decided, self._decided = self._decided, Decided()
        return decided
