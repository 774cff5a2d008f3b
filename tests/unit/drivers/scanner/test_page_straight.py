"""A sheet becomes flat, of its true proportion, and the right way up when that can be told."""

import cv2
import numpy as np
import pytest

from drivers.scanner.deskew import find_skew, turn_back
from drivers.scanner.page_result import read_page, read_scan
from drivers.scanner.page_straight import proportion, sheet_of
from drivers.scanner.page_upright import find_upright, turned
from tests.unit.drivers.scanner.papers import desk, sheet

SIZE = (1280, 960)


def seen(width, height, tilt, turn):
    """Corners of a sheet in space through a camera with a lens of 1.2 picture widths."""
    a, b = np.radians(tilt), np.radians(turn)
    flat = (
        np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array([width, height]) / max(width, height) * 0.6
    )
    flat = flat @ np.array([[np.cos(b), np.sin(b)], [-np.sin(b), np.cos(b)]])
    z = 3 + flat[:, 1] * np.sin(a)
    points = np.stack([flat[:, 0] / z, flat[:, 1] * np.cos(a) / z], 1) * 1.2 * SIZE[0]
    return points + np.array(SIZE) / 2


@pytest.mark.parametrize("tilt", [0, 12, 25])
@pytest.mark.parametrize("turn", [0, 20, 45])
@pytest.mark.parametrize(("size", "kind"), [((210, 297), "a4"), ((85.6, 54), "card"), ((210, 120), "other")])
def test_the_true_proportion_is_seen_from_any_side(tilt, turn, size, kind):
    corners = seen(*size, tilt, turn)
    assert proportion(corners, SIZE) == pytest.approx(size[0] / size[1], rel=0.05)
    assert sheet_of(corners, SIZE).kind == kind


def test_the_page_is_flat_and_has_the_sheets_size():
    found = read_page(desk(sheet(), seen(210, 297, 15, 10)), 150)
    assert found.kind == "a4"
    assert found.size_mm == (210.0, 297.0)
    assert found.page.shape[:2] == (1754, 1240)
    assert abs(find_skew(found.page).degrees) < 0.3


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_the_page_is_set_upright(quarters):
    lying = turned(sheet(lines=32), quarters)
    up = find_upright(lying)
    assert up.certain
    assert (up.quarter_turns + quarters) % 4 == 0


def test_it_does_not_guess_which_way_up_a_picture_is():
    noise = np.random.default_rng(1).integers(0, 255, (900, 640, 3)).astype(np.uint8)
    assert not find_upright(noise).certain


@pytest.mark.parametrize("degrees", [-14.3, -3.3, -0.2, 0.0, 0.07, 1.9, 11.0])
def test_a_turned_scan_is_measured_and_turned_back(degrees):
    page = sheet(1654, 2338)
    matrix = cv2.getRotationMatrix2D((826.5, 1168.5), -degrees, 1)
    scan = cv2.warpAffine(page, matrix, (1654, 2338), borderValue=(245, 245, 245))
    found = find_skew(scan)
    assert found.certain
    assert found.degrees == pytest.approx(degrees, abs=0.08)
    assert abs(find_skew(turn_back(scan, found)).degrees) < 0.08


def test_an_empty_scan_is_left_as_it_is():
    page = np.full((1169, 827, 3), 250, np.uint8)
    found = find_skew(page)
    assert not found.certain
    assert turn_back(page, found) is page


@pytest.mark.parametrize("shape", [(1001, 703, 3), (1002, 700), (1003, 701, 3)])
def test_turning_keeps_size_and_colour(shape):
    page = np.full(shape, 240, np.uint8)
    page[300:700:40, 100:600] = (30, 20, 200) if len(shape) == 3 else 40
    scan = read_scan(page)
    assert scan.page.shape[:2] == shape[:2]
    if len(shape) == 3:
        level = turn_back(page, type(find_skew(page))(2.0, 1.0))
        assert level[500:520, 350, 2].max() > 180
