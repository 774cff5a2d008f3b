"""The ticket printer: prints forms, and says that paper came out only when the printer said so.

Operations: `print_form` {form, data, job}, `reprint_last` {reason, job}, `self_test`, `cut`, `paper_replaced`, `status`.
Options, beside those of `Head`:
  status_channel  false for printers wired one way: they print, and every outcome is unknown
  job_confirm     true when the printer answers GS ( H: the job's own id comes back after its cut
  reply_ms        patience for one status answer
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import ClassVar, Final, cast

from drivers.codes import Code
from drivers.printer.escpos import ASB_OFF, ASB_ON, CLEAR, INIT, Printout, encode, finish_ask
from drivers.printer.forms import FormError, compose
from drivers.printer.glyphs import FontMissingError, find_fonts
from drivers.printer.job import Job, Report, Sender
from drivers.printer.layout import lay_out
from drivers.printer.lines import Align, Charset, Cut, Head, HeadError, Line, Space, Style, Text
from drivers.printer.link import PrinterLink
from drivers.printer.slip import self_test_slip
from drivers.printer.status import NO_ANSWER, Condition, Trouble
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.transport.base import WireError, WireReason
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    DeviceState,
    Json,
    Status,
    Supply,
)

_OWN: dict[str, Json] = {"status_channel": True, "job_confirm": False, "reply_ms": 500}
_BLIND = Status(DeviceState.ONLINE, Code.STATUS_NO_CHANNEL, supplies={"paper": Supply.UNKNOWN})
"""A printer that cannot answer is offered for printing all the same; its outcomes stay unknown."""
_NO_FONT_BLIND = Status(
    DeviceState.ONLINE, Code.FONT_MISSING, Action.CONFIGURATION, Actor.TECHNICIAN, supplies=_BLIND.supplies
)
_FINE = Trouble("", DeviceState.ONLINE, Action.NONE, Actor.NOBODY)
_NO_FONT = Trouble(Code.FONT_MISSING, DeviceState.ONLINE, Action.CONFIGURATION, Actor.TECHNICIAN)
"""Prints, but no rare character: such a job is refused."""
_LOW = Trouble(Code.PAPER_LOW, DeviceState.ONLINE, Action.MAINTENANCE, Actor.STAFF)
_LOOK_AGAIN_MS = 60_000
"""A missing font is looked for again: somebody may be installing it."""
_SEPARATE_MM = 12
"""Empty paper between half a paper that a fault left hanging and its cut."""
_KEEP_MS = 600_000
REASONS: Final = ("jammed", "torn", "unreadable", "lost")
"""Why a paper may be printed again."""
_AGAIN = Text("补打 Reprint", Style(bold=True, align=Align.CENTER))
"""Stands above a paper that is printed again: there may be two of it."""


@dataclass(frozen=True)
class _Paper:
    """The last form that was sent, until its citizen is gone."""

    job: str
    lines: list[Line] = field(repr=False)
    until_ms: int


class TicketPrinter(ServingDriver):
    """An ESC/POS printer with DLE EOT and ASB. Papers are told as `evidence`, done or not."""

    side_effects: ClassVar[frozenset[str]] = frozenset({"print_form", "reprint_last", "self_test", "cut"})
    unsupported: ClassVar[tuple[str, ...]] = ("print_raster", "present", "retract")
    events: ClassVar[tuple[str, ...]] = ("printStarted", "printed", "paperThreshold")

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the options. Raises `WireError` INVALID."""
        own = _own_options(options)
        try:
            self._head = Head.of(options)
        except HeadError as error:
            raise WireError(WireReason.INVALID, str(error)) from error
        self._talks = bool(own["status_channel"])
        self._by_id = bool(own["job_confirm"])
        self._link = PrinterLink(self.connection, self.context, cast("int", own["reply_ms"]))
        self._sender = Sender(self.connection, self._link, self.context, by_id=self._by_id)
        self._condition: Condition | None = None
        self._broken_off = False
        self._fonts: bool | None = None
        self._look_at_ms = 0
        self._last: _Paper | None = None
        self._counters = {"jobs": 0, "confirmed": 0, "bytes": 0, "on_roll": 0}

    def operations(self) -> Mapping[str, Operation]:
        """The operations by name."""
        return {
            "print_form": Operation(self._print_form, {"form": dict, "data": dict, "job": str}),
            "reprint_last": Operation(self._reprint_last, {"reason": str, "job": str}, ("reason",)),
            "self_test": Operation(self._self_test, {"job": str}),
            "cut": Operation(self._cut, {"job": str}),
            "paper_replaced": Operation(self._paper_replaced),
            "status": Operation(self._tell),
        }

    @staticmethod
    def frame_label(direction: str, data: bytes) -> str:
        """Name a frame without its contents: what a printer answers is status, what it gets may be personal."""
        if direction == "<":
            return "answer"
        return f"DLE EOT {data[2]}" if len(data) == 3 and data.startswith(b"\x10\x04") else "print data"

    def look(self) -> Status:
        """Ask for the status; then finish what an earlier life may have broken off.

        A job that still waits in a printer in trouble is dropped: it must not come out for the next citizen.
        """
        if not self._talks:
            self.connection.write(finish_ask(self._head) + INIT)
            return self._status()
        self._link.forget()
        self._condition = self._link.ask()
        if self._condition:
            if self._condition.trouble:
                self.connection.write(CLEAR)
            self.connection.write(finish_ask(self._head) + INIT + ASB_ON)
        return self._status()

    def tick(self) -> Status:
        """Take what came unasked, and ask: ASB alone would not notice a dead printer.

        Of one that never answers, reading tells at least whether its plug is in.
        """
        self._find_fonts()
        if self._last is not None and self.context.now_ms() >= self._last.until_ms:
            self._last = None
        if self._talks:
            self._refresh()
        else:
            self.connection.read(256, 0)
        return self._status()

    def stop(self) -> None:
        """Ask for no more automatic status."""
        if self._talks:
            self.connection.write(ASB_OFF)

    def facts(self) -> dict[str, Json]:
        """What its profile says of it; it cannot be asked."""
        head = self._head
        return {
            "columns": head.columns,
            "dots": head.dots,
            "charset": head.charset.value,
            "kanji_mode": head.charset is not Charset.NONE,
            "native_qr": head.native_qr,
            "cutter": head.cutter,
            "status_channel": self._talks,
            "confirms_jobs": self._by_id,
            "presenter": False,
            "black_mark": False,
        }

    def clear(self) -> bool:
        """The last paper cannot be printed again any more."""
        self._last = None
        return True

    def perform(self, command: Command) -> Completion:
        """Do one command; how a paper came out is evidence."""
        done = super().perform(command)
        if done.done and command.op in self.side_effects:
            return replace(done, result={}, evidence=done.result)
        return done

    # --- operations -------------------------------------------------------------------------

    def _print_form(self, command: Command) -> dict[str, Json]:
        form, data = command.args.get("form"), command.args.get("data")
        if not isinstance(form, Mapping) or not isinstance(data, Mapping):
            raise _invalid(FormError(Code.DATA_INVALID, "print_form needs form and data, both tables"))
        try:
            lines = compose(form, data)
        except FormError as error:
            raise _invalid(error) from error
        return self._print(command, lines, keep=True)

    def _reprint_last(self, command: Command) -> dict[str, Json]:
        """The last form once more, marked as a reprint. It is forgotten with its citizen, or after ten minutes."""
        reason, last = command.args["reason"], self._last
        if reason not in REASONS:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="reason")
        if last is None or self.context.now_ms() >= last.until_ms:
            raise Refused(CompletionCode.SEQUENCE_ERROR, Code.JOB_NONE)
        return {**self._print(command, [_AGAIN, *last.lines]), "reason": reason, "reprint_of": last.job}

    def _self_test(self, command: Command) -> dict[str, Json]:
        return self._print(command, self_test_slip(self._head))

    def _cut(self, command: Command) -> dict[str, Json]:
        return self._print(command, [Cut()])

    def _paper_replaced(self, command: Command) -> dict[str, Json]:
        """A new roll is in: its sensor is asked, and papers are counted anew."""
        del command
        if refusal := self._refusal():
            raise Refused(CompletionCode.DEVICE_NOT_READY, refusal)
        papers, self._counters["on_roll"] = self._counters["on_roll"], 0
        paper = self._condition.paper if self._condition else Supply.UNKNOWN
        return {"paper": paper.value, "papers_on_last_roll": papers}

    def _tell(self, command: Command) -> dict[str, Json]:
        """The status as a result; an error when the printer does not answer."""
        del command
        if self._talks:
            self._refresh()
            if self._condition is None:
                raise Refused(CompletionCode.DEVICE_NOT_READY, NO_ANSWER.code)
        status = self._status()
        return {
            "device": status.device.value,
            "code": status.code,
            "paper": status.supplies.get("paper", Supply.UNKNOWN).value,
            **status.parts,
        }

    # --- steps ------------------------------------------------------------------------------

    def _print(self, command: Command, lines: list[Line], *, keep: bool = False) -> dict[str, Json]:
        """Check, send, confirm. Nothing is sent unless the printer is ready. `keep`: it may be printed again."""
        job = str(command.args.get("job", command.id))
        printout = self._printout(lines)
        if refusal := self._refusal():
            raise Refused(CompletionCode.DEVICE_NOT_READY, refusal)
        start = finish_ask(self._head) if self._broken_off else b""
        if keep:
            self._last = _Paper(job, lines, self.context.now_ms() + _KEEP_MS)
        self.emit("printStarted", job=job)
        report = self._sender.run(
            Job(job, start + printout.data, self._condition, self._talks), command.timeout_ms
        )
        self._after(report)
        evidence: dict[str, Json] = {
            **report.evidence,
            "raster_lines": printout.raster_lines,
            "missing_glyphs": printout.missing,
        }
        if report.code is not CompletionCode.SUCCESS:
            raise Refused(report.code, report.error, **evidence)
        self.emit("printed", job=job)
        return evidence

    def _printout(self, lines: list[Line]) -> Printout:
        """The bytes of a paper. Raises `Refused` for what cannot be printed."""
        settings = ASB_ON if self._talks else b""
        if self._broken_off:
            lines = [Space(_SEPARATE_MM), Cut(), *lines]
        self._find_fonts()
        try:
            return encode(lay_out(lines, self._head), self._head, settings, self.context.check)
        except FormError as error:
            raise _invalid(error) from error
        except FontMissingError as error:
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.FONT_MISSING, detail=str(error)) from error

    def _find_fonts(self) -> None:
        """Know before the first rare character comes whether it can be printed."""
        now = self.context.now_ms()
        if self._fonts or now < self._look_at_ms:
            return
        try:
            find_fonts(self.context.check)
            self._fonts = True
        except FontMissingError:
            self._fonts = False
            self._look_at_ms = now + _LOOK_AGAIN_MS

    def _refusal(self) -> str:
        """Why nothing may be sent now; "" when it may. A wire that breaks here has printed nothing."""
        if not self._talks:
            return ""
        try:
            self._refresh()
        except WireError as error:
            return error.reason.value
        trouble = self._trouble()
        return trouble.code if trouble else ""

    def _after(self, report: Report) -> None:
        if self._talks and report.after is not None:
            self._note(report.after)
        self._broken_off = report.broken_off
        self._counters["jobs"] += 1
        self._counters["confirmed"] += report.code is CompletionCode.SUCCESS
        self._counters["bytes"] += report.sent
        self._counters["on_roll"] += bool(report.sent)

    def _refresh(self) -> None:
        self._note(self._link.ask())

    def _note(self, condition: Condition | None) -> None:
        """Keep a new condition; a change of the paper is an event."""
        before, self._condition = self._condition, condition
        if condition and before and condition.paper is not before.paper:
            self.emit("paperThreshold", paper=condition.paper.value)

    def _trouble(self) -> Trouble | None:
        return self._condition.trouble if self._condition else NO_ANSWER

    def _status(self) -> Status:
        if not self._talks:
            return _NO_FONT_BLIND if self._fonts is False else _BLIND
        trouble = self._trouble()
        known = self._condition
        parts = known.parts() if known else dict.fromkeys(("cover", "cutter", "head"), "unknown")
        paper = known.paper if known else Supply.UNKNOWN
        if trouble is None:
            trouble = _NO_FONT if self._fonts is False else _LOW if paper is Supply.LOW else _FINE
        return Status(
            trouble.device,
            trouble.code,
            trouble.action,
            trouble.actor,
            parts=parts,
            supplies={"paper": paper},
            counters=dict(self._counters),
        )


def _own_options(options: Mapping[str, Json]) -> dict[str, Json]:
    """The driver's own options. Raises `WireError` INVALID for a wrong or unknown one."""
    known = {*_OWN, *(field.name for field in fields(Head))}
    for key, value in options.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1) or sorted(known)
            raise WireError(WireReason.INVALID, f"unknown printer option {key}; write {' or '.join(near)}")
        if key in _OWN and type(value) is not type(_OWN[key]):
            raise WireError(WireReason.INVALID, f"{key} must be {type(_OWN[key]).__name__}")
    return {**_OWN, **{key: options[key] for key in _OWN if key in options}}


def _invalid(error: FormError) -> Refused:
    """Nothing was sent; the detail names the key, not its value."""
    return Refused(CompletionCode.INVALID_DATA, error.code, detail=str(error))
