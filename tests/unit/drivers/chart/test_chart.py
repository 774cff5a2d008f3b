"""The measuring chart: what is known to be wrong with a picture is what is measured of it."""

import math

import cv2
import numpy as np
import pytest

from drivers.chart.drawing import as_pdf, draw
from drivers.chart.layout import MARKS, content, read_content
from drivers.chart.measure import measure
from drivers.chart.verdict import facts, faults, missing_sides
from drivers.code_reader.reader import PictureReader

NONCE = "0123456789AB"
HALF = math.sqrt(math.log(2) / 2) / math.pi
"""Half the contrast of a Gaussian blur of one pixel is left at so many cycles a pixel."""


@pytest.fixture(scope="module")
def page():
    """The chart as a good camera of 150 dots an inch sees it."""
    seen = cv2.resize(draw(NONCE, ["高拍仪标定图"]), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(seen, (0, 0), 0.7)


def seen(picture):
    """The code read, the picture measured."""
    (code,) = PictureReader().read(picture)
    assert read_content(code.data).nonce == NONCE
    return measure(picture, code.corners)


def test_a_good_picture_has_no_fault_and_the_size_that_is_printed(page):
    measured = seen(page)
    assert faults(measured) == []
    assert measured.geometry.dpi == pytest.approx((150, 150), abs=0.2)
    assert measured.geometry.size_percent == pytest.approx((100, 100), abs=0.1)
    assert measured.geometry.worst_mm < 0.05
    assert measured.told_apart == 11
    assert facts(measured)["marks_found"] == len(MARKS) == 8


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_whichever_way_up_it_lies_it_is_the_same_chart(page, turns):
    measured = seen(np.ascontiguousarray(np.rot90(page, -turns)))
    assert measured.geometry.turned == turns
    assert faults(measured) == []
    assert measured.geometry.size_percent == pytest.approx((100, 100), abs=0.1)


@pytest.mark.parametrize("blur", [1.0, 1.5, 2.5])
def test_sharpness_is_what_theory_says_of_a_blur(page, blur):
    measured = seen(cv2.GaussianBlur(page, (0, 0), blur))
    # Blurs add by their squares: the fixture's 0.7, and what averaging 2 x 2 dots did (0.29).
    expected = HALF / math.hypot(blur, 0.7, 0.29)
    assert measured.mtf50 == pytest.approx(expected, rel=0.06)
    assert measured.effective_dpi == pytest.approx(2 * 150 * expected, rel=0.06)
    assert (faults(measured) == ["page.blurred"]) == (expected < 0.1)


def test_noise_does_not_make_a_picture_sharper(page):
    grain = np.random.default_rng(1).normal(0, 4, page.shape)
    noisy = np.clip(cv2.GaussianBlur(page, (0, 0), 2.5) + grain, 0, 255).astype(np.uint8)
    measured = seen(noisy)
    assert measured.mtf50 < 0.09
    assert measured.noise == pytest.approx(4, abs=0.5)


def test_a_dark_picture_is_dark_and_not_blurred(page):
    assert faults(seen((page * 0.35).astype(np.uint8))) == ["page.dark"]


def test_too_much_light_washes_the_greys_out(page):
    assert faults(seen(np.clip(page * 1.9, 0, 255).astype(np.uint8))) == ["page.overexposed"]


def test_greys_that_run_together_are_told(page):
    coarse = (page // 52 * 51).astype(np.uint8)
    assert "chart.greys" in faults(seen(coarse))


@pytest.mark.parametrize(
    ("part", "side"),
    [
        (np.s_[:1620, :], "bottom"),
        (np.s_[140:, :], "top"),
        (np.s_[:, :1100], "right"),
        (np.s_[:, 140:], "left"),
    ],
)
def test_a_page_that_is_cut_off_says_where(page, part, side):
    measured = seen(np.ascontiguousarray(page[part]))
    assert faults(measured) == ["page.cutOff"]
    assert missing_sides(measured) == (side,)


def test_a_printer_that_shrinks_the_page_is_told(page):
    small = cv2.resize(page, None, fx=0.94, fy=0.94, interpolation=cv2.INTER_AREA)
    sheet = np.full_like(page, 255)
    sheet[50 : 50 + small.shape[0], 35 : 35 + small.shape[1]] = small
    measured = seen(sheet)
    assert faults(measured) == ["chart.size"]
    assert measured.geometry.size_percent == pytest.approx((94, 94), abs=0.2)


def test_a_sheet_that_curls_is_distorted(page):
    rows, columns = page.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    bent = cv2.remap(page, x, y + 25 * np.sin(np.pi * x / columns), cv2.INTER_LINEAR, borderValue=255)
    measured = seen(bent)
    assert faults(measured) == ["chart.distorted"]
    assert measured.geometry.worst_mm > 1.5


def test_a_hand_on_the_chart_is_not_called_cut_off(page):
    held = page.copy()
    held[1500:, 1000:] = 90
    assert faults(seen(held)) == ["chart.distorted"]


def test_a_camera_too_far_away_is_too_coarse(page):
    far = cv2.resize(page, None, fx=0.42, fy=0.42, interpolation=cv2.INTER_AREA)
    assert faults(seen(far)) == ["chart.coarse"]


def test_the_chart_is_one_true_size_page(page):
    pdf = as_pdf(page)
    assert pdf.startswith(b"%PDF-")
    assert b"/MediaBox[0 0 595.276 841.890]" in pdf


@pytest.mark.parametrize(
    "data", [b"", b"HKCHART1:", b"HKCHART1:0123", b"HKCHART1:0123456z", b"YXFW1:01234567", "图".encode()]
)
def test_another_code_is_no_chart(data):
    assert read_content(data) is None


def test_a_nonce_that_no_code_could_carry_is_refused():
    with pytest.raises(ValueError, match="nonce"):
        content("lower-case")
