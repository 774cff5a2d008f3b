"""`hallkit terminal`, `dispenser` and `display`: started by the command itself, without a screen, driven by hand."""

import os
import signal
import subprocess
from contextlib import contextmanager

import pytest

from hall.cli.exits import Exit
from hall.demo.hand import Hand, wait_until
from hall.settings import CONFIG
from tests.journeys.test_server_command import server
from tests.unit.cli.running import HALLKIT, LIMIT_S, hallkit

FIRST = {"terminal": "attract", "dispenser": "services"}


def hall_file(folder, url, ports):
    """The demo hall with the server and the ports of this test."""
    text = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
    path = folder / "hall.toml"
    path.write_text(
        text.replace("http://127.0.0.1:8710", url).replace("/run/hallkit", str(ports)), encoding="utf-8"
    )
    return path


@contextmanager
def program(role, path, *words):
    """A running program of the hall; gives its driving hand."""
    socket = path.parent / f"{role}.sock"
    errors = path.parent / f"{role}.txt"
    with errors.open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [HALLKIT, role, "--hall", path, "--hand", socket, *map(str, words)],
            stdin=subprocess.DEVNULL,
            stderr=said,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        hand = Hand(socket, role, LIMIT_S)
        try:
            hand.connect(lambda: process.poll() is None)
            yield hand
            process.send_signal(signal.SIGTERM)
            assert process.wait(LIMIT_S) == Exit.DONE, errors.read_text(encoding="utf-8")
        finally:
            hand.close()
            process.kill()
            process.wait()
    assert "Traceback" not in errors.read_text(encoding="utf-8")


@pytest.mark.parametrize("role", ["terminal", "dispenser"])
def test_it_starts_and_keeps_its_data_beside_the_hall_file(tmp_path, role):
    with server("--data", tmp_path / "server") as (url, _):
        path = hall_file(tmp_path, url, tmp_path / "ports")
        with program(role, path) as hand:
            wait_until(lambda: hand.screen == FIRST[role], LIMIT_S, hand.texts)
    unit = {"terminal": "t1", "dispenser": "d1"}[role]
    assert list((tmp_path / "data" / unit).iterdir())


def test_the_board_shows_the_hall_of_the_server(tmp_path):
    with server("--data", tmp_path / "server") as (url, _):
        path = hall_file(tmp_path, url, tmp_path / "ports")
        with program("display", path, "--unit", "board", "--data", tmp_path / "kept", "--windowed") as hand:
            hand.wait_text("云溪县政务服务大厅")
            hand.wait_text("等候 0")
    assert list((tmp_path / "kept").iterdir())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--unit", "t9"), "没有叫 t9 的 terminal，有：t1"),
        (("--unit", "d1"), "没有叫 d1 的 terminal，有：t1"),
        (("--data", "/proc/none"), "写不了"),
    ],
)
def test_a_wrong_word_is_refused_before_a_window_opens(tmp_path, words, says):
    path = hall_file(tmp_path, "http://127.0.0.1:9", tmp_path / "ports")
    ended = hallkit("terminal", "--hall", path, *words)
    assert ended.returncode == Exit.BAD_INPUT
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def shown_on(role, folder, **screen):
    """Start a program of the demo hall with nothing of a screen but what is given."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [HALLKIT, "--lang", "zh", role, "--hall", hall_file(folder, "http://127.0.0.1:9", folder / "ports")],
        capture_output=True,
        text=True,
        env=environment | screen,
        timeout=LIMIT_S,
        check=False,
    )


@pytest.mark.parametrize("role", ["terminal", "dispenser", "display"])
def test_without_a_screen_it_is_said_in_one_line_what_to_do(tmp_path, role):
    ended = shown_on(role, tmp_path)
    assert ended.returncode == Exit.BAD_INPUT
    (line,) = ended.stderr.splitlines()
    assert line.startswith("hallkit: 这里没有屏幕：请在图形桌面里启动，或设好 DISPLAY")
    assert "QT_QPA_PLATFORM=offscreen" in line


def test_a_screen_that_nobody_serves_is_named(tmp_path):
    ended = shown_on("terminal", tmp_path, DISPLAY=":nobody")
    assert ended.returncode == Exit.BAD_INPUT
    (line,) = ended.stderr.splitlines()
    assert line.startswith("hallkit: 屏幕打不开(DISPLAY=:nobody)")
    assert "xcb-cursor" not in line


def test_a_library_that_qt_lacks_is_told_as_its_package(tmp_path):
    broken = tmp_path / "libraries"
    broken.mkdir()
    (broken / "libxcb-cursor.so.0").write_text("no library")
    ended = shown_on("display", tmp_path, DISPLAY=":nobody", LD_LIBRARY_PATH=str(broken))
    assert ended.returncode == Exit.BAD_INPUT
    (line,) = ended.stderr.splitlines()
    assert line == "hallkit: 打不开窗口，缺少系统软件包：sudo apt install libxcb-cursor0"


def test_no_hall_file():
    ended = hallkit("display", "--hall", "/none/hall.toml")
    assert ended.returncode == Exit.BAD_INPUT
    assert "/none/hall.toml: 没有这个文件" in ended.stderr
