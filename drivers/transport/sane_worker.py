"""The process that talks to a scanner: one order, then its end. `python -I -m drivers.transport.sane_worker`.

The order comes as the first line of stdin, `{"do": "cancel"}` may follow; news go to stdout (`sane_words`).
Pages are written as PNM files into the order's folder: `page-0001.pnm`, complete ones only.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from drivers.hardening import harden
from drivers.transport import sane_words as words
from drivers.transport.sane_library import GRAY, RGB, Frame, Library, SaneError, Scanner
from drivers.transport.sane_setup import NotOfferedError, calibrate, offer, prepare, sensors
from drivers.types import Json

_TELL_S: Final = 0.2
_MAGIC: Final = {
    (GRAY, 1): b"P4\n%d %10d\n",
    (GRAY, 8): b"P5\n%d %10d\n255\n",
    (RGB, 8): b"P6\n%d %10d\n255\n",
}
_IDLE_S: Final = 0.005


def main() -> int:
    """Do the order; 0 also when the device could not."""
    harden()
    news = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a backend prints must not mix with the news
    order = words.read_line(_next_line()) or {}
    Work(news, str(order.get("device", ""))).run(order)
    return 0


def _next_line() -> bytes:
    """A line of stdin, b"" at its end. Unbuffered: a buffer's lock would outlast the thread that waits in it."""
    line = b""
    while not line.endswith(b"\n"):
        letter = os.read(0, 1)
        if not letter:
            return b""
        line += letter
    return line


class Stop:
    """Listens for a cancel while the scan runs; the end of stdin is the end of this process."""

    def __init__(self) -> None:
        self.asked = False
        self._scanner: Scanner | None = None

    def watch(self, scanner: Scanner) -> None:
        """Begin to listen."""
        self._scanner = scanner
        threading.Thread(target=self._listen, name="orders", daemon=True).start()

    def _listen(self) -> None:
        while _next_line():
            if self._scanner is not None:
                self.asked = True
                self._scanner.cancel()
        os._exit(1)


