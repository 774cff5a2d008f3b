"""`hallkit demo --headless`: a whole day without a screen, and a folder that shows it."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from hall.cli.exits import Exit
from hall.demo.hand import wait_until
from tests.unit.cli.running import HALLKIT, LIMIT_S

PNG = b"\x89PNG\r\n\x1a\n"


def demo(folder, limit_s):
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [HALLKIT, "--lang", "zh", "demo", "--headless", "--output", folder],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=environment,
        timeout=limit_s,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_day_without_a_screen_leaves_pictures_papers_and_a_report_that_is_true(tmp_path):
    output = tmp_path / "demo-output"
    ended = demo(output, 280)
    assert ended.returncode == Exit.DONE, ended.stdout + ended.stderr
    assert "全部属实" in ended.stdout
    assert "✗" not in ended.stdout
    for folder in ("screens", "paper"):
        pictures = sorted((output / folder).glob("*.png"))
        assert pictures
        assert all(path.read_bytes().startswith(PNG) for path in pictures)
    assert [path.name for path in output.iterdir() if path.is_file()]


def processes(folder):
    """Those whose words name a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if str(folder).encode() in path.read_bytes():
                found.append(int(path.parent.name))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_the_demo_its_programs_end_with_it(tmp_path, number):
    scratch = Path(tempfile.mkdtemp(prefix="hk-"))  # short: a socket's name has 107 bytes
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(
            [HALLKIT, "demo", "--headless", "--output", tmp_path / "demo-output"],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env={**os.environ, "TMPDIR": str(scratch)},
        )
    try:
        wait_until(lambda: list((tmp_path / "demo-output").glob("screens/*.png")), LIMIT_S, lambda: "no day")
        assert len(processes(scratch)) >= 4
        process.send_signal(number)
        process.wait(LIMIT_S)
        wait_until(lambda: not processes(scratch), LIMIT_S, lambda: f"left: {processes(scratch)}")
    finally:
        process.kill()
        process.wait()
        for pid in processes(scratch):
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(scratch, ignore_errors=True)


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "precious.txt").write_text("x")
    ended = demo(tmp_path, LIMIT_S)
    assert ended.returncode == Exit.BAD_INPUT, ended.stdout + ended.stderr
    assert (tmp_path / "precious.txt").read_text() == "x"
    assert str(tmp_path) in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
