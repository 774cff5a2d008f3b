"""The window program with its devices (twins on ptys), a real server, and displays on real UDP."""

import asyncio
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace

import pytest

from drivers.sim.twins import line_for
from hall.client.token import FILE
from hall.contract.tokens import TokenRequest
from hall.domain.clock import SystemClock
from hall.domain.queue.locally import owner
from hall.domain.roles import Role
from hall.server.store.rating_tables import rating_about
from hall.server.store.tables import quarantine, rating
from hall.settings import Local
from kiosk.window import shout
from kiosk.window.program import Program
from kiosk.window.scene import NOBODY
from kiosk.window.share import windows_of
from queue_display.face import Link
from queue_display.local_ear import LocalEar
from tests.hall.house import NOON, SETTINGS, HandClock, House, http, ticket, until

KEY = "a key of this hall alone"
UNIT = next(unit for unit in SETTINGS.units if unit.role == "window")


class Hours(HandClock):
    """Waiting is cut short."""

    def __init__(self, at=NOON):
        super().__init__(at)
        self.skipped_ms = 0

    def mono_ms(self):
        return SystemClock().mono_ms() + self.skipped_ms


class Bench:
    """The window's devices, seen from the street side."""

    def __init__(self, folder):
        self.lines = {device.name: line_for(device.profile, folder / device.name) for device in UNIT.devices}
        self.keypad, self.sign, self.pad = (line.machine for line in self.lines.values())
        self.devices = [
            device.model_copy(update={"port": str(folder / device.name)}) for device in UNIT.devices
        ]

    async def press(self, key):
        """A finger on the call keypad; two presses of one key within 150 ms are one to its driver."""
        await asyncio.sleep(0.2)
        self.lines["caller_keypad"].act(lambda: self.keypad.press(key))

    def rate(self, stars):
        """A finger on the evaluation pad."""
        self.lines["evaluation_pad"].act(lambda: self.pad.press(stars))

    @contextmanager
    def plugged(self):
        for line in self.lines.values():
            line.start()
        try:
            yield self
        finally:
            for line in self.lines.values():
                line.stop()

    @property
    def shown(self):
        return self.sign.rows[0] if self.sign.rows else ""


@asynccontextmanager
async def display(clock, *, hears_server):
    """A hall screen's ear; gives its port and the calls it took."""
    calls = []

    async def ask():
        return hears_server

    ear = LocalEar(KEY.encode(), "board", clock, ask, calls.append)
    ear.use(Link(live=hears_server, heard_at=clock.now(), since_ms=clock.mono_ms() - 60_000))
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: ear, local_addr=("127.0.0.1", 0))
    try:
        yield transport.get_extra_info("sockname")[1], calls
    finally:
        ear.close()


@asynccontextmanager
async def running(bench, url, folder, clock, displays=()):
    """The program, until the block is left."""
    unit = UNIT.model_copy(update={"devices": bench.devices})
    local = Local(key=KEY, displays=[f"127.0.0.1:{port}" for port in displays]) if displays else Local()
    server = SETTINGS.server.model_copy(update={"url": url})
    settings = SETTINGS.model_copy(update={"server": server, "local": local})
    over = asyncio.Event()
    program = Program(settings, unit, folder, clock)
    task = asyncio.create_task(program.run(over))
    try:
        yield program
    finally:
        over.set()
        await task


async def again_until(press, condition):
    """A finger that presses again when nothing comes of it: the first press may have come before the question."""
    async with asyncio.timeout(20):
        while not condition():
            press()
            with suppress(TimeoutError):
                await until(condition, 1)


def states(house):
    with http(house.url) as asked:
        return {one["event_id"]: one for one in asked.get("/tickets").json()["tickets"]}


def rows(house, table):
    return house.read(lambda connection: list(connection.execute(table.select())))


@pytest.fixture
def clock():
    return Hours()


@pytest.fixture
def house(tmp_path, clock):
    made = [House(tmp_path / "hall", clock, 0)]
    yield made
    made[-1].stop()


@pytest.mark.logs
def test_a_clerk_calls_finishes_and_is_evaluated_by_keypad_alone(house, clock, tmp_path, caplog):
    (hall,) = house
    bench = Bench(tmp_path)

    async def day():
        async with running(bench, hall.url, tmp_path / "w3", clock) as program:
            await until(lambda: bench.shown == "暂停服务")
            await bench.press("next")
            await until(lambda: bench.shown == "请B001号")
            await until(lambda: (bench.keypad.display, bench.keypad.waiting) == ("B001", 1))
            await bench.press("finish")
            await until(lambda: bench.pad.screen == "asking")
            await again_until(lambda: bench.rate("5"), lambda: len(rows(hall, rating)) == 1)
            program._window._evaluation._to = replace(program._window._evaluation._to, wait_ms=300)
            await bench.press("next")
            await until(lambda: bench.shown == "请B002号")
            beeps = bench.keypad.beeps
            await bench.press("skip")
            await until(lambda: bench.keypad.beeps > beeps)
            assert any(
                "no_show refused" in one.message for one in caplog.records if one.levelname == "WARNING"
            )
            await bench.press("finish")
            await until(lambda: len(rows(hall, rating)) == 2)
            silent = [row.stars for row in rows(hall, rating)]
            assert silent == [5, None], "silence is not rated, and nothing is invented"
            program._window._evaluation._to = replace(program._window._evaluation._to, wait_ms=20_000)
            await bench.press("clear")
            await until(lambda: bench.shown == "请B002号")
            await bench.press("finish")
            await until(lambda: bench.pad.screen == "asking")
            await again_until(lambda: bench.rate("3"), lambda: rows(hall, rating)[1].stars == 3)
            await bench.press("pause")
            await until(lambda: bench.shown == "暂停服务")
            await bench.press("pause")
            await until(lambda: bench.shown == "户籍证件")

    with http(hall.url) as asked:
        for n in (1, 2):
            asked.post("/tickets", json=ticket(n, service="residence"))
    with bench.plugged():
        asyncio.run(day())
    assert {row.ticket: row.stars for row in rows(hall, rating)} == {
        "ticket-000001": 5,
        "ticket-000002": 3,
    }, "silence is in no real one's way"
    assert all(row.after_ms is not None and row.window == 3 for row in rows(hall, rating_about))


