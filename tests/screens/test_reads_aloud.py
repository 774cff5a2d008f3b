"""The voice says the screen's own words, says what changes, and never a person's data without a headset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.flows import touches as t
from kiosk.flows.speech import Hush, Speak
from kiosk.flows.words import CardProblem, CardRead, CardSeen
from kiosk.voice.reading import Discretion, Piece
from tests.support.front import MOBILE, PAGES, PERSON, READY, SETTINGS, Screen

UNIT = next(unit for unit in SETTINGS.units if unit.role == "terminal")
HEADSET = UNIT.audio.model_copy(update={"headset": "headset"})


class Listener:
    """What is heard at a terminal, page after page."""

    def __init__(self, screen):
        self.screen = screen

    def heard(self):
        """What was said since the last time, once the screen has settled."""
        before = len(self.screen.effects)
        for _ in range(400):
            QTest.qWait(10)
            if not self.screen.front.narrator._timer.isActive():
                break
        assert before <= len(self.screen.effects)
        said = [each for each in self.screen.effects if isinstance(each, Speak | Hush)]
        self.screen.effects[:] = [each for each in self.screen.effects if each not in said]
        return said

    def words(self):
        return "|".join(text for each in self.heard() if isinstance(each, Speak) for text in each.texts)


@pytest.fixture
def ear():
    screen = Screen("terminal")
    screen.feed(*READY)
    yield Listener(screen)
    screen.close()


@pytest.fixture
def headset():
    screen = Screen("terminal", audio=HEADSET)
    screen.feed(*READY)
    yield Listener(screen)
    screen.close()


def test_nothing_is_said_unless_it_is_wanted(ear):
    ear.screen.feed(t.Begin(), t.Want(t.Purpose.TICKET))
    assert ear.heard() == []


def test_title_explanation_and_choices_in_order_as_they_are_written(ear):
    ear.screen.feed(t.Begin(), t.Adjust("aloud", "on"))
    words = ear.words()
    assert words.startswith("要办什么？|点一下要办的事|")
    assert words.index("第 1 项，取号, 选业务，等叫号") < words.index("第 2 项，办事申请")


def test_english_is_read_in_english(ear):
    ear.screen.feed(t.SetLanguage("en"), t.Adjust("aloud", "on"))
    (said,) = ear.heard()
    assert (said.language, said.texts[0]) == ("en", "What would you like to do?")


def test_what_changes_is_said_and_nothing_else(ear):
    ear.screen.open("identify", PAGES["terminal"]["identify"])
    ear.screen.feed(t.Adjust("aloud", "on"))
    ear.heard()
    ear.screen.feed(CardSeen())
    assert ear.words() == "正在读取，请勿移开"
    ear.screen.feed(CardProblem("card.expired"))
    assert "身份证" in ear.words()


@pytest.mark.parametrize(
    "page", ["check", "applicant", "services, an elder's card", "phone", "suggest_phone"]
)
def test_without_a_headset_no_name_and_no_number_is_said(ear, page):
    ear.screen.open(page, PAGES["terminal"][page])
    ear.screen.feed(t.Adjust("aloud", "on"), *(t.Digit(digit) for digit in MOBILE))
    words = ear.words()
    assert words
    for secret in ("张小凡", "张*凡", "11010519491231002X", "1****", MOBILE, "138 0000", "1234"):
        assert secret not in words


def test_it_says_instead_that_the_card_was_read(ear):
    ear.screen.open("check", PAGES["terminal"]["check"])
    ear.screen.feed(t.Adjust("aloud", "on"))
    words = ear.words()
    assert "已读到您的身份证" in words
    assert "已输入手机号" in words


def test_in_a_headset_everything_is_said_and_into_nothing_else(headset):
    QTest.keyClick(headset.screen.window, Qt.Key.Key_F9)
    headset.screen.open("check", PAGES["terminal"]["check"])
    headset.screen.feed(t.Headset(there=True))
    said = headset.heard()
    assert all(each.private for each in said if isinstance(each, Speak))
    assert any("张*凡" in text for each in said if isinstance(each, Speak) for text in each.texts)


def test_a_headset_where_there_is_no_socket_changes_nothing(ear):
    ear.screen.open("check", PAGES["terminal"]["check"])
    ear.screen.feed(t.Headset(there=True))
    said = ear.heard()
    assert not any(each.private for each in said if isinstance(each, Speak))
    assert not any("张*凡" in text for each in said if isinstance(each, Speak) for text in each.texts)


def test_the_end_of_the_visit_is_silent(ear):
    ear.screen.feed(t.Begin(), t.Adjust("aloud", "on"))
    ear.heard()
    ear.screen.feed(t.Finish())
    assert ear.heard() == [Hush()]


def test_read_it_again(ear):
    ear.screen.feed(t.Begin(), t.Adjust("aloud", "on"))
    first = ear.words()
    ear.screen.front.narrator.again()
    assert ear.words() == first


def test_keys_are_told_where_they_are(ear):
    ear.screen.feed(t.Begin(), t.Adjust("aloud", "on"))
    ear.heard()
    QTest.keyClick(ear.screen.window, Qt.Key.Key_Right)
    assert ear.words().startswith("取号")


@given(
    st.sampled_from(
        [
            "138 0000 1234",
            "13800001234",
            "11010519491231002X",
            "110105********002X",
            "王*明",
            "李*",
            "1****************X",
        ]
    ),
    st.sampled_from(["", "申请人：", "phone "]),
)
def test_what_looks_like_a_person_is_not_said_even_if_nobody_marked_it(secret, before):
    discreet = Discretion(open=False, typed="{n}", hidden="-", known={})
    assert discreet.of(Piece("text", before + secret)) == before + "-"
    assert discreet.of(Piece("text", "A012，前面还有 12 人")) == "A012，前面还有 12 人"


def test_an_end_by_card_keeps_no_secret_in_the_narrator(ear):
    ear.screen.open("identify", PAGES["terminal"]["identify"])
    ear.screen.feed(t.Adjust("aloud", "on"), CardRead(PERSON))
    ear.heard()
    ear.screen.feed(t.Finish(), t.Finish())
    assert ear.screen.front.narrator._pieces == []
    assert ear.screen.front.narrator._state.visit is None
