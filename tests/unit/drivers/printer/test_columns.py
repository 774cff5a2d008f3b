"""Columns: what is measured here is what stands on the paper."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.printer.columns import char_width, clean, two_columns, width, wrap

ANY = st.text(max_size=200)


def test_chinese_is_two_columns_and_latin_one():
    assert width("A012") == 4
    assert width("社会保险") == 8
    assert width("“1、2”") == 8  # the quotes are full width in a Chinese printer's font
    assert width("𠮷") == 2


def test_marks_take_no_column():
    assert width(clean("e\u0323\u0302")) == 1
    assert width("中\ufe00") == 2


def test_wrapped_lines_are_never_wider_than_the_paper():
    lines = wrap("灵活就业人员参保登记" * 4, 32)
    assert [width(line) for line in lines] == [32, 32, 16]


def test_a_number_is_not_broken_where_it_fits():
    assert wrap("办件编号 Y1-20261122-000123 请保管", 24) == ["办件编号", "Y1-20261122-000123 请保", "管"]


def test_no_line_begins_with_a_full_stop():
    assert wrap("请到咨询台说明。", 14) == ["请到咨询台说", "明。"]


def test_no_line_ends_with_an_opening_bracket():
    assert wrap("身份证明（原件）", 10) == ["身份证明", "（原件）"]


def test_a_word_longer_than_the_line_is_broken():
    assert wrap("x" * 70, 32) == ["x" * 32, "x" * 32, "x" * 6]


def test_an_empty_text_is_an_empty_line():
    assert wrap("", 32) == [""]
    assert wrap("   ", 32) == [""]


def test_a_label_and_its_value_stand_at_the_edges():
    assert two_columns("办理窗口", "1、2", 20) == ["办理窗口" + " " * 8 + "1、2"]


def test_a_value_that_does_not_fit_goes_beneath_at_the_right():
    assert two_columns("取号时间", "2026-11-22 09:30", 24) == ["取号时间", " " * 8 + "2026-11-22 09:30"]


def test_controls_direction_marks_and_half_characters_are_no_text():
    assert clean("张\x1b@三\u202e\u200b\x7f\x9b") == "张@三"
    assert clean("一行\n两行") == "一行 两行"
    assert clean("坏\ud842") == "坏\ufffd"


@settings(deadline=None)
@given(ANY, st.integers(2, 48))
def test_any_text_fits_after_wrapping_and_loses_nothing(text, columns):
    text = clean(text)
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@settings(deadline=None)
@given(ANY, st.integers(2, 48))
def test_no_line_begins_with_a_lonely_mark(text, columns):
    lines = wrap("字" + clean(text), columns)
    assert all(char_width(line[0]) > 0 for line in lines if line)