def mine(n):
    """Whether a ticket for residence is this window's own."""
    return owner(f"ticket-{n:06d}", windows_of("B001", SETTINGS)) == UNIT.window


def test_without_the_server_the_window_calls_its_own_and_the_server_learns_of_it(house, clock, tmp_path):
    hall = house[0]
    bench = Bench(tmp_path)
    own = [n for n in range(1, 30) if mine(n)][:3]
    with http(hall.url) as asked:
        for n in range(1, own[-1] + 1):
            asked.post("/tickets", json=ticket(n, service="residence"))

    async def day():
        async with (
            display(clock, hears_server=False) as (port, calls),
            running(bench, hall.url, tmp_path / "w3", clock, [port]),
        ):
            await until(lambda: bench.keypad.waiting == own[-1])
            await bench.press("next")
            await until(lambda: bench.keypad.display == f"B{own[0]:03d}")
            await asyncio.to_thread(hall.stop)
            clock.skipped_ms += 6_000
            await bench.press("finish")
            await until(lambda: bench.keypad.display == NOBODY)
            await until(lambda: bench.shown == "户籍证件")
            for n in own[1:]:
                await bench.press("next")
                await until(lambda n=n: bench.shown == f"请B{n:03d}号")
            assert [call.number for call in calls] == [f"B{n:03d}" for n in own[1:]]
            house.append(await asyncio.to_thread(House, tmp_path / "hall", clock, hall.port))
            await until(lambda: states(house[-1])[f"ticket-{own[2]:06d}"]["state"] == "serving")
            await until(lambda: bench.shown == f"B{own[2]:03d} 办理中")
            await bench.press("finish")
            await until(lambda: states(house[-1])[f"ticket-{own[2]:06d}"]["state"] == "done")

    with bench.plugged():
        asyncio.run(day())
    found = states(house[-1])
    assert {n: found[f"ticket-{n:06d}"]["state"] for n in own} == dict.fromkeys(own, "done")
    assert {found[f"ticket-{n:06d}"]["window"] for n in own} == {3}
    assert not rows(house[-1], quarantine)


@pytest.mark.logs
def test_a_display_that_hears_the_server_stops_a_window_whose_own_cable_is_out(
    house, clock, tmp_path, monkeypatch
):
    monkeypatch.setattr(shout, "DOUBT_S", 0.5)
    (hall,) = house
    bench = Bench(tmp_path)
    with http(hall.url) as asked:
        for n in range(1, 12):
            asked.post("/tickets", json=ticket(n, service="residence"))

    async def day():
        async with display(clock, hears_server=True) as (port, calls):
            async with running(bench, hall.url, tmp_path / "w3", clock, [port]):
                await until(lambda: bench.keypad.waiting == 11)
            nowhere = "http://127.0.0.1:9"
            async with running(bench, nowhere, tmp_path / "w3", clock, [port]) as program:
                await until(lambda: program._window is not None)
                clock.skipped_ms += 31_000
                await until(lambda: bench.shown == "本窗口手工叫号")
                beeps = bench.keypad.beeps
                await bench.press("next")
                await until(lambda: bench.keypad.beeps > beeps)
                assert not calls
                assert bench.shown == "本窗口手工叫号"

    with bench.plugged():
        asyncio.run(day())
    assert {one["state"] for one in states(hall).values()} == {"waiting"}


@pytest.mark.logs
def test_a_wrong_token_is_a_fault_of_the_set_up_and_a_new_one_needs_no_restart(
    house, clock, tmp_path, caplog
):
    (hall,) = house
    bench = Bench(tmp_path)
    keyring = hall.host.config.app.state.keyring
    token = tmp_path / "w3" / FILE
    token.parent.mkdir()
    with http(hall.url) as asked:
        asked.post("/tickets", json=ticket(1, service="residence"))

    async def day():
        made = await keyring.make(TokenRequest(role=Role.WINDOW, unit="w3"))
        token.write_text("another\n")
        async with running(bench, hall.url, tmp_path / "w3", clock):
            await until(lambda: "token.wrong" in caplog.text and bench.keypad.display == NOBODY)
            assert "hallkit server token" in caplog.text
            beeps = bench.keypad.beeps
            await bench.press("next")
            await until(lambda: bench.keypad.beeps > beeps)
            token.write_text(made.token + "\n")
            await until(lambda: bench.keypad.waiting == 1)
            await bench.press("next")
            await until(lambda: bench.shown == "请B001号")

    with bench.plugged():
        asyncio.run(day())
