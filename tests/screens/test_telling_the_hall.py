"""Suggestions and what could not be done, with the real keyboard and its real engines: by touch, by keys only, by hand."""

from datetime import date

import pytest

from hall.domain.ledger.entry import Kind
from kiosk.flows.words import CardRead, CaseSaved, EndVisit, PaperEnded, SubmitSuggestion
from kiosk.toolkit.hand import draw
from kiosk.typing import HANDWRITING, EngineError, Offer
from kiosk.views.typing import KeyboardModel
from tests.screens.test_by_keys import Presser
from tests.support.front import AWAY, MOBILE, PERSON, PRINTED

NUMBER = "T1-20261122-K7X-0007"


def order(screen):
    [sent] = [each for each in screen.effects if isinstance(each, SubmitSuggestion)]
    return sent


def entered(screen, *, confirmed=True):
    sent = order(screen)
    screen.feed(CaseSaved(sent.intent, NUMBER, confirmed=confirmed, due=date(2026, 11, 25)))
    screen.feed(PaperEnded(sent.intent, PRINTED))


def words(screen):
    return screen.front.visit._state.visit.suggestion.words


def write(screen, *strokes):
    """Strokes with a finger; points in parts of the pad."""
    pad = next(spot for spot in screen.spots() if spot.name.startswith("手写板"))
    for stroke in strokes:
        draw(screen.window, screen.finger, pad, stroke)
    screen.settle()


ACROSS = ((0.2, 0.5), (0.5, 0.49), (0.8, 0.5))
DOWN = ((0.5, 0.15), (0.5, 0.5), (0.5, 0.85))


def test_what_could_not_be_done_is_told_by_touch_from_the_tile_to_the_number(terminal):
    for name in ("点这里开始", "意见和投诉", "办不成事"):
        terminal.tap(name)
    for letter in "shenfenzheng":
        terminal.tap(letter)
    terminal.tap("1 身份证")
    for name in (*"diule", "选第一个", "。"):
        terminal.tap(name)
    assert words(terminal) == "身份证丢了。"
    for name in ("继续", "打电话答复", *MOBILE, "继续"):
        terminal.tap(name)
    assert {"身份证丢了。", "打电话到 138 0000 1234"} <= set(terminal.names())
    terminal.tap("确认提交")
    sent = order(terminal)
    assert (sent.kind, sent.words, sent.phone.reveal(), sent.person) == (
        Kind.UNSOLVED,
        "身份证丢了。",
        MOBILE,
        None,
    )
    entered(terminal)
    assert {NUMBER, "最迟 2026年11月25日 答复", "有结果时给您打电话", "请取走凭条"} <= set(terminal.names())
    terminal.tap("我已办完")
    assert terminal.effects[-1] == EndVisit()


def test_it_is_told_without_a_finger_and_without_the_server(terminal):
    terminal.feed(AWAY)
    presser = Presser(terminal)
    for name in (
        "点这里开始",
        "意见和投诉",
        "建议",
        *"nihao",
        "1 你好",
        "继续",
        "不用答复我",
        "确认提交",
    ):
        presser.tap(name)
    assert (order(terminal).kind, order(terminal).words) == (Kind.SUGGESTION, "你好")
    entered(terminal, confirmed=False)
    assert {NUMBER, "已保存在本机", "最迟 2026年11月25日 答复"} <= set(terminal.names())
    presser.tap("我已办完")
    assert terminal.name == "attract"


def test_several_characters_are_written_by_hand_and_a_card_says_who_comes_back(terminal):
    for name in ("点这里开始", "意见和投诉", "投诉", "手写"):
        terminal.tap(name)
    write(terminal, ACROSS, DOWN)
    terminal.tap("1 十")
    write(terminal, ACROSS)
    terminal.tap("删除")
    write(terminal, ACROSS, DOWN, ((0.3, 0.85), (0.7, 0.85)))
    terminal.tap("1 ")
    terminal.tap("，")
    assert words(terminal)[0] == "十"
    assert len(words(terminal)) == 3
    terminal.tap("继续")
    terminal.tap("凭身份证来问")
    terminal.feed(CardRead(PERSON))
    assert "张*凡，凭身份证来问" in terminal.names()
    terminal.tap("确认提交")
    assert order(terminal).person == PERSON


