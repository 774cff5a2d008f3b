"""Where the demo's windows stand: whole, apart, in their shapes, large enough to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.demo.places import BENCH, GAP, Place, lay_out, lay_out_legibly
from hall.settings import CONFIG, load

UNITS = [unit for unit in load(CONFIG / "halls" / "demo.toml").units if unit.role != "window"]
PANELS = {unit.id: (unit.screen.width_px, unit.screen.height_px) for unit in UNITS}
LEAST = {unit.id: 1.4 * unit.screen.width_mm for unit in UNITS if unit.role != "display"}
"""Chinese of 10 pixels at least."""
SCREENS = [(1366, 768), (1440, 900), (1600, 900), (1920, 1080), (1920, 1200), (2560, 1440), (3440, 1440)]


def apart(one, other):
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


def check(desk, places):
    shown = list(places.values())
    for at, one in enumerate(shown):
        assert one.x >= desk.x
        assert one.y >= desk.y
        assert one.x + one.width <= desk.x + desk.width
        assert one.y + one.height <= desk.y + desk.height
        assert all(apart(one, other) for other in shown[at + 1 :])


@pytest.mark.parametrize("size", SCREENS)
def test_every_window_is_whole_apart_and_legible_on_usual_screens(size):
    places = lay_out_legibly(Place(0, 0, *size), PANELS, LEAST, {"p2"})
    pads = {"p2"} if size[1] >= 1080 else set()
    assert set(places) == ({*PANELS, BENCH} - {"p2"}) | pads, "the pad is what a small screen goes without"
    check(Place(0, 0, *size), places)
    assert all(places[name].width >= least for name, least in LEAST.items() if name in places)
    assert places[BENCH].width >= 350
    assert places[BENCH].height >= 700


@given(
    x=st.integers(-2000, 2000),
    y=st.integers(0, 200),
    width=st.integers(800, 8000),
    height=st.integers(600, 5000),
)
def test_on_any_screen_they_fit_apart_and_keep_their_shapes(x, y, width, height):
    desk = Place(x, y, width, height)
    places = lay_out(desk, PANELS)
    check(desk, places)
    for name, (across, tall) in PANELS.items():
        place = places[name]
        assert place.height == pytest.approx(place.width * tall / across, abs=1)


def test_a_panel_beside_the_desktop_is_respected():
    places = lay_out(Place(64, 32, 1856, 1048), PANELS)
    assert min(place.x for place in places.values()) >= 64 + GAP
    assert min(place.y for place in places.values()) == 32 + GAP


def test_a_place_is_written_as_the_option_takes_it():
    assert str(Place(-5, 0, 540, 960)) == "-5,0,540,960"
