"""A scanner behind SANE's own `test` backend, in a settings folder of the test's own."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from drivers.scanner.sane import SaneScanner
from drivers.sim.sane_line import SaneLine
from drivers.sim.sane_scanner import SaneScannerTwin, Scanner
from drivers.transport.open import open_connection
from drivers.types import Canceled, Command
from tests.support.direct import TestContext
from tests.support.processes import running

PORT = "sane:test:0"
OPTIONS = {"mode": "gray", "dpi": 75, "width_mm": 200, "height_mm": 200}
SLOW = {"read-delay": True, "read-delay-duration": 200_000}
"""A page of 300 dpi takes about half a minute: 32 KiB every 0.2 s."""


@contextlib.contextmanager
def sane_folder(conf="", dll="test"):
    """SANE finds the test backend only, with these settings of its."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "dll.conf").write_text(f"{dll}\n")
        Path(folder, "test.conf").write_text(f"number_of_devices 1\n{conf}")
        before = os.environ.get("SANE_CONFIG_DIR")
        os.environ["SANE_CONFIG_DIR"] = folder
        try:
            yield Path(folder)
        finally:
            os.environ.pop("SANE_CONFIG_DIR")
            if before is not None:
                os.environ["SANE_CONFIG_DIR"] = before


class OnceContext(TestContext):
    """As in a child: a caller who gave up is told once, then the driver may put things in order."""

    def check(self):
        if self.give_up:
            self.give_up = False
            raise Canceled


class ScannerDesk:
    """A driver, its context, and a private folder for its pages."""

    def __init__(self, driver, context, connection, pages):
        self.driver, self.context, self.connection, self.pages = driver, context, connection, pages

    def scan(self, timeout_ms=20_000, **args):
        args = {"folder": str(self.pages), **args}
        return self.driver.perform(Command("s1", "scan", args, timeout_ms))

    def do(self, op, **args):
        return self.driver.perform(Command("s2", op, args, 20_000))

    def files(self):
        return sorted(path.name for path in self.pages.iterdir())

    def when(self, kind, do):
        """Do something as soon as the driver says so, once."""

        def hear(event):
            if event.kind == kind:
                self.context.on_event = lambda event: None
                do()

        self.context.on_event = hear


@contextlib.contextmanager
def scanner(backend=None, port=PORT, conf="", dll="test", **options):
    """The driver on a real connection; `backend`: options of SANE's test backend."""
    context = OnceContext()
    with sane_folder(conf, dll), tempfile.TemporaryDirectory() as pages:
        connection = open_connection(port, {}, context.check)
        try:
            driver = SaneScanner(connection, {**OPTIONS, **options, "backend": backend or {}}, context)
            yield ScannerDesk(driver, context, connection, Path(pages))
        finally:
            context.give_up = False
            connection.close()


@contextlib.contextmanager
def twin_scanner(sheets=0, **options):
    """The driver at the twin that libsane reaches by its network protocol; `desk.machine` is what hands touch."""
    machine = SaneScannerTwin(Scanner(sheets))
    with SaneLine(machine) as twin, sane_folder(dll="net") as folder:
        (folder / "net.conf").write_text(f"connect_timeout = 5\n{twin.device.split(':')[1]}\n")
        context = OnceContext()
        connection = open_connection(twin.port, {}, context.check)
        with tempfile.TemporaryDirectory() as pages:
            driver = SaneScanner(connection, {"mode": "gray", "dpi": 75, **options}, context)
            desk = ScannerDesk(driver, context, connection, Path(pages))
            desk.twin, desk.machine = twin, machine.scanner
            try:
                yield desk
            finally:
                context.give_up = False
                connection.close()


def workers():
    """The processes below this one that talk to a scanner."""
    return running("drivers.transport.sane_worker")
