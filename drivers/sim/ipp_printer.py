"""The twin of an A4 printer on the network that speaks IPP itself (RFC 8010, RFC 8011): HTTP in, paper out.

What stands below a real CUPS is another twin: `print_service`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from drivers.document_printer import ipp
from drivers.document_printer.ipp import IppError, JobState, Operation, Value
from drivers.sim.base import Hand, Reply, on
from drivers.sim.faults import Fault
from drivers.sim.spoil import spoil
from drivers.sim.tcp_line import TcpLine

_HEAD_END: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d{1,9})", re.IGNORECASE)
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_MOST: Final = 64 << 20
_OK, _BAD, _NO_SUCH_OPERATION = 0x0000, 0x0400, 0x0501
_IDLE, _PROCESSING, _STOPPED = 3, 4, 5
_NOISE: Final = b"\x00\xffHTTP\x00\r\n"
_SLOW_MS: Final = 1
_REASONS: Final = {
    Fault.JAM: "media-jam-error",
    Fault.PAPER_OUT: "media-empty-error",
    Fault.NEAR_END: "media-low-warning",
    Fault.COVER_OPEN: "cover-open-error",
}
_OFFER: Final[tuple[tuple[int, str, tuple[Value, ...]], ...]] = (
    (ipp.MIME, "document-format-supported", ("application/pdf",)),
    (ipp.KEYWORD, "sides-supported", ("one-sided", "two-sided-long-edge")),
    (ipp.KEYWORD, "print-color-mode-supported", ("monochrome", "color")),
    (ipp.KEYWORD, "media-supported", ("iso_a4_210x297mm",)),
    (ipp.KEYWORD, "media-source-supported", ("main",)),
    (ipp.TEXT, "printer-make-and-model", ("Hallkit A4 Twin",)),
    (ipp.NAME, "marker-types", ("toner",)),
    (ipp.INTEGER, "marker-levels", (80,)),
)
_Facts = list[tuple[int, str, tuple[Value, ...]]]
_Asked = Mapping[str, tuple[Value, ...]]


@dataclass
class _Job:
    """One job. It waits, is worked on, is done: a step for every question that is asked meanwhile."""

    id: int
    name: str
    state: JobState = JobState.HELD
    document: bytes = b""
    pages: int = 0

    def facts(self) -> _Facts:
        """As Get-Job-Attributes tells it."""
        reason = "none" if self.document or self.state.over else "job-incoming"
        return [
            (ipp.INTEGER, "job-id", (self.id,)),
            (ipp.NAME, "job-name", (self.name,)),
            (ipp.ENUM, "job-state", (int(self.state),)),
            (ipp.KEYWORD, "job-state-reasons", (reason,)),
            (ipp.INTEGER, "job-impressions-completed", (self.pages,)),
            (ipp.INTEGER, "number-of-documents", (int(bool(self.document)),)),
        ]


class IppPrinterTwin:
    """`papers`: the documents that came out, in order. `accepting`: whether it takes new ones."""

    faults = frozenset(
        {Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.GARBAGE_BEFORE, Fault.SLOW, *_REASONS},
    )

    def __init__(self) -> None:
        self.fault = Fault.NONE
        self.accepting = True
        self.papers: list[bytes] = []
        self._jobs: dict[int, _Job] = {}
        self._request = bytearray()

    def feed(self, data: bytes) -> Iterable[Reply]:
        """A question, whole or in pieces."""
        self._request += data
        head = self._request.find(_HEAD_END)
        told = _LENGTH.search(self._request[: max(0, head)])
        end = head + len(_HEAD_END) + (int(told[1]) if told else 0)
        if head < 0 or len(self._request) < end:
            self._request = self._request[-_MOST:]
            return ()
        body = bytes(self._request[head + len(_HEAD_END) : end])
        self._request.clear()
        answer = self._answer(body)
        whole = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nConnection: close\r\n"
        whole += b"Content-Length: %d\r\n\r\n" % len(answer) + answer
        return spoil(self.fault, whole, noise=_NOISE, gap_ms=_SLOW_MS)

    def unasked(self) -> Iterable[Reply]:
        """A printer never speaks first."""
        return ()

    def power_on(self) -> None:
        """A connection begins: nothing was received on it."""
        self._request.clear()

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it; paper, jam and cover are faults."""
        return {
            "look": Hand("出来了几份", "how many documents came out", lambda _: str(len(self.papers))),
            "refuse": Hand("不收新文件:on 或 off", "take no new documents: on or off", self._refuse),
        }

    def _refuse(self, rest: str) -> str:
        self.accepting = not on(rest)
        return ""

    def _answer(self, body: bytes) -> bytes:
        """A request has a response's shape, with the operation where that has its status (RFC 8010 3.1.1)."""
        try:
            asked = ipp.answer(body)
        except IppError:
            return _response(_BAD, 0)
        self._work()
        known: dict[int, Callable[[_Asked], tuple[int, list[_Facts]]]] = {
            Operation.GET_PRINTER_ATTRIBUTES: self._printer,
            Operation.CREATE_JOB: self._create,
            Operation.SEND_DOCUMENT: lambda first: self._send(first, body),
            Operation.CANCEL_JOB: self._cancel,
            Operation.GET_JOB_ATTRIBUTES: self._job,
            Operation.GET_JOBS: self._list,
        }
        found = known.get(asked.status)
        if found is None:
            return _response(_NO_SUCH_OPERATION, asked.request)
        status, groups = found(next(iter(asked.group(ipp.OPERATION_GROUP)), {}))
        tag = ipp.PRINTER_GROUP if asked.status == Operation.GET_PRINTER_ATTRIBUTES else ipp.JOB_GROUP
        return _response(status, asked.request, tag, groups)

    def _work(self) -> None:
        """One step on, unless something is wrong with the paper."""
        if self._stuck:
            return
        for job in self._jobs.values():
            if job.state is JobState.PROCESSING:
                job.state, job.pages = JobState.COMPLETED, max(1, len(_PAGE.findall(job.document)))
                self.papers.append(job.document)
            elif job.state is JobState.PENDING:
                job.state = JobState.PROCESSING

    @property
    def _stuck(self) -> bool:
        return _REASONS.get(self.fault, "").endswith("-error")

    def _printer(self, _: _Asked) -> tuple[int, list[_Facts]]:
        open_ = [job for job in self._jobs.values() if not job.state.over]
        state = _STOPPED if self._stuck else _PROCESSING if open_ else _IDLE
        now: _Facts = [
            (ipp.ENUM, "printer-state", (state,)),
            (ipp.KEYWORD, "printer-state-reasons", (_REASONS.get(self.fault, "none"),)),
            (ipp.BOOLEAN, "printer-is-accepting-jobs", (self.accepting,)),
            (ipp.INTEGER, "queued-job-count", (len(open_),)),
        ]
        return _OK, [[*now, *_OFFER]]

    def _create(self, first: _Asked) -> tuple[int, list[_Facts]]:
        if not self.accepting:
            return ipp.NOT_ACCEPTING, []
        number = len(self._jobs) + 1
        self._jobs[number] = _Job(number, " ".join(ipp.texts(first, "job-name")))
        return _OK, [self._jobs[number].facts()]

    def _send(self, first: _Asked, body: bytes) -> tuple[int, list[_Facts]]:
        """The document is what follows the end of the attributes."""
        job = self._jobs.get(ipp.number(first, "job-id") or 0)
        if job is None:
            return ipp.NOT_FOUND, []
        document = body[body.find(bytes([ipp.END]) + b"%PDF-") + 1 :]
        if job.document or job.state.over:
            return ipp.NOT_POSSIBLE, []
        if not document.startswith(b"%PDF-"):
            return ipp.FORMAT_NOT_SUPPORTED, []
        job.document, job.state = document, JobState.PENDING
        return _OK, [job.facts()]

    def _cancel(self, first: _Asked) -> tuple[int, list[_Facts]]:
        job = self._jobs.get(ipp.number(first, "job-id") or 0)
        if job is None:
            return ipp.NOT_FOUND, []
        if job.state.over:
            return ipp.NOT_POSSIBLE, []
        job.state = JobState.CANCELED
        return _OK, []

    def _job(self, first: _Asked) -> tuple[int, list[_Facts]]:
        job = self._jobs.get(ipp.number(first, "job-id") or 0)
        return (ipp.NOT_FOUND, []) if job is None else (_OK, [job.facts()])

    def _list(self, first: _Asked) -> tuple[int, list[_Facts]]:
        over = "completed" in ipp.texts(first, "which-jobs")
        return _OK, [job.facts() for job in reversed(self._jobs.values()) if job.state.over == over]


