"""Printing and copying as the terminal does it: a feeder's twin, a real CUPS, real drivers in children."""

import asyncio
import subprocess
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

from drivers.supervisor import Supervisor
from drivers.types import DeviceSpec
from hall.settings import CONFIG, load, load_profile
from kiosk.desk.copying import CopyingDesk
from kiosk.desk.document_printer import DocumentPrinter
from kiosk.desk.filing.pages import Pages
from kiosk.desk.progress import Progresses
from kiosk.desk.scanning.folder import name_of, places
from kiosk.desk.scanning.scanning import Scanning
from kiosk.flows.filing.words import PageScanned, ScanEnded, ScanPages
from kiosk.flows.words import PaperEnded
from tests.support.guides import BOOK
from tests.support.print_queue import print_service
from tests.support.sane_scanner import sane_folder
from tests.support.scanning import PATIENT_S, feeder
from tests.unit.kiosk.terminal import HandClock, open_outbox

SETTINGS = load(CONFIG / "halls" / "demo.toml")


class GuideShelf:
    """The guides as a terminal keeps them."""

    def known(self, guide):
        return BOOK.by_id.get(guide)

    def picture(self, name):
        return BOOK.pictures[name].read_bytes() if name in BOOK.pictures else b""


class CopyDesk:
    """`told`: what the flow heard. `service`: the printer and its queue."""

    def __init__(self, folder, service, scanner, supervisor, client):
        self.service, self.scanner, self.supervisor = service, scanner, supervisor
        self.outbox = open_outbox(folder)
        self.told = []
        self.changed = asyncio.Event()
        parts = SimpleNamespace(
            outbox=self.outbox,
            supervisor=supervisor,
            settings=SETTINGS,
            client=client,
            clock=HandClock(),
            devices={"document_scanner": "document_scanner", "document_printer": "document_printer"},
            tell=self._tell,
        )
        self.pages = Pages(self.outbox)
        self.scanning = Scanning(parts, self.pages)
        self.printer = DocumentPrinter(parts)
        self.copying = CopyingDesk(parts, self.printer, GuideShelf(), self.scanning.page)
        self.progress = Progresses(parts, None, self.printer)

    def _tell(self, event):
        self.told.append(event)
        self.changed.set()

    def of(self, kind):
        return [event for event in self.told if isinstance(event, kind)]

    async def scan(self):
        """Copy what lies in the feeder: the names of the pages."""
        await self.scanning.scan(ScanPages("copy", "feeder", keep=False))
        assert self.of(ScanEnded)[-1].problem == ""
        return tuple(each.scan.sha256 for each in self.of(PageScanned))

    async def do(self, effect):
        """How the paper of an effect ended."""
        await self.copying.work(effect)
        return self.of(PaperEnded)[-1]

    def rest(self):
        """Files of scans that lie anywhere."""
        scans = [Path(place) / name_of(self.outbox.folder) for place in places()]
        return [
            *(self.outbox.folder / "blob").glob("*/*"),
            *(path for each in scans for path in each.glob("*")),
        ]

    def came_out(self):
        return self.service.papers()


@asynccontextmanager
async def copy_desk(folder, sheets=0, client=None):
    """A terminal with a feeder full of letters and an A4 printer."""
    line = feeder(sheets)
    with print_service() as service, line, sane_folder(dll="net") as sane:
        (sane / "net.conf").write_text(f"connect_timeout = 5\n{line.device.split(':')[1]}\n")
        desk = []
        specs = [of_profile("document_scanner", "sane", line.port)]
        specs += [of_profile("document_printer", "cups", service.port, trouble_ms=1000, owner="t1")]
        supervisor = Supervisor(specs, lambda name, event: desk and desk[0].scanning.heard(name, event))
        desk.append(CopyDesk(folder, service, line.machine, supervisor, client))
        await supervisor.start()
        try:
            async with asyncio.timeout(PATIENT_S):
                while not all(status.ready for status in supervisor.statuses().values()):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            yield desk[0]
        finally:
            desk[0].scanning.abandon()
            await supervisor.stop()
            desk[0].outbox.close()


def of_profile(name, profile, port, **options):
    known = load_profile(profile)
    return DeviceSpec(name, known.device_class, known.driver, port, known.wire, {**known.options, **options})


def read(document):
    """The text of a PDF, as whoever searches it finds it."""
    found = subprocess.run(
        ["pdftotext", "-layout", document, "-"], capture_output=True, text=True, check=True
    )
    return found.stdout
