"""A real pcscd of the test's own (`drivers.sim.card_service`); one path of its socket serves the whole test run."""

from __future__ import annotations

import contextlib
import functools
import os
import tempfile
import threading
from pathlib import Path

import pytest

from drivers.sim import card_service as sim
from drivers.sim.base import ServiceMissingError
from drivers.sim.chip_reader import ChipReaderTwin
from drivers.sim.vpcd import VpcdLine


class CardService(sim.CardService):
    """The service, and lines that put cards into its reader."""

    def line(self, cards=None):
        return VpcdLine(ChipReaderTwin(cards), self.reader_port)


@functools.cache
def _folder():
    """One for the whole test run, for the client library reads it once; it goes when the run ends."""
    folder = tempfile.TemporaryDirectory(prefix="pcscd-")
    os.environ[sim.SOCKET] = str(Path(folder.name) / "socket")
    return folder


@contextlib.contextmanager
def card_service(*, reader=True):
    """A running service. Fails (never skips) on a machine without it, and says what to install."""
    service = CardService(Path(_folder().name))
    try:
        service.start(reader=reader)
    except ServiceMissingError as missing:
        pytest.fail(f"{missing} (./install.sh test does)")
    try:
        yield service
    finally:
        service.stop()


def until(condition, seconds=15):
    """Wait for what must come."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        pause.wait(0.02)
    raise AssertionError("it did not come in time")
