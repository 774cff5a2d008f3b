"""The board as a process: it shows what the server says, survives SIGKILL, and ends cleanly."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import threading
from time import monotonic

import pytest

from hall.contract.local import LocalCall, open_ack, seal
from hall.contract.messages import Notice, Text
from hall.domain.clock import SystemClock
from hall.settings import CONFIG
from tests.unit.queue_display.hall import MORNING, day, snapshot
from tests.unit.queue_display.wire import Server

PROGRAM = """
import sys
from pathlib import Path
from hall.settings import load
from queue_display.app import main
settings = load(Path(sys.argv[1]))
unit = next(unit for unit in settings.units if unit.id == "board")
sys.exit(main(settings, unit, Path(sys.argv[2]), sys.argv[3], False))
"""
DAY = day([(0, 0)] * 3 + [(1, 0)])


class Hall:
    """A server on a thread of its own."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.server = Server(None, list(DAY))
        self.server.board = self._today

    def _today(self):
        """The same day, but now: a board shows nobody's numbers of another day."""
        now = SystemClock().now()
        state = snapshot(DAY, len(DAY))
        calls = [call.model_copy(update={"at": now}) for call in state.calls]
        return state.model_copy(update={"at": now, "calls": calls})

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def close(self):
        self.run(self.server.stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()


SPEAKER = '  { name = "speaker", profile = "speaker", port = "none:speaker" },\n'
"""A board without one is never mute, whatever sound card this machine has."""


class Board:
    """The running program and its driving hand."""

    def __init__(self, folder, url, *, speaks=False):
        text = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
        assert SPEAKER in text
        text = text.replace("http://127.0.0.1:8710", url)
        if not speaks:
            text = text.replace(SPEAKER, "")
        (folder / "hall.toml").write_text(text, encoding="utf-8")
        self.folder = folder
        self.process = None

    def start(self):
        hand = self.folder / "hand"
        arguments = [str(self.folder / "hall.toml"), str(self.folder / "data"), str(hand)]
        self.log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], stderr=self.log)
        self.socket = self.wait(lambda: self._attach(hand))

    def _attach(self, hand):
        found = socket.socket(socket.AF_UNIX)
        found.settimeout(10)
        try:
            found.connect(str(hand))
        except OSError:
            found.close()
            return None
        return found

    def texts(self):
        self.socket.sendall(b'{"do": "tree"}\n')
        data = b""
        while not data.endswith(b"\n"):
            data += self.socket.recv(65536)
        return [item["text"] for item in json.loads(data)["items"]]

    def wait(self, wanted, limit_s=30):
        end = monotonic() + limit_s
        while not (found := wanted()):
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert monotonic() < end, (self.folder / "log").read_text()
            threading.Event().wait(0.05)
        return found

    def shows(self, *parts):
        return self.wait(lambda: all(any(part in text for text in self.texts()) for part in parts))

    def end(self, how=signal.SIGTERM):
        self.socket.close()
        self.process.send_signal(how)
        status = self.process.wait(20)
        self.log.close()
        return status


@pytest.fixture
def hall():
    made = Hall()
    made.run(made.server.start())
    yield made
    made.close()


@pytest.fixture
def board(tmp_path, hall):
    made = Board(tmp_path, hall.server.url)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end(signal.SIGKILL)


def test_a_killed_board_shows_its_last_state_without_the_server_and_goes_live_again(board, hall):
    number = snapshot(DAY, len(DAY)).calls[0].number
    board.start()
    board.shows(number, "实时", "1号窗口")
    board.wait((board.folder / "data" / "board.json").exists)
    assert board.end(signal.SIGKILL) == -signal.SIGKILL
    hall.run(hall.server.stop())
    board.start()
    board.shows(number, "网络中断", "以下为断网前的叫号")
    hall.run(hall.server.start())
    board.shows(number, "实时")
    assert not any("网络中断" in text for text in board.texts())
    assert board.end() == 0
    assert "Traceback" not in (board.folder / "log").read_text()


def test_a_board_told_to_end_while_the_server_is_away_ends_at_once(board, hall):
    hall.run(hall.server.stop())
    board.start()
    board.shows("连不上叫号服务器")
    began = monotonic()
    assert board.end() == 0
    assert monotonic() - began < 6
    hall.run(hall.server.start())


def test_a_panel_too_small_for_its_distance_is_refused_with_what_to_correct(board):
    text = (board.folder / "hall.toml").read_text(encoding="utf-8")
    (board.folder / "hall.toml").write_text(
        text.replace("viewing_distance_m = 8", "viewing_distance_m = 45"), encoding="utf-8"
    )
    run = [sys.executable, "-c", PROGRAM, str(board.folder / "hall.toml"), str(board.folder), "h"]
    done = subprocess.run(run, capture_output=True, timeout=60, text=True, check=False)
    assert done.returncode == 2
    assert "at most 18.7 m" in done.stderr


KEY = "a key of this hall alone"
ALARM = Notice(
    id="notice-01",
    kind="emergency",
    title=Text(zh="请立即离开大厅", en="Please leave the hall now"),
    since=MORNING,
)


def test_an_emergency_outlives_a_restart_without_the_server_until_it_is_taken_down(board, hall):
    plain = hall.server.board
    hall.server.board = lambda: plain().model_copy(update={"notices": [ALARM]})
    board.start()
    board.shows(ALARM.title.zh, "Emergency")
    board.wait(lambda: "notice-01" in kept(board))
    board.end(signal.SIGKILL)
    hall.run(hall.server.stop())
    board.start()
    board.shows(ALARM.title.zh, ALARM.title.en)
    hall.server.board = plain
    hall.run(hall.server.start())
    board.shows("实时")
    assert not any(ALARM.title.zh in text for text in board.texts())
    assert board.end() == 0


def kept(board):
    path = board.folder / "data" / "board.json"
    return path.read_text() if path.exists() else ""


def test_while_the_server_is_away_a_window_calls_on_the_board_itself(board, hall):
    port = free_port()
    with (board.folder / "hall.toml").open("a", encoding="utf-8") as file:
        file.write(f'[local]\nkey = "{KEY}"\nport = {port}\nbind = "127.0.0.1"\n')
    board.start()
    board.shows("实时")
    now = SystemClock().now()
    call = LocalCall(event_id="press-0001", window=3, number="A099", at=now)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as window:
        window.settimeout(0.2)
        window.connect(("127.0.0.1", port))
        assert not board.wait(lambda: said(window, call)).shown
        hall.run(hall.server.stop())
        board.wait(lambda: (ack := said(window, call)) is not None and ack.shown)
    board.shows("A099", "本地叫号", "Local call", "3号窗口")
    hall.run(hall.server.start())
    board.shows("实时")
    assert not any("A099" in text or "本地叫号" in text for text in board.texts())
    assert board.end() == 0


def said(window, call):
    """Send the call; the display's answer, if one came."""
    window.send(seal(call, KEY.encode()))
    try:
        return open_ack(window.recv(2048), KEY.encode())
    except TimeoutError:
        return None


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
