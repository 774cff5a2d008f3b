"""The ticket printer: prints forms, and says that paper came out only when the printer said so.

Options, beside those of `Head`:
  status_channel  false for printers wired one way: they print, and every outcome is unknown
  job_confirm     true when the printer answers GS ( H: the job's own id comes back after its cut
  reply_ms        patience for one status answer
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import fields
from typing import cast

from drivers.codes import Code
from drivers.printer.escpos import ASB_OFF, ASB_ON, CLEAR, INIT, encode, finish_ask
from drivers.printer.forms import FormError, compose
from drivers.printer.glyphs import FontMissingError, find_fonts
from drivers.printer.job import Job, Report, Sender
from drivers.printer.layout import lay_out
from drivers.printer.lines import Cut, Head, HeadError, Line, Space
from drivers.printer.link import PrinterLink
from drivers.printer.slip import self_test_slip
from drivers.printer.status import NO_ANSWER, Condition, Trouble
from drivers.transport.base import Connection, WireError, WireReason
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    Context,
    DeviceEvent,
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


class TicketPrinter:
    """An ESC/POS printer with DLE EOT and ASB. Implements `drivers.types.Driver`."""

    idle_ms = 1000
    side_effects = frozenset({"print_form"})

    def __init__(self, connection: Connection, options: Mapping[str, Json], context: Context) -> None:
        own = _own_options(options)
        try:
            self._head = Head.of(options)
        except HeadError as error:
            raise WireError(WireReason.INVALID, str(error)) from error
        self._connection = connection
        self._context = context
        self._talks = bool(own["status_channel"])
        self._link = PrinterLink(connection, context, cast("int", own["reply_ms"]))
        self._sender = Sender(connection, self._link, context, by_id=bool(own["job_confirm"]))
        self._condition: Condition | None = None
        self._broken_off = False
        self._fonts: bool | None = None
        self._look_at_ms = 0
        self._counters = {"jobs": 0, "confirmed": 0, "bytes": 0}

    @staticmethod
    def frame_label(direction: str, data: bytes) -> str:
        """Name a frame without its contents: what a printer answers is status, what it gets may be personal."""
        if direction == "<":
            return "answer"
        return f"DLE EOT {data[2]}" if len(data) == 3 and data.startswith(b"\x10\x04") else "print data"

    def start(self) -> Status:
        """Ask for the status; then finish what an earlier life may have broken off.

        A job that still waits in a printer in trouble is dropped: it must not come out for the next citizen.
        """
        if not self._talks:
            self._connection.write(finish_ask(self._head) + INIT)
            return self._status()
        self._link.forget()
        self._condition = self._link.ask()
        if self._condition:
            if self._condition.trouble:
                self._connection.write(CLEAR)
            self._connection.write(finish_ask(self._head) + INIT + ASB_ON)
        return self._status()

    def idle(self) -> Status:
        """Take what came unasked, and ask: ASB alone would not notice a dead printer.

        Of one that never answers, reading tells at least whether its plug is in.
        """
        self._find_fonts()
        if self._talks:
            self._refresh()
        else:
            self._connection.read(256, 0)
        return self._status()

    def stop(self) -> None:
        """Ask for no more automatic status."""
        if self._talks:
            self._connection.write(ASB_OFF)

    def perform(self, command: Command) -> Completion:
        """print_form {form, data, job}, self_test, cut, status."""
        match command.op:
            case "print_form":
                return self._print_form(command)
            case "self_test":
                return self._print(command, self_test_slip(self._head))
            case "cut":
                return self._print(command, [Cut()])
            case "status":
                return self._tell(command)
            case _:
                return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)

    def _print_form(self, command: Command) -> Completion:
        form, data = command.args.get("form"), command.args.get("data")
        if not isinstance(form, Mapping) or not isinstance(data, Mapping):
            return _invalid(
                command, FormError(Code.DATA_INVALID, "print_form needs form and data, both tables")
            )
        try:
            lines = compose(form, data)
        except FormError as error:
            return _invalid(command, error)
        return self._print(command, lines)

    def _print(self, command: Command, lines: list[Line]) -> Completion:
        """Check, send, confirm. Nothing is sent unless the printer is ready."""
        settings = ASB_ON if self._talks else b""
        if self._broken_off:
            lines = [Space(_SEPARATE_MM), Cut(), *lines]
        self._find_fonts()
        try:
            printout = encode(lay_out(lines, self._head), self._head, settings, self._context.check)
        except FormError as error:
            return _invalid(command, error)
        except FontMissingError as error:
            return Completion(
                command.id,
                CompletionCode.UNSUPPORTED_DATA,
                Code.FONT_MISSING,
                evidence={"detail": str(error)},
            )
        refusal = self._refusal()
        if refusal:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, refusal)
        start = finish_ask(self._head) if self._broken_off else b""
        job = Job(
            str(command.args.get("job", command.id)), start + printout.data, self._condition, self._talks
        )
        report = self._sender.run(job, command.timeout_ms)
        self._after(report)
        evidence: dict[str, Json] = {
            **report.evidence,
            "raster_lines": printout.raster_lines,
            "missing_glyphs": printout.missing,
        }
        return Completion(command.id, report.code, report.error, evidence=evidence)

    def _find_fonts(self) -> None:
        """Know before the first rare character comes whether it can be printed."""
        now = self._context.now_ms()
        if self._fonts or now < self._look_at_ms:
            return
        try:
            find_fonts(self._context.check)
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

    def _tell(self, command: Command) -> Completion:
        """The status as a result; an error when the printer does not answer."""
        if self._talks:
            self._refresh()
            if self._condition is None:
                return Completion(command.id, CompletionCode.DEVICE_NOT_READY, NO_ANSWER.code)
        status = self._status()
        result: dict[str, Json] = {
            "device": status.device.value,
            "code": status.code,
            "paper": status.supplies.get("paper", Supply.UNKNOWN).value,
            **status.parts,
        }
        return Completion(command.id, CompletionCode.SUCCESS, result=result)

    def _refresh(self) -> None:
        self._note(self._link.ask())

    def _note(self, condition: Condition | None) -> None:
        """Keep a new condition; a change of the paper is an event."""
        before, self._condition = self._condition, condition
        if condition and before and condition.paper is not before.paper:
            self._context.emit(DeviceEvent("paperThreshold", {"paper": condition.paper.value}))

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


def _invalid(command: Command, error: FormError) -> Completion:
    """Nothing was sent; the detail names the key, not its value."""
    return Completion(command.id, CompletionCode.INVALID_DATA, error.code, evidence={"detail": str(error)})
