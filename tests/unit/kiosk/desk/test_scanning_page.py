"""A scanned side as it is kept: small enough, level, named by nothing that could be guessed; and the folder it came by."""

import hashlib

import cv2
import numpy as np
import pytest

from drivers.scanner.deskew import find_skew
from drivers.scanner.pdf import read_head
from drivers.sim.sane_pages import letters
from kiosk.desk.scanning import folder as scanning_folder
from kiosk.desk.scanning import page as scanning_page

DPI = 200
SIZE = (1653, 2338, True)


def pnm(rows, size=SIZE):
    columns, high, color = size
    return b"%s\n%d %d\n255\n" % (b"P6" if color else b"P5", columns, high) + rows


def test_a_letter_laid_in_askew_is_level_and_small():
    side = scanning_page.side_of(pnm(letters(1, 1, SIZE)), DPI, two_sided=True)
    assert (side.problems, side.left_out) == ((), False)
    assert len(side.jpeg) <= scanning_page.MOST
    skew = find_skew(cv2.imdecode(np.frombuffer(side.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE))
    assert skew.certain
    assert abs(skew.degrees) < 0.15


def test_the_same_sheet_twice_has_two_names_and_says_its_resolution():
    first, second = (
        scanning_page.side_of(pnm(letters(2, 1, SIZE)), DPI, two_sided=False).jpeg for _ in range(2)
    )
    assert hashlib.sha256(first).digest() != hashlib.sha256(second).digest()
    assert first[13:18] == b"\x01\x00\xc8\x00\xc8"
    assert read_head(first).channels == 3


@pytest.mark.parametrize("color", [True, False])
def test_a_page_too_lively_for_its_size_becomes_coarser_not_larger(color):
    size = (1653, 2338, color)
    noise = np.random.default_rng(1).integers(0, 256, 1653 * 2338 * (3 if color else 1), np.uint8)
    side = scanning_page.side_of(pnm(noise.tobytes(), size), DPI, two_sided=False)
    assert len(side.jpeg) <= scanning_page.MOST
    assert cv2.imdecode(np.frombuffer(side.jpeg, np.uint8), 1) is not None


def test_an_empty_back_is_left_out_and_an_empty_page_of_one_side_is_told():
    back = pnm(letters(1, 2, SIZE))
    assert scanning_page.side_of(back, DPI, two_sided=True).left_out
    assert "page.blank" in scanning_page.side_of(back, DPI, two_sided=False).problems


@pytest.mark.parametrize("data", [b"", b"P6\n10 10\n255\nshort", b"%PDF-1.7"])
def test_bytes_that_are_no_picture_are_no_page(data):
    assert scanning_page.side_of(data, DPI, two_sided=True) is None
    assert scanning_page.shot_of(data, 210.0) is None
    assert scanning_page.small(data) == b""


def test_every_sheet_of_the_twin_is_another_one():
    assert (
        len({hashlib.sha256(letters(sheet, 1, (413, 585, False))).digest() for sheet in range(1, 13)}) == 12
    )


@pytest.fixture
def memory(tmp_path, monkeypatch):
    """Two places in memory, as the program knows them."""
    found = [tmp_path / "run", tmp_path / "shm"]
    for place in found:
        place.mkdir()
    monkeypatch.setattr(scanning_folder, "places", lambda: tuple(map(str, found)))
    return found


def test_what_a_killed_program_left_is_wiped_and_the_folder_is_private(tmp_path, memory):
    folder = scanning_folder.memory_folder(tmp_path)
    (folder / "page-0001.pnm").write_bytes(b"somebody's")
    assert scanning_folder.memory_folder(tmp_path) == folder
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o777 == 0o700
    assert scanning_folder.memory_folder(tmp_path / "other") != folder
    (folder / "page-0001.pnm").write_bytes(b"somebody's")
    scanning_folder.clear(tmp_path)
    assert not folder.exists()


@pytest.mark.logs
def test_a_folder_that_somebody_else_prepared_is_not_used(tmp_path, memory):
    mine = memory[0] / scanning_folder.name_of(tmp_path)
    mine.symlink_to(tmp_path)
    assert scanning_folder.memory_folder(tmp_path).parent == memory[1]
    open_to_all = memory[1] / scanning_folder.name_of(tmp_path)
    open_to_all.chmod(0o755)
    assert scanning_folder.memory_folder(tmp_path) is None
