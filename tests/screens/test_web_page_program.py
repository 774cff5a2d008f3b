"""A web page at a terminal as a process: drawn, touched, kept to its hosts, left, killed; nothing of it remains."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.screens.test_program import Program
from tests.support.website import CHROMIUM, NEEDED, Site

PAGE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #0000ff } a { position: absolute; left: 0; right: 0; height: 50% }
#own { top: 0 } #foreign { bottom: 0 }</style>
<a id="own" href="#" aria-label="本站" onclick="document.body.style.background = '#ff0000'; return false"></a>
<a id="foreign" href="http://127.0.0.2:{port}/foreign" aria-label="外站"></a>"""
PICTURE = "信用查询的网页"
REFUSED = "这个链接或文件不能在这台机器上打开"
BLUE, RED = QColor("#0000ff"), QColor("#ff0000")


class Visit:
    """A citizen in front of the terminal."""

    def __init__(self, program, folder):
        self.program = program
        self._shot = folder / "shot.png"

    def tap(self, *names):
        for name in names:
            self.program.until(lambda name=name: self._tapped(name))

    def _tapped(self, name):
        """It may stand on a later screenful."""
        if "tapped" in self.program.do("tap", name=name):
            return True
        self.program.do("tap", name="下一屏")
        return False

    def point(self, x, y):
        """Put a finger on the page; in parts of its width and height."""
        assert "drawn" in self.program.do("draw", name=PICTURE, lines=[[[x, y]]])

    def shows(self, name):
        self.program.until(lambda: name in self.program.names())

    def painted(self, colour):
        """The page has that colour."""
        self.program.until(lambda: self._like(colour))

    def _like(self, colour):
        spot = next((each for each in self.program.do("tree")["items"] if each["name"] == PICTURE), None)
        if spot is None or "saved" not in self.program.do("screenshot", path=str(self._shot)):
            return False
        x, y, width, height = spot["rect"]
        seen = QImage(str(self._shot)).pixelColor(round(x + width * 0.9), round(y + height * 0.9))
        return all(abs(one - other) < 30 for one, other in zip(seen.getRgb(), colour.getRgb(), strict=True))

    def opens(self):
        self.tap("信用查询")
        self.program.on("tile")
        self.painted(BLUE)


@pytest.fixture
def site():
    server = Site(PAGE)
    yield server
    server.end()


@pytest.fixture
def visit(tmp_path, site):
    def change(hall):
        return (
            hall.replace("https://credit.yunxi.example/", site.url) + f"\n[browser]\ncommand = {CHROMIUM}\n"
        )

    program = Program(tmp_path, "t1", change)
    yield Visit(program, tmp_path)
    program.end()


def profiles(program):
    """The folders of this terminal's browsers."""
    begins = f"hallkit-web-t1-{program.process.pid}-"
    return [folder for root in ("/dev/shm", "/tmp") for folder in Path(root).glob(f"{begins}*")]


def remains(program):
    """Folders and processes of this terminal's browsers: each has its home in such a folder."""
    home = f"HOME=/dev/shm/hallkit-web-t1-{program.process.pid}-".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found += [process] if home in (process / "environ").read_bytes() else []
    return profiles(program) + found


@NEEDED
def test_a_page_is_touched_stays_with_its_host_is_left_and_survives_being_killed(visit, site):
    program = visit.program
    program.on("attract")
    visit.tap("点这里开始", "其他单位的服务")
    program.on("tiles")
    visit.opens()
    assert len(remains(program)) > 2
    visit.point(0.5, 0.25)
    visit.painted(RED)
    visit.point(0.5, 0.75)
    visit.shows(REFUSED)
    for name in ("本站", "外站"):
        visit.tap("下一处")
        visit.shows(f"选到：{name}")
    visit.tap("按这里")
    visit.shows(REFUSED)
    visit.tap("回到终端")
    program.on("tiles")
    program.until(lambda: not remains(program))

    visit.opens()
    (profile,) = profiles(program)
    lock = str((profile / "profile" / "SingletonLock").readlink())
    os.kill(int(lock.rpartition("-")[2]), signal.SIGKILL)
    program.on("tiles")
    visit.shows("网页停了")
    program.until(lambda: not remains(program))
    visit.opens()
    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(30) == 0, program.said()
    assert remains(program) == []
    assert {host for host, _ in site.asked} == {"127.0.0.1"}