def _response(status: int, number: int, tag: int = ipp.JOB_GROUP, groups: Iterable[_Facts] = ()) -> bytes:
    common: _Facts = [
        (ipp.CHARSET, "attributes-charset", ("utf-8",)),
        (ipp.LANGUAGE, "attributes-natural-language", ("en",)),
    ]
    out = struct.pack(">BBHI", 2, 0, status, number) + _group(ipp.OPERATION_GROUP, common)
    return out + b"".join(_group(tag, facts) for facts in groups) + bytes([ipp.END])


def _group(tag: int, facts: _Facts) -> bytes:
    out = bytes([tag])
    for kind, name, values in facts:
        label = name.encode()
        for value in values:
            data = _bytes_of(kind, value)
            out += struct.pack(">BH", kind, len(label)) + label + struct.pack(">H", len(data)) + data
            label = b""
    return out


def _bytes_of(kind: int, value: Value) -> bytes:
    if kind == ipp.BOOLEAN:
        return bytes([bool(value)])
    return struct.pack(">i", value) if isinstance(value, int) else str(value).encode()


class IppLine(TcpLine):
    """An IPP printer on the network: a connection for every question."""

    @property
    def port(self) -> str:
        """`ipp://HOST:PORT/ipp/print`, the same after replugging."""
        return super().port.replace("tcp://", "ipp://") + "/ipp/print"

    def _hang_up(self) -> None:
        self.machine.power_on()
        super()._hang_up()
