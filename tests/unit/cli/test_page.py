"""`hallkit device page`: a page or an honest no; whatever the file is, words and a status."""

import io
import re

import cv2
import numpy as np
import pytest
from PIL import Image

from hall.cli.exits import Exit
from tests.unit.cli.running import hallkit, told
from tests.unit.drivers.scanner.papers import CORNERS, desk, overlap, sheet
from tests.unit.drivers.scanner.test_cards_and_pdf import bed


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    """A picture file of a sheet on a desk."""
    path = tmp_path_factory.mktemp("desk") / "desk.jpg"
    cv2.imwrite(str(path), desk(sheet(), CORNERS))
    return path


def page(*words):
    return hallkit("device", "page", *words)


@pytest.mark.parametrize(
    ("name", "head"), [("a.png", b"\x89PNG"), ("a.jpg", b"\xff\xd8"), ("a.PDF", b"%PDF")]
)
def test_the_page_is_cut_out_and_told(photo, tmp_path, name, head):
    out = tmp_path / name
    ended = page(photo, "-o", out)
    assert ended.returncode == Exit.DONE, ended.stderr
    answer = told(ended)
    assert answer["ok"] is True
    assert overlap(answer["corners"], CORNERS, (1280, 960)) > 0.99
    assert answer["skew_degrees"] == pytest.approx(3, abs=4)
    assert answer["orientation_certain"] is True
    assert answer["problems"] == []
    assert out.read_bytes().startswith(head)


def test_the_page_has_the_dpi_that_was_asked_for(tmp_path):
    flat = ((300, 100), (790, 100), (790, 793), (300, 793))
    cv2.imwrite(str(tmp_path / "a4.png"), desk(sheet(), flat))
    answer = told(page(tmp_path / "a4.png", "-o", tmp_path / "o.png", "--dpi", "100", "--clean"))
    assert answer["size_mm"] == [210.0, 297.0]
    assert answer["size_px"] == [827, 1169]
    assert cv2.imread(str(tmp_path / "o.png")).shape == (1169, 827, 3)


def test_no_page_is_an_exit_status_of_its_own_and_writes_nothing(tmp_path):
    cv2.imwrite(str(tmp_path / "dark.png"), np.zeros((480, 640, 3), np.uint8))
    ended = page(tmp_path / "dark.png", "-o", tmp_path / "o.png")
    assert ended.returncode == Exit.NO_PAGE
    answer = told(ended)
    assert answer["error"] == "page.notFound"
    assert answer["reason"] == "oneColour"
    assert answer["corners"] is None
    assert "怎么办" in ended.stderr
    assert not (tmp_path / "o.png").exists()


def test_what_is_not_good_is_told_in_words(tmp_path):
    blurred = cv2.GaussianBlur(desk(sheet(), CORNERS), (0, 0), 5)
    cv2.imwrite(str(tmp_path / "blurred.png"), blurred)
    ended = page(tmp_path / "blurred.png", "-o", tmp_path / "o.png")
    assert "page.blurred" in told(ended)["problems"]
    assert "拍得不清楚" in ended.stderr


def test_a_scan_is_only_levelled(tmp_path):
    matrix = cv2.getRotationMatrix2D((413, 584), -2.5, 1)
    scan = cv2.warpAffine(sheet(), matrix, (827, 1169), borderValue=(245, 245, 245))
    cv2.imwrite(str(tmp_path / "scan.png"), scan)
    answer = told(page(tmp_path / "scan.png", "-o", tmp_path / "o.pdf", "--scan", "--dpi", "100"))
    assert answer["skew_degrees"] == pytest.approx(2.5, abs=0.15)
    assert re.search(rb"/MediaBox\[0 0 595\.\d+ 841\.\d+\]", (tmp_path / "o.pdf").read_bytes())


