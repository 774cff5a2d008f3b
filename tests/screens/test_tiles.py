"""Services of others: by touch, by keys only, offline; what a finger and a key on a page become, and what is left of it."""

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtTest import QTest

from kiosk.flows.tile_words import (
    AnswerTile,
    CloseTile,
    HandTile,
    OpenTile,
    PointTile,
    PressTile,
    TileAsks,
    TileAt,
    TileEnded,
    WriteTile,
)
from kiosk.flows.words import EndVisit, Tick
from tests.screens.test_by_keys import Presser
from tests.screens.test_places import shows
from tests.support.around import go, known, painted, troubled
from tests.support.front import SETTINGS

WEB = ("点这里开始", "其他单位的服务", "信用查询")


@pytest.fixture
def hall(terminal):
    terminal.feed(*known(SETTINGS))
    return terminal


def handed(screen, kind):
    return [
        each.touch for each in screen.effects if isinstance(each, HandTile) and isinstance(each.touch, kind)
    ]


def test_by_touch_a_page_takes_fingers_words_and_answers_and_is_closed(hall):
    go(hall, *WEB)
    assert OpenTile("credit-records", "zh") in hall.effects
    shows(hall, "正在打开")
    hall.feed(painted())
    QTest.touchEvent(hall.window, hall.finger).press(0, QPoint(400, 600), hall.window).commit()
    QTest.touchEvent(hall.window, hall.finger).release(0, QPoint(400, 600), hall.window).commit()
    hall.settle()
    assert [touch.kind for touch in handed(hall, PointTile)] == ["down", "up"]
    go(hall, "键盘", "字母", "a", "收起键盘")
    assert WriteTile("a") in hall.effects
    hall.feed(TileAsks("确定要提交吗？", answers=True))
    shows(hall, "确定要提交吗？")
    hall.tap("确定")
    assert handed(hall, AnswerTile) == [AnswerTile(yes=True)]
    hall.tap("回到终端")
    assert hall.effects[-1] == CloseTile()
    assert hall.name == "tiles"


def test_by_keys_only_every_link_is_reached_and_told(hall):
    presser = Presser(hall)
    go(presser, *WEB)
    hall.feed(painted())
    presser.tap("下一处")
    hall.feed(TileAt("查询"))
    shows(hall, "选到：查询")
    presser.tap("按这里")
    assert [touch.key for touch in handed(hall, PressTile)] == ["next", "press"]


def test_a_tile_that_is_away_is_greyed_with_the_other_way_and_comes_back_by_itself(hall):
    go(hall, *WEB[:2])
    hall.feed(troubled(SETTINGS, **{"credit-records": "tile.away"}))
    shows(hall, "对方的网站没有回应，请拨打 0000-12345")
    assert not next(spot for spot in hall.spots() if spot.name == "信用查询").enabled
    hall.feed(known(SETTINGS)[1])
    assert next(spot for spot in hall.spots() if spot.name == "信用查询").enabled


def test_without_the_network_a_machine_and_a_number_are_still_shown(hall):
    hall.feed(troubled(SETTINGS, **{"credit-records": "tile.away"}))
    go(hall, *WEB[:2], "征信报告")
    shows(hall, "征信报告", "人民银行的自助机", "每天 24 小时")
    hall.tap("上一步")
    hall.tap("医保电话")
    shows(hall, "0000-12393")


def test_a_page_that_stops_says_so_and_can_be_opened_again(hall):
    go(hall, *WEB)
    hall.feed(painted(), TileEnded("tile.stopped"))
    shows(hall, "网页停了")
    hall.tap("信用查询")
    assert hall.name == "tile"


def test_nobody_there_ends_the_page_and_leaves_nothing_of_it(hall):
    go(hall, *WEB)
    hall.feed(painted())
    pictures = hall.front.engine.imageProvider("tiles")
    assert not pictures.requestImage("1", QSize(), QSize()).isNull()
    hall.feed(Tick(500_000))
    assert hall.name == "idle"
    hall.feed(Tick(900_000))
    assert hall.name == "attract"
    assert EndVisit() in hall.effects
    assert pictures.requestImage("1", QSize(), QSize()).isNull()
