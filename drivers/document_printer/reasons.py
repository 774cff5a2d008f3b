"""What a queue says of its printer (RFC 8011 5.4.12, PWG 5100.9) as trouble, supplies and parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from drivers.codes import Code
from drivers.document_printer.ipp import Value, number, texts
from drivers.types import Action, Actor, DeviceState, Supply

IDLE, PROCESSING, STOPPED = 3, 4, 5
"""printer-state."""
ATTRIBUTES: Final = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "queued-job-count",
    "document-format-supported",
    "sides-supported",
    "print-color-mode-supported",
    "media-supported",
    "media-source-supported",
    "finishings-supported",
    "printer-make-and-model",
    "cups-version",
    "marker-types",
    "marker-levels",
)
_LOW_LEVEL: Final = 10


@dataclass(frozen=True)
class Trouble:
    """Why nothing can be printed, or what soon will be: `device` is online for a mere warning."""

    error: Code
    device: DeviceState
    action: Action
    actor: Actor


def _staff(error: Code) -> Trouble:
    return Trouble(error, DeviceState.OFFLINE, Action.MAINTENANCE, Actor.STAFF)


_WARNING: Final = DeviceState.ONLINE
_GENERAL: Final = Trouble(Code.PRINTER_ERROR, DeviceState.HARDWARE_ERROR, Action.RESET, Actor.TECHNICIAN)
_BROKEN: Final = Trouble(Code.QUEUE_BROKEN, DeviceState.OFFLINE, Action.CONFIGURATION, Actor.TECHNICIAN)
_ERRORS: Final = (
    ("media-jam", Trouble(Code.TRAY_JAMMED, DeviceState.HARDWARE_ERROR, Action.CLEAR, Actor.STAFF)),
    ("cover-open", _staff(Code.TRAY_COVER_OPEN)),
    ("door-open", _staff(Code.TRAY_COVER_OPEN)),
    ("interlock-open", _staff(Code.TRAY_COVER_OPEN)),
    ("input-tray-missing", _staff(Code.TRAY_MISSING)),
    ("media-empty", _staff(Code.TRAY_EMPTY)),
    ("media-needed", _staff(Code.TRAY_EMPTY)),
    ("toner-empty", _staff(Code.TONER_OUT)),
    ("marker-supply-empty", _staff(Code.TONER_OUT)),
    ("output-area-full", _staff(Code.TRAY_OUTPUT_FULL)),
    ("output-tray-missing", _staff(Code.TRAY_MISSING)),
    ("offline", _staff(Code.PRINTER_OFFLINE)),
    ("connecting-to-device", _staff(Code.PRINTER_OFFLINE)),
    ("timed-out", _staff(Code.PRINTER_OFFLINE)),
    ("shutdown", _staff(Code.PRINTER_OFFLINE)),
    ("stopped-partly", _GENERAL),
    ("cups-missing-filter", _BROKEN),
    ("cups-insecure-filter", _BROKEN),
)
"""By the beginning of the keyword; the first that is there is told."""
_TRAY_LOW: Final = Trouble(Code.TRAY_LOW, _WARNING, Action.MAINTENANCE, Actor.STAFF)
_TONER_LOW: Final = Trouble(Code.TONER_LOW, _WARNING, Action.MAINTENANCE, Actor.STAFF)
PAUSED: Final = Trouble(Code.QUEUE_STOPPED, DeviceState.OFFLINE, Action.CONFIGURATION, Actor.TECHNICIAN)
REFUSING: Final = Trouble(Code.QUEUE_REFUSING, DeviceState.OFFLINE, Action.CONFIGURATION, Actor.TECHNICIAN)
GONE: Final = Trouble(Code.QUEUE_NOT_FOUND, DeviceState.NO_DEVICE, Action.CONFIGURATION, Actor.TECHNICIAN)
DENIED: Final = Trouble(Code.PERMISSION_DENIED, DeviceState.OFFLINE, Action.CONFIGURATION, Actor.TECHNICIAN)
SILENT: Final = Trouble(Code.PROTOCOL_NO_ANSWER, DeviceState.OFFLINE, Action.MAINTENANCE, Actor.TECHNICIAN)


@dataclass(frozen=True)
class Condition:
    """What the queue said at one moment.

    `live`: it says how the printer is now. An idle CUPS queue does not: its reasons are those of the last job,
    and stay until the next one, whoever has filled in paper since.
    """

    live: bool
    state: int
    accepting: bool
    reasons: tuple[str, ...]
    queued: int
    paper: Supply
    toner: Supply

    @property
    def trouble(self) -> Trouble | None:
        """The first thing that keeps it from printing; None when it can."""
        errors = [reason for reason in self.reasons if not reason.endswith(("-warning", "-report"))]
        for begin, trouble in _ERRORS:
            if any(reason.startswith(begin) for reason in errors):
                return trouble
        if self.state == STOPPED or "paused" in errors:
            return PAUSED
        if not self.accepting:
            return REFUSING
        return _GENERAL if any(reason.endswith("-error") for reason in errors) else None

    @property
    def blocking(self) -> Trouble | None:
        """The trouble for which nothing should even be sent; from an idle CUPS only the queue's own."""
        found = self.trouble
        return found if self.live or found in (PAUSED, REFUSING, _BROKEN) else None

    @property
    def warning(self) -> Trouble | None:
        """What will soon keep it from printing."""
        if self.paper is Supply.LOW:
            return _TRAY_LOW
        return _TONER_LOW if self.toner is Supply.LOW else None

    def parts(self) -> dict[str, str]:
        """States of queue and printer, as words."""
        jam = _begins(self.reasons, "media-jam")
        cover = _begins(self.reasons, "cover-open", "door-open", "interlock-open")
        return {
            "queue": {IDLE: "idle", PROCESSING: "printing", STOPPED: "stopped"}.get(self.state, "unknown"),
            "accepting": "yes" if self.accepting else "no",
            "media": "jammed" if jam else "unknown",
            "cover": "open" if cover else "unknown",
        }


