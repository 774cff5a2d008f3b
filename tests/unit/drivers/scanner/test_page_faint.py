"""White sheets on white desks: their own shadow is no part of them, and a cut through the text is no edge."""

import cv2
import numpy as np
import pytest

from drivers.scanner.page_measure import cut_through, printed
from drivers.scanner.page_outline import find_page
from drivers.scanner.page_shadow import off_shadows
from tests.unit.drivers.scanner.papers import desk, overlap, sheet

SIZE = (1280, 960)
CORNERS = np.array([[330.0, 140], [930, 120], [950, 800], [310, 780]])
SCALE = 512 / 1280


def white_on_white(shadow=9.0):
    """A white sheet on a white desk; its soft shadow falls to the left."""
    mask = np.zeros((960, 1280), np.float32)
    cv2.fillPoly(mask, [np.round(CORNERS - [shadow, 0]).astype(np.int32)], 1.0)
    dark = 1 - 0.35 * cv2.GaussianBlur(mask, (0, 0), 3)
    table = np.full((960, 1280, 3), 214, np.float32) * dark[..., None]
    paper = np.zeros((960, 1280), np.float32)
    cv2.fillPoly(paper, [np.round(CORNERS).astype(np.int32)], 1.0)
    page = desk(sheet(paper=205), CORNERS, colour=(214, 214, 214))
    seen = table + (page - table) * paper[..., None]
    return np.clip(seen, 0, 255).astype(np.uint8)


def test_a_side_on_the_rim_of_the_sheets_own_shadow_is_moved_to_the_paper():
    picture = white_on_white()
    rim = CORNERS.copy()
    rim[[0, 3], 0] -= 10
    moved = off_shadows(picture, rim, SCALE)
    assert np.abs(moved - CORNERS).max() < 2.5
    assert np.abs(rim - CORNERS).max() > 9


def test_a_side_on_the_paper_stays_where_it_is():
    assert np.abs(off_shadows(white_on_white(), CORNERS, SCALE) - CORNERS).max() < 1.5


def test_a_printed_line_beside_a_side_is_no_shadow():
    picture = np.full((960, 1280, 3), 150, np.uint8)
    cv2.rectangle(picture, (300, 150), (900, 800), (235, 235, 235), -1)
    cv2.rectangle(picture, (309, 159), (891, 791), (60, 60, 60), 4)
    corners = np.array([[300.0, 150], [900, 150], [900, 800], [300, 800]])
    assert np.abs(off_shadows(picture, corners, SCALE) - corners).max() < 1.5


@pytest.mark.parametrize("shadow", [4.0, 9.0])
def test_a_white_sheet_on_a_white_desk_is_found_without_its_shadow(shadow):
    found = find_page(white_on_white(shadow))
    assert overlap(found.corners, CORNERS, SIZE) > 0.985


def test_a_side_that_runs_through_the_text_is_told_from_the_edge():
    small = cv2.resize(desk(sheet(), CORNERS), None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    half = CORNERS.copy()
    half[[1, 2]] = (CORNERS[[1, 2]] + CORNERS[[0, 3]]) / 2
    whole, through = cut_through(printed(small, closed), np.stack([CORNERS, half]) * SCALE)
    assert whole < 0.1
    assert through > 0.4
