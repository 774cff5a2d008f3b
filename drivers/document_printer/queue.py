"""The questions a queue is asked (RFC 8011 4.2, 4.3), each with its answer in plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from drivers.document_printer import ipp
from drivers.document_printer.exchange import Exchange, ExchangeError
from drivers.document_printer.ipp import Answer, Attribute, JobState, Operation, Value, attribute
from drivers.document_printer.reasons import ATTRIBUTES

_JOB: Final = (
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-media-sheets-completed",
    "job-impressions-completed",
    "number-of-documents",
)
_MOST_JOBS: Final = 500
_COMPLETED, _OPEN = "completed", "not-completed"


class QueueError(Exception):
    """The queue said no. `status`: IPP's own number."""

    def __init__(self, status: int) -> None:
        super().__init__(f"IPP status {status:#06x}")
        self.status = status


@dataclass(frozen=True)
class Job:
    """A job as the queue tells it. `pages`: sheets or sides that it counted so far, 0 where it does not count."""

    id: int
    name: str
    state: JobState | None
    reasons: tuple[str, ...]
    pages: int
    documents: int | None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state is not None and self.state.over


class Queue:
    """One queue. Every method raises `QueueError`, `ExchangeError`, `WireError`, `Canceled`."""

    def __init__(self, exchange: Exchange, user: str, answer_ms: int) -> None:
        self._exchange = exchange
        self._user = user
        self._answer_ms = answer_ms
        self._number = 0

    def hurried(self, within_ms: int) -> AbstractContextManager[None]:
        """Nobody waits for the answers to all that is asked meanwhile longer than that."""
        return self._exchange.hurried(within_ms)

    def printer(self) -> Mapping[str, tuple[Value, ...]]:
        """What the queue says of itself and its printer."""
        wanted = attribute("requested-attributes", ipp.KEYWORD, *ATTRIBUTES)
        found = self._ask(Operation.GET_PRINTER_ATTRIBUTES, [wanted]).group(ipp.PRINTER_GROUP)
        if not found:
            raise ExchangeError(200, "no printer in the answer")
        return found[0]

    def create(self, name: str, template: Iterable[Attribute]) -> int:
        """Make a job without a document; it prints nothing yet. Returns its id."""
        given = attribute("job-name", ipp.NAME, name)
        for one in self._ask(Operation.CREATE_JOB, [given], template).group(ipp.JOB_GROUP):
            number = ipp.number(one, "job-id")
            if number is not None:
                return number
        raise ExchangeError(200, "no job in the answer")

    def send(self, job: int, document: bytes, within_ms: int) -> None:
        """Give the job its only document; from here on it may print."""
        first = [
            attribute("job-id", ipp.INTEGER, job),
            attribute("document-format", ipp.MIME, "application/pdf"),
            attribute("last-document", ipp.BOOLEAN, True),  # noqa: FBT003 - an attribute's value
        ]
        self._ask(Operation.SEND_DOCUMENT, first, document=document, within_ms=within_ms)

    def job(self, number: int) -> Job:
        """How a job is now."""
        first = [
            attribute("job-id", ipp.INTEGER, number),
            attribute("requested-attributes", ipp.KEYWORD, *_JOB),
        ]
        for one in self._ask(Operation.GET_JOB_ATTRIBUTES, first).group(ipp.JOB_GROUP):
            return _job(one)
        raise ExchangeError(200, "no job in the answer")

    def jobs(self, *, over: bool) -> list[Job]:
        """The queue's jobs: those that are over (newest first), or those that are not."""
        first = [
            attribute("limit", ipp.INTEGER, _MOST_JOBS),
            attribute("requested-attributes", ipp.KEYWORD, *_JOB),
            attribute("which-jobs", ipp.KEYWORD, _COMPLETED if over else _OPEN),
        ]
        return [
            _job(one) for one in self._ask(Operation.GET_JOBS, first).group(ipp.JOB_GROUP) if "job-id" in one
        ]

    def cancel(self, job: int, *, purge: bool = False) -> None:
        """End a job. `purge`: CUPS forgets it and its document; other queues do not know that word."""
        first = [attribute("job-id", ipp.INTEGER, job)]
        if purge:
            first.append(attribute("purge-job", ipp.BOOLEAN, True))  # noqa: FBT003 - an attribute's value
        self._ask(Operation.CANCEL_JOB, first)

    def _ask(
        self,
        operation: Operation,
        first: Iterable[Attribute],
        job: Iterable[Attribute] = (),
        document: bytes = b"",
        within_ms: int = 0,
    ) -> Answer:
        self._number += 1
        target = attribute("printer-uri", ipp.URI, self._exchange.uri)
        user = attribute("requesting-user-name", ipp.NAME, self._user)
        rest = list(first)
        # RFC 8011 4.1.5: the target comes first, a job's id right behind it
        ordered = [target, *[one for one in rest if one.name == "job-id"], user]
        ordered += [one for one in rest if one.name != "job-id"]
        message = ipp.request(operation, self._number, ordered, job)
        found = self._exchange.ask(message, document, within_ms=within_ms or self._answer_ms)
        if found.request != self._number:
            raise ExchangeError(200, "the answer to another question")
        if not found.good:
            raise QueueError(found.status)
        return found


def _job(found: Mapping[str, tuple[Value, ...]]) -> Job:
    state = ipp.number(found, "job-state")
    sheets = ipp.number(found, "job-media-sheets-completed") or 0
    return Job(
        id=ipp.number(found, "job-id") or 0,
        name=next(iter(ipp.texts(found, "job-name")), ""),
        state=JobState(state) if state in set(JobState) else None,
        reasons=tuple(reason for reason in ipp.texts(found, "job-state-reasons") if reason != "none"),
        pages=max(sheets, ipp.number(found, "job-impressions-completed") or 0),
        documents=ipp.number(found, "number-of-documents"),
    )
