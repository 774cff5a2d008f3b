"""`hallkit demo --headless`: a whole day without a screen, and a folder that shows it."""

import os
import subprocess

import pytest

from hall.cli.exits import Exit
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


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "precious.txt").write_text("x")
    ended = demo(tmp_path, LIMIT_S)
    assert ended.returncode == Exit.BAD_INPUT, ended.stdout + ended.stderr
    assert (tmp_path / "precious.txt").read_text() == "x"
    assert str(tmp_path) in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
