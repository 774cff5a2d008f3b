"""`hallkit device scan` as a person runs it, on SANE's test backend."""

import json
import stat

import pytest
from PIL import Image

from tests.support.sane_scanner import sane_folder
from tests.unit.cli.running import hallkit, told

BIG = "geometry_max 300\n"


@pytest.mark.parametrize(("kind", "suffix"), [("png", ".png"), ("jpeg", ".jpg"), ("pnm", ".pnm")])
def test_pages_are_saved_whole_with_their_resolution_for_the_owner_only(tmp_path, kind, suffix):
    with sane_folder(BIG):
        ended = hallkit(
            "device",
            "scan",
            "--device",
            "test:0",
            "-o",
            tmp_path / "new",
            "--dpi",
            75,
            "--format",
            kind,
            "--json",
        )
    assert ended.returncode == 0, ended.stderr
    (page,) = told(ended)["pages"]
    assert page["path"].endswith(f"page-0001{suffix}")
    with Image.open(page["path"]) as picture:
        assert picture.size == (page["width"], page["height"]) == (620, 876)
        if kind != "pnm":
            assert round(picture.info["dpi"][0]) == 75
    saved = tmp_path / "new" / f"page-0001{suffix}"
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == [saved.name]


def test_the_feeder_is_emptied_and_what_was_there_stays(tmp_path):
    (tmp_path / "page-0007.png").write_bytes(b"old")
    with sane_folder(BIG):
        ended = hallkit("device", "scan", "-o", tmp_path, "--pages", 0, "--dpi", 50, "--mode", "gray")
    assert ended.returncode == 0
    assert len(list(tmp_path.iterdir())) == 11
    assert (tmp_path / "page-0007.png").read_bytes() == b"old"
    assert "page-0017.png" in ended.stdout
    assert ended.stderr.count("完整") == 10


def test_what_the_scanner_cannot_do_says_so_and_saves_nothing(tmp_path):
    with sane_folder(BIG):
        ended = hallkit("device", "scan", "-o", tmp_path, "--duplex", "--json")
    assert (ended.returncode, told(ended)["error"]) == (2, "scanner.notOffered")
    assert list(tmp_path.iterdir()) == []
    assert "怎么办" in ended.stderr


def test_paper_larger_than_the_glass_is_refused(tmp_path):
    with sane_folder():
        ended = hallkit("device", "scan", "-o", tmp_path, "--json")
    assert json.loads(ended.stdout)["error"] == "page.sizeUnsupported"
    assert ended.returncode == 5


def test_a_scanner_that_is_not_there_is_no_device(tmp_path):
    with sane_folder(BIG):
        assert hallkit("device", "scan", "--device", "test:7", "-o", tmp_path).returncode == 3


def test_a_folder_that_cannot_be_made_is_wrong_input(tmp_path):
    (tmp_path / "file").write_text("")
    ended = hallkit("device", "scan", "-o", tmp_path / "file" / "pages", "--json")
    assert ended.returncode == 2
    assert "file/pages" in ended.stderr


@pytest.mark.parametrize("size", ["210", "210x297", "0,297"])
def test_a_size_that_is_none_is_wrong_input(tmp_path, size):
    assert hallkit("device", "scan", "-o", tmp_path, "--size", size).returncode == 2
