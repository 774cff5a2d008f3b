"""`hallkit device capture` on a twin's desk."""

from __future__ import annotations

import json
import subprocess
import sys

import cv2

from tests.support.desks import camera_line


def capture(*args):
    done = subprocess.run(
        [sys.executable, "-m", "hall.cli.main", "device", "capture", *args],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_sheet_becomes_a_file_and_nothing_else_stays(tmp_path):
    target = tmp_path / "page.jpg"
    with camera_line() as line:
        line.act(lambda: line.machine.put("letter"))
        status, out, err = capture("--port", line.port, "-o", str(target), "--json")
    assert status == 0, err
    told = json.loads(out)
    assert (told["ok"], told["output"], told["size_mm"], told["problems"]) == (
        True,
        str(target),
        [210.0, 297.0],
        [],
    )
    page = cv2.imread(str(target))
    assert [page.shape[1], page.shape[0]] == told["size_px"]
    assert target.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [target]


def test_an_empty_desk_is_no_page_and_no_file(tmp_path):
    with camera_line() as line:
        status, out, _ = capture("--port", line.port, "-o", str(tmp_path / "page.pdf"), "--now", "--json")
    assert (status, json.loads(out)["error"]) == (10, "page.notFound")
    assert not list(tmp_path.iterdir())


def test_a_card_becomes_a_pdf_of_its_size(tmp_path):
    target = tmp_path / "card.pdf"
    with camera_line() as line:
        line.act(lambda: line.machine.put("card-front"))
        status, _, err = capture("--port", line.port, "-o", str(target), "--what", "card")
    assert status == 0, err
    assert b"/MediaBox[0 0 242.646 153.071]" in target.read_bytes()


def test_what_cannot_be_written_is_said_before_the_camera_is_opened(tmp_path):
    (tmp_path / "there.jpg").write_bytes(b"mine")
    for name in ("there.jpg", "page.gif", "none/page.jpg"):
        status, out, _ = capture("--port", "video:/none.avi", "-o", str(tmp_path / name), "--json")
        assert (status, json.loads(out)["error"]) == (2, "data.invalid")
    assert (tmp_path / "there.jpg").read_bytes() == b"mine"
