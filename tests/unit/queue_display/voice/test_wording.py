"""How a call is worded, and which clips make it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.domain.numbers import Number
from hall.settings import Voice
from kiosk.voice.voices import lines, set_up
from kiosk.voice.wording import Style, cut, sentence, spoken

ZH, EN = Voice().call.zh, Voice().call.en


@pytest.mark.parametrize(
    ("number", "window", "style", "said"),
    [
        ("A012", 3, Style(), "请A零一二号到三号窗口"),
        ("A012", 3, Style("洞", "幺"), "请A洞幺二号到三号窗口"),
        ("A2-015", 12, Style(), "请A二杠零一五号到十二号窗口"),
        ("B1000", 20, Style(one="幺"), "请B幺零零零号到二十号窗口"),
        ("C110", 11, Style(), "请C一一零号到十一号窗口"),
        ("A001", 105, Style(), "请A零零一号到一百零五号窗口"),
        ("A001", 110, Style(), "请A零零一号到一百一十号窗口"),
        ("A001", 200, Style(), "请A零零一号到二百号窗口"),
        ("A001", 999, Style(), "请A零零一号到九百九十九号窗口"),
    ],
)
def test_mandarin_reads_numbers_digit_by_digit_and_windows_as_numbers(number, window, style, said):
    assert sentence(ZH, number, window, "zh", style) == said


@pytest.mark.parametrize(
    ("number", "window", "said"),
    [
        ("A012", 3, "Number A, zero one two, please go to window three"),
        ("A2-015", 12, "Number A, two dash zero one five, please go to window twelve"),
        ("B100", 45, "Number B, one zero zero, please go to window forty five"),
        ("B100", 120, "Number B, one zero zero, please go to window one hundred twenty"),
    ],
)
def test_english_does_the_same(number, window, said):
    assert sentence(EN, number, window, "en", Style()) == said


def test_the_longest_clip_is_taken_and_a_missing_one_means_free_text():
    said = {
        spoken(word): name for name, word in (("hao", "号"), ("dao", "到"), ("hao_dao", "号到"), ("a", "A"))
    }
    assert cut("a号到", said) == ("a", "hao_dao")
    assert cut("A号,到号", said) == ("a", "hao_dao", "hao")
    assert cut("A号到三", said) is None
    assert cut("", said) == ()


numbers = st.builds(
    Number,
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    st.integers(1, 9999),
    st.sampled_from(["", "1", "12"]),
)


@pytest.fixture(scope="module")
def voices(tmp_path_factory):
    settings = Voice(voices=["mandarin", "english"])
    return set_up(settings, tmp_path_factory.mktemp("shelf"))


@given(numbers, st.integers(1, 999), st.sampled_from("零洞"), st.sampled_from("一幺"))
def test_every_number_and_window_is_in_the_recorded_clips(voices, number, window, zero, one):
    zh, en = lines(voices, Voice(zero=zero, one=one), str(number), window)
    assert zh.clips
    assert en.clips
    digits = re.sub(r"\D", "", str(number))
    assert [clip for clip in en.clips[2:] if clip.removeprefix("english-").isdecimal()][: len(digits)] == [
        f"english-{digit}" for digit in digits
    ]


def test_a_template_of_the_halls_own_is_spoken_by_clips_or_as_text(voices):
    long = Voice(call={"zh": "请{number}号到{window}号窗口办理", "en": EN})
    other = Voice(call={"zh": "{number}号顾客请到{window}号柜台", "en": EN})
    assert lines(voices, long, "A012", 3)[0].clips[-2:] == ("mandarin-hao_chuangkou", "mandarin-banli")
    assert lines(voices, other, "A012", 3)[0].clips == ()
    assert lines(voices, other, "A012", 3)[0].text == "A零一二号顾客请到三号柜台"
