"""Nothing on a board is smaller than its distance allows; what has no room is left out."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hall.settings import Screen
from queue_display.layout import Texts, lay_out
from queue_display.measure import LATIN_INK, ZH_INK, TooFarError, em

SERVICES = (
    ("社会保险", "Social insurance"),
    ("户籍证件", "Residence and ID"),
    ("企业登记", "Business registration"),
    ("不动产登记", "Property registration"),
)
BAND = (
    "数据时间 09:31 · 网络中断，以下为断网前的叫号",
    "Data as of 09:31 · Network down, showing earlier calls",
)
HALL = ("云溪县政务服务大厅", "Yunxi County Service Hall")
QUIET, CUT = Texts(SERVICES, None, HALL), Texts(SERVICES, BAND, HALL)


def screen(width, height, mm, metres):
    return Screen(width_px=width, height_px=height, width_mm=mm, viewing_distance_m=metres)


HD = screen(1920, 1080, 1218, 8)
SCREENS = [HD, screen(1366, 768, 698, 5), screen(1080, 1920, 685, 8), screen(3840, 2160, 1430, 10)]


def check(panel, found):
    """Heights in millimetres of what a person reads, and parts that keep to themselves."""
    mm = panel.width_mm / panel.width_px * (1 + 1e-9)
    assert found.type.zh * ZH_INK * mm >= 4 * panel.viewing_distance_m
    assert found.type.latin * LATIN_INK * mm >= 3 * panel.viewing_distance_m
    assert found.number * LATIN_INK * mm >= 8 * panel.viewing_distance_m
    assert found.window >= found.type.zh
    parts = [p for p in (found.header, found.band, found.hero, found.table, found.strip) if p.h]
    for part in parts:
        assert part.x >= 0
        assert part.y >= 0
        assert part.x + part.w <= panel.width_px
        assert part.y + part.h <= panel.height_px
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            apart_x = one.x + one.w <= other.x or other.x + other.w <= one.x
            apart_y = one.y + one.h <= other.y or other.y + other.h <= one.y
            assert apart_x or apart_y, (one, other)
    if found.table.h:
        assert found.rows >= 2
        assert (found.rows + 1) * found.type.row <= found.table.h
        assert found.table.w >= found.type.zh * 9


@pytest.mark.parametrize("panel", SCREENS, ids=lambda s: f"{s.width_px}x{s.height_px}")
@pytest.mark.parametrize("texts", [QUIET, CUT], ids=["quiet", "cut"])
def test_the_usual_panels_show_every_part_legibly(panel, texts):
    found = lay_out(panel, texts)
    check(panel, found)
    assert found.table.h
    assert found.strip.h
    assert bool(found.band.h) == (texts is CUT)


@given(
    width=st.integers(640, 7680),
    height=st.integers(480, 4320),
    mm=st.floats(200, 2500),
    metres=st.floats(0.5, 40),
    cut=st.booleans(),
    count=st.integers(0, 12),
)
def test_any_panel_is_legible_or_says_how_near_it_must_hang(width, height, mm, metres, cut, count):
    panel = screen(width, height, mm, metres)
    texts = Texts((SERVICES * 3)[:count], BAND if cut else None, HALL)
    try:
        found = lay_out(panel, texts)
    except TooFarError as error:
        refusal = error
    else:
        check(panel, found)
        return
    assert 0 < refusal.most_m < metres


@given(st.sampled_from(SCREENS), st.floats(0.5, 60))
def test_a_cut_never_makes_a_board_refuse_that_showed_calls_before(panel, metres):
    panel = panel.model_copy(update={"viewing_distance_m": metres})
    try:
        lay_out(panel, QUIET)
    except TooFarError:
        assume(False)
    check(panel, lay_out(panel, CUT))


@given(st.sampled_from(SCREENS), st.floats(0.5, 60))
def test_the_distance_a_refusal_names_is_one_that_works(panel, metres):
    far = panel.model_copy(update={"viewing_distance_m": metres})
    try:
        lay_out(far, QUIET)
    except TooFarError as refusal:
        near = panel.model_copy(update={"viewing_distance_m": refusal.most_m})
        check(near, lay_out(near, QUIET))


def test_a_board_farther_away_shows_fewer_rows_not_smaller_ones():
    near, far = lay_out(screen(1920, 1080, 1218, 6), QUIET), lay_out(HD, QUIET)
    assert near.rows > far.rows


def test_more_services_than_fit_are_paged_not_squeezed():
    found = lay_out(HD, QUIET)
    assert 0 < found.chips < len(SERVICES)
    widest = max(max(em(zh) * found.type.zh, em(en) * found.type.latin) for zh, en in SERVICES)
    assert found.strip.w / found.chip_columns > widest


def test_a_refusal_says_what_to_correct():
    with pytest.raises(TooFarError, match="viewing_distance_m or width_mm"):
        lay_out(screen(1920, 1080, 500, 40), QUIET)
