"""The driver of A4 printers behind a queue: a document comes out once, or somebody is told why not."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from drivers.codes import Code
from drivers.document_printer import ipp
from drivers.document_printer.exchange import Exchange, ExchangeError
from drivers.document_printer.ipp import Attribute, Value, attribute, texts
from drivers.document_printer.printing import Patience, Printing
from drivers.document_printer.queue import Job, Queue, QueueError
from drivers.document_printer.reasons import DENIED, GONE, SILENT, Condition, Trouble, condition
from drivers.document_printer.trial_page import trial_page
from drivers.options import Number, Options, Rule, Text
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.transport.base import WireError
from drivers.types import Canceled, Command, Completion, CompletionCode, DeviceState, Json, Status

_RULES: Final[dict[str, Rule]] = {
    "owner": Text("", 60),
    "user": Text("hallkit", 60),
    "media": Text("iso_a4_210x297mm", 100),
    "answer_ms": Number(5000, 500, 30_000),
    "trouble_ms": Number(20_000, 0, 600_000),
    "stall_ms": Number(30_000, 1000, 600_000),
    "most_mb": Number(64, 1, 512),
}
_PRINT: Final[dict[str, type]] = {
    "path": str,
    "job": str,
    "copies": int,
    "duplex": bool,
    "color": bool,
    "staple": bool,
}
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,80}")
_MOST_COPIES: Final = 99
_RESERVE_MS: Final = 4000
_SETTLE_MS: Final = 5000
_POLL_MS: Final = 100
_PDF: Final = b"%PDF-"
_PDF_END: Final = b"startxref"
"""Stands near the end of every PDF (ISO 32000-1 7.5.5): one that was cut off has none."""
_TAIL: Final = 2048
_REFUSALS: Final = {401: DENIED, 403: DENIED, 404: GONE}


def print_timeout_ms(pages: int) -> int:
    """How long a document may take: 60 s, and 5 s for each page of each copy."""
    return 60_000 + 5_000 * pages


@dataclass(frozen=True)
class Wanted:
    """How a document is wanted."""

    duplex: bool = False
    color: bool = False
    staple: bool = False


class A4Printer(ServingDriver):
    """Operations: `print_pdf` {path, job, copies, duplex, color, staple}, `cancel_all`, `test_page` {job}, `status`.

    `job` is the caller's name of the document: the same name never prints twice, it is asked for at the queue
    and answered with its first end. `cancel_all` belongs at the end of every visit: nothing of ours is left at
    the queue, on CUPS not even in its history. What is left from a life that broke off is canceled at the start.
    Options: `owner` (begins the names of our jobs; "" is this machine's name), `user`, `media`, `answer_ms` for
    one question, `trouble_ms` for a printer in trouble before the job is taken back, `stall_ms` in a line.
    """

    idle_ms: ClassVar[int] = 2000
    side_effects: ClassVar[frozenset[str]] = frozenset({"print_pdf", "test_page"})
    events: ClassVar[tuple[str, ...]] = ("jobQueued", "sentToPrinter", "pagesDone", "leftoverJob")

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the options. Raises `OptionError`."""
        self._own = Options(options, _RULES)
        self._owner = f"{self._own.text('owner') or platform.node() or 'hallkit'}-"
        self._exchange = Exchange(self.connection, self.context)
        self._queue = Queue(self._exchange, self._own.text("user"), self._own.number("answer_ms"))
        patience = Patience(self._own.number("trouble_ms"), self._own.number("stall_ms"))
        self._printing = Printing(self._queue, self.context, self.emit, patience)
        self._about: Mapping[str, tuple[Value, ...]] = {}
        self._tidy = False
        self._counters = {"jobs": 0, "confirmed": 0, "leftovers": 0}

    @staticmethod
    def frame_label(direction: str, data: bytes) -> str:
        """A question's first line and nothing else: what follows may be a document."""
        if direction == ">" and data.startswith(b"POST "):
            at = data.find(b"\r\n\r\n") + 4
            number = int.from_bytes(data[at + 2 : at + 4], "big")
            known = number in set(ipp.Operation)
            return ipp.Operation(number).name if known else "question"
        return "answer" if direction == "<" else "document"

    def operations(self) -> Mapping[str, Operation]:
        """The operations by name."""
        return {
            "print_pdf": Operation(self._print_pdf, _PRINT, needed=("path", "job")),
            "test_page": Operation(self._test_page, {"job": str}, needed=("job",)),
            "cancel_all": Operation(self._cancel_all),
            "status": Operation(self._tell),
        }

    def perform(self, command: Command) -> Completion:
        """Do one command; a queue that says no is an answer like any other."""
        try:
            return super().perform(command)
        except (QueueError, ExchangeError) as error:
            refusal = _refusal(error)
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, refusal.error)

    def look(self) -> Status:
        """Ask the queue; at the first answer, take away what an earlier life left there."""
        self._exchange.greet()
        try:
            self._about = self._queue.printer()
            if not self._tidy:
                self._counters["leftovers"] += self._clear_leftovers()
                self._tidy = True
        except (QueueError, ExchangeError) as error:
            refusal = _refusal(error)
            return Status(refusal.device, refusal.error, refusal.action, refusal.actor)
        return self._status(condition(self._about))

    # --- operations -------------------------------------------------------------------------

    def _print_pdf(self, command: Command) -> dict[str, Json]:
        copies = command.args.get("copies", 1)
        if not isinstance(copies, int) or not 1 <= copies <= _MOST_COPIES:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="copies")
        document = self._read(str(command.args["path"]))
        chosen = {name: command.args.get(name) is True for name in ("duplex", "color", "staple")}
        return self._print(command, document, copies, Wanted(**chosen))

    def _test_page(self, command: Command) -> dict[str, Json]:
        model = " ".join(texts(self._about, "printer-make-and-model")) or "printer"
        document = trial_page(("hallkit test page", model, "frame at 10 mm, marks every 10 mm"))
        return self._print(command, document, 1, Wanted())

    def _print(self, command: Command, document: bytes, copies: int, wanted: Wanted) -> dict[str, Json]:
        """Nothing is sent unless the printer is ready and can do it."""
        name = str(command.args["job"])
        if not _NAME.fullmatch(name):
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="job")
        end_ms = self.end_ms - min(_RESERVE_MS, command.timeout_ms // 4)
        try:
            template = self._template(copies, wanted)
            outcome = self._printing.run(self._owner + name, document, template, end_ms)
        except WireError as error:
            raise Refused(CompletionCode.DEVICE_NOT_READY, error.reason.value, job=name) from error
        except Canceled as gone:
            raise Refused(CompletionCode.CANCELED, "", job=name) from gone
        repeated = outcome.evidence.get("repeated") is True
        self._counters["jobs"] += outcome.sent and not repeated
        if outcome.code is not CompletionCode.SUCCESS:
            raise Refused(outcome.code, outcome.error, **outcome.evidence)
        self._counters["confirmed"] += not repeated
        return outcome.evidence

    def _template(self, copies: int, wanted: Wanted) -> list[Attribute]:
        """How it shall be printed. Raises `Refused` when the printer is in trouble or has no such thing."""
        self._about = self._queue.printer()
        trouble = condition(self._about).blocking
        if trouble is not None:
            raise Refused(CompletionCode.DEVICE_NOT_READY, trouble.error)
        sides = "two-sided-long-edge" if wanted.duplex else "one-sided"
        mode = "color" if wanted.color else "monochrome"
        for word, name in ((sides, "sides-supported"), (mode, "print-color-mode-supported")):
            offered = texts(self._about, name)
            if offered and word not in offered:
                raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.PRINTER_NOT_OFFERED, wanted=word)
        if wanted.staple and not self._staples():
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.PRINTER_NOT_OFFERED, wanted="staple")
        return [
            *([attribute("finishings", ipp.ENUM, ipp.STAPLE)] if wanted.staple else ()),
            attribute("copies", ipp.INTEGER, copies),
            attribute("job-sheets", ipp.KEYWORD, "none"),
            attribute("media", ipp.KEYWORD, self._own.text("media")),
            attribute("print-color-mode", ipp.KEYWORD, mode),
            attribute("sides", ipp.KEYWORD, sides),
        ]

    def _read(self, path: str) -> bytes:
        """The document, whole; `/proc/PID/fd/N` reads a memfd of the caller's."""
        most = self._own.number("most_mb") << 20
        try:
            if not Path(path).is_file():
                raise Refused(CompletionCode.INVALID_DATA, Code.DOCUMENT_UNREADABLE)
            with Path(path).open("rb") as file:
                document = file.read(most + 1)
        except (OSError, ValueError) as error:
            raise Refused(CompletionCode.INVALID_DATA, Code.DOCUMENT_UNREADABLE) from error
        whole = document.startswith(_PDF) and _PDF_END in document[-_TAIL:]
        if not whole or len(document) > most:
            raise Refused(CompletionCode.INVALID_DATA, Code.DOCUMENT_UNREADABLE, bytes=len(document))
        return document

    def _cancel_all(self, command: Command) -> dict[str, Json]:
        del command
        return self._clean()

    def _clean(self) -> dict[str, Json]:
        """Nothing of ours stays: what waits or prints is canceled, what is over is forgotten."""
        ours = self._ours(over=False)
        for job in ours:
            self._cancel(job)
        end_ms = self.context.now_ms() + self.left_ms(_SETTLE_MS)
        while (left := self._ours(over=False)) and self.context.now_ms() < end_ms:
            self.context.pause(_POLL_MS)
        forgotten = self._ours(over=True)
        for job in forgotten:
            self._cancel(job)
        if left:
            ids: list[Json] = [job.id for job in left]
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.JOB_LEFT_OVER, jobs=ids)
        return {"canceled": len(ours), "forgotten": len(forgotten), "history": len(self._ours(over=True))}

    def _tell(self, command: Command) -> dict[str, Json]:
        del command
        status = self.look()
        if status.device in (DeviceState.NO_DEVICE, DeviceState.OFFLINE) and not status.parts:
            raise Refused(CompletionCode.DEVICE_NOT_READY, status.code)
        supplies = {name: supply.value for name, supply in status.supplies.items()}
        return {"device": status.device.value, "code": status.code, **status.parts, **supplies}

    def facts(self) -> dict[str, Json]:
        """What the queue offers, in IPP's words."""
        self._about = self._queue.printer()
        lists: dict[str, Json] = {}
        for key, name in (
            ("trays", "media-source-supported"),
            ("media", "media-supported"),
            ("formats", "document-format-supported"),
            ("colors", "print-color-mode-supported"),
        ):
            lists[key] = [*texts(self._about, name)]
        duplex = any(side.startswith("two-sided") for side in texts(self._about, "sides-supported"))
        model = " ".join(texts(self._about, "printer-make-and-model"))
        return {"model": model, "duplex": duplex, "staple": self._staples(), **lists}

    def clear(self) -> bool:
        """Nothing of ours stays at the queue. Raises `Refused`."""
        self._clean()
        return True

    # --- steps ------------------------------------------------------------------------------

    def _staples(self) -> bool:
        return ipp.STAPLE in self._about.get("finishings-supported", ())

    def _ours(self, *, over: bool) -> list[Job]:
        return [job for job in self._queue.jobs(over=over) if job.name.startswith(self._owner)]

    def _clear_leftovers(self) -> int:
        """Cancel what an earlier life did not finish: it must not come out for the next citizen."""
        found = self._ours(over=False)
        for job in found:
            self._cancel(job)
        if found:
            self.emit("leftoverJob", count=len(found))
        return len(found)

    def _cancel(self, job: Job) -> None:
        """Cancel and forget; a queue that keeps its history may refuse the second."""
        try:
            self._queue.cancel(job.id, purge=True)
        except QueueError as error:
            if error.status in ipp.NOT_AUTHORIZED:
                raise

    def _status(self, found: Condition) -> Status:
        shown = found.trouble or found.warning
        supplies = {"paper": found.paper, "toner": found.toner}
        counters = dict(self._counters)
        if shown is None:
            return Status(DeviceState.ONLINE, parts=found.parts(), supplies=supplies, counters=counters)
        return Status(
            shown.device if found.blocking else DeviceState.ONLINE,
            shown.error,
            shown.action,
            shown.actor,
            parts=found.parts(),
            supplies=supplies,
            counters=counters,
        )


def _refusal(error: QueueError | ExchangeError) -> Trouble:
    """What an answer means that is no help."""
    if isinstance(error, QueueError):
        if error.status == ipp.NOT_FOUND:
            return GONE
        return DENIED if error.status in ipp.NOT_AUTHORIZED else SILENT
    return _REFUSALS.get(error.status, SILENT)
