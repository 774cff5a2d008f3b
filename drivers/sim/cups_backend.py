"""A printer below CUPS: the backend program that cupsd runs for each job (backend(7)), made to misbehave.

Started as `hallkit-twin JOB USER TITLE COPIES OPTIONS [FILE]` by a small script that `PrintService` writes.
The machine is a folder: `machine.json` says what is wrong with it, `papers/` holds what came out.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import sys
from pathlib import Path
from typing import Final

EXITS: Final = {"ok": 0, "failed": 1, "auth": 2, "hold": 3, "stop": 4, "cancel": 5, "retry": 6}
"""CUPS_BACKEND_…: what the exit status tells the scheduler."""
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_POLL_MS: Final = 20


def main(argv: list[str], folder: Path) -> int:
    """Print one job."""
    if len(argv) < 6:
        print('direct hallkit-twin "Hallkit" "A printer that can misbehave"')  # noqa: T201 - CUPS asks what there is
        return 0
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    document = Path(argv[6]).read_bytes() if len(argv) > 6 else sys.stdin.buffer.read()
    return Machine(folder).print(int(argv[1]), argv[5], document)


class Machine:
    """The printer. `machine.json`: {"reasons": […], "after": […], "sheet_ms", "end", "at", "deaf", "marker"}.

    `reasons` with a page to come stop it until they are gone; `at`: only from that page on. `after`: what is
    wrong when the last page is out. `end`: how the backend ends then. `deaf`: a cancel is not heard.
    `marker`: percent of toner left.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        known = os.environ.get("PRINTER_STATE_REASONS", "").replace("none", "")
        self._told = {reason for reason in known.split(",") if reason}
        """What CUPS still believes of an earlier job."""

    def print(self, job: int, options: str, document: bytes) -> int:
        """Page after page; what is out is out."""
        if self._mood().get("deaf"):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if not document:
            return EXITS["ok"]  # the filters failed: there is nothing to put on paper
        pages = len(_PAGE.findall(document))
        out = self._folder / "papers" / f"job-{job}"
        out.with_suffix(".options").write_text(options, encoding="utf-8")
        _say(f"ATTR: marker-types=toner marker-names=black marker-levels={self._mood().get('marker', 80)}")
        for number in range(1, pages + 1):
            self._wait_until_fine(number)
            _wait(int(str(self._mood().get("sheet_ms", 0))))
            out.with_suffix(".count").write_text(str(number), encoding="ascii")
        self._tell(_words(self._mood().get("after")))
        out.with_suffix(".pdf").write_bytes(document)
        return EXITS[str(self._mood().get("end", "ok"))]

    def _wait_until_fine(self, page: int) -> None:
        """As a printer does that is out of paper: tell it, and wait for a hand."""
        while True:
            mood = self._mood()
            reasons = _words(mood.get("reasons"))
            wrong = {one for one in reasons if not one.endswith(("-warning", "-report"))}
            if page < int(str(mood.get("at", 1))):
                reasons, wrong = set(), set()
            self._tell(reasons)
            if not wrong:
                return
            _wait(_POLL_MS)

    def _tell(self, reasons: set[str]) -> None:
        """What changed, by STATE messages."""
        for sign, changed in (("+", reasons - self._told), ("-", self._told - reasons)):
            if changed:
                _say(f"STATE: {sign}{','.join(sorted(changed))}")
        self._told = reasons

    def _mood(self) -> dict[str, object]:
        try:
            found = json.loads((self._folder / "machine.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _words(given: object) -> set[str]:
    return {str(one) for one in given} if isinstance(given, list) else set()


def _say(line: str) -> None:
    """A message to the scheduler; one that listens no more is no reason to stop printing."""
    with contextlib.suppress(OSError):
        os.write(2, line.encode("ascii") + b"\n")


def _wait(ms: int) -> None:
    if ms > 0:
        select.poll().poll(ms)
