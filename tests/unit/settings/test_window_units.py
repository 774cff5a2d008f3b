"""A window unit in the hall file: what it must say, and what only it may say."""

import re

import pytest

from hall.settings import CONFIG, SettingsError, load

DEMO = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")


@pytest.fixture
def changed(tmp_path):
    def load_changed(old, new):
        assert old in DEMO
        path = tmp_path / "hall.toml"
        path.write_text(DEMO.replace(old, new, 1), encoding="utf-8")
        return load(path)

    return load_changed


def test_the_demo_has_one(changed):
    settings = changed("window = 3\n", 'window = 3\nkeys = { transfer = "hold", long-next = "start" }\n')
    unit = next(unit for unit in settings.units if unit.role == "window")
    assert (unit.window, unit.keys["transfer"]) == (3, "hold")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("window = 3\n", "", "管几号窗口"),
        ("window = 3\n", "window = 9\n", "9"),
        ("window = 3\n", 'window = 3\nkeys = { nxet = "call" }\n', "next"),
        ("window = 3\n", 'window = 3\nkeys = { next = "cal" }\n', "call"),
        ('mark = "1"\n', 'mark = "1"\nwindow = 1\n', "只有窗口机"),
        ("screen = { width_px = 1080, height_px = 1920, width_mm = 268 }\n", "", "screen"),
    ],
)
def test_a_mistake_is_told_with_what_is_right(changed, old, new, told):
    with pytest.raises(SettingsError) as refused:
        changed(old, new)
    assert told in str(refused.value)


PAD = """
[[units]]
id = "p3"
role = "pad"
window = 3
screen = { width_px = 1024, height_px = 600, width_mm = 222 }
"""


def of_pad(tmp_path, old="", new=""):
    """The demo hall with a review pad, written with a mistake."""
    path = tmp_path / "hall.toml"
    path.write_text(DEMO + PAD.replace(old, new), encoding="utf-8")
    return path


def test_a_review_pad_has_a_window_a_screen_and_no_mark(tmp_path):
    pad = load(of_pad(tmp_path)).units[-1]
    assert (pad.role, pad.window, pad.mark, pad.review.silence_s) == ("pad", 3, "", 45)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("window = 3\n", "", "p3 要写管几号窗口"),
        ("window = 3\n", "window = 33\n", "33"),
        ("screen = ", "review = { silence_s = 45 }\n# ", "p3 缺少 screen"),
        ("window = 3\n", "window = 3\nreview = { silence_s = 5 }\n", "30"),
        ("window = 3\n", 'window = 3\nkeys = { next = "call" }\n', "只有窗口机(window)才写 keys"),
    ],
)
def test_a_mistake_in_a_review_pad_is_told(tmp_path, old, new, told):
    with pytest.raises(SettingsError, match=re.escape(told)):
        load(of_pad(tmp_path, old, new))
