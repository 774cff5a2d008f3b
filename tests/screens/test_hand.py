"""The driving hand: one JSON line in, one out, the same touch as a finger's."""

import json
import stat
import threading
from queue import Queue
from socket import AF_UNIX, socket
from time import monotonic

import pytest
from PySide6.QtGui import QImage

from kiosk.toolkit import Hand
from kiosk.toolkit.hand import HandError
from tests.support.front import READY, TERMINAL, Screen


class Driver:
    """A client on a thread, so that Qt's thread may answer."""

    def __init__(self, screen, path):
        self.screen = screen
        self.stream = socket(AF_UNIX)
        self.stream.connect(str(path))
        self.lines = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        with self.stream.makefile("rb") as lines:
            for line in lines:
                self.lines.put(json.loads(line))

    def say(self, raw):
        self.stream.sendall(raw)
        end = monotonic() + 10
        while self.lines.empty() and monotonic() < end:
            self.screen.settle()
        return self.lines.get(timeout=1)

    def do(self, do, **order):
        return self.say(json.dumps({"do": do, **order}).encode() + b"\n")


@pytest.fixture
def driven(tmp_path):
    screen = Screen("terminal")
    screen.feed(*READY)
    path = tmp_path / "hand.sock"
    hand = Hand(path, screen.window, screen.front.visit.where)
    driver = Driver(screen, path)
    yield driver
    driver.stream.close()
    del hand
    screen.close()


def test_only_its_owner_may_drive(driven, tmp_path):
    mode = stat.S_IMODE((tmp_path / "hand.sock").stat().st_mode)
    assert mode & 0o077 == 0


def test_it_tells_the_screen_and_taps_by_name(driven):
    assert driven.do("screen") == {"screen": "attract", "busy": False}
    assert driven.do("tap", name="点这里开始")["tapped"] == "点这里开始"
    assert driven.do("screen")["screen"] == "home"


def test_a_prefix_that_only_one_key_has_is_enough(driven):
    assert driven.do("tap", name="点这里")["tapped"] == "点这里开始"


def test_it_writes_a_name_where_there_is_room_for_one(driven):
    driven.screen.open("sign", TERMINAL["sign"])
    lines = [[[0.2, 0.2], [0.5, 0.8], [0.8, 0.2]], [[0.3, 0.5], [0.7, 0.5]]]
    assert driven.do("draw", name="签名的地方", lines=lines) == {"drawn": "签名的地方", "lines": 2}
    strokes = driven.screen.front.visit._state.visit.filing.strokes
    ends = [(stroke[0][0], stroke[-1][0]) for stroke in strokes]  # Qt merges the moves of one frame
    assert ends == [pytest.approx((line[0][0], line[-1][0]), abs=0.02) for line in lines]


@pytest.mark.parametrize(
    "order",
    [{"name": "没有的"}, {"name": "点这里开始", "lines": "ab"}, {"name": "点这里开始", "lines": None}],
)
def test_what_cannot_be_written_is_answered_and_nothing_is_pressed(driven, order):
    assert driven.do("draw", **order)["error"]
    assert driven.do("screen")["screen"] == "attract"


def test_what_is_not_there_is_answered_with_what_there_is(driven):
    error = driven.do("tap", name="付款")["error"]
    assert "付款" in error
    assert "点这里开始" in error


def test_it_says_when_something_is_being_made(driven):
    for name in ("点这里开始", "取号", "不用证件", "社会保险"):
        driven.do("tap", name=name)
    assert driven.do("screen") == {"screen": "issuing", "busy": True}


def test_the_tree_has_names_roles_and_places(driven):
    items = driven.do("tree")["items"]
    (start,) = [item for item in items if item["name"] == "点这里开始"]
    assert start["role"] == "Button"
    assert start["enabled"]
    assert len(start["rect"]) == 4


def test_a_picture_is_kept(driven, tmp_path):
    path = tmp_path / "screen.png"
    assert driven.do("screenshot", path=str(path)) == {"saved": str(path)}
    assert QImage(str(path)).width() == 1080


def test_a_picture_that_cannot_be_kept_says_why(driven):
    assert "folder" in driven.do("screenshot", path="/nowhere/at/all.png")["error"]


@pytest.mark.parametrize("line", [b"\n", b"nonsense\n", b"[1]\n", b'{"do": "fly"}\n', b"\xff\xfe\n"])
def test_nonsense_is_answered_and_the_next_order_still_works(driven, line):
    assert "error" in driven.say(line)
    assert driven.do("screen")["screen"] == "attract"


def test_a_place_where_it_cannot_listen_is_named(tmp_path):
    screen = Screen("terminal")
    with pytest.raises(HandError, match="nowhere"):
        Hand(tmp_path / "nowhere" / "hand.sock", screen.window, screen.front.visit.where)
    screen.close()
