"""The terminal as a process: no device, no server, and still honest; it ends when told to."""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path
from socket import AF_UNIX, socket
from time import monotonic

import pytest

from hall.settings import CONFIG

PROGRAM = """
import sys
from pathlib import Path
from hall.settings import load
from kiosk.app import main
settings = load(Path(sys.argv[1]))
unit = next(unit for unit in settings.units if unit.id == sys.argv[2])
sys.exit(main(settings, unit, Path(sys.argv[3]), sys.argv[4], False))
"""


class Program:
    """One unit of the demo hall, on ports that are not there. `change`: what is done to the hall's file before."""

    def __init__(self, folder, unit, change=str):
        hall = change((CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8"))
        hall = hall.replace("127.0.0.1:8710", "127.0.0.1:9").replace("/run/hallkit", str(folder / "ports"))
        (folder / "hall.toml").write_text(hall, encoding="utf-8")
        (folder / "data").mkdir(exist_ok=True)
        self.path = folder / "hand.sock"
        self.errors = (folder / "errors.txt").open("w+", encoding="utf-8")
        arguments = [str(folder / "hall.toml"), unit, str(folder / "data"), str(self.path)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            stderr=self.errors,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        self.stream = None

    def said(self):
        self.errors.flush()
        self.errors.seek(0)
        return self.errors.read()

    def do(self, do, **order):
        if self.stream is None:
            self.socket = self.until(self._connected)
            self.stream = self.socket.makefile("rwb")
        self.stream.write(json.dumps({"do": do, **order}).encode() + b"\n")
        self.stream.flush()
        return json.loads(self.stream.readline())

    def _connected(self):
        stream = socket(AF_UNIX)
        stream.settimeout(20)
        try:
            stream.connect(str(self.path))
        except OSError:
            stream.close()
            return None
        return stream

    def until(self, look):
        end = monotonic() + 30
        while not (answer := look()):
            assert monotonic() < end, self.said()
            assert self.process.poll() is None, self.said()
            threading.Event().wait(0.05)
        return answer

    def on(self, screen):
        return self.until(lambda: self.do("screen")["screen"] == screen)

    def names(self):
        return [item["name"] for item in self.do("tree")["items"]]

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.stream is not None:
            self.stream.close()
            self.socket.close()
        self.errors.close()


@pytest.fixture
def program(tmp_path, request):
    running = Program(tmp_path, request.param)
    yield running
    running.end()


@pytest.mark.parametrize("program", ["t1"], indirect=True)
def test_without_devices_and_server_it_starts_says_so_and_ends_when_told(program):
    program.on("attract")
    program.until(lambda: "暂未联网" in program.names())
    program.do("tap", name="点这里开始")
    program.on("home")

    def key(name):
        return next(item for item in program.do("tree")["items"] if item["name"] == name)

    assert key("取号")["enabled"]
    assert not key("查进度")["enabled"]
    program.until(lambda: "身份证读卡器用不了" in key("办事申请")["text"])  # what to bring can still be read
    for name in ("取号", "不用证件", "社会保险"):
        program.do("tap", name=name)
    program.on("refused")
    assert "现在取不了号" in program.names()
    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(30) == 0, program.said()


@pytest.mark.parametrize("program", ["t1"], indirect=True)
def test_a_fatal_signal_leaves_places_of_the_code_and_no_dump_of_what_a_citizen_said(program, tmp_path):
    program.on("attract")
    assert resource.prlimit(program.process.pid, resource.RLIMIT_CORE) == (0, 0)
    program.process.send_signal(signal.SIGABRT)
    assert program.process.wait(30) == -signal.SIGABRT
    assert "Fatal Python error: Aborted" in program.said()
    assert not [path for path in [*tmp_path.rglob("core*"), *Path.cwd().glob("core*")] if path.is_file()]


@pytest.mark.parametrize("program", ["d1"], indirect=True)
def test_a_second_program_on_the_same_data_is_told_why_it_cannot_start(program, tmp_path):
    program.on("services")
    arguments = [str(tmp_path / "hall.toml"), "d1", str(tmp_path / "data"), str(tmp_path / "other.sock")]
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert "disk.locked" in ended.stderr
    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(30) == 0, program.said()
