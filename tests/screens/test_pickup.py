"""Picking up with the whole screen: by touch, by keys only, and without the network; what is said aloud of it."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from hall.domain.pickup.codes import made
from hall.domain.pickup.parcel import Verb
from kiosk.flows import touches as t
from kiosk.flows.pickup_words import (
    DoorFailed,
    DoorOpened,
    DoorShut,
    EndParcel,
    FindParcels,
    Inside,
    LeaveInside,
    OpenDoor,
    ParcelEnded,
    ParcelsFound,
)
from kiosk.flows.words import CardRead, EndVisit
from tests.screens.test_by_keys import Presser
from tests.screens.test_reads_aloud import Listener
from tests.support.front import AWAY, GOOD, PERSON
from tests.support.pickup_pages import CABINET, CARD, LICENCE, PUT, found, with_locker

CODE = made(b"k", "parcel-2", "holder")


@pytest.fixture
def terminal(terminal):
    terminal.feed(with_locker(GOOD))
    return terminal


def last(screen, kind):
    return [each for each in screen.effects if isinstance(each, kind)][-1]


def shows(screen, *words):
    said = "\n".join(text.words for text in screen.texts())
    assert [word for word in words if word not in said] == []


def write(screen):
    """A name, with a finger."""
    [pad] = [spot for spot in screen.spots() if spot.name == "签名的地方"]
    left, top, width, height = pad.rect
    points = [
        QPoint(int(left + x * width), int(top + y * height)) for x, y in ((0.2, 0.2), (0.5, 0.8), (0.8, 0.2))
    ]
    QTest.touchEvent(screen.window, screen.finger).press(0, points[0], screen.window).commit()
    for point in points[1:]:
        QTest.touchEvent(screen.window, screen.finger).move(0, point, screen.window).commit()
    QTest.touchEvent(screen.window, screen.finger).release(0, points[-1], screen.window).commit()
    screen.settle()


def test_by_touch_from_the_tile_over_the_card_to_the_signature(terminal):
    for name in ("点这里开始", "取件"):
        terminal.tap(name)
    terminal.feed(CardRead(PERSON))
    assert last(terminal, FindParcels).id_number == PERSON.id_number
    terminal.feed(found(CARD, LICENCE))
    terminal.tap("灵活就业人员参保登记")
    shows(terminal, "2026年12月7日 以前可取", "左起第 2 列，从上往下第 2 个")
    terminal.tap("打开 6 号门")
    assert last(terminal, OpenDoor) == OpenDoor(CARD.id, "card")
    terminal.feed(DoorOpened(CARD.id))
    shows(terminal, "6 号门开了", "取出东西，再把门关好")
    terminal.feed(DoorShut(CARD.id, Inside.ABSENT))
    write(terminal)
    terminal.tap("签好了，继续")
    assert last(terminal, EndParcel).strokes
    terminal.feed(ParcelEnded(CARD.id))
    shows(terminal, "取好了，请慢走", "收到的时间已经记下")
    terminal.tap("再取一件")
    terminal.tap("营业执照正本")
    terminal.tap("结束办理")
    assert EndVisit() in terminal.effects


def test_by_keys_only_with_the_code_of_the_slip(terminal):
    presser = Presser(terminal)
    presser.tap("点这里开始")
    for name in ("取件", *CODE, "继续"):
        presser.tap(name)
    assert last(terminal, FindParcels).code == CODE
    terminal.feed(found(LICENCE))
    presser.tap("打开 11 号门")
    terminal.feed(DoorFailed(LICENCE.id, "door.notOpened"))
    shows(terminal, "11 号门没有打开", "轻推一下门")
    presser.tap("再试一次")
    terminal.feed(DoorOpened(LICENCE.id), DoorShut(LICENCE.id, Inside.UNKNOWN))
    presser.tap("拿到了")
    presser.tap("不方便签名：凭取件码确认收到")
    assert last(terminal, EndParcel) == EndParcel(LICENCE.id, Verb.TAKEN, "code")
    terminal.feed(ParcelEnded(LICENCE.id))
    presser.tap("我已办完")


def test_without_the_network_what_is_known_here_is_handed_out(terminal):
    terminal.feed(with_locker(AWAY))
    for name in ("点这里开始", "取件"):
        terminal.tap(name)
    terminal.feed(ParcelsFound((), CABINET, "pickup.noneOffline"))
    shows(terminal, "这里没有查到，现在也没有网络", "过一会儿再试")
    terminal.feed(CardRead(PERSON), found(CARD))
    terminal.tap("打开 6 号门")
    terminal.feed(DoorOpened(CARD.id), DoorShut(CARD.id, Inside.PRESENT))
    shows(terminal, "门关了，里面还有东西")
    terminal.tap("先不取，留在柜里")
    assert last(terminal, LeaveInside) == LeaveInside(CARD.id)
    assert terminal.name == "home"


def test_staff_lay_in_with_their_code_on_the_same_page(terminal):
    for name in ("点这里开始", "取件"):
        terminal.tap(name)
    terminal.feed(found(PUT))
    shows(terminal, "工作人员：放进去")
    terminal.tap("打开 11 号门")
    terminal.feed(DoorOpened(PUT.id), DoorShut(PUT.id, Inside.UNKNOWN))
    terminal.tap("放好了")
    assert last(terminal, EndParcel) == EndParcel(PUT.id, Verb.LAID_IN, "staff")
    terminal.feed(ParcelEnded(PUT.id))
    shows(terminal, "已放入柜子", "取件码从现在起可以用")


def test_the_tile_is_there_only_with_a_locker_and_says_when_it_is_away(terminal):
    terminal.tap("点这里开始")
    assert "取件" in terminal.names()
    terminal.feed(with_locker(GOOD, "bus.gone"))
    shows(terminal, "取件柜用不了，请取号到窗口办理")
    assert not next(spot for spot in terminal.spots() if spot.name == "取件").enabled
    terminal.feed(GOOD)
    assert "取件" not in terminal.names()


def test_which_door_is_read_aloud(terminal):
    ear = Listener(terminal)
    terminal.feed(t.Begin(), t.Adjust("aloud", "on"), t.Want(t.Purpose.PICKUP), found(LICENCE), t.Proceed())
    ear.heard()
    terminal.feed(DoorOpened(LICENCE.id))
    words = ear.words()
    assert "11 号门开了" in words
    assert "左起第 3 列，从上往下第 3 个" in words
