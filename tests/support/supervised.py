"""A device that echoes on a real pty, and a supervisor whose events a test can wait for."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import threading
import tty
from pathlib import Path

from drivers.health import Deadlines
from drivers.supervisor import Supervisor
from drivers.types import DeviceSpec

ROOT = str(Path(__file__).parents[2])
PATIENT_S = 20
"""How long a test waits for what must come; a loaded machine is slow, not wrong."""


class EchoPort:
    """A plug that can be pulled and put back: a path, and a pty behind it that sends back what it gets."""

    def __init__(self, path):
        self.path = Path(path)
        self.heard = b""
        self._fds = ()
        self._stop = threading.Event()
        self._thread = None

    def __enter__(self):
        self.plug()
        return self

    def __exit__(self, *_):
        self.unplug()

    def plug(self):
        master, slave = os.openpty()
        tty.setraw(master)
        self._fds = (master, slave)
        self._stop.clear()
        self._thread = threading.Thread(target=self._echo, args=(master,))
        self._thread.start()
        self.path.symlink_to(os.ttyname(slave))

    def unplug(self):
        self.path.unlink(missing_ok=True)
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        for fd in self._fds:
            os.close(fd)
        self._fds = ()

    def _echo(self, master):
        poll = select.poll()
        poll.register(master, select.POLLIN)
        while not self._stop.is_set():
            if poll.poll(20):
                data = os.read(master, 4096)
                self.heard += data
                os.write(master, data)


def spec(name, cls, port, **more):
    """A spec for one of the small drivers."""
    driver = cls if ":" in cls else f"tests.support.drivers_for_tests:{cls}"
    return DeviceSpec(name, "test", driver, str(port), **more)


class Bench:
    """`async with Bench([spec…]) as bench`: a started supervisor, all it said, stopped at the end."""

    def __init__(self, specs, *, journal_dir=None, **deadlines):
        limits = {"hang_ms": 1500, **deadlines}
        self.events = []
        self._news = None
        self.supervisor = None
        self._make = lambda: Supervisor(
            specs, self._hear, deadlines=Deadlines(**limits), journal_dir=journal_dir, paths=[ROOT]
        )

    async def __aenter__(self):
        self._news = asyncio.Event()
        self.supervisor = self._make()
        await self.supervisor.start()
        return self

    async def __aexit__(self, *_):
        await self.supervisor.stop()

    def _hear(self, name, event):
        self.events.append((name, event))
        self._news.set()

    async def until(self, condition):
        """Wait until `condition()` holds; looked at after every event."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENT_S):
                while not condition():
                    self._news.clear()
                    await self._news.wait()
        assert condition(), (self.supervisor.statuses(), self.events[-20:])

    async def online(self, *names):
        """Wait until these devices are online."""
        await self.until(lambda: all(self.supervisor.status(name).ready for name in names))

    async def run(self, name, op, timeout_ms=PATIENT_S * 1000, **args):
        """Do one command."""
        return await self.supervisor.run(name, op, args, timeout_ms=timeout_ms)

    def kinds(self, name):
        """The kinds of events a device sent."""
        return [event.kind for who, event in self.events if who == name]


def descriptors():
    """How many file descriptors this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
