"""`--place X,Y,W,H`: a smaller picture of the same panel, and a wrong place told plainly."""

import pytest

from hall.cli.commands import build
from hall.cli.language import Say
from hall.cli.programs import scaled
from hall.settings import CONFIG, load


@pytest.mark.parametrize("wrong", ["", "1,2,3", "0,0,54,960", "0,0,540,960,1", "a,b,c,d", "0;0;540;960"])
def test_a_wrong_place_is_told_with_a_right_one(wrong, capsys):
    with pytest.raises(SystemExit):
        build(Say("zh")).parse_args(["terminal", "--hall", "hall.toml", f"--place={wrong}"])
    assert "应当写成 X,Y,宽,高(像素)，比如 0,0,540,960" in capsys.readouterr().err


def test_a_place_is_four_numbers_also_left_of_the_first_screen():
    chosen = build(Say("en")).parse_args(["display", "--hall", "hall.toml", "--place=-1920,0,960,540"])
    assert chosen.place == (-1920, 0, 960, 540)


def test_a_scaled_panel_keeps_its_millimetres():
    unit = load(CONFIG / "halls" / "demo.toml").units[0]
    small = scaled(unit, 540, 960)
    assert (small.screen.width_px, small.screen.height_px) == (540, 960)
    assert small.screen.width_mm == unit.screen.width_mm
    assert small.devices == unit.devices
