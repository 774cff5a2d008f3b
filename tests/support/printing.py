"""A printer's driver on a real pseudo terminal, with its twin at the other end."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager

from drivers.printer.ticket import TicketPrinter
from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.transport.open import open_connection
from drivers.types import Canceled, Command
from hall.assets import load_form
from tests.support.papers import TICKET

OPTIONS = {"dots": 576, "columns": 48, "dots_per_mm": 8, "native_qr": True, "cutter": True, "reply_ms": 1000}


class Hand:
    """The child's side of a driver: real time, events kept, and a caller who may give up."""

    def __init__(self):
        self.events = []
        self.canceled_after = None
        self.later_ms = 0

    def emit(self, event):
        self.events.append(event)

    def check(self):
        if self.canceled_after is not None:
            self.canceled_after -= 1
            if self.canceled_after < 0:
                raise Canceled

    def now_ms(self):
        return time.monotonic_ns() // 1_000_000 + self.later_ms

    def pause(self, ms):
        raise AssertionError("a printer's driver waits by reading")


class Bench:
    """One printer, its driver, and what one does with them."""

    def __init__(self, twin, line, driver, hand):
        self.twin, self.line, self.driver, self.hand = twin, line, driver, hand

    def print(self, timeout_ms=10_000, form="ticket", **changed):
        args = {"form": load_form(form), "data": TICKET | changed, "job": "job-1"}
        return self.driver.perform(Command("1", "print_form", args, timeout_ms))

    def do(self, op, timeout_ms=10_000):
        return self.driver.perform(Command("2", op, {}, timeout_ms))

    def fault(self, fault):
        """What happens to the device; it says so at once where ASB is on."""
        self.line.set_fault(fault)

    def arm(self, fault, after):
        self.line.act(lambda: self.twin.arm(fault, after))

    def come_out(self, count):
        """Wait until so many papers hang in the mouth."""
        end = time.monotonic() + 10
        while len(self.twin.pieces) < count:
            assert time.monotonic() < end, "no paper came out"
            threading.Event().wait(0.01)

    def torn(self):
        """Take the papers out of the mouth; everything on them was proper ESC/POS."""
        pieces = self.line.act(self.twin.tear_off)
        assert self.twin.errors == []
        return [piece.text for piece in pieces]


@contextmanager
def bench(twin=None, **options):
    twin = twin or TicketPrinterTwin()
    hand = Hand()
    with PtyLine(twin) as line:
        connection = open_connection(line.port, {"baud": 115200, "stall_ms": 1500}, hand.check)
        try:
            yield Bench(twin, line, TicketPrinter(connection, OPTIONS | options, hand), hand)
        finally:
            connection.close()
