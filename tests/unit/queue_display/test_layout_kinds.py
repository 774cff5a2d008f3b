"""Window screens and notices screens: legible from their distance, or refused with the distance that works."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.contract.messages import Text
from hall.settings import Screen
from queue_display.layout import Texts
from queue_display.layout_notices import lay_out_notices
from queue_display.layout_window import groups, lay_out_window
from queue_display.measure import LATIN_INK, NUMBER_EM, ZH_INK, TooFarError, em

HALL = ("云溪县政务服务大厅", "Yunxi County Service Hall")
BAND = (
    "数据时间 09:31 · 网络中断，以下为断网前的叫号",
    "Data as of 09:31 · Network down, showing earlier calls",
)
KINDS = {
    "window": lambda screen, texts: lay_out_window(screen, texts, ("综合窗口", "General")),
    "notices": lay_out_notices,
}
PANELS = st.builds(
    lambda width, height, mm, metres: Screen(
        width_px=width, height_px=height, width_mm=mm, viewing_distance_m=metres
    ),
    st.integers(480, 4000),
    st.integers(320, 4000),
    st.floats(90, 2000),
    st.floats(0.5, 40),
)


def check(panel, found):
    mm = panel.width_mm / panel.width_px * (1 + 1e-9)
    far = panel.viewing_distance_m
    assert found.type.zh * ZH_INK * mm >= 4 * far
    assert found.type.latin * LATIN_INK * mm >= 3 * far
    assert found.number * LATIN_INK * mm >= 8 * far
    parts = {
        name: rect
        for name in ("header", "band", "title", "hero", "foot", "main", "call")
        if (rect := getattr(found, name, None)) is not None and hasattr(rect, "h") and rect.h
    }
    below = 0
    for name, part in parts.items():
        assert part.x >= 0, name
        assert part.y >= below, (name, part, below)
        assert part.x + part.w <= panel.width_px, name
        below = part.y + part.h
    assert below <= panel.height_px
    place = parts.get("hero", parts.get("call"))
    assert found.number * NUMBER_EM <= place.w
    assert found.number * 1.2 <= place.h


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(panel=PANELS, cut=st.booleans())
def test_any_panel_is_legible_or_says_how_near_it_must_hang(kind, panel, cut):
    try:
        found = KINDS[kind](panel, Texts((), BAND if cut else None, HALL))
    except TooFarError as error:
        refusal = error
    else:
        check(panel, found)
        return
    assert 0 < refusal.most_m < panel.viewing_distance_m
    near = panel.model_copy(update={"viewing_distance_m": refusal.most_m})
    check(near, KINDS[kind](near, Texts((), None, HALL)))


def test_a_refusal_speaks_both_languages_and_says_what_to_correct():
    small = Screen(width_px=1024, height_px=600, width_mm=223, viewing_distance_m=30)
    with pytest.raises(TooFarError, match=r"看不清.*viewing_distance_m.*\| .*at most"):
        KINDS["window"](small, Texts((), None, HALL))


@given(st.lists(st.text(alphabet="社保证件", min_size=1, max_size=8), max_size=12), st.floats(8, 40))
def test_every_service_of_a_window_comes_round(names, width):
    lines = groups([Text(zh=name, en=name) for name in names], width, width)
    assert " · ".join(line.zh for line in lines).split(" · ") == names or not names
    assert all(em(line.zh) <= width for line in lines)


def test_a_small_window_screen_keeps_its_own_number_large_and_its_names_beside_it():
    panel = Screen(width_px=1024, height_px=600, width_mm=223, viewing_distance_m=2)
    names = ("社会保险综合窗口", "Social insurance, all matters")
    found = lay_out_window(panel, Texts((), None, ("云溪县政务服务大厅", "")), names)
    assert found.name
    assert found.title_px > found.type.zh * 1.3
    assert found.title.h >= (found.type.zh + found.type.latin) * 1.2
