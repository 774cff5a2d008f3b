"""The registry's pages of printing and copying (tests/support/front.py)."""

from dataclasses import replace

import numpy as np
import simplejpeg

from kiosk.flows import touches as t
from kiosk.flows.copy_words import ChooseForm, OpenForms, PrintCopy, PrinterSeen, SetCopies, StartCopy
from kiosk.flows.filing.filing import Scan
from kiosk.flows.filing.words import PageScanned, ScanEnded, ScanSeen
from kiosk.flows.words import HealthChanged, PaperEnded, PrintOutcome
from tests.support.guides import PERMIT

DEVICES = {"document_printer": "", "document_scanner": "", "document_camera": ""}
FORM = "blank-1"


def sheet(shade=240):
    """A small picture of a scanned page."""
    picture = np.full((640, 452, 1), 255, np.uint8)
    picture[60:580:40, 40:412] = shade - 200
    return bytes(simplejpeg.encode_jpeg(picture, 75, "GRAY", "Gray"))


def equipped(health, **devices):
    """The unit has what printing and copying needs."""
    return HealthChanged(replace(health, devices={**health.devices, **DEVICES, **devices}))


def scanned(count, source="feeder", card=False, problems=()):
    """So many pages, and the end."""
    pages = [PageScanned("copy", Scan(f"{at:064x}", sheet(), problems)) for at in range(count)]
    return [StartCopy(source, card=card), *pages, ScanEnded("copy")]


def of_copies(good, away):
    """Pages by name, each with the events that lead there. `good`, `away`: how the unit is, before it is equipped."""
    ready = equipped(good.health)
    opened = [ready, t.Begin(), t.Want(t.Purpose.COPY), PrinterSeen(two_sided=True)]
    counting = [*opened, *scanned(3), t.Proceed()]
    printing = [*counting, PrintCopy("c1")]
    forms = [ready, *PERMIT, OpenForms()]
    seen = ScanSeen(sheet(), ("page.blurred",))
    turned = ScanSeen(sheet(), ("page.turnOver",))
    lost = PaperEnded("c1", PrintOutcome.UNKNOWN, "job.unconfirmed")
    return {
        "home, prints and copies": [ready, t.Begin()],
        "copy": opened,
        "copy, no paper left to this visit": [
            *opened,
            *scanned(2),
            t.Proceed(),
            SetCopies(5),
            PrintCopy("c1"),
            PaperEnded("c1", PrintOutcome.PRINTED),
            t.Proceed(),
            StartCopy("feeder"),
        ],
        "copy, nothing scanned": [*opened, *scanned(0)],
        "copy, devices down and offline": [
            equipped(away.health, document_scanner="scanner.coverOpen", document_camera="camera.noFrames"),
            *opened[1:],
        ],
        "copy_scan": [*opened, StartCopy("feeder")],
        "copy_scan, camera": [*opened, StartCopy("camera"), seen],
        "copy_scan, a card": [*opened, StartCopy("camera", card=True)],
        "copy_scan, its back": [*opened, StartCopy("camera", card=True), turned],
        "copy_pages": [*opened, *scanned(3)],
        "copy_pages, blurred": [*opened, *scanned(2, problems=("page.blurred",))],
        "copy_pages, no more": [*opened, *scanned(20)],
        "copy_count": counting,
        "leaving, a copy": [*counting, t.Finish()],
        "copy_count, one page": [*opened, *scanned(1), t.Proceed()],
        "copy_done": [*printing, PaperEnded("c1", PrintOutcome.PRINTED)],
        "copy_done, no paper": [*printing, PaperEnded("c1", PrintOutcome.NOT_PRINTED, "tray.empty")],
        "copy_done, jammed": [*printing, PaperEnded("c1", PrintOutcome.UNKNOWN, "tray.jammed")],
        "copy_done, nobody knows": [*printing, lost],
        "guide, prints A4": [ready, *PERMIT],
        "guide_forms": forms,
        "guide_forms, printed": [*forms, ChooseForm("guide", "f1"), PaperEnded("f1", PrintOutcome.PRINTED)],
        "guide_forms, printer down": [
            equipped(good.health, document_printer="queue.stopped"),
            *PERMIT,
            OpenForms(),
        ],
        "guide_forms, jammed": [
            *forms,
            ChooseForm("guide", "f1"),
            PaperEnded("f1", PrintOutcome.UNKNOWN, "tray.jammed"),
        ],
    }
