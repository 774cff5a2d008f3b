"""Runs a driver in the test's own process, on the real transport and a twin's real line."""

from __future__ import annotations

import threading
from contextlib import contextmanager

from drivers.transport.open import open_connection
from drivers.types import Canceled, Command
from hall.domain.clock import SystemClock


class TestContext:
    """Keeps the events; `give_up` makes the next `check` raise `Canceled`."""

    __test__ = False

    def __init__(self):
        self.events = []
        self.on_event = lambda event: None
        self.give_up = False
        self._clock = SystemClock()

    def emit(self, event):
        self.events.append(event)
        self.on_event(event)

    def check(self):
        if self.give_up:
            raise Canceled

    def now_ms(self):
        return self._clock.mono_ms()

    def pause(self, ms):
        threading.Event().wait(ms / 1000)
        self.check()

    @property
    def kinds(self):
        return [event.kind for event in self.events]


class Desk:
    """A driver with its twin's line and its context."""

    def __init__(self, line, driver, context):
        self.line = line
        self.twin = line.machine
        self.driver = driver
        self.context = context

    def do(self, op, timeout_ms=8000, **args):
        return self.driver.perform(Command("c1", op, args, timeout_ms))

    def hand(self, do, *args):
        return self.line.act(lambda: do(*args))


@contextmanager
def driven(line, driver_class, options=None, baud=115200):
    """Start the line, open it as the child does, build the driver; close all of it at the end."""
    context = TestContext()
    with line:
        connection = open_connection(line.port, {"baud": baud}, context.check)
        try:
            yield Desk(line, driver_class(connection, options or {}, context), context)
        finally:
            connection.close()
