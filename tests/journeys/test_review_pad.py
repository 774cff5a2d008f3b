"""`hallkit pad` beside a window of a real server: asked at once, kept once, whatever is cut off meanwhile."""

import os
import signal
import subprocess
from contextlib import contextmanager, suppress
from functools import cached_property

import pytest
from PIL import Image

from hall.demo.hand import Hand, HandError, wait_until
from hall.domain.clock import SystemClock
from hall.server.store.help_tables import rating_said
from hall.server.store.paper_tables import window_paper
from hall.server.store.tables import quarantine, rating
from hall.settings import CONFIG, load
from tests.hall.house import House, http, ticket
from tests.unit.cli.running import HALLKIT, LIMIT_S

MORE = """
[[clerks]]
id = "0312"
name = "林晓岚"
title = "首席代表"
department = "户籍科"
badge = "党员先锋岗"
photo = "0312.png"

[[units]]
id = "p3"
role = "pad"
window = 3
screen = {{ width_px = 1024, height_px = 600, width_mm = 222 }}

[[units]]
id = "p3b"
role = "pad"
window = 3
screen = {{ width_px = 1280, height_px = 800, width_mm = 172 }}
"""


NAME = [[(x / 10, 0.2 + x % 2 * 0.3) for x in range(1, 10)]]


class Window:
    """The clerk of window 3, by the server's own verbs."""

    def __init__(self, url):
        self.url = url
        self.verbs = 0

    def do(self, name, **more):
        self.verbs += 1
        self.post(f"/windows/3/{name}", {"event_id": f"verb-{name}-{self.verbs:06d}", **more})

    def call(self, n):
        self.post("/tickets", ticket(n, "residence"))
        self.do("call")

    def post(self, path, body):
        with http(self.url) as api:
            api.post(path, json=body).raise_for_status()


class Pad:
    """One running pad. Its window is waited for when it is first looked at: two of them start at once."""

    def __init__(self, hall, unit):
        self.errors = hall.parent / f"{unit}.txt"
        self.said = self.errors.open("a", encoding="utf-8")
        self.unit, self.socket = unit, hall.parent / f"{unit}.sock"
        self.process = subprocess.Popen(
            [HALLKIT, "pad", "--hall", hall, "--unit", unit, "--windowed", "--hand", self.socket],
            stdin=subprocess.DEVNULL,
            stderr=self.said,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )

    @cached_property
    def hand(self):
        made = Hand(self.socket, self.unit, LIMIT_S)
        made.connect(lambda: self.process.poll() is None)
        return made

    def on(self, *screens):
        return wait_until(lambda: self.hand.screen in screens and self.hand.screen, LIMIT_S, self._told)

    def _told(self):
        return f"{self.hand.screen}: {self.hand.texts()}; {self.errors.read_text(encoding='utf-8')}"

    def tap(self, name, then):
        """A finger that presses again when the page had only just come."""
        wait_until(lambda: self._tapped(name, then), LIMIT_S, self._told)

    def _tapped(self, name, then):
        if self.hand.screen != then:
            with suppress(HandError):  # the page is turning
                self.hand.ask(do="tap", name=name)
        return self.hand.screen == then

    def choose(self, tag):
        def chosen():
            items = self.hand.ask(do="tree")["items"]
            if any(one["name"] == tag and one["text"] == "已选" for one in items):
                return True
            self.hand.ask(do="tap", name=tag)
            return False

        wait_until(chosen, LIMIT_S, self._told)

    def kill(self):
        if "hand" in self.__dict__:
            self.hand.close()
        self.process.kill()
        self.process.wait()
        self.said.close()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(LIMIT_S)
        self.kill()
        assert status == 0, self.errors.read_text(encoding="utf-8")


@contextmanager
def pads():
    running = []

    def start(hall, unit="p3"):
        running.append(Pad(hall, unit))
        return running[-1]

    try:
        yield start
    finally:
        for one in running:
            one.kill()


