"""A sheet on a desk is found to the pixel, or it is said why not; nothing ever raises."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.scanner.page_outline import NoPage, Outline, find_page, find_pages
from drivers.scanner.page_result import read_page, read_scan
from tests.unit.drivers.scanner.papers import CORNERS, desk, overlap, sheet

SIZE = (1280, 960)


def turned(degrees):
    a = np.radians(degrees)
    middle = np.array(SIZE) / 2
    away = (np.array(CORNERS) - middle) * 0.85
    return middle + away @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])


@pytest.mark.parametrize("degrees", [0, 7, 45, 90, 133, 180, 270])
def test_found_however_it_is_turned(degrees):
    truth = turned(degrees)
    found = find_page(desk(sheet(), truth))
    assert isinstance(found, Outline)
    assert overlap(found.corners, truth, SIZE) > 0.99
    assert not found.cut_off


@pytest.mark.parametrize(
    ("colour", "what"),
    [((225, 228, 230), "white"), ((20, 22, 25), "dark"), ((150, 110, 60), "blue")],
)
def test_found_on_desks_of_any_colour(colour, what):
    found = find_page(desk(sheet(paper=250), CORNERS, colour=colour))
    assert isinstance(found, Outline), what
    assert overlap(found.corners, CORNERS, SIZE) > 0.985


def test_corners_begin_at_the_top_left_and_go_clockwise():
    corners = find_page(desk(sheet(), CORNERS)).corners
    assert np.abs(corners - np.array(CORNERS)).max() < 4


def test_found_in_too_little_light():
    dim = (desk(sheet(), CORNERS) * 0.2).astype(np.uint8)
    assert overlap(find_page(dim).corners, CORNERS, SIZE) > 0.98


def test_fingers_at_an_edge_do_not_move_it():
    picture = desk(sheet(), CORNERS)
    for y in (380, 440, 500):
        cv2.line(picture, (0, y), (360, y), (150, 170, 225), 34)
    assert overlap(find_page(picture).corners, CORNERS, SIZE) > 0.98


def test_a_sheet_that_leaves_the_picture_says_so():
    truth = np.array(CORNERS) + np.array([-340, 0])
    found = find_page(desk(sheet(), truth))
    assert isinstance(found, Outline)
    assert found.cut_off


def test_a_frame_printed_on_the_sheet_is_not_its_edge():
    page = sheet()
    cv2.rectangle(page, (60, 60), (767, 1109), (30, 30, 30), 3)
    assert overlap(find_page(desk(page, CORNERS)).corners, CORNERS, SIZE) > 0.985


def test_a_frame_near_the_edge_on_a_white_desk_is_not_its_edge():
    page = sheet(paper=226)
    cv2.rectangle(page, (60, 60), (766, 1108), (60, 90, 30), 8)
    found = find_page(desk(page, CORNERS, colour=(232, 234, 235)))
    assert overlap(found.corners, CORNERS, SIZE) > 0.97


def test_of_two_sheets_the_written_one_is_meant():
    blank, written = (
        ((60, 60), (640, 70), (630, 900), (70, 890)),
        ((760, 160), (1190, 190), (1170, 800), (740, 770)),
    )
    picture = desk(sheet(lines=0, paper=250), blank)
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.array(written, np.int32), 255)
    cv2.copyTo(desk(sheet(paper=225), written), mask, picture)
    assert overlap(find_page(picture).corners, written, SIZE) > 0.98


def test_a_blank_sheet_alone_is_a_sheet():
    assert overlap(find_page(desk(sheet(lines=0), CORNERS)).corners, CORNERS, SIZE) > 0.985


def test_two_sheets_are_two():
    left = ((80, 150), (560, 140), (580, 820), (70, 800))
    right = ((700, 160), (1190, 170), (1200, 810), (690, 830))
    picture = np.maximum(desk(sheet(), left, seed=3), desk(sheet(seed=5), right, seed=3))
    found = find_pages(picture, 2)
    assert len(found) == 2
    for truth in (left, right):
        assert max(overlap(each.corners, truth, SIZE) for each in found) > 0.98


@pytest.mark.parametrize("grey", [0, 90, 255])
def test_a_covered_lens_is_said(grey):
    assert find_page(np.full((720, 1280, 3), grey, np.uint8)) is NoPage.ONE_COLOUR


def test_an_empty_desk_is_no_sheet():
    noise = np.random.default_rng(3).normal(120, 12, (720, 1280, 3)).clip(0, 255).astype(np.uint8)
    assert isinstance(find_page(noise), NoPage)


def test_a_picture_that_is_all_page_is_no_outline():
    assert isinstance(find_page(sheet()), NoPage)


def test_a_stamp_sized_picture_is_refused():
    assert find_page(np.zeros((40, 40, 3), np.uint8)) is NoPage.TOO_SMALL


SHAPES = st.one_of(
    st.tuples(st.integers(0, 90), st.integers(0, 90)),
    st.tuples(st.integers(0, 90), st.integers(0, 90), st.integers(0, 5)),
    st.tuples(st.integers(60, 400), st.integers(60, 400), st.just(3)),
    st.tuples(st.integers(0, 9)),
)


@given(
    SHAPES,
    st.sampled_from([np.uint8, np.uint16, np.float32, np.int32, np.bool_]),
    st.sampled_from(["flat", "noise", "steps", "nan"]),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60, deadline=None)
def test_no_array_makes_it_raise(shape, kind, content, seed):
    rng = np.random.default_rng(seed)
    picture = rng.integers(0, 256, shape) if content in ("noise", "nan") else np.full(shape, seed % 256)
    if content == "steps" and len(shape) > 1:
        picture[: shape[0] // 2, : shape[1] // 3] = (seed // 256) % 256
    picture = picture.astype(kind)
    if content == "nan" and kind is np.float32 and picture.size:
        picture.flat[0] = np.nan
    assert find_page(picture) is not None
    assert read_page(picture) is not None
    assert read_scan(picture).page.ndim == 3
