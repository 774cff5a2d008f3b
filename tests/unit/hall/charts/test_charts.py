"""Charts are well-formed, say what they show, stay on their sheet, and put nobody's words into the markup."""

import re
from xml.etree import ElementTree as ET

import pytest

from hall.charts import Axis, Bars, Line, Row, Span, bars, clock_axis, lines, ranges
from hall.charts.sheet import scale

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "<script>\"&'"


def parsed(svg):
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label")
    return root


def words(root):
    return [one.text for one in root.iter(f"{SVG}text")]


def drawn():
    hours = [(8 * 3600 + 1800 * at, float(at % 7)) for at in range(20)]
    return {
        "lines": lines("等候", clock_axis(), Axis("人"), [Line("今天", hours), Line("昨天", hours)], "曲线"),
        "bars": bars("取号", ["08:00", "08:15"], Axis("张"), [Bars("", [3, 0])], "柱图"),
        "ranges": ranges("说的", Axis("分"), ["告知", "实际"], [Row("社保", [Span(1, 2, 9), None])], "横条"),
    }


@pytest.mark.parametrize(("name", "svg"), drawn().items(), ids=list(drawn()))
def test_everything_is_on_the_sheet(name, svg):
    root = parsed(svg)
    _, _, wide, high = map(float, root.get("viewBox").split())
    for one in root.iter():
        x, y = float(one.get("x") or 0), float(one.get("y") or 0)
        assert -1 <= x <= wide + 1
        assert -1 <= y <= high + 1
        assert x + float(one.get("width") or 0) <= wide + 1
    assert not re.search(r"<style|style=|<script|\bid=|href", svg), "a page's policy would refuse it"


def test_what_people_wrote_stays_text():
    made = (
        lines(EVIL, Axis(), Axis(EVIL), [Line(EVIL, [(0, 1.0), (1, 2.0)])], EVIL),
        bars(EVIL, [EVIL], Axis(), [Bars(EVIL, [1])], EVIL),
        ranges(EVIL, Axis(), [EVIL], [Row(EVIL, [Span(1, 2, 3)])], EVIL),
    )
    for svg in made:
        root = parsed(svg)
        assert root.get("aria-label") == EVIL
        assert EVIL in words(root)
        assert "<script" not in svg


def test_without_data_the_picture_says_so():
    for svg in (
        lines("t", Axis(), Axis(), [Line("", [(0, None)])], "a"),
        bars("t", ["x"], Axis(), [Bars("", [0])], "a"),
        ranges("t", Axis(), ["s"], [Row("r", [None])], "a"),
    ):
        assert "没有数据 · No data" in words(parsed(svg))


def test_a_gap_in_a_line_is_not_bridged():
    svg = lines("t", Axis(), Axis(), [Line("", [(0, 1.0), (1, 2.0), (2, None), (3, 1.0)])], "a")
    strokes = [one.get("d") for one in parsed(svg).iter(f"{SVG}path")]
    assert len(strokes) == 2


def test_ticks_are_round_and_hold_all_values():
    axis = scale(Axis(), [0, 87], 100, 0, 6)
    assert axis.ticks() == [0, 20, 40, 60, 80, 100]
    assert axis.at(0) == 100
    assert axis.at(100) == 0
    clock = scale(clock_axis(), [8.25 * 3600, 16.9 * 3600], 0, 800, 11)
    assert [value / 3600 for value in clock.ticks()] == list(range(8, 18))


def test_series_are_told_apart_without_colour():
    svg = lines("t", Axis(), Axis(), [Line("a", [(0, 1.0), (1, 2.0)]), Line("b", [(0, 2.0), (1, 2.0)])], "a")
    dashes = {one.get("stroke-dasharray") for one in parsed(svg).iter(f"{SVG}path")}
    assert len(dashes) == 2
    svg = bars("t", ["1"], Axis(), [Bars("a", [1]), Bars("b", [1]), Bars("c", [1])], "a")
    fillings = {one.get("fill-opacity") for one in parsed(svg).iter(f"{SVG}rect")}
    assert len(fillings) == 3


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="finite"):
        ranges("t", Axis(), ["s"], [Row("r", [Span(0, float("nan"), 1)])], "a")


def test_a_long_name_is_cut_not_spilt():
    svg = ranges("t", Axis(), ["s"], [Row("综" * 60, [Span(1, 2, 3)])], "a")
    (label,) = [word for word in words(parsed(svg)) if word.startswith("综")]
    assert label.endswith("…")
    assert len(label) < 20
