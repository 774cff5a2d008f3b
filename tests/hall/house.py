"""A real server for tests: in a thread of this process, or as a process that can be killed."""

import asyncio
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx

from hall.domain.clock import SystemClock
from hall.server.app import create_app
from hall.server.host import Host
from hall.settings import CONFIG, load

SETTINGS = load(CONFIG / "halls" / "demo.toml")
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)  # 12:00 in China


class HandClock:
    """A clock that a test turns."""

    def __init__(self, at=NOON):
        self.at = at

    def now(self):
        self.at += timedelta(milliseconds=1)
        return self.at

    def mono_ms(self):
        return SystemClock().mono_ms()


class House:
    """`url` of a running server and its open store."""

    def __init__(self, folder, clock, port, settings=SETTINGS):
        self.folder, self.clock = folder, clock
        listener = Host.listen("127.0.0.1", port)
        self.port = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        app = create_app(settings, folder, clock)
        self.store = app.state.store
        ready = threading.Event()
        self.host = Host(app, listener, lambda _: ready.set(), self.store.live.close)
        self._thread = threading.Thread(target=self.host.run)
        self._thread.start()
        assert ready.wait(20)

    def stop(self):
        self.host.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()

    def read(self, query):
        return self.store.read_now(query)


@contextmanager
def house(folder, clock=None, port=0, settings=SETTINGS):
    made = House(folder, clock or HandClock(), port, settings)
    try:
        yield made
    finally:
        made.stop()


USUAL = {"timeout": 20, "trust_env": False, "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
"""Of every client: one context for all, for reading the world's certificates takes longer than a test asks."""


def http(url):
    return httpx.Client(base_url=url + "/v1", **USUAL)


def async_http(url):
    limits = httpx.Limits(max_connections=32)
    return httpx.AsyncClient(base_url=url + "/v1", limits=limits, **USUAL)


PROGRAM = """
import sys
from pathlib import Path
from hall.server.main import listen, run
from hall.settings import CONFIG, load
HERE = "127.0.0.1"
with listen(HERE, int(sys.argv[2])) as listener:
    hall = load(CONFIG / "halls" / "demo.toml")
    sys.exit(run(hall, Path(sys.argv[1]), listener, HERE, database=sys.argv[3]))
"""


class Process:
    """The server as a program of its own."""

    def __init__(self, folder, port=0, database=""):
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), str(port), database],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.process.stdout.readline()
        assert "http://127.0.0.1:" in line, line + self.process.stderr.read()
        self.port = int(line.split("127.0.0.1:")[1].split()[0])
        self.url = f"http://127.0.0.1:{self.port}"

    def kill(self):
        self.process.kill()
        return self._end()

    def end(self):
        self.process.terminate()
        return self._end()

    def _end(self):
        _, self.errors = self.process.communicate(timeout=20)
        return self.process.returncode


def ticket(n, service="social", unit="t1", identity=""):
    return {"event_id": f"ticket-{n:06d}", "service": service, "unit": unit, "identity": identity}


def verb(n):
    return {"event_id": f"verb-{n:06d}"}


async def until(condition, limit_s=20):
    async with asyncio.timeout(limit_s):
        while not condition():  # noqa: ASYNC110 - the condition may lie in another thread
            await asyncio.sleep(0.01)