def test_letters_digits_and_signs(terminal):
    for name in (
        "点这里开始",
        "意见和投诉",
        "建议",
        "字母",
        "大写",
        "A",
        "大写",
        "b",
        "@",
        "数字",
        "7",
        "月",
    ):
        terminal.tap(name)
    assert words(terminal) == "Ab@7月"
    terminal.tap("删除")
    assert words(terminal) == "Ab@7"


def test_what_is_written_can_be_hidden_from_whoever_stands_behind(terminal):
    for name in ("点这里开始", "意见和投诉", "建议", "数字", "7", "8", "遮住文字"):
        terminal.tap(name)
    assert "●●" in terminal.names()
    assert not [seen.words for seen in terminal.texts() if "78" in seen.words]
    terminal.tap("显示文字")
    assert "78" in terminal.names()


def test_further_candidates_and_back_again(terminal):
    for name in ("点这里开始", "意见和投诉", "建议", *"shi"):
        terminal.tap(name)
    first = [name for name in terminal.names() if name.startswith("1 ")]
    terminal.tap("后面的字")
    assert [name for name in terminal.names() if name.startswith("1 ")] != first
    terminal.tap("前面的字")
    assert [name for name in terminal.names() if name.startswith("1 ")] == first
    for _ in "shi":
        terminal.tap("删除")
    assert not [name for name in terminal.names() if name.startswith("1 ")]


def test_the_next_citizen_finds_nothing_of_what_was_typed(terminal):
    for name in (
        "点这里开始",
        "意见和投诉",
        "建议",
        *"zhang",
        "结束办理",
        "点这里开始",
        "意见和投诉",
        "建议",
    ):
        terminal.tap(name)
    keyboard = terminal.front.keyboard
    assert (keyboard.property("composing"), keyboard.property("candidates")) == ("", [])
    assert words(terminal) == ""


def test_the_engines_end_with_the_visit(terminal):
    for name in ("点这里开始", "意见和投诉", "建议"):
        terminal.tap(name)
    engine = terminal.front.keyboard._engines["pinyin"]
    assert engine.pid is not None
    terminal.tap("结束办理")
    assert engine.pid is None


class Missing:
    """An engine that is not installed."""

    def __init__(self, code):
        self._code = code

    def open(self):
        raise EngineError(self._code, "apt install …")

    def reset(self):
        pass

    close = reset


class Stopping(Missing):
    """An engine that stops with each key."""

    def open(self):
        pass

    def add(self, piece):
        raise EngineError("typing.stopped", "pinyin stopped")


def keyboard(terminal, engines):
    """The window's keyboard with other engines."""
    terminal.front.keyboard._engines = engines
    for name in ("点这里开始", "意见和投诉", "建议"):
        terminal.tap(name)
    return terminal.front.keyboard


@pytest.mark.logs
def test_what_is_not_installed_is_left_out_and_the_rest_goes_on(terminal):
    keyboard(terminal, {"pinyin": Missing("typing.noPinyin"), HANDWRITING: Missing("typing.noHandwriting")})
    names = set(terminal.names())
    assert not {"拼音", "手写"} & names
    assert {"字母", "数字"} <= names
    terminal.tap("h")
    assert words(terminal) == "h"


@pytest.mark.logs
def test_an_engine_that_stops_is_said_and_what_was_written_stays(terminal):
    shown: KeyboardModel = keyboard(terminal, {"pinyin": Stopping("")})
    terminal.tap("。")
    terminal.tap("n")
    assert "刚才那个字没有写上" in terminal.names()
    assert (words(terminal), shown._offer) == ("。", Offer())
