"""`hallkit demo` with a screen, as a person uses it: real programs, the bench, and an end that leaves nothing."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic

import pytest

from hall.demo.hand import Hand

HALLKIT = Path(sys.executable).parent / "hallkit"
pytestmark = pytest.mark.slow
OPENING, OPEN = "大厅开门", "大厅已开门"


class Demo:
    """A running demo on a screen that nobody sees."""

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "said"
        environment = {
            **os.environ,
            "DISPLAY": ":nobody",
            "QT_QPA_PLATFORM": "offscreen",
            "TMPDIR": str(folder),
            "LANG": "zh_CN.UTF-8",
            "LC_ALL": "",
            "LC_MESSAGES": "",
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(HALLKIT), "demo"], stdout=log, stderr=log, env=environment, start_new_session=True
            )
        self.hands, self.known = [], {}

    def said(self):
        return self.log.read_text(errors="replace")

    def until(self, look, limit_s=60):
        end = monotonic() + limit_s
        while not (answer := look()):
            assert monotonic() < end, self.said()
            threading.Event().wait(0.05)
        return answer

    def hand(self, name):
        (folder,) = self.folder.glob("hallkit-demo-*")
        hand = Hand(folder / f"{name}.hand", name, 20)
        hand.connect(lambda: self.process.poll() is None)
        self.hands.append(hand)
        return hand

    def family(self):
        """Every living process below the demo: pid and when it began, so that no pid is taken for another."""
        born = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            born[int(stat.parent.name)] = (int(fields[1]), fields[19])
        found, fresh = {}, {self.process.pid}
        while fresh:
            fresh = {pid for pid, (parent, _) in born.items() if parent in fresh}
            found.update({pid: born[pid][1] for pid in fresh})
        self.known.update(found)
        return found

    def program(self, command):
        """The pid of one of the hall's programs."""
        for pid in self.family():
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if command.encode() in words:
                return pid
        raise AssertionError(f"{command} does not run: {self.said()}")

    def left(self, family):
        """Those of a family that still live."""
        found = []
        for pid, began in family.items():
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[19] == began and fields[0] != "Z":
                found.append(pid)
        return found

    def close(self):
        for hand in self.hands:
            hand.close()
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
        for pid in self.left(self.known):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def demo(tmp_path):
    running = Demo(tmp_path)
    yield running
    running.close()


def assert_nothing_is_left(demo, family):
    demo.until(lambda: not demo.left(family), 20)
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [command for command in commands if str(demo.folder).encode() in command]
    assert not list(demo.folder.glob("hallkit-demo-*"))
    assert "Traceback" not in demo.said()


def test_a_ticket_is_called_on_the_bench_and_closing_the_bench_closes_the_hall(demo):
    demo.until(lambda: OPEN in demo.said())
    dispenser, board, bench = demo.hand("d1"), demo.hand("board"), demo.hand("bench")
    dispenser.wait("services")
    dispenser.tap("社会保险")
    dispenser.wait("ticket")
    bench.tap("窗口和大厅")
    bench.wait_text("全大厅 1 人等候")
    bench.tap("2 号窗口 叫下一位")
    bench.wait_text("A001 已叫到 2 号窗口")
    board.wait_text("A001")
    bench.tap("2 号窗口 办结")
    bench.wait_text("A001 已办结")
    bench.tap("拔下网线")
    board.wait_text("网络中断")
    bench.tap("接回网线")
    board.wait_text("实时")
    family = demo.family()
    bench.tap("结束演示")
    assert demo.process.wait(60) == 0, demo.said()
    assert_nothing_is_left(demo, family)


def test_a_program_that_ends_is_named_and_started_again(demo):
    demo.until(lambda: OPEN in demo.said())
    bench = demo.hand("bench")
    os.kill(demo.program("display"), signal.SIGKILL)
    bench.wait_text("叫号屏已停下。点这里，再点“重新启动”")
    demo.until(lambda: "叫号屏已停（退出码 -9）" in demo.said())
    bench.tap("叫号屏已停下")
    demo.hand("t1").ask(do="quit")
    bench.wait_text("自助终端 · 已关闭")
    os.kill(demo.program("server"), signal.SIGKILL)
    bench.wait_text("服务器没有应答，正在重试。已取的号都还在")
    for name in ("叫号屏", "自助终端", "服务器"):
        bench.tap(f"{name} 重新启动")
    bench.wait_text("全大厅 0 人等候")
    demo.hand("t1").wait("attract")
    demo.hand("board").wait_text("实时")
    family = demo.family()
    demo.process.send_signal(signal.SIGTERM)
    assert demo.process.wait(60) == 128 + signal.SIGTERM, demo.said()
    assert_nothing_is_left(demo, family)


@pytest.mark.parametrize(
    ("moment", "number"),
    [(OPENING, signal.SIGINT), (OPEN, signal.SIGINT), (OPEN, signal.SIGHUP)],
    ids=["ctrl-c while opening", "ctrl-c", "console closed"],
)
def test_it_ends_whole(demo, moment, number):
    demo.until(lambda: moment in demo.said())
    if moment == OPEN:
        demo.hand("bench")
    family = demo.family()
    os.killpg(demo.process.pid, number)
    os.killpg(demo.process.pid, number)
    assert demo.process.wait(60) in (128 + number, -number), demo.said()  # a shell says the same of both
    assert_nothing_is_left(demo, family)
