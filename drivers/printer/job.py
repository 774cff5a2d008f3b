"""One job: sent in slices while the printer is watched, then confirmed by the printer or called unknown."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from drivers.codes import Code
from drivers.printer.escpos import CLEAR, PAPER_ASK, process_ask
from drivers.printer.link import PrinterLink
from drivers.printer.status import Block, Condition, PaperSensor
from drivers.transport.base import Connection, WireError
from drivers.types import Canceled, CompletionCode, Context, Json

_SLICE = 512
_LOOK_MS = 400
"""How long to wait for the confirmation before the status is asked for again."""
_SILENT_MOST = 2


@dataclass(frozen=True)
class Job:
    """Bytes to print. `talks`: the printer answers."""

    name: str
    data: bytes = field(repr=False)
    before: Condition | None
    talks: bool


@dataclass(frozen=True)
class Report:
    """How a job ended. `broken_off`: the printer may wait for the rest of a command, half a paper hangs out."""

    code: CompletionCode
    error: str
    sent: int
    after: Condition | None
    evidence: dict[str, Json]
    broken_off: bool = False


class Sender:
    """Sends jobs. `by_id`: the printer answers GS ( H, so that the confirmation names the very job."""

    def __init__(self, connection: Connection, link: PrinterLink, context: Context, *, by_id: bool) -> None:
        self._connection = connection
        self._link = link
        self._context = context
        self._by_id = by_id
        self._count = 0

    def run(self, job: Job, timeout_ms: int) -> Report:
        """Send and confirm within four fifths of `timeout_ms`. Raises `Canceled` before the first byte only."""
        end = self._context.now_ms() + timeout_ms * 4 // 5
        self._context.check()
        self._count += 1
        if not job.talks:
            sent, stopped = self._send(job.data, end, watch=False)
            return self._unknown(job, sent, stopped or Code.JOB_UNCONFIRMED, broken_off=bool(stopped))
        process = b"%04d" % (self._count % 10_000)
        if refused := self._refused(job):
            return refused
        ask = process_ask(process) if self._by_id else PAPER_ASK
        sent, stopped = self._send(job.data + ask, end, watch=True)
        if stopped:
            return self._break_off(job, sent, stopped)
        try:
            return self._confirm(job, sent, process, end)
        except WireError as error:
            return self._unknown(job, sent, error.reason.value)
        except Canceled:
            return self._unknown(job, sent, Code.JOB_CANCELED)

    def _refused(self, job: Job) -> Report | None:
        """Why not even the first byte is sent: the wire broke, or the printer spoke up since it was asked."""
        try:
            self._link.settle()
        except WireError as error:
            return Report(CompletionCode.DEVICE_NOT_READY, error.reason.value, 0, None, {"bytes": 0})
        now = self._link.complaint()
        if now is None or now.trouble is None:
            return None
        evidence = self._evidence(job, 0, now, "none")
        return Report(CompletionCode.DEVICE_NOT_READY, now.trouble.code, 0, now, evidence)

    def _send(self, data: bytes, end: int, *, watch: bool) -> tuple[int, str]:
        """Return the bytes that left and, if not all did, why."""
        sent = 0
        while sent < len(data):
            part = data[sent : sent + _SLICE]
            try:
                self._connection.write(part)
                sent += len(part)
                self._context.check()
                if watch:
                    self._link.take()
            except WireError as error:
                return sent + error.sent, error.reason.value
            except Canceled:
                return sent, Code.JOB_CANCELED
            if self._link.asb and self._link.asb.trouble:
                return sent, self._link.asb.trouble.code
            if self._context.now_ms() > end:
                return sent, Code.JOB_UNCONFIRMED
        return sent, ""

    def _confirm(self, job: Job, sent: int, process: bytes, end: int) -> Report:
        """Wait for the answer that follows the cut; look for trouble meanwhile."""
        silent = 0
        while self._context.now_ms() < end and silent < _SILENT_MOST:
            if self._answered(process):
                return self._settle(job, sent)
            now = self._link.ask()
            silent = 0 if now else silent + 1
            if now and now.trouble and not self._answered(process, wait_ms=0):
                return self._break_off(job, sent, now.trouble.code, now)
        return self._unknown(job, sent, Code.JOB_UNCONFIRMED)

    def _answered(self, process: bytes, wait_ms: int = _LOOK_MS) -> bool:
        if not self._by_id:
            return self._link.next(PaperSensor, wait_ms) is not None
        block = self._link.next(Block, wait_ms)
        return block is not None and (block.kind, block.data) == (0x22, process)

    def _settle(self, job: Job, sent: int) -> Report:
        """All is printed as far as the printer knows: done, unless it is in trouble at that very moment."""
        after = self._link.ask()
        if after is None:
            return self._unknown(job, sent, Code.JOB_UNCONFIRMED)
        if after.trouble:
            return self._unknown(job, sent, after.trouble.code, after)
        how = "process_id" if self._by_id else "status"
        return Report(CompletionCode.SUCCESS, "", sent, after, self._evidence(job, sent, after, how))

    def _break_off(self, job: Job, sent: int, error: str, after: Condition | None = None) -> Report:
        """Part of a paper may be out. Drop the rest: it must not come out when the next citizen stands here."""
        with suppress(WireError, Canceled):
            self._connection.write(CLEAR)
        return self._unknown(job, sent, error, after or self._link.asb, broken_off=True)

    def _unknown(
        self, job: Job, sent: int, error: str, after: Condition | None = None, *, broken_off: bool = False
    ) -> Report:
        evidence = self._evidence(job, sent, after, "none")
        return Report(CompletionCode.OUTCOME_UNKNOWN, error, sent, after, evidence, broken_off)

    @staticmethod
    def _evidence(job: Job, sent: int, after: Condition | None, confirmed_by: str) -> dict[str, Json]:
        return {
            "job": job.name,
            "before": job.before.evidence() if job.before else None,
            "after": after.evidence() if after else None,
            "bytes": sent,
            "confirmed_by": confirmed_by,
        }
