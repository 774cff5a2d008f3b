"""Every pair of colours the theme allows: 10:1, and 20:1 in black and white."""

import pytest

from kiosk.toolkit import make_engine, start_qt
from tests.support.looking import LEAST_CONTRAST, ratio


@pytest.fixture(scope="module")
def theme():
    start_qt(["test"])
    engine = make_engine(4.0)
    yield engine.singletonInstance("Hall.Ui", "Theme")
    engine.deleteLater()


@pytest.mark.parametrize("contrast", LEAST_CONTRAST)
def test_every_pair_of_colours_is_far_enough_apart(theme, contrast):
    theme.setProperty("contrast", contrast)
    pairs = theme.property("pairs").toVariant()
    assert len(pairs) > 10
    low = [
        (front.name(), back.name()) for front, back in pairs if ratio(front, back) < LEAST_CONTRAST[contrast]
    ]
    assert not low


def test_four_sizes_of_which_none_is_too_small_and_each_larger_than_the_last(theme):
    sizes = []
    for size in range(4):
        theme.setProperty("size", size)
        sizes.append(theme.property("body") * 0.733 / 4)
    assert sizes[0] >= 5.2
    assert sizes[2] >= 7.3
    assert sizes[3] >= 8.8
    assert sizes == sorted(set(sizes))
