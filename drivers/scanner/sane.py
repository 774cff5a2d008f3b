"""The driver of document scanners behind SANE: feeder and flatbed, page by page into a private folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from drivers.codes import Code
from drivers.options import Number, OptionError, Options, Rule, Word
from drivers.scanner.camera_folder import FolderError, next_number, private_folder
from drivers.scanner.sane_blank import TEST_DPI, UNTESTED, look_through
from drivers.scanner.sane_ends import CANCELED, Trouble, sensed_trouble, trouble_of
from drivers.scanner.sane_run import Run
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.transport import sane_words as words
from drivers.types import Canceled, Command, CompletionCode, DeviceState, Json, Status

_RULES: Final[dict[str, Rule]] = {
    "mode": Word(("color", "gray", "lineart")),
    "dpi": Number(300, 50, 1200),
    "width_mm": Number(210, 10, 2000),
    "height_mm": Number(297, 10, 6000),
    "look_ms": Number(15_000, 1000, 3_600_000),
    "look_most_ms": Number(10_000, 1000, 13_000),
    "stall_ms": Number(30_000, 1000, 300_000),
}
_SCAN: Final[dict[str, type]] = {
    "folder": str,
    "pages": int,
    "dpi": int,
    "source": str,
    "duplex": bool,
    "mode": str,
    "width_mm": int,
    "height_mm": int,
    "wait_ms": int,
}
_SOURCES: Final = ("auto", "flatbed", "feeder")
_MODES: Final = ("color", "gray", "lineart")
_MOST_PAGES: Final = 500
_SLICE_MS: Final = 100
_CANCEL_MS: Final = 300
_RETRY_MS: Final = 3000
_EMPTY_MS: Final = 1000
_CHUNK: Final = 65536
_UNKNOWN: Final = Status(DeviceState.STARTING)
_OF_NOW: Final = frozenset({"k", "sensors", "pressed"})
"""What an offer tells of the moment."""


def scan_timeout_ms(pages: int) -> int:
    """How long a scan may take: 30 s, and 10 s for each page (0: until the feeder is empty, at most 500)."""
    return 30_000 + 10_000 * (pages or _MOST_PAGES)


class SaneScanner(ServingDriver):
    """Operations: `scan` {folder, pages, dpi, source, duplex, mode, width_mm, height_mm, wait_ms}, `status`.

    Also `calibrate`, where the backend has a button for it, and `blank_page_test` {folder, source}: a white sheet
    shows dirt on the glass.
    `folder`: an existing folder that only this user can read; pages become `page-0001.pnm`… in it, whole ones
    only, and it is the caller's to wipe. `pages`: sides at most, 0 until the feeder is empty. `wait_ms`: how
    long an empty feeder is waited for. Lengths in mm, from the top left corner.
    Options: usual values of the same, `look_ms` between looks, `stall_ms` without a row until a backend counts
    as hung, `backend`: a table of the backend's own options, set before every scan.
    """

    idle_ms: ClassVar[int] = 500
    frame_label = staticmethod(words.frame_label)
    unsupported: ClassVar[tuple[str, ...]] = ("advance_eject",)
    events: ClassVar[tuple[str, ...]] = (
        "insertMedia",
        "pageStarted",
        "pageScanned",
        "feederEmpty",
        "buttonPressed",
    )

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the options. Raises `OptionError`."""
        backend = options.get("backend", {})
        if not isinstance(backend, Mapping):
            raise OptionError('options.backend: write a table such as { "swdeskew" = true }')
        self._backend = dict(backend)
        self._own = Options({key: value for key, value in options.items() if key != "backend"}, _RULES)
        self._news = words.Lines()
        self._status = _UNKNOWN
        self._offer: dict[str, Json] = {}
        self._trouble: Trouble | None = None
        self._next_look_ms = 0
        self._look_until_ms: int | None = None
        """When the look under way must be over; None: there is none."""
        self._glass = dict(UNTESTED)
        self._pressed: frozenset[str] = frozenset()
        self._counters = {"pages": 0, "truncated": 0, "jams": 0}

    def operations(self) -> Mapping[str, Operation]:
        """The operations by name."""
        return {
            "scan": Operation(self._scan, _SCAN, needed=("folder",)),
            "calibrate": Operation(self._calibrate),
            "blank_page_test": Operation(self._blank_page_test, {"folder": str, "source": str}, ("folder",)),
            "status": Operation(self._tell),
        }

    def look(self) -> Status:
        """Open the device and ask what it offers: only that shows that it is there."""
        self._judge(self._do({"do": "look"}, self._own.number("look_most_ms")))
        return self._status

    def tick(self) -> Status:
        """Look again from time to time, sooner after trouble; no command waits for the end of such a look."""
        if self._look_until_ms is None and self.context.now_ms() >= self._next_look_ms:
            self._give({"do": "look"})
            self._look_until_ms = self.context.now_ms() + self._own.number("look_most_ms")
        if self._look_until_ms is not None:
            self._look_on(self._look_until_ms)
        return self._status

    def facts(self) -> dict[str, Json]:
        """What the device offers, as its backend says; looked at again."""
        status = self.look()
        if not self._offer:
            raise Refused(CompletionCode.DEVICE_NOT_READY, status.code)
        sensors: list[Json] = [*sorted(self._sensors())]
        return {
            **{key: value for key, value in self._offer.items() if key not in _OF_NOW},
            "sensors": sensors,
        }

    def media_left(self) -> bool | None:
        """Whether paper lies in the feeder, where a sensor tells."""
        self.look()
        loaded = self._sensors().get("loaded")
        return loaded if isinstance(loaded, bool) else None

    def stop(self) -> None:
        """End what is under way."""
        self.connection.write(words.line({"do": "kill"}))

    # --- operations -------------------------------------------------------------------------

    def _scan(self, command: Command) -> dict[str, Json]:
        """Every page whole, or an error; what came before the error stays in the folder and is named."""
        run = self._pages(command)
        pages: list[Json] = [*run.pages]
        return {"pages": pages, "dpi": run.dpi, "source": run.source, "feeder_empty": run.ended_empty}

    def _pages(self, command: Command) -> Run:
        """Scan, waiting for paper where that is wanted. Raises `Refused`."""
        wait_end = self.wait_ms(command, 0)
        prompted = False
        while True:
            order = self._order(command)
            folder = Path(str(order["folder"]))
            _sweep(folder)
            run = Run(folder, self.emit)
            end = self._run(order, run)
            found = None if run.ends_empty(end) else trouble_of(end)
            empty = found is not None and found.error is Code.PAGE_NONE
            if not empty or self.context.now_ms() + _EMPTY_MS >= wait_end:
                break
            if not prompted:
                self.emit("insertMedia")
                prompted = True
            self.context.pause(_EMPTY_MS)
        _sweep(folder)
        self._finish(run, found, end)
        return run

    def _order(self, command: Command) -> dict[str, Json]:
        """The order for the wire. Raises `Refused` for values that make no sense."""
        args = command.args
        try:
            folder = private_folder(str(args["folder"]))
        except FolderError as error:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="folder") from error
        order: dict[str, Json] = {
            "do": "scan",
            "folder": str(folder),
            "pages": args.get("pages", 1),
            "source": args.get("source", "auto"),
            "duplex": args.get("duplex", False),
            "mode": args.get("mode", self._own.word("mode")),
            "set": dict(self._backend),
        }
        for name in ("dpi", "width_mm", "height_mm"):
            order[name] = args.get(name, self._own.number(name))
        checks = {
            "pages": int(str(order["pages"])) <= _MOST_PAGES,
            "source": order["source"] in _SOURCES,
            "mode": order["mode"] in _MODES,
        }
        for name, right in checks.items():
            if not right:
                raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument=name)
        order["first"] = next_number(folder, "page", ".pnm")
        return order

    def _run(self, order: dict[str, Json], run: Run) -> dict[str, Json]:
        """Give the order and follow it to its end, also when the caller gives up on the way."""
        self._give(order)
        try:
            return self._until_end(self._own.number("stall_ms"), run.take, rows_only=True)
        except Canceled:
            self.connection.write(words.line({"do": "cancel"}))
            end = self._until_end(_CANCEL_MS, run.take, rows_only=False)
            return {**end, "status": words.CANCELLED}

    def _finish(self, run: Run, found: Trouble | None, end: Mapping[str, Json]) -> None:
        """Count, keep the new status. Raises `Refused` when it did not end well."""
        self._counters["pages"] += len(run.pages)
        files: list[Json] = [page["file"] for page in run.pages]
        if found is None:
            self._show(None, end)
            self._next_look_ms = self.context.now_ms() + _RETRY_MS  # is there paper left?
            return
        self._counters["truncated"] += found.error is Code.PAGE_TRUNCATED
        self._counters["jams"] += found.error in (Code.PAGE_JAMMED, Code.PAGE_DOUBLE_FEED)
        if found.lasting or not self._status.ready:
            self._show(found if found.lasting else None, end)
        error = "" if found is CANCELED else found.error
        raise Refused(found.code, error, files=files, where=str(end.get("where", "")), **run.last)

    def _calibrate(self, command: Command) -> dict[str, Json]:
        """Let the scanner measure white anew; where that needs a white sheet, its manual says so."""
        del command
        self.look()
        if self._offer and self._offer.get("calibrate") is not True:
            raise Refused(CompletionCode.UNSUPPORTED_COMMAND, Code.SCANNER_NOT_OFFERED)
        end = self._do({"do": "calibrate"}, self.left_ms(self._own.number("stall_ms")))
        found = trouble_of(end)
        if found is not None:
            self._show(found if found.lasting else None, end)
            raise Refused(found.code, found.error, where=str(end.get("where", "")))
        self._glass = dict(UNTESTED)
        self._show(None, end)
        return {}

    def _blank_page_test(self, command: Command) -> dict[str, Json]:
        """Scan a white sheet and look for dirt on the glass; the sheet's picture is deleted at once."""
        args: dict[str, Json] = {**command.args, "pages": 1, "mode": "gray", "dpi": TEST_DPI}
        run = self._pages(replace(command, args=args))
        file = Path(str(run.pages[0]["file"]))
        try:
            sheet = look_through(file.read_bytes())
        except (OSError, ValueError) as error:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.PAGE_TRUNCATED) from error
        finally:
            file.unlink(missing_ok=True)
        if not sheet.blank:
            raise Refused(CompletionCode.USER_ERROR, Code.PAGE_NOT_BLANK)
        self._glass = sheet.parts()
        self._show(None, {})
        return {**self._glass, "white": round(sheet.white), "streaks_mm": [*sheet.streaks_mm]}

    def _tell(self, command: Command) -> dict[str, Json]:
        del command
        status = self.look()
        if status.device in (DeviceState.NO_DEVICE, DeviceState.OFFLINE):
            raise Refused(CompletionCode.DEVICE_NOT_READY, status.code)
        return {"device": status.device.value, "code": status.code, **status.parts}

    # --- steps ------------------------------------------------------------------------------

    def _do(self, order: dict[str, Json], limit_ms: int) -> dict[str, Json]:
        """Give an order that is over within `limit_ms`; how it ended."""
        self._give(order)
        return self._until_end(limit_ms, self._take_offer, rows_only=False)

    def _give(self, order: dict[str, Json]) -> None:
        """Give an order; it ends the look that may be under way."""
        self._news.forget()
        self._look_until_ms = None
        self.connection.write(words.line(order))

    def _look_on(self, until_ms: int) -> None:
        """Take what the look under way has said; one that hangs is killed."""
        for message in self._news.feed(self.connection.read(_CHUNK, 0)):
            if message.get("k") == "end":
                self._look_until_ms = None
                self._judge(message)
                return
            self._take_offer(message)
        if self.context.now_ms() >= until_ms:
            self.connection.write(words.line({"do": "kill"}))

    def _judge(self, end: Mapping[str, Json]) -> None:
        """What a look that is over means."""
        found = trouble_of(end)
        if found is None:
            sensors = self._offer.get("sensors")
            found = sensed_trouble(sensors) or self._outlasting(sensors)
        self._show(found, end)

    def _sensors(self) -> Mapping[str, Json]:
        sensors = self._offer.get("sensors")
        return sensors if isinstance(sensors, Mapping) else {}

    def _until_end(
        self, limit_ms: int, take: Callable[[Mapping[str, Json]], None], *, rows_only: bool
    ) -> dict[str, Json]:
        """Follow the news to the end of an order.

        `limit_ms`: in all, or with `rows_only` since the last news; then the backend is killed.
        """
        until = self.context.now_ms() + limit_ms
        killed = False
        while True:
            for message in self._news.feed(self.connection.read(_CHUNK, _SLICE_MS)):
                if message.get("k") == "end":
                    return message
                take(message)
                until = self.context.now_ms() + limit_ms if rows_only else until
            if self.context.now_ms() >= until and not killed:
                killed = True
                self.connection.write(words.line({"do": "kill"}))

    def _take_offer(self, message: Mapping[str, Json]) -> None:
        self._offer = dict(message)
        listed = message.get("pressed")
        pressed = frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()
        for name in sorted(pressed - self._pressed):
            self.emit("buttonPressed", button=name)
        self._pressed = pressed

    def _outlasting(self, sensors: Json) -> Trouble | None:
        """A jam or an open cover that was met stays told until a page comes, or a sensor says that all is well."""
        known = self._trouble
        if known is None or known.device is not DeviceState.ONLINE:
            return None
        closed = isinstance(sensors, Mapping) and "open" in sensors
        return None if closed and known.error is Code.SCANNER_COVER_OPEN else known

    def _show(self, found: Trouble | None, end: Mapping[str, Json]) -> None:
        """Keep the new status."""
        self._trouble = found if found is not None and found.lasting else None
        sensors = end.get("sensors", self._offer.get("sensors"))
        parts = {**_parts(sensors if isinstance(sensors, Mapping) else {}, found), **self._glass}
        if found is not None and found.error is Code.CONFIG_INVALID:
            parts["detail"] = str(end.get("where", ""))
        status = Status(DeviceState.ONLINE, parts=parts, counters=dict(self._counters))
        if found is not None and found.lasting:
            status = replace(
                status, device=found.device, code=found.error, action=found.action, actor=found.actor
            )
        self._status = status
        wait = self._own.number("look_ms")
        self._next_look_ms = self.context.now_ms() + (wait if status.ready else min(wait, _RETRY_MS))


def _sweep(folder: Path) -> None:
    """Delete half a page of a backend that was killed, or of an earlier life: it is nobody's and stands in the way."""
    for part in folder.glob("page-*.part"):
        part.unlink(missing_ok=True)


def _parts(sensors: Mapping[str, Json], found: Trouble | None) -> dict[str, str]:
    """The states of feeder and cover, as far as there are sensors or an error told."""
    media = ("loaded" if sensors["loaded"] else "empty") if "loaded" in sensors else None
    cover = ("open" if sensors["open"] else "closed") if "open" in sensors else None
    if found is not None and found.error in (Code.PAGE_JAMMED, Code.PAGE_DOUBLE_FEED):
        media = "jammed"
    if found is not None and found.error is Code.SCANNER_COVER_OPEN:
        cover = "open"
    return {"media": media or "unknown", "cover": cover or "unknown"}
