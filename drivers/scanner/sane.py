"""The driver of document scanners behind SANE: feeder and flatbed, page by page into a private folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from drivers.codes import Code
from drivers.options import Number, OptionError, Options, Rule, Word
from drivers.scanner.sane_ends import CANCELED, Trouble, sensed_trouble, trouble_of
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


def scan_timeout_ms(pages: int) -> int:
    """How long a scan may take: 30 s, and 10 s for each page (0: until the feeder is empty, at most 500)."""
    return 30_000 + 10_000 * (pages or _MOST_PAGES)


class SaneScanner(ServingDriver):
    """Operations: `scan` {folder, pages, dpi, source, duplex, mode, width_mm, height_mm, wait_ms}, `capabilities`, `status`.

    `folder`: an existing folder that only this user can read; pages become `page-0001.pnm`… in it, whole ones
    only, and it is the caller's to wipe. `pages`: sides at most, 0 until the feeder is empty. `wait_ms`: how
    long an empty feeder is waited for. Lengths in mm, from the top left corner.
    Options: usual values of the same, `look_ms` between looks, `stall_ms` without a row until a backend counts
    as hung, `backend`: a table of the backend's own options, set before every scan.
    """

    idle_ms: ClassVar[int] = 500
    frame_label = staticmethod(words.frame_label)

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
        self._counters = {"pages": 0, "truncated": 0, "jams": 0}

    def operations(self) -> Mapping[str, Operation]:
        """The operations by name."""
        return {
            "scan": Operation(self._scan, _SCAN, needed=("folder",)),
            "capabilities": Operation(self._capabilities),
            "status": Operation(self._tell),
        }

    def look(self) -> Status:
        """Open the device and ask what it offers: only that shows that it is there."""
        self._news.forget()
        self.connection.write(words.line({"do": "look"}))
        end = self._until_end(self._own.number("look_most_ms"), self._take_offer, rows_only=False)
        found = trouble_of(end)
        if found is None:
            sensors = self._offer.get("sensors")
            found = sensed_trouble(sensors) or self._outlasting(sensors)
        self._show(found, end)
        return self._status

    def tick(self) -> Status:
        """Look again from time to time, sooner after trouble."""
        if self.context.now_ms() >= self._next_look_ms:
            return self.look()
        return self._status

    def stop(self) -> None:
        """End what is under way."""
        self.connection.write(words.line({"do": "kill"}))

    # --- operations -------------------------------------------------------------------------

    def _scan(self, command: Command) -> dict[str, Json]:
        """Every page whole, or an error; what came before the error stays in the folder and is named."""
        wait_end = self.wait_ms(command, 0)
        prompted = False
        while True:
            order = self._order(command)
            folder = Path(str(order["folder"]))
            run = _Run(folder, self.emit)
            end = self._run(order, run)
            found = None if run.ends_empty(end) else trouble_of(end)
            empty = found is not None and found.error is Code.PAGE_NONE
            if not empty or self.context.now_ms() + _EMPTY_MS >= wait_end:
                break
            if not prompted:
                self.emit("insertMedia")
                prompted = True
            self.context.pause(_EMPTY_MS)
        for part in folder.glob("page-*.part"):
            part.unlink()  # of a backend that was killed
        return self._finish(run, found, end)

    def _order(self, command: Command) -> dict[str, Json]:
        """The order for the wire. Raises `Refused` for values that make no sense."""
        args = command.args
        order: dict[str, Json] = {
            "do": "scan",
            "folder": args["folder"],
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
            "folder": _private(str(order["folder"])),
        }
        for name, right in checks.items():
            if not right:
                raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument=name)
        order["first"] = _next_number(Path(str(order["folder"])))
        return order

    def _run(self, order: dict[str, Json], run: _Run) -> dict[str, Json]:
        """Give the order and follow it to its end, also when the caller gives up on the way."""
        self._news.forget()
        self.connection.write(words.line(order))
        try:
            return self._until_end(self._own.number("stall_ms"), run.take, rows_only=True)
        except Canceled:
            self.connection.write(words.line({"do": "cancel"}))
            end = self._until_end(_CANCEL_MS, run.take, rows_only=False)
            return {**end, "status": words.CANCELLED}

    def _finish(self, run: _Run, found: Trouble | None, end: Mapping[str, Json]) -> dict[str, Json]:
        """The result, or `Refused`."""
        self._counters["pages"] += len(run.pages)
        files: list[Json] = [page["file"] for page in run.pages]
        if found is None:
            self._show(None, end)
            pages: list[Json] = [*run.pages]
            return {"pages": pages, "dpi": run.dpi, "source": run.source, "feeder_empty": run.ended_empty}
        self._counters["truncated"] += found.error is Code.PAGE_TRUNCATED
        self._counters["jams"] += found.error in (Code.PAGE_JAMMED, Code.PAGE_DOUBLE_FEED)
        if found.lasting or not self._status.ready:
            self._show(found if found.lasting else None, end)
        error = "" if found is CANCELED else found.error
        raise Refused(found.code, error, files=files, where=str(end.get("where", "")), **run.last)

    def _capabilities(self, command: Command) -> dict[str, Json]:
        """What the device offers, as its backend says; looked at again."""
        del command
        status = self.look()
        if not self._offer:
            raise Refused(CompletionCode.DEVICE_NOT_READY, status.code)
        return {key: value for key, value in self._offer.items() if key not in ("k", "sensors")}

    def _tell(self, command: Command) -> dict[str, Json]:
        del command
        status = self.look()
        if status.device in (DeviceState.NO_DEVICE, DeviceState.OFFLINE):
            raise Refused(CompletionCode.DEVICE_NOT_READY, status.code)
        return {"device": status.device.value, "code": status.code, **status.parts}

    # --- steps ------------------------------------------------------------------------------

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
        sensors = (
            self._offer.get("sensors") if found is None else end.get("sensors", self._offer.get("sensors"))
        )
        parts = _parts(sensors if isinstance(sensors, Mapping) else {}, found)
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


class _Run:
    """The pages of one scan as they come."""

    def __init__(self, folder: Path, emit: Callable[..., None]) -> None:
        self._folder = folder
        self._emit = emit
        self.pages: list[dict[str, Json]] = []
        self.dpi: Json = None
        self.source: Json = ""
        self.ended_empty = False
        self.last: dict[str, Json] = {}
        """Page number and rows of the page that came last."""

    def take(self, message: Mapping[str, Json]) -> None:
        """One piece of news."""
        match message.get("k"):
            case "set":
                self.dpi, self.source = message.get("dpi"), message.get("source", "")
            case "page":
                self.last = {"page": message.get("n"), "rows_expected": message.get("rows"), "rows_got": 0}
                self._emit("pageStarted", n=message.get("n"), rows_expected=message.get("rows"))
            case "rows":
                self.last["rows_got"] = message.get("got")
            case "scanned":
                self._scanned(message)
            case _:
                pass

    def ends_empty(self, end: Mapping[str, Json]) -> bool:
        """Whether the feeder ran empty behind at least one page: the end, and no error."""
        begun = self.last.get("page") == end.get("page") and bool(self.last.get("rows_got"))
        if end.get("status") != words.NO_DOCS or not self.pages or begun:
            return False
        self.ended_empty = True
        self._emit("feederEmpty", pages=len(self.pages))
        return True

    def _scanned(self, message: Mapping[str, Json]) -> None:
        name = str(message.get("file", ""))
        counts = {"n": message.get("n"), "rows_expected": message.get("rows"), "rows_got": message.get("got")}
        self.last["rows_got"] = counts["rows_got"]
        whole = bool(name) and counts["rows_expected"] in (None, counts["rows_got"])
        self._emit("pageScanned", whole=whole, **counts)
        if whole:
            facts = {key: message.get(key) for key in ("columns", "depth", "color")}
            self.pages.append({**counts, **facts, "file": str(self._folder / name)})


def _private(folder: str) -> bool:
    """Whether it is a folder of this user's own that nobody else can read."""
    path = Path(folder)
    try:
        state = path.stat()
        ours = state.st_uid == os.geteuid() and not state.st_mode & 0o077
        return ours and path.is_absolute() and stat.S_ISDIR(state.st_mode)
    except (OSError, ValueError):
        return False


def _next_number(folder: Path) -> int:
    """Behind the pages that are there already: nothing is overwritten."""
    numbers = [path.stem.removeprefix("page-") for path in folder.glob("page-*.pnm")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


def _parts(sensors: Mapping[str, Json], found: Trouble | None) -> dict[str, str]:
    """The states of feeder and cover, as far as there are sensors or an error told."""
    media = ("loaded" if sensors["loaded"] else "empty") if "loaded" in sensors else None
    cover = ("open" if sensors["open"] else "closed") if "open" in sensors else None
    if found is not None and found.error in (Code.PAGE_JAMMED, Code.PAGE_DOUBLE_FEED):
        media = "jammed"
    if found is not None and found.error is Code.SCANNER_COVER_OPEN:
        cover = "open"
    return {"media": media or "unknown", "cover": cover or "unknown"}
