"""A scanned side comes back level, in its colours, or untouched; a PDF reaches its file whole."""

import os

import cv2
import numpy as np
import pytest

from drivers.scanner import pdf
from drivers.scanner.deskew import find_skew
from drivers.scanner.page_side import SideError, level
from tests.unit.drivers.scanner.papers import sheet


def scan(degrees, shape=(1654, 2338), *, grey=False):
    page = sheet(*shape)
    cv2.circle(page, (shape[0] // 2, 2100), 90, (40, 30, 205), 14)
    middle = ((shape[0] - 1) / 2, (shape[1] - 1) / 2)
    page = cv2.warpAffine(
        page, cv2.getRotationMatrix2D(middle, -degrees, 1), shape, borderValue=(245, 245, 245)
    )
    if grey:
        page = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    return cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()


def seen(jpeg):
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_UNCHANGED)


@pytest.mark.parametrize("shape", [(1654, 2338), (1653, 2337)])
def test_a_turned_side_comes_back_level_in_its_colours(shape):
    side = level(scan(3.0, shape))
    page = seen(side.jpeg)
    assert side.turned
    assert page.shape == (shape[1], shape[0], 3)
    assert abs(find_skew(page).degrees) < 0.08
    upright = seen(level(scan(0.0, shape)).jpeg)
    soft, true = (cv2.blur(picture[200:-200, 200:-200], (15, 15)) for picture in (page, upright))
    assert cv2.absdiff(soft, true).mean() < 2
    assert page[2050:2150, shape[0] // 2 - 90, 2].mean() - page[2050:2150, shape[0] // 2 - 90, 0].mean() > 100


def test_a_level_side_is_passed_through_byte_for_byte():
    jpeg = scan(0.0)
    side = level(jpeg)
    assert not side.turned
    assert side.jpeg is jpeg


def test_a_grey_side_stays_grey():
    side = level(scan(-2.0, grey=True))
    assert side.turned
    assert seen(side.jpeg).ndim == 2


@pytest.mark.parametrize("data", [b"", b"\x89PNG", scan(1.0)[:400]])
def test_what_is_no_whole_jpeg_is_said(data):
    with pytest.raises(SideError):
        level(data)


def test_a_pdf_written_to_a_file_is_the_same_pdf(tmp_path):
    pages = [pdf.Page(scan(0.0), 210, 297)] * 400  # more parts than one call takes
    target = tmp_path / "a.pdf"
    with target.open("wb") as file:
        assert pdf.save(pages, file.fileno()) == target.stat().st_size
    assert target.read_bytes() == pdf.write(pages)


def test_a_pdf_is_written_behind_what_the_file_holds(tmp_path):
    pages = [pdf.Page(scan(0.0), 210, 297)]
    target = tmp_path / "a.pdf"
    with target.open("wb", buffering=0) as file:
        file.write(b"kept")
        pdf.save(pages, file.fileno())
    assert target.read_bytes() == b"kept" + pdf.write(pages)


def test_a_full_disk_is_an_error_not_a_short_file():
    number = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(OSError, match="space"):
            pdf.save([pdf.Page(scan(0.0), 210, 297)], number)
    finally:
        os.close(number)