@pytest.fixture
def hall(tmp_path):
    """A server, and the hall file of its pads."""
    path = tmp_path / "hall.toml"
    text = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
    path.write_text(text + MORE.format(), encoding="utf-8")
    made = [House(tmp_path / "server", SystemClock(), 0, load(path))]
    path.write_text((text + MORE.format()).replace("http://127.0.0.1:8710", made[0].url), encoding="utf-8")
    (tmp_path / "server" / "clerks").mkdir()
    Image.new("RGB", (30, 40), "#9db7c9").save(tmp_path / "server" / "clerks" / "0312.png")
    yield path, made
    made[-1].stop()


def stars(house):
    """By ticket, of those that were rated."""
    rows = house.read(lambda connection: list(connection.execute(rating.select())))
    return {row.ticket: row.stars for row in rows}


def paper_of(house):
    return house.read(lambda connection: list(connection.execute(window_paper.select())))[0]


def arrived(house, name, value):
    wait_until(lambda: stars(house).get(name) == value, LIMIT_S, lambda: str(stars(house)))


def test_asked_at_once_kept_once_killed_twice_over_and_without_the_server(hall):
    path, houses = hall
    window = Window(houses[0].url)
    with pads() as start:
        pad, other = start(path), start(path, "p3b")
        window.do("open", clerk="0312")
        window.call(1)
        for one in (pad, other):
            one.hand.wait_text("B001")
            one.hand.wait_text("林晓岚")
        photos = path.parent / "data" / "p3" / "photos"
        wait_until(lambda: list(photos.glob("0312.*.png")), LIMIT_S, lambda: "no photo")
        sign(pad, window, houses[0])
        two_pads(pad, other, window, houses[0])
        other.end()
        pad = cut_off_between_press_and_thanks(pad, window, houses[0], lambda: start(path))

        window.call(3)
        pad.hand.wait_text("B003")
        port = houses[0].port
        houses[0].stop()
        pad.hand.wait_text("暂未联网")
        pad.tap("评价刚才的服务（B003）", "faces")
        pad.tap("不满意", "tags")
        pad.choose("服务态度生硬")
        pad.tap("提交评价", "thanks")
        pad.kill()
        pad = start(path)
        houses.append(House(path.parent / "server", SystemClock(), port, load(path)))
        pad.on("idle")
        window.do("finish")
        arrived(houses[1], "ticket-000003", 2)
        pad.end()
    assert stars(houses[1]) == {"ticket-000001": 4, "ticket-000002": 5, "ticket-000003": 2}
    assert "Traceback" not in pad.errors.read_text(encoding="utf-8")


def sign(pad, window, house):
    """On two screens: the clerk's text, signed on the pad."""
    window.do("paper", kind="sign", title="地址变更", words="新地址:清溪路 8 号")
    pad.on("paper")
    pad.tap("同意，去签字", "sign")
    pad.hand.draw("签名的地方", NAME)
    pad.tap("签好了，继续", "paper_done")
    wait_until(lambda: paper_of(house).state == "confirmed", LIMIT_S, lambda: str(paper_of(house)))
    assert len(paper_of(house).signature) == 64


def two_pads(pad, other, window, house):
    """Both ask; the first that is sent stands."""
    window.do("finish")
    for one in (other, pad):
        one.on("faces")
    pad.tap("满意", "tags")
    pad.tap("提交评价", "thanks")
    arrived(house, "ticket-000001", 4)
    assert [one.source for one in house.read(lambda c: list(c.execute(rating_said.select())))] == ["screen"]
    other.tap("基本满意", "tags")
    other.tap("提交评价", "thanks")
    wait_until(
        lambda: house.read(lambda c: list(c.execute(quarantine.select()))), LIMIT_S, lambda: "not sent"
    )
    assert stars(house) == {"ticket-000001": 4}


def cut_off_between_press_and_thanks(pad, window, house, start):
    """It was kept, or it is asked again; never twice."""
    window.call(2)
    pad.hand.wait_text("B002")
    window.do("finish")
    pad.on("faces")
    pad.tap("非常满意", "tags")
    pad.hand.ask(do="tap", name="提交评价")
    pad.kill()
    pad = start()
    if pad.on("idle", "faces") == "faces":
        pad.tap("非常满意", "tags")
        pad.tap("提交评价", "thanks")
    arrived(house, "ticket-000002", 5)
    return pad
