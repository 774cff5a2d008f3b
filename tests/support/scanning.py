"""Scanning as the terminal does it, on twins: real drivers in children, pages into a real outbox."""

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

from drivers.sim.sane_line import SaneLine
from drivers.sim.sane_pages import letters
from drivers.sim.sane_scanner import SaneScannerTwin, Scanner
from drivers.sim.twins import line_for
from drivers.supervisor import Supervisor
from drivers.types import DeviceSpec
from hall.settings import load_profile
from kiosk.desk.filing.pages import Pages
from kiosk.desk.scanning.folder import name_of, places
from kiosk.desk.scanning.scanning import Scanning
from kiosk.flows.filing.words import PageScanned, ScanEnded, ScanPages
from tests.support.sane_scanner import sane_folder
from tests.unit.kiosk.terminal import open_outbox

PATIENT_S = 30


class ScanDesk:
    """`told`: what the flow heard. `machine`: what hands touch."""

    def __init__(self, folder, line, device_class, supervisor):
        self.line, self.machine, self.supervisor = line, line.machine, supervisor
        self.outbox = open_outbox(folder)
        self.told = []
        self.changed = asyncio.Event()
        self.name = device_class
        parts = SimpleNamespace(
            outbox=self.outbox, supervisor=supervisor, devices={device_class: self.name}, tell=self._tell
        )
        self.scanning = Scanning(parts, Pages(self.outbox))

    def _tell(self, event):
        self.told.append(event)
        self.changed.set()

    def of(self, kind):
        return [event for event in self.told if isinstance(event, kind)]

    def begin(self, source="feeder", **more):
        return asyncio.create_task(self.scanning.scan(ScanPages("lease", source, **more)))

    async def until(self, condition):
        async with asyncio.timeout(PATIENT_S):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def pages(self, count):
        await self.until(lambda: len(self.of(PageScanned)) >= count)
        return self.of(PageScanned)

    async def ended(self):
        await self.until(lambda: self.of(ScanEnded))
        return self.of(ScanEnded)[0].problem

    def left(self):
        """What lies in memory for drivers."""
        return [path for place in places() for path in (Path(place) / name_of(self.outbox.folder)).glob("*")]

    def blobs(self):
        return list((self.outbox.folder / "blob").glob("*/*"))


def feeder(sheets=0):
    """A scanner with letters in its feeder, on a line that is not started."""
    return SaneLine(SaneScannerTwin(Scanner(sheets, printed=letters)))


@asynccontextmanager
async def scan_desk(folder, line=None, **options):
    """`line`: a feeder's; None: a document camera. `options`: of its driver, beside the profile's."""
    kind, profile = ("document_scanner", "sane") if line else ("document_camera", "document-camera")
    line = line or line_for("document-camera")
    of = load_profile(profile)
    with line, sane_folder(dll="net") as sane:
        if kind == "document_scanner":
            (sane / "net.conf").write_text(f"connect_timeout = 5\n{line.device.split(':')[1]}\n")
        desk = []
        supervisor = Supervisor(
            [DeviceSpec(kind, kind, of.driver, line.port, of.wire, {**of.options, **options})],
            lambda name, event: desk and desk[0].scanning.heard(name, event),
        )
        desk.append(ScanDesk(folder, line, kind, supervisor))
        await supervisor.start()
        try:
            async with asyncio.timeout(PATIENT_S):
                while not supervisor.status(kind).ready:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.02)
            yield desk[0]
        finally:
            desk[0].scanning.abandon()
            await supervisor.stop()
            desk[0].outbox.close()
