"""One document on its way: made known to the queue, sent, followed to its end, or taken back before anyone else comes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from drivers.codes import Code
from drivers.document_printer import ipp
from drivers.document_printer.exchange import ExchangeError
from drivers.document_printer.ipp import Attribute, JobState
from drivers.document_printer.queue import Job, Queue, QueueError
from drivers.document_printer.reasons import Condition, condition
from drivers.transport.base import WireError
from drivers.types import Canceled, CompletionCode, Context, Json

_POLL_MS: Final = 250
_LOOK_MS: Final = 1000
_LOST_MS: Final = 5000
_TAKE_BACK_MS: Final = 3000
_TAKE_BACK_POLL_MS: Final = 100
_CANCELED_MS: Final = 350
_UNREADABLE: Final = {
    "document-format-error",
    "document-unprintable-error",
    "unsupported-document-format",
    "document-access-error",
}
_NO_DOCUMENT: Final = {"job-incoming", "job-data-insufficient"}
_FAILURES: Final = (WireError, ExchangeError, QueueError)


@dataclass(frozen=True)
class Outcome:
    """How a document ended. `sent`: some of it may be on paper, or all."""

    code: CompletionCode
    error: str
    evidence: dict[str, Json] = field(default_factory=dict)
    sent: bool = True


@dataclass
class Watch:
    """What was seen of one job so far."""

    id: int
    name: str
    repeated: bool = False
    """It was found at the queue: an earlier command sent it, nobody saw all of it here."""
    printed: bool = False
    """It was processed at least once."""
    last: Job | None = None
    pages: int = 0


@dataclass(frozen=True)
class Patience:
    """In milliseconds: `trouble_ms` for a printer in trouble or a job that is held, `stall_ms` for a job in a line."""

    trouble_ms: int
    stall_ms: int


class Printing:
    """Prints on one queue. Remembers how each name ended: the same name is never sent twice."""

    def __init__(self, queue: Queue, context: Context, emit: Callable[..., None], patience: Patience) -> None:
        self._queue = queue
        self._context = context
        self._emit = emit
        self._patience = patience
        self._ended: dict[str, Outcome] = {}
        self._never: set[int] = set()
        """Ids of jobs that certainly printed nothing."""

    def run(self, name: str, document: bytes, template: Iterable[Attribute], end_ms: int) -> Outcome:
        """Print once. Raises `WireError`, `ExchangeError`, `QueueError`, `Canceled` before anything is sent only."""
        if name in self._ended:
            first = self._ended[name]
            return Outcome(first.code, first.error, {**first.evidence, "repeated": True})
        known = self._known(name)
        watch = Watch(known.id, name, repeated=True, printed=True) if known else None
        outcome = self._follow(watch, end_ms) if watch else self._print(name, document, template, end_ms)
        if outcome.sent:
            self._ended[name] = outcome
        return outcome

    def _known(self, name: str) -> Job | None:
        """The job of this name that the queue has already; one without its document is taken away."""
        for over in (False, True):
            for job in self._queue.jobs(over=over):
                if job.name != name or job.id in self._never:
                    continue
                if not over and (job.documents == 0 or _NO_DOCUMENT & set(job.reasons)):
                    self._queue.cancel(job.id)
                    self._never.add(job.id)
                    continue
                return job
        return None

    def _print(self, name: str, document: bytes, template: Iterable[Attribute], end_ms: int) -> Outcome:
        """A job without its document prints nothing: until it is sent, every end is certain."""
        try:
            watch = Watch(self._queue.create(name, template), name)
        except QueueError as error:
            code = Code.QUEUE_REFUSING if error.status == ipp.NOT_ACCEPTING else Code.QUEUE_REFUSED
            return Outcome(CompletionCode.DEVICE_NOT_READY, code, {"ipp_status": error.status}, sent=False)
        except Canceled:
            return self._drop(name, CompletionCode.CANCELED, Code.JOB_CANCELED)
        except (WireError, ExchangeError):
            return self._drop(name, CompletionCode.DEVICE_NOT_READY, Code.PROTOCOL_NO_ANSWER)
        self._emit("jobQueued", job=watch.id)
        doubtful = False
        try:
            self._queue.send(watch.id, document, max(1, end_ms - self._context.now_ms()))
        except QueueError as error:
            return self._refused(watch, error.status)
        except Canceled:
            return self._stop(watch, Code.JOB_CANCELED, CompletionCode.CANCELED)
        except (WireError, ExchangeError):
            doubtful = True
        return self._follow(watch, end_ms, doubtful=doubtful)

    def _refused(self, watch: Watch, status: int) -> Outcome:
        """The queue did not take the document; it says itself whether that was the document's fault or its own."""
        its_own = status >= ipp.SERVER_ERRORS
        error = Code.QUEUE_REFUSED if its_own else Code.DOCUMENT_REFUSED
        code = CompletionCode.DEVICE_NOT_READY if its_own else CompletionCode.UNSUPPORTED_DATA
        return self._stop(watch, error, code, ipp_status=status)

    def _drop(self, name: str, code: CompletionCode, error: str) -> Outcome:
        """Nobody knows whether the job was made; if it was, it has no document and goes."""
        within_ms = _CANCELED_MS if code is CompletionCode.CANCELED else _TAKE_BACK_MS
        with contextlib.suppress(*_FAILURES), self._queue.hurried(within_ms):
            self._known(name)
        return Outcome(code, error, {"job": name}, sent=False)

    def _follow(self, watch: Watch, end_ms: int, *, doubtful: bool = False) -> Outcome:
        """Look until it is over, nobody can be asked, or it must not go on. `doubtful`: is the document there at all?"""
        try:
            return self._look_on(watch, end_ms, doubtful=doubtful)
        except Canceled:
            return self._stop(watch, Code.JOB_CANCELED, CompletionCode.CANCELED)

    def _look_on(self, watch: Watch, end_ms: int, *, doubtful: bool) -> Outcome:
        heard_ms = moved_ms = well_ms = self._context.now_ms()
        look_ms = 0
        trouble = ""
        while True:
            now = self._context.now_ms()
            try:
                job = self._see(watch)
                if job.over:
                    return self._over(watch, job)
                if doubtful and _NO_DOCUMENT & set(job.reasons):
                    return self._stop(watch, Code.JOB_UNCONFIRMED)
                heard_ms = now
                moved_ms = now if job.state is JobState.PROCESSING else moved_ms
                if now >= look_ms:
                    trouble, look_ms = self._trouble(job), now + _LOOK_MS
                    well_ms = well_ms if trouble else now
            except _FAILURES as error:
                if isinstance(error, QueueError) or now - heard_ms >= _LOST_MS or now >= end_ms:
                    return self._unknown(watch, Code.JOB_UNCONFIRMED)
            stop = self._must_stop(now - well_ms if trouble else 0, now - moved_ms, trouble, now >= end_ms)
            if stop:
                return self._stop(watch, stop)
            self._context.pause(_POLL_MS)

    def _must_stop(self, trouble_ms: int, still_ms: int, trouble: str, at_end: bool) -> str:  # noqa: FBT001 - a fact
        """Why the job must not go on; "" when it may."""
        if trouble and trouble_ms >= self._patience.trouble_ms:
            return trouble
        if still_ms >= self._patience.stall_ms:
            return trouble or Code.QUEUE_STALLED
        return (trouble or Code.JOB_UNCONFIRMED) if at_end else ""

    def _see(self, watch: Watch) -> Job:
        """How the job is now; what changed is an event."""
        job = self._queue.job(watch.id)
        if job.state in (JobState.PROCESSING, JobState.STOPPED) and not watch.printed:
            watch.printed = True
            self._emit("sentToPrinter", job=watch.id)
        if job.pages > watch.pages:
            watch.pages = job.pages
            watch.printed = True
            self._emit("pagesDone", n=job.pages)
        watch.last = job
        return job

    def _trouble(self, job: Job) -> str:
        found = condition(self._queue.printer()).trouble
        if found is not None:
            return found.error
        return Code.JOB_HELD if job.state is JobState.HELD else ""

    def _over(self, watch: Watch, job: Job) -> Outcome:
        """Completed, canceled or aborted: by somebody else, for what we stop ourselves goes another way."""
        if job.state is JobState.COMPLETED:
            return self._completed(watch, job)
        if job.state is JobState.ABORTED and _UNREADABLE & set(job.reasons) and not watch.pages:
            return self._not_sent(watch, CompletionCode.INVALID_DATA, Code.DOCUMENT_UNREADABLE)
        error = Code.JOB_CANCELED if job.state is JobState.CANCELED else Code.JOB_ABORTED
        if watch.printed:
            return self._unknown(watch, error)
        code = CompletionCode.CANCELED if job.state is JobState.CANCELED else CompletionCode.HARDWARE_ERROR
        return self._not_sent(watch, code, error)

    def _completed(self, watch: Watch, job: Job) -> Outcome:
        """Done as far as the queue knows, unless the printer is in trouble at that very moment."""
        if "job-completed-with-errors" in job.reasons:
            return self._unknown(watch, Code.JOB_UNCONFIRMED)
        after: Condition | None = None
        if not watch.repeated:
            try:
                after = condition(self._queue.printer())
            except _FAILURES:
                return self._unknown(watch, Code.JOB_UNCONFIRMED)
            if after.trouble is not None:
                return self._unknown(watch, after.trouble.error)
        evidence = {**self._evidence(watch), "confirmed_by": "queue", "repeated": watch.repeated}
        return Outcome(CompletionCode.SUCCESS, "", evidence)

    def _stop(
        self,
        watch: Watch,
        error: str,
        code: CompletionCode = CompletionCode.DEVICE_NOT_READY,
        **more: Json,
    ) -> Outcome:
        """Take the job back; what certainly printed nothing ends with `code` and may be sent again, all else is unknown."""
        within_ms = _CANCELED_MS if code is CompletionCode.CANCELED else _TAKE_BACK_MS
        with self._queue.hurried(within_ms):
            try:
                gone = self._take_back(watch, within_ms)
            except Canceled:
                gone = False  # not even that may be waited for
            last = watch.last
            if last is not None and last.state is JobState.COMPLETED:
                return self._completed(watch, last)
        if gone and not watch.printed:
            return self._not_sent(watch, code, error, **more)
        return self._unknown(watch, error, still_queued=not gone, **more)

    def _take_back(self, watch: Watch, within_ms: int) -> bool:
        """Cancel and wait until it is over; False when nobody can say that it is."""
        end_ms = self._context.now_ms() + within_ms
        asked = False
        while True:
            try:
                if not asked:
                    self._queue.cancel(watch.id)
                    asked = True
                if self._see(watch).over:
                    return True
            except QueueError:
                asked = True  # over already, or not ours to cancel: its state tells
            except (WireError, ExchangeError):
                asked = False
            left_ms = end_ms - self._context.now_ms()
            if left_ms <= 0:
                return False
            self._context.pause(min(_TAKE_BACK_POLL_MS, left_ms))

    def _not_sent(self, watch: Watch, code: CompletionCode, error: str, **more: Json) -> Outcome:
        self._never.add(watch.id)
        return Outcome(code, error, {**self._evidence(watch), **more}, sent=False)

    def _unknown(self, watch: Watch, error: str, **more: Json) -> Outcome:
        evidence = {**self._evidence(watch), "confirmed_by": "none", **more}
        return Outcome(CompletionCode.OUTCOME_UNKNOWN, error, evidence)

    def _evidence(self, watch: Watch) -> dict[str, Json]:
        job = watch.last
        reasons: list[Json] = [*job.reasons] if job else []
        state = job.state.name.lower() if job and job.state else "unknown"
        return {
            "job": watch.name,
            "job_id": watch.id,
            "state": state,
            "reasons": reasons,
            "pages": watch.pages,
        }
