"""A page that is blurred, dark, washed out, in shadow, under glare, cut off or blank is told so."""

import cv2
import numpy as np
import pytest

from drivers.codes import Code
from drivers.scanner.page_blank import find_ink
from drivers.scanner.page_clean import black_white, clean
from drivers.scanner.page_quality import LIMITS, judge
from tests.unit.drivers.scanner.papers import sheet


def problems(page, **known):
    return {judgement.code for judgement in judge(page, **known) if not judgement.ok}


def shadowed(page):
    level = np.ones(page.shape[:2], np.float32)
    level[500:] = 0.45
    return (page * cv2.GaussianBlur(level, (0, 0), 25)[..., None]).astype(np.uint8)


def glaring(page):
    spot = np.zeros(page.shape[:2], np.float32)
    cv2.circle(spot, (400, 500), 90, 1.0, -1)
    lit = page * 0.8 + cv2.GaussianBlur(spot, (0, 0), 8)[..., None] * 255
    return np.clip(lit, 0, 255).astype(np.uint8)


def test_a_good_page_has_no_problem():
    assert problems(sheet()) == set()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda page: cv2.GaussianBlur(page, (0, 0), 4), Code.PAGE_BLURRED),
        (lambda page: (page * 0.25).astype(np.uint8), Code.PAGE_DARK),
        (lambda page: np.clip(page.astype(int) + 190, 0, 255).astype(np.uint8), Code.PAGE_OVEREXPOSED),
        (shadowed, Code.PAGE_SHADOW),
        (glaring, Code.PAGE_GLARE),
        (lambda page: np.full_like(page, 245), Code.PAGE_BLANK),
    ],
)
def test_each_fault_is_named(spoil, code):
    assert problems(spoil(sheet())) == {code}


def test_cut_off_and_askew_are_judged_as_told():
    assert problems(sheet(), cut_off=True, skew=-30.0) == {Code.PAGE_CUT_OFF, Code.PAGE_SKEWED}


def test_every_limit_is_declared_once_with_its_unit():
    assert [judgement.name for judgement in judge(sheet())] == list(LIMITS)
    assert len({limit.code for limit in LIMITS.values()}) == len(LIMITS)
    assert all(limit.unit for limit in LIMITS.values())


def white(seed=4):
    rng = np.random.default_rng(seed)
    return rng.normal(240, 2, (1169, 827, 3)).clip(0, 255).astype(np.uint8)


def test_holes_borders_dust_and_show_through_are_blank():
    page = white()
    back = cv2.GaussianBlur(255 - cv2.flip(sheet(), 1), (0, 0), 3)
    page = cv2.subtract(page, (back * 0.08).astype(np.uint8))
    page[:, :12] = 60
    for y in (450, 720):
        cv2.circle(page, (42, y), 12, (40, 40, 40), -1)
    for x in range(100, 800, 90):
        cv2.circle(page, (x, x), 1, (150, 150, 150), -1)
    assert find_ink(page).blank


@pytest.mark.parametrize(
    "write",
    [
        lambda page: cv2.putText(page, "27", (400, 1090), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (60, 60, 60), 1),
        lambda page: cv2.putText(page, "pencil", (200, 400), cv2.FONT_HERSHEY_SIMPLEX, 1, (190, 190, 190), 2),
        lambda page: cv2.circle(page, (560, 800), 70, (200, 200, 240), 5),
        lambda page: cv2.line(page, (300, 700), (520, 660), (150, 70, 40), 2),
    ],
    ids=["page number", "pencil", "faint seal", "one stroke"],
)
def test_little_writing_is_not_blank(write):
    page = white()
    write(page)
    assert not find_ink(page).blank


def test_clean_paper_is_white_and_a_seal_stays_red():
    page = sheet()
    cv2.circle(page, (600, 900), 60, (40, 30, 205), 9)
    cleaned = clean(shadowed(page))
    assert cleaned[200, 400].min() > 235
    assert cleaned[1100, 400].min() > 235
    blue, green, red = (int(value) for value in cleaned[900, 540])
    assert red > 150 > max(blue, green)


def test_black_and_white_keeps_text_in_shadow():
    truth = sheet()[..., 0] < 128
    ink = black_white(shadowed(sheet())) == 0
    assert 2 * (ink & truth).sum() / (ink.sum() + truth.sum()) > 0.95


@pytest.mark.parametrize("shape", [(0, 0, 3), (1, 1, 3), (3, 900, 3), (900, 3, 3), (20, 20, 3), (64, 64)])
def test_no_size_makes_it_raise(shape):
    page = np.zeros(shape, np.uint8)
    assert judge(page if page.ndim == 3 else np.dstack([page] * 3))
    assert find_ink(page).blank
    assert clean(page).shape == shape
    assert black_white(page).shape[:2] == shape[:2]