class Work:
    """One order on one device."""

    def __init__(self, news: BinaryIO, device: str) -> None:
        self._news = news
        self._device = device
        self._stop = Stop()
        self._first = 1

    def run(self, order: Mapping[str, Json]) -> None:
        """Open, do, tell how it ended, and only then tidy up: a scanner may take its time to park."""
        scanner: Scanner | None = None
        try:
            scanner = self._open()
            end = self._do(scanner, order)
        except (SaneError, NotOfferedError, OSError) as error:
            end = _end_of(error)
        self._tell(**{"k": "end", "page": 0, "where": "", **end})
        if scanner is not None:
            scanner.cancel()
            scanner.close()

    def _do(self, scanner: Scanner, order: Mapping[str, Json]) -> dict[str, Json]:
        match order.get("do"):
            case "look":
                return self._look(scanner)
            case "calibrate":
                calibrate(scanner)
                return {"status": words.GOOD}
            case _:
                return self._scan(scanner, order)

    def _open(self) -> Scanner:
        """The device, or the only one there is. Raises `SaneError`."""
        try:
            library = Library()
        except OSError as error:
            raise SaneError(words.NO_LIBRARY, str(error)) from error
        if not self._device:
            names = library.devices()
            if len(names) != 1:
                raise SaneError(words.SEVERAL if names else words.NO_DEVICE, ", ".join(names))
            self._device = names[0]
        return library.open(self._device)

    def _look(self, scanner: Scanner) -> dict[str, Json]:
        self._tell(k="look", device=self._device, **offer(scanner))
        return {"status": words.GOOD}

    def _scan(self, scanner: Scanner, order: Mapping[str, Json]) -> dict[str, Json]:
        self._stop.watch(scanner)
        self._first = int(str(order["first"]))
        made = prepare(scanner, order)
        self._tell(k="set", **made)
        most = int(str(order["pages"])) if made["feeder"] else 1
        number = 0
        while number < most or most == 0:
            number += 1
            end = self._page(scanner, Path(str(order["folder"])), number)
            if end is not None:
                return {**end, "page": number}
        return {"status": words.GOOD, "page": number}

    def _page(self, scanner: Scanner, folder: Path, number: int) -> dict[str, Json] | None:
        """One page into its file; None when it is there and whole, else how the scan ended."""
        try:
            frame = scanner.start()
        except SaneError as error:
            return self._failure(scanner, error)
        if (magic := _MAGIC.get((frame.format, frame.depth))) is None:
            return {"status": words.NO_FRAME, "where": f"frame {frame.format}, {frame.depth} bit"}
        rows = frame.rows if frame.rows >= 0 else None
        self._tell(k="page", n=number, rows=rows, columns=frame.columns)
        part = folder / f"page-{self._first + number - 1:04}.part"
        path = part.with_suffix(".pnm")
        failed: SaneError | None = None
        with part.open("xb") as file:
            page = Page(file, magic, frame)
            try:
                self._fill(scanner, page, number)
            except SaneError as error:
                failed = error
            page.finish()
        whole = failed is None and not self._stop.asked and rows in (None, page.got) and page.got > 0
        if whole:
            part.rename(path)
        else:
            part.unlink()
        self._tell(
            k="scanned",
            n=number,
            rows=rows,
            got=page.got,
            columns=frame.columns,
            depth=frame.depth,
            color=frame.format == RGB,
            file=path.name if whole else "",
        )
        if failed is not None:
            return self._failure(scanner, failed)
        return None if whole else {"status": words.CANCELLED if self._stop.asked else words.SHORT}

    def _fill(self, scanner: Scanner, page: Page, number: int) -> None:
        """Read until the page ends. Raises `SaneError`."""
        next_s, told = time.monotonic() + _TELL_S, 0
        while (data := scanner.read()) is not None:
            page.add(data)
            if not data:
                threading.Event().wait(_IDLE_S)
            if page.got != told and time.monotonic() >= next_s:
                self._tell(k="rows", n=number, got=page.got)
                next_s, told = time.monotonic() + _TELL_S, page.got

    def _failure(self, scanner: Scanner, error: SaneError) -> dict[str, Json]:
        """How a scan ended; the sensors are asked, for "jammed" may mean two sheets at once."""
        if self._stop.asked:
            return {"status": words.CANCELLED, "where": error.where}
        try:
            scanner.look()
            found = sensors(scanner)
        except SaneError:
            found = {}
        return {"status": error.status, "where": error.where, "sensors": found}

    def _tell(self, **message: Json) -> None:
        self._news.write(words.line(message))


def _end_of(error: SaneError | NotOfferedError | OSError) -> dict[str, Json]:
    """What stopped an order on its way; the system's own errors are those of the disk."""
    match error:
        case SaneError():
            return {"status": error.status, "where": error.where}
        case NotOfferedError():
            return {"status": words.NOT_OFFERED, "where": str(error)}
        case _:
            return {"status": words.DISK, "where": error.strerror or ""}


@dataclass
class Page:
    """One page on its way into a PNM file; the height is written when it is known."""

    file: BinaryIO
    magic: bytes
    frame: Frame
    got: int = 0
    """Whole rows that came."""
    _held: bytes = b""

    def __post_init__(self) -> None:
        self.file.write(self.magic % (self.frame.columns, 0))

    def add(self, data: bytes) -> None:
        """Take what the scanner sent; padding at the end of a row goes."""
        step = max(1, self.frame.row_bytes)
        held = self._held + data
        rows = len(held) // step
        wanted = self._wanted()
        if wanted == step:
            self.file.write(held[: rows * step])
        else:
            for at in range(0, rows * step, step):
                self.file.write(held[at : at + wanted])
        self._held = held[rows * step :]
        self.got += rows

    def finish(self) -> None:
        """Write the height."""
        self.file.seek(0)
        self.file.write(self.magic % (self.frame.columns, self.got))

    def _wanted(self) -> int:
        if self.frame.depth == 1:
            return (self.frame.columns + 7) // 8
        return self.frame.columns * (3 if self.frame.format == RGB else 1)


if __name__ == "__main__":
    sys.exit(main())
