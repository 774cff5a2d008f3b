"""Nothing that took somebody trouble is lost by one touch: the end that asks, and letters that are no word yet."""

import pytest

from kiosk.flows import touches as t
from kiosk.flows.words import EndVisit, Tick
from tests.screens.test_by_keys import Presser
from tests.support.front import PAGES, TERMINAL

WRITING = ("点这里开始", "意见和投诉", "建议")


def words(screen):
    return screen.front.visit._state.visit.suggestion.words


@pytest.mark.parametrize("way", ["touch", "keys"])
def test_the_end_says_what_is_deleted_and_goes_on_or_ends(terminal, way):
    terminal.open("check", TERMINAL["check"])
    tap = terminal.tap if way == "touch" else Presser(terminal).tap
    tap("结束办理")
    assert {"这份申请还没有提交", "继续办理", "结束并删除"} <= set(terminal.names())
    assert any("从本机删除，不保留" in name for name in terminal.names())
    assert "结束办理" not in terminal.names()
    tap("继续办理")
    assert terminal.name == "check"
    tap("结束办理")
    tap("结束并删除")
    assert (terminal.name, EndVisit() in terminal.effects) == ("take_card", True)


def test_the_question_warns_like_every_page_and_is_still_there_for_who_answers(terminal):
    terminal.open("leaving", TERMINAL["leaving"])
    terminal.feed(Tick(terminal.front.visit._state.now_ms + 130_000))
    assert terminal.name == "idle"
    terminal.tap("我还在")
    assert terminal.name == "leaving"


def test_letters_of_which_no_word_was_chosen_are_asked_about_and_not_dropped(terminal):
    for name in (*WRITING, *"nihao", "继续"):
        terminal.tap(name)
    assert terminal.name == "suggest_words"
    assert any(name.startswith("还有字没选好") for name in terminal.names())
    terminal.tap("1 你好")
    assert not any(name.startswith("还有字没选好") for name in terminal.names())
    assert words(terminal) == "你好"
    terminal.tap("继续")
    assert terminal.name == "suggest_reply"


def test_letters_that_are_deleted_are_not_asked_about_any_more(terminal):
    for name in (*WRITING, "n", "继续", "删除"):
        terminal.tap(name)
    assert not any(name.startswith("还有字没选好") for name in terminal.names())
    terminal.tap("继续")
    assert any(name.startswith("还没有写") for name in terminal.names())


def test_the_keyboard_begins_in_the_way_of_the_language_on_every_page(terminal):
    keyboard = terminal.front.keyboard
    for name in (*WRITING, "数字", "7", "继续", "上一步"):
        terminal.tap(name)
    assert keyboard.property("mode") == "pinyin"
    terminal.feed(t.SetLanguage("en"))
    assert keyboard.property("mode") == "letters"
    terminal.feed(t.SetLanguage("zh"))
    assert keyboard.property("mode") == "pinyin"
    terminal.tap("手写")
    terminal.feed(t.SetLanguage("en"))
    assert keyboard.property("mode") == "handwriting"


def test_a_page_of_the_registry_in_english_opens_with_letters(terminal):
    events = PAGES["terminal"]["suggest_words"]
    terminal.open("suggest_words", [events[0], t.SetLanguage("en"), *events[1:]])
    assert terminal.front.keyboard.property("mode") == "letters"