def condition(attributes: Mapping[str, tuple[Value, ...]]) -> Condition:
    """Read the printer's attributes; what it does not say is unknown, never fine."""
    reasons = tuple(reason for reason in texts(attributes, "printer-state-reasons") if reason != "none")
    accepting = attributes.get("printer-is-accepting-jobs", (False,))[:1] == (True,)
    state = number(attributes, "printer-state") or 0
    return Condition(
        live="cups-version" not in attributes or state == PROCESSING,
        state=state,
        accepting=accepting,
        reasons=reasons,
        queued=number(attributes, "queued-job-count") or 0,
        paper=_supply(reasons, ("media-empty", "media-needed"), ("media-low",)),
        toner=_toner(attributes, reasons),
    )


def _supply(reasons: tuple[str, ...], empty: tuple[str, ...], low: tuple[str, ...]) -> Supply:
    """An "empty" that is only a warning is one tray of several."""
    if any(one.startswith(empty) and not one.endswith(("-warning", "-report")) for one in reasons):
        return Supply.OUT
    return Supply.LOW if _begins(reasons, *empty, *low) else Supply.UNKNOWN


def _toner(attributes: Mapping[str, tuple[Value, ...]], reasons: tuple[str, ...]) -> Supply:
    """By the reasons; else by the emptiest of the markers that print (percent; below 0 is "not known")."""
    told = _supply(reasons, ("toner-empty", "marker-supply-empty"), ("toner-low", "marker-supply-low"))
    if told is not Supply.UNKNOWN:
        return told
    types = texts(attributes, "marker-types")
    levels = [value for value in attributes.get("marker-levels", ()) if isinstance(value, int)]
    known = [
        level
        for kind, level in zip(types, levels, strict=False)
        if level >= 0 and kind.startswith(("toner", "ink"))
    ]
    if not known:
        return Supply.UNKNOWN
    return Supply.LOW if min(known) <= _LOW_LEVEL else Supply.FULL


def _begins(reasons: Iterable[str], *begins: str) -> bool:
    return any(reason.startswith(begins) for reason in reasons)
