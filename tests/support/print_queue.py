"""A real CUPS of the test's own with a printer that can misbehave, and the driver at its queue."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from pathlib import Path

import pytest

from drivers.document_printer.a4 import A4Printer
from drivers.document_printer.reasons import condition
from drivers.document_printer.trial_page import trial_page
from drivers.sim.print_service import PrintService, missing
from drivers.transport.open import open_connection
from drivers.types import Command
from tests.support.card_service import until
from tests.support.sane_scanner import OnceContext

OPTIONS = {"owner": "kiosk1", "trouble_ms": 1000, "stall_ms": 6000}


class PrinterDesk:
    """The driver, its context, and the service below."""

    def __init__(self, service, driver, context, pdf):
        self.service, self.driver, self.context, self._pdf = service, driver, context, pdf

    def print(self, job="j1", timeout_ms=30_000, pages=2, path=None, **args):
        if path is None:
            path = self._pdf
            path.write_bytes(trial_page(["A page of a test"], pages))
        return self.driver.perform(
            Command("p1", "print_pdf", {"path": str(path), "job": job, **args}, timeout_ms)
        )

    def do(self, op, timeout_ms=20_000, **args):
        return self.driver.perform(Command("p2", op, args, timeout_ms))

    def when(self, kind, do):
        """Do something as soon as the driver says so, once."""

        def hear(event):
            if event.kind == kind:
                self.context.on_event = lambda event: None
                do()

        self.context.on_event = hear

    def put_right(self):
        """A person sees to the printer; back once CUPS has let the last job go, which takes a moment."""
        self.service.set()
        until(lambda: condition(self.driver._queue.printer()).blocking is None)

    def spool(self):
        """What CUPS keeps of documents and jobs."""
        return sorted(path.name for path in (self.service.folder / "spool").iterdir() if path.name != "tmp")


@contextlib.contextmanager
def print_service(**settings):
    """A running CUPS. Fails (never skips) on a machine without it, and says what to install."""
    if package := missing():
        pytest.fail(f"missing: apt install {package} (./install.sh test does)")
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        Path(folder).chmod(0o711)
        with PrintService(Path(folder), **settings) as service:
            yield service


@contextlib.contextmanager
def driver_at(service, port=None, **options):
    """The driver on a real connection to a queue."""
    context = OnceContext()
    connection = open_connection(port or service.port, {}, context.check)
    with tempfile.TemporaryDirectory() as folder:
        try:
            driver = A4Printer(connection, {**OPTIONS, **options}, context)
            yield PrinterDesk(service, driver, context, Path(folder, "document.pdf"))
        finally:
            connection.close()


@contextlib.contextmanager
def printer(port=None, service=None, **options):
    """Both, the driver started."""
    with print_service(**(service or {})) as running, driver_at(running, port, **options) as desk:
        assert desk.driver.start().ready, desk.driver.look()
        yield desk


@contextlib.contextmanager
def cups_server(value):
    """Where CUPS's own commands look for it."""
    before = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = str(value)
    try:
        yield
    finally:
        os.environ.pop("CUPS_SERVER")
        if before is not None:
            os.environ["CUPS_SERVER"] = before


def later(seconds, do):
    """Somebody does something after a while."""
    timer = threading.Timer(seconds, do)
    timer.daemon = True
    timer.start()
    return timer