def test_two_cards_on_one_sheet(tmp_path):
    cv2.imwrite(str(tmp_path / "cards.png"), bed()[0])
    ended = page(tmp_path / "cards.png", "-o", tmp_path / "o.png", "--cards")
    assert len(told(ended)["cards"]) == 2
    assert cv2.imread(str(tmp_path / "o.png")).shape == (3508, 2480, 3)
    cv2.imwrite(str(tmp_path / "one.png"), bed(count=1)[0])
    ended = page(tmp_path / "one.png", "-o", tmp_path / "p.png", "--cards")
    assert ended.returncode == Exit.NO_PAGE
    assert told(ended)["error"] == "page.cardsNotFound"


def test_the_camera_was_held_on_its_side(photo, tmp_path):
    turned = Image.open(photo).rotate(90, expand=True)
    exif = turned.getexif()
    exif[0x0112] = 6  # what is stored is turned a quarter to the left
    turned.save(tmp_path / "side.jpg", exif=exif, quality=95)
    answer = told(page(tmp_path / "side.jpg", "-o", tmp_path / "o.png"))
    assert (answer["width"], answer["height"]) == (1280, 960)
    assert overlap(answer["corners"], CORNERS, (1280, 960)) > 0.985


@pytest.mark.parametrize("kind", ["grey", "alpha", "cmyk", "16 bits", "palette"])
def test_any_kind_of_picture_is_read(tmp_path, kind):
    picture = Image.fromarray(desk(sheet(), CORNERS)[..., ::-1])
    path = tmp_path / ("a.jpg" if kind == "cmyk" else "a.png")
    if kind == "16 bits":
        Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257).save(path)
    else:
        mode = {"grey": "L", "alpha": "RGBA", "cmyk": "CMYK", "palette": "P"}[kind]
        picture.convert(mode).save(path)
    ended = page(path, "-o", tmp_path / "o.png")
    assert ended.returncode == Exit.DONE, ended.stderr
    assert overlap(told(ended)["corners"], CORNERS, (1280, 960)) > 0.98


def broken(photo, tmp_path, what):
    path = tmp_path / "broken.jpg"
    whole = photo.read_bytes()
    huge = io.BytesIO()
    Image.new("1", (20000, 20000)).save(huge, "PNG")
    data = {"truncated": whole[: len(whole) // 2], "empty": b"", "text": b"hello", "huge": huge.getvalue()}
    if what in data:
        path.write_bytes(data[what])
    return tmp_path if what == "folder" else path


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("missing", "没有这个文件"),
        ("empty", "空文件"),
        ("text", "不是图片"),
        ("truncated", "不完整"),
        ("huge", "太大"),
        ("folder", "目录"),
    ],
)
def test_a_picture_that_cannot_be_used_is_explained(photo, tmp_path, what, says):
    ended = page(broken(photo, tmp_path, what), "-o", tmp_path / "o.png", "--json")
    assert ended.returncode == Exit.BAD_INPUT
    assert told(ended)["error"] == "data.invalid"
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "o.png").exists()


def test_nothing_is_overwritten_unasked(photo, tmp_path):
    out = tmp_path / "o.png"
    out.write_bytes(b"mine")
    ended = page(photo, "-o", out)
    assert ended.returncode == Exit.BAD_INPUT
    assert "--overwrite" in ended.stderr
    assert out.read_bytes() == b"mine"
    assert page(photo, "-o", out, "--overwrite").returncode == Exit.DONE
    before = photo.read_bytes()
    assert page(photo, "-o", photo, "--overwrite").returncode == Exit.BAD_INPUT
    assert photo.read_bytes() == before


@pytest.mark.parametrize(("out", "says"), [("o.gif", ".pdf"), ("none/o.png", "没有这个目录")])
def test_where_it_cannot_be_written_is_said_first(photo, tmp_path, out, says):
    ended = page(photo, "-o", tmp_path / out)
    assert ended.returncode == Exit.BAD_INPUT
    assert says in ended.stderr


def test_a_file_that_is_no_picture_is_one_json_object_too(tmp_path):
    (tmp_path / "text.jpg").write_text("no picture", encoding="utf-8")
    ended = page(tmp_path / "text.jpg", "-o", tmp_path / "o.png")
    assert ended.returncode == Exit.BAD_INPUT
    assert told(ended)["error"] == "data.invalid"
