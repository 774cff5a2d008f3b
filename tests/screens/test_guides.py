"""A citizen reads a guide: by touch, by keys alone, and while the network is away."""

import pytest
from PIL.ImageQt import fromqimage
from pyzbar.pyzbar import decode

from kiosk.flows import touches as t
from kiosk.flows.words import EndVisit, PaperEnded, PrintGuide, PrintOutcome
from kiosk.toolkit.hand import HandError
from kiosk.typing import EngineError
from tests.screens.test_by_keys import WAYS
from tests.screens.test_telling_the_hall import ACROSS, write
from tests.support.front import AWAY, BAD, READY, SETTINGS, Screen
from tests.support.guides import LATER, LIBRARY


@pytest.fixture
def terminal():
    screen = Screen("terminal")
    screen.feed(*READY, LIBRARY)
    yield screen
    screen.close()


def to_permit(hand):
    for name in ("点这里开始", "办事指南", "J", "Z", "Z", "找到 1 项，去看", "居住证申领"):
        hand.tap(name)


def test_by_first_letters_to_what_to_bring_the_sample_and_the_paper(terminal):
    to_permit(terminal)
    assert {"居住证申领", "云溪县公安局 · 15 个工作日 · 不收费"} <= set(terminal.names())
    assert any("有效期到 2027年12月31日" in name for name in terminal.names())
    terminal.tap("要带什么")
    assert {"近期一寸免冠照片", "居民身份证"} <= set(terminal.names())
    terminal.tap("上一步")
    terminal.tap("样表")
    assert "样表：居住证申领表" in terminal.names()
    terminal.tap("上一步")
    terminal.tap("打印摘要")
    (wanted,) = [each for each in terminal.effects if isinstance(each, PrintGuide)]
    assert (wanted.guide, wanted.language) == ("residence-permit", "zh")
    terminal.feed(PaperEnded(wanted.intent, PrintOutcome.PRINTED))
    assert "摘要已打印，请取走" in terminal.names()
    terminal.tap("结束办理")
    assert terminal.effects[-1] == EndVisit()


@pytest.mark.parametrize("way", ["touch", *WAYS])
def test_by_chinese_words_without_a_network_to_the_item_and_back_to_what_was_written(terminal, way):
    terminal.feed(AWAY)
    hand = WAYS[way](terminal) if way in WAYS else terminal
    for name in ("点这里开始", "办事指南", "写汉字找：拼音或手写", *"juzhu", "1 居住", "居住证申领"):
        hand.tap(name)
    assert "居住证申领" in terminal.names()
    assert terminal.name == "guide"
    hand.tap("上一步")
    assert (terminal.name, "居住" in terminal.names()) == ("guide_words", True)
    hand.tap("删除")
    hand.tap("删除")
    hand.tap("全部 5 项")
    assert terminal.name == "guide_hits"
    hand.tap("结束办理")
    assert not any("居住" in name for name in terminal.names())
    assert terminal.front.keyboard.property("composing") == ""


def test_by_hand_a_character_finds_what_has_it(terminal):
    for name in ("点这里开始", "办事指南", "写汉字找：拼音或手写", "手写"):
        terminal.tap(name)
    write(terminal, ACROSS)
    (one,) = [spot.name for spot in terminal.spots() if spot.name.endswith(" 一")]
    terminal.tap(one)
    assert terminal.front.visit._state.visit.looking.typed == "一"
    assert any(name.startswith("找到") for name in terminal.names())


@pytest.mark.logs
def test_where_no_chinese_can_be_written_letters_go_on_and_it_says_so(terminal):
    keyboard = terminal.front.keyboard
    for name in ("点这里开始", "办事指南", "写汉字找：拼音或手写"):
        terminal.tap(name)
    for mode in ("pinyin", "handwriting"):
        assert keyboard.property("mode") == mode
        keyboard._failed(EngineError(f"typing.no{mode.capitalize()}", "no library"))
    terminal.settle()
    for name in (*"jzz", "居住证申领"):
        terminal.tap(name)
    for name in ("上一步", "上一步"):
        terminal.tap(name)
    (key,) = [spot for spot in terminal.spots() if spot.name == "这台机器暂时不能写汉字，点字母也能找"]
    assert not key.enabled


def test_the_code_on_the_screen_is_the_items_page(terminal):
    to_permit(terminal)
    terminal.tap("手机看")
    (code,) = decode(fromqimage(terminal.window.grabWindow()))
    assert code.data.decode() == f"{SETTINGS.server.url}/g/residence-permit"


@pytest.mark.parametrize("way", WAYS)
def test_by_keys_alone_to_a_department_a_guide_and_its_steps(terminal, way):
    hand = WAYS[way](terminal)
    for name in ("点这里开始", "办事指南", "按部门找", "云溪县公安局", "居住证申领", "怎么办"):
        hand.tap(name)
    assert "1. 申请" in terminal.names()
    hand.tap("上一步")
    hand.tap("打印摘要")
    assert isinstance(terminal.effects[-1], PrintGuide)


def test_without_a_network_it_is_read_all_the_same_and_says_from_when_it_is(terminal):
    terminal.feed(AWAY)
    to_permit(terminal)
    assert "未联网：以下是 2026年11月22日 收到的内容" in terminal.names()
    terminal.tap("到哪里办")
    assert "云溪县政务服务大厅一楼" in terminal.names()


def test_without_a_printer_the_phone_is_offered(terminal):
    terminal.feed(BAD)
    to_permit(terminal)
    with pytest.raises(HandError):
        terminal.tap("打印机用不了，可以用手机扫码")
    terminal.tap("手机看")
    assert terminal.name == "guide_phone"


def test_a_guide_that_is_over_says_so_before_anything_else(terminal):
    terminal.feed(LATER)
    for name in ("点这里开始", "办事指南", "J", "Z", "Z"):
        terminal.tap(name)
    terminal.feed(t.Proceed(), t.ChooseGuide("residence-permit"))
    assert any("2027年12月31日 已到期" in name for name in terminal.names())


def test_letters_that_find_nothing_say_what_to_do(terminal):
    for name in ("点这里开始", "办事指南", "X", "Q", "W"):
        terminal.tap(name)
    (key,) = [spot for spot in terminal.spots() if spot.name.startswith("没有找到")]
    assert not key.enabled
    terminal.tap("删除")


def test_an_english_reader_types_english(terminal):
    for name in ("点这里开始", "English", "Service guides", *"RESID", "1 found: show it", "Residence permit"):
        terminal.tap(name)
    terminal.tap("What it costs")
    assert "Free of charge" in terminal.names()


def test_without_guides_the_tile_says_what_else_there_is():
    screen = Screen("terminal")
    try:
        screen.feed(*READY)
        screen.tap("点这里开始")
        (tile,) = [spot for spot in screen.spots() if spot.name == "办事指南"]
        assert not tile.enabled
        assert "咨询台" in tile.text
    finally:
        screen.close()
