"""A terminal at which one person applies, step by step, until the application is in or somebody kills it.

`python -m tests.support.filing_terminal FOLDER URL PAGES PRINTER SCANNER`. It says a line for everything that is
durable, and waits for a line before it goes on from `found` and from each `kept`.

found {draft} | other {draft} | kept {draft} | submitting | case NUMBER | paper OUTCOME
`{draft}`: JSON of answers, page names, whether it is signed; null for none.
"""

from __future__ import annotations

import json
import queue
import sys
from dataclasses import replace
from pathlib import Path

from hall.contract.filing import How
from hall.domain.clock import SystemClock
from hall.domain.ids import new_id
from hall.settings import CONFIG, Server, load
from kiosk.flows.filing.filing import Filing, Given
from kiosk.flows.filing.words import (
    DraftFound,
    DraftKept,
    FindDraft,
    KeepDraft,
    PageScanned,
    ScanEnded,
    ScanPages,
)
from kiosk.flows.words import CaseSaved, HealthChanged, PaperEnded, Refused
from kiosk.runtime import Runtime
from tests.support.filings import ANSWERS, GUIDE, ME, OTHER, STROKES, submission
from tests.support.filings import draft as draft_of

PATIENT_S = 60


class Applicant:
    """Goes on from where the draft is."""

    def __init__(self, folder, url, pages, printer, scanner):
        settings = load(CONFIG / "halls" / "demo.toml").model_copy(update={"server": Server(url=url)})
        unit = next(each for each in settings.units if each.id == "t1")
        ports = {"ticket_printer": printer, "document_scanner": scanner}
        wired = [
            each.model_copy(update={"port": ports[each.name]}) for each in unit.devices if each.name in ports
        ]
        self._pages = int(pages)
        self._told = queue.SimpleQueue()
        unit = unit.model_copy(update={"devices": wired})
        self._runtime = Runtime(settings, unit, Path(folder), SystemClock(), self._told.put)
        self._filing = Filing()

    def hear(self, *kinds):
        """The next event of these kinds."""
        while True:
            event = self._told.get(timeout=PATIENT_S)
            if isinstance(event, kinds):
                return event

    def come(self):
        self._runtime.start()
        while (health := self.hear(HealthChanged).health).printer or health.trouble("document_scanner"):
            pass
        say("other", self.found(OTHER))
        left = self.found(ME)
        say("found", left)
        listen()
        self._filing = left.filing if left else Filing(guide=GUIDE, situation="rent", agent=False)
        self.answer()
        self.scan()
        if not self._filing.strokes:
            self.keep(strokes=STROKES, committed=True)
        say("submitting")
        self._runtime.perform(submission(self._filing, new_id(0)))
        saved = self.hear(CaseSaved, Refused)
        say("case", saved.number if isinstance(saved, CaseSaved) else None)
        say("paper", str(self.hear(PaperEnded).outcome))
        self._runtime.stop()

    def found(self, identity):
        self._runtime.perform(FindDraft(identity))
        return self.hear(DraftFound).draft

    def answer(self):
        for key, value in ANSWERS.items():
            if key not in self._filing.answers:
                self.keep(answers={**self._filing.answers, key: value})

    def scan(self):
        """Put in what is missing; each page is kept before the next is looked at."""
        while (have := len(self._filing.given.get("lease", Given(How.SCANNED)).scans)) < self._pages:
            say("scanning", have)
            listen()
            self._runtime.perform(ScanPages("lease", "feeder"))
            while isinstance(event := self.hear(PageScanned, ScanEnded), PageScanned):
                known = self._filing.given.get("lease", Given(How.SCANNED))
                lease = replace(known, scans=(*known.scans, event.scan))
                self.keep(given={**self._filing.given, "lease": lease})

    def keep(self, **changes):
        self._filing = replace(self._filing, **changes)
        self._runtime.perform(KeepDraft(ME, draft_of(self._filing)))
        assert self.hear(DraftKept).problem == ""
        say("kept", draft_of(self._filing))
        listen()


def say(kind, what=None):
    """One line."""
    print(kind, json.dumps(summary(what) if hasattr(what, "filing") else what), flush=True)


def summary(draft):
    filing = draft.filing
    pages = [scan.sha256 for scan in filing.given["lease"].scans] if "lease" in filing.given else []
    return {"answers": dict(filing.answers), "pages": pages, "signed": bool(filing.strokes)}


def listen():
    """Wait for leave to go on."""
    if not sys.stdin.readline():
        sys.exit()


if __name__ == "__main__":
    Applicant(*sys.argv[1:]).come()
