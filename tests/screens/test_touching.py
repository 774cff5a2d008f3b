"""Whole visits by touch and by Chinese name, as a citizen finds the keys."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from PIL.ImageQt import fromqimage
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from pyzbar.pyzbar import decode

from hall.domain.cases.codes import grouped, query_code
from kiosk.desk.documents import receipt_sheet
from kiosk.flows.words import (
    CardProblem,
    CardRead,
    CaseSaved,
    EndVisit,
    IssueTicket,
    PaperConfirmed,
    PaperEnded,
    PrintAgain,
    PrintOutcome,
    ReadCard,
    SubmitApplication,
    Tick,
    TicketIssued,
)
from kiosk.toolkit.hand import HandError
from tests.support.front import BAD, GOOD, LOW, MOBILE, PERSON, READY, SETTINGS, TERMINAL, WORN, Screen
from tests.support.papers import printed


@pytest.fixture
def dispenser():
    screen = Screen("dispenser")
    screen.feed(*READY)
    yield screen
    screen.close()


def test_a_number_without_a_card(terminal):
    for name in ("点这里开始", "取号", "不用证件，直接取号", "社会保险"):
        terminal.tap(name)
    (order,) = [each for each in terminal.effects if isinstance(each, IssueTicket)]
    assert (order.service, order.intent, order.identity) == ("social", "intent-0", "")
    terminal.feed(TicketIssued(order.intent, "A012", "social", 12, offline=False))
    terminal.feed(PaperEnded(order.intent, PrintOutcome.PRINTED))
    assert {"A012", "前面还有 12 人", "请取走号票", "到 1、2 号窗口附近等候叫号"} <= set(terminal.names())
    terminal.tap("我已办完")
    assert terminal.name == "attract"
    assert terminal.effects[-1] == EndVisit()


def test_an_application_from_the_card_to_the_receipt(terminal):
    for name in ("点这里开始", "办事申请", "居住证申领"):
        terminal.tap(name)
    terminal.feed(CardRead(PERSON))
    assert "张*凡" in terminal.names()
    assert not any("张小凡" in name or "19491231" in name for name in terminal.names())
    terminal.tap("是我，继续")
    for digit in MOBILE[:5]:
        terminal.tap(digit)
    terminal.tap("继续")
    assert "看一下少了哪一位，补上" in terminal.names()
    for digit in MOBILE[5:]:
        terminal.tap(digit)
    terminal.tap("继续")
    assert "138 0000 1234" in terminal.names()
    terminal.tap("修改手机号码")
    for name in ("删除", "5", "继续", "确认提交"):
        terminal.tap(name)
    (order,) = [each for each in terminal.effects if isinstance(each, SubmitApplication)]
    assert (order.item, order.phone.reveal()) == ("residence-permit", "13800001235")
    terminal.feed(CaseSaved(order.intent, "T1-20261122-0007", confirmed=False))
    terminal.feed(PaperEnded(order.intent, PrintOutcome.PRINTED))
    assert {"T1-20261122-0007", "申请已保存在本机", "请取走凭条和身份证"} <= set(terminal.names())


def test_the_screens_code_says_what_the_papers_code_says(terminal):
    test_an_application_from_the_card_to_the_receipt(terminal)
    (order,) = [each for each in terminal.effects if isinstance(each, SubmitApplication)]
    item = next(each for each in READY[1].items if each.id == order.item)
    at = datetime(2026, 11, 22, 2, 24, tzinfo=UTC)
    sheet = receipt_sheet(SETTINGS, item, "T1-20261122-0007", order, at, confirmed=False)
    paper = printed("receipt", {**sheet, "reprint": False}).png()
    on_paper = decode(Image.open(io.BytesIO(paper)))
    on_screen = decode(fromqimage(terminal.window.grabWindow()))
    link = f"http://127.0.0.1:8710/c/{query_code(order.intent)}".encode()
    assert [code.data for code in on_screen] == [code.data for code in on_paper] == [link]


def test_paper_that_runs_low_is_said_calmly_until_there_is_a_new_roll(terminal):
    assert "纸将用完" not in terminal.names()
    terminal.feed(LOW)
    assert terminal.name == "attract"
    assert "纸将用完" in terminal.names()
    terminal.feed(WORN)
    assert "暂未联网 · 纸将用完" in terminal.names()
    terminal.feed(BAD)
    assert "暂未联网" in terminal.names()
    terminal.feed(GOOD)
    assert not {"暂未联网", "纸将用完"} & set(terminal.names())


def test_devices_that_are_down_are_greyed_with_the_reason_and_another_way(terminal):
    terminal.feed(BAD)
    terminal.tap("点这里开始")
    (application,) = [spot for spot in terminal.spots() if spot.name == "办事申请"]
    assert application.enabled
    assert "可以先看要带什么" in application.text
    terminal.tap("办事申请")
    with pytest.raises(HandError, match="居住证申领"):
        terminal.tap("居住证申领")
    terminal.tap("上一步")
    (ticket,) = [spot for spot in terminal.spots() if spot.name == "取号"]
    assert ticket.enabled
    assert "可拍照" in ticket.text
    assert "暂未联网" in terminal.names()
    terminal.feed(GOOD)
    terminal.tap("办事申请")
    terminal.tap("居住证申领")
    assert terminal.name == "applicant"


def test_no_paper_then_paper(dispenser):
    dispenser.tap("户籍证件")
    dispenser.feed(TicketIssued("intent-0", "B007", "residence", 0, offline=False), BAD)
    dispenser.feed(PaperEnded("intent-0", PrintOutcome.NOT_PRINTED, "paper.out"))
    assert {"B007", "打印机没有纸了", "paper.out"} <= set(dispenser.names())
    with pytest.raises(HandError):
        dispenser.tap("再打一次")
    dispenser.feed(GOOD)
    dispenser.tap("再打一次")
    assert dispenser.effects[-1] == PrintAgain("intent-0")
    dispenser.feed(PaperEnded("intent-0", PrintOutcome.UNKNOWN, "bus.gone"))
    assert "纸出来了吗？" in dispenser.names()
    dispenser.tap("出来了，完整")
    assert dispenser.effects[-1] == PaperConfirmed("intent-0")
    dispenser.tap("我已办完")
    assert dispenser.effects[-2:] == [EndVisit(), ReadCard()]


def test_a_card_at_the_door_is_greeted_masked(dispenser):
    dispenser.feed(CardProblem("card.unknownType"))
    assert "这种卡在这里读不了" in dispenser.names()
    dispenser.feed(CardRead(PERSON))
    assert "张*凡，请选业务" in dispenser.names()


def test_i_am_still_here(terminal):
    for name in ("点这里开始", "大字版", "取号"):
        terminal.tap(name)
    terminal.feed(Tick(240_001))
    assert terminal.name == "idle"
    assert "60 秒后会清除填写的内容，回到首页" in terminal.names()
    terminal.tap("我还在")
    assert terminal.name == "identify"


def test_language_and_large_type_are_gone_for_the_next_citizen(terminal):
    terminal.tap("English")
    terminal.tap("Large text")
    assert "What would you like to do?" in terminal.names()
    terminal.tap("End")
    assert {"自助服务终端", "大字版", "English"} <= set(terminal.names())


def test_a_count_that_changes_under_the_finger_does_not_lose_the_touch(terminal):
    for name in ("点这里开始", "取号", "不用证件，直接取号"):
        terminal.tap(name)
    (spot,) = [spot for spot in terminal.spots() if spot.name == "社会保险"]
    point = QPoint(*spot.centre)
    QTest.touchEvent(terminal.window, terminal.finger).press(0, point, terminal.window).commit()
    hall = READY[1]
    busier = hall.services[0].model_copy(update={"waiting": 99})
    terminal.feed(type(hall)((busier, *hall.services[1:]), hall.items))
    QTest.touchEvent(terminal.window, terminal.finger).release(0, point, terminal.window).commit()
    terminal.settle()
    assert terminal.name == "issuing"


def test_a_finger_that_slides_off_a_key_does_nothing(terminal):
    (spot,) = [spot for spot in terminal.spots() if spot.name == "English"]
    point = QPoint(*spot.centre)
    QTest.touchEvent(terminal.window, terminal.finger).press(0, point, terminal.window).commit()
    away = point - QPoint(0, 600)
    QTest.touchEvent(terminal.window, terminal.finger).move(0, away, terminal.window).commit()
    QTest.touchEvent(terminal.window, terminal.finger).release(0, away, terminal.window).commit()
    terminal.settle()
    assert "自助服务终端" in terminal.names()


def test_no_menu_no_drag_no_shortcut_opens_anything(terminal):
    point = QPoint(500, 900)
    before = QGuiApplication.topLevelWindows()
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, point, Qt.KeyboardModifier.NoModifier)
    assert QGuiApplication.sendEvent(terminal.window, menu)
    QTest.mouseClick(terminal.window, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, point)
    for key in (Qt.Key.Key_O, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_P):
        QTest.keyClick(terminal.window, key, Qt.KeyboardModifier.ControlModifier)
    terminal.settle()
    assert QGuiApplication.topLevelWindows() == before
    assert terminal.name == "attract"


def test_a_locked_window_does_not_close(terminal):
    terminal.window.setProperty("locked", True)
    assert not terminal.window.close()
    assert terminal.window.isVisible()


def test_where_the_receipt_is_and_what_its_code_says_in_words(terminal):
    for page in ("receipt", "receipt, on A4", "no_paper, receipt", "paper_question, on A4"):
        terminal.open(page, TERMINAL[page])
        intent = terminal.front.visit._state.visit.order.intent
        assert any(grouped(query_code(intent)) in name for name in terminal.names()), page
    terminal.open("receipt, on A4", TERMINAL["receipt, on A4"])
    assert any("A4" in name for name in terminal.names())
    assert not {"请取走凭条", "请取走凭条和身份证"} & set(terminal.names())
    terminal.open("no_paper", TERMINAL["no_paper"])
    assert not any("查询码" in name for name in terminal.names()), "a number has none"
