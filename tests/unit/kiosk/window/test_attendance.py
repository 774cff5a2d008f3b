"""Staff cards from the machine to the page: its twin on TCP, the window's program, a real server."""

import asyncio
import contextlib
import socket
import sqlite3
import subprocess
import sys

import httpx
import pytest

from drivers.sim.card_holders import cards
from drivers.sim.twins import line_for
from hall.server.store.attendance_tables import punch
from kiosk.outbox.store import FILE
from kiosk.window.program import Program
from tests.hall.house import HandClock, House, http, until
from tests.support.attendance import KEPT, at, hall_of
from tests.support.card_service import card_service
from tests.support.processes import patient

HELD = """
import sys
from pathlib import Path
from kiosk.window.program import main
from tests.support.attendance import hall_of
settings, unit = hall_of(sys.argv[1], sys.argv[2])
sys.exit(main(settings, unit, Path(sys.argv[3])))
"""


class Door:
    """The machine at the staff's door."""

    def __init__(self, clock):
        self.line = line_for("hallkit-punch", None)
        self.line.machine.clock_s = int(clock.at.timestamp())

    def punch(self, badge, way="in", after_s=0):
        self.line.act(lambda: self.line.machine.punch(badge, way, after_s))


@pytest.fixture
def clock():
    return HandClock(at("09:20"))


@pytest.fixture
def door(clock):
    made = Door(clock)
    made.line.start()
    yield made
    made.line.stop()


@contextlib.asynccontextmanager
async def running(port, url, folder, clock, profile="hallkit-punch"):
    """The window's program, until the block is left."""
    settings, unit = hall_of(url, port, profile)
    over = asyncio.Event()
    task = asyncio.create_task(Program(settings, unit, folder, clock).run(over))
    try:
        yield
    finally:
        over.set()
        await task


def kept(house):
    return [
        (one.clerk, one.way)
        for one in house.read(lambda c: c.execute(punch.select().order_by(punch.c.at_us)).all())
    ]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as made:
        return made.getsockname()[1]


@pytest.mark.logs
def test_a_clerk_punches_and_stands_on_the_page_also_after_the_machine_was_emptied(
    door, clock, tmp_path, caplog
):
    house = House(tmp_path / "hall", clock, 0, KEPT)
    door.punch("0312", after_s=-1500)  # while nobody listened

    async def morning():
        async with running(door.line.port, house.url, tmp_path / "w3", clock):
            await until(lambda: kept(house) == [("0312", "in")])
            door.punch("1024")
            await until(lambda: len(kept(house)) == 2)
            door.line.machine.records.clear()
            door.line.machine._number = 0  # emptied: it counts from 1 again
            door.punch("0312", "out", 60)
            await until(lambda: len(kept(house)) == 3)

    try:
        asyncio.run(morning())
        with http(house.url) as api:
            told = {one["clerk"]: one["here"] for one in api.get("/attendance").json()["clerks"]}
        assert told == {"0312": False, "1024": True, "1007": False}
        page = httpx.get(f"{house.url}/console/attendance?lang=zh", trust_env=False).text
        assert all(words in page for words in ("李文静", "迟到 20 分钟", "出去了"))
    finally:
        house.stop()
    assert "0312" not in caplog.text


def test_killed_between_punch_and_sending_it_leaves_exactly_one(door, clock, tmp_path):
    folder, port = tmp_path / "w3", free_port()
    url = f"http://127.0.0.1:{port}"
    folder.mkdir()
    door.punch("0312")
    command = [sys.executable, "-c", HELD, url, door.line.port, str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        try:
            patient(lambda: pending(folder) == 1 or program.poll() is not None, 40)
        finally:
            program.kill()
        assert pending(folder) == 1, program.stderr.read()
    house = House(tmp_path / "hall", clock, port, KEPT)

    async def again():
        async with running(door.line.port, url, folder, clock):
            await until(lambda: kept(house))
            door.punch("0312", "out", 600)
            await until(lambda: len(kept(house)) > 1)

    try:
        asyncio.run(again())
        assert kept(house) == [("0312", "in"), ("0312", "out")]
    finally:
        house.stop()


def test_a_staff_card_on_the_windows_own_reader_is_a_punch_too(clock, tmp_path):
    house = House(tmp_path / "hall", clock, 0, KEPT)

    async def morning(line):
        async with running("pcsc:", house.url, tmp_path / "w3", clock, "staff-card"):
            line.act(lambda: line.machine.insert(cards()["staff"]))
            await until(lambda: kept(house))
            line.act(line.machine.remove)

    try:
        with card_service() as service, started(service.line()) as line:
            asyncio.run(morning(line))
        assert kept(house) == [("", "unknown")]  # nobody has said yet whose card it is
        page = httpx.get(f"{house.url}/console/attendance?lang=zh", trust_env=False).text
        assert "尾号 C3" in page
    finally:
        house.stop()


@contextlib.contextmanager
def started(line):
    line.start()
    try:
        yield line
    finally:
        line.stop()


def pending(folder):
    """Punches that wait in the unit's file."""
    if not (folder / FILE).exists():
        return 0
    wanted = "SELECT count(*) FROM event WHERE kind = 'attendance.punched' AND state = 'pending'"
    try:
        with contextlib.closing(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True)) as file:
            return file.execute(wanted).fetchone()[0]
    except sqlite3.OperationalError:  # its tables are being made
        return 0
