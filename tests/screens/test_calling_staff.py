"""Staff are called from any page and help there: by touch, by keys only, without the network."""

from PySide6.QtCore import Qt

from kiosk.flows import touches as t
from kiosk.flows.assist_words import (
    STAFF_CARD,
    Call,
    CallStands,
    CheckStaff,
    EndCall,
    ReadStaffCard,
    SendCall,
    StaffKnown,
    StaffRefused,
    StopStaffCard,
)
from kiosk.flows.words import EndVisit, Health, HealthChanged, SubmitApplication, Tick
from tests.screens.test_by_keys import Presser
from tests.support.front import AWAY, CHECK, SETTINGS, TICKET

PHONE = SETTINGS.hall.phone


def said(screen, words):
    return any(words in each.words for each in screen.texts())


def visit(screen):
    return screen.front.visit._state.visit


def called(screen):
    screen.feed(*CHECK)
    for name in ("帮助", "叫工作人员过来"):
        screen.tap(name)
    [call] = [each for each in screen.effects if isinstance(each, SendCall)]
    return call


def test_a_call_is_sent_once_followed_and_called_off(terminal):
    call = called(terminal)
    assert call.page == "check"
    assert said(terminal, "正在呼叫工作人员")
    assert "叫工作人员过来" not in terminal.names(), "one call at a time"
    terminal.tap("回到刚才的页面")
    assert terminal.name == "check"
    assert said(terminal, "正在呼叫工作人员"), "above the page too"
    terminal.feed(CallStands(call.id, Call.COMING))
    assert said(terminal, "工作人员马上就到")
    terminal.tap("帮助")
    terminal.tap("不用过来了")
    assert terminal.effects[-1] == EndCall(call.id)
    assert "叫工作人员过来" in terminal.names()


def test_after_a_minute_without_an_answer_there_is_a_phone_number(terminal):
    called(terminal)
    terminal.feed(Tick(59_000))
    assert not said(terminal, "一分钟没有人应答")
    terminal.feed(Tick(61_000))
    assert said(terminal, "一分钟没有人应答")
    assert said(terminal, f"请打电话 {PHONE}")


def test_without_the_network_the_phone_number_is_there_at_once_and_the_call_goes_out_when_it_is_back(
    terminal,
):
    presser = Presser(terminal)
    terminal.feed(*TICKET, AWAY)
    presser.key(Qt.Key.Key_Help)
    presser.tap("叫工作人员过来")
    [call] = [each for each in terminal.effects if isinstance(each, SendCall)]
    assert said(terminal, f"请打电话 {PHONE}，或到咨询台")
    terminal.feed(CallStands(call.id, Call.CALLING))
    assert said(terminal, "正在呼叫工作人员")
    presser.tap("结束办理")
    assert terminal.effects[-1] == EndVisit()


def test_staff_type_number_and_code_help_on_the_page_and_it_ends_with_the_visit(terminal):
    call = called(terminal)
    terminal.tap("我是工作人员")
    for name in (*"1023", "继续"):
        terminal.tap(name)
    assert said(terminal, "还没有应答求助")
    terminal.feed(CallStands(call.id, Call.COMING))
    for name in ("继续", *"12345", "继续"):
        terminal.tap(name)
    assert said(terminal, "协助码是 6 位数")
    for name in ("6", "继续"):
        terminal.tap(name)
    assert terminal.effects[-1] == CheckStaff(call.id, "1023", "123456")
    terminal.feed(StaffRefused("help.wrongCode"))
    assert terminal.name == "assist"
    for name in (*"654321", "继续"):
        terminal.tap(name)
    terminal.feed(StaffKnown("1023"))
    assert terminal.name == "check"
    assert said(terminal, "工作人员正在协助 · 1023")
    assert said(terminal, "1****************X"), "staff see no more than the citizen"
    terminal.tap("确认提交")
    [application] = [each for each in terminal.effects if isinstance(each, SubmitApplication)]
    assert application.assisted == "1023"
    terminal.front.visit._state = terminal.flow.state
    terminal.feed(t.Begin())
    assert not said(terminal, "工作人员正在协助")


def test_digits_that_staff_type_reach_no_field_of_the_citizen_and_back_leads_out_again(terminal):
    call = called(terminal)
    before = visit(terminal).phone
    terminal.feed(CallStands(call.id, Call.COMING))
    for name in ("我是工作人员", *"1023", "继续", "7", "上一步", "上一步"):
        terminal.tap(name)
    assert terminal.name == "help"
    assert terminal.effects[-1] == StopStaffCard()
    assert visit(terminal).phone == before


def test_a_staff_card_is_enough_where_there_is_a_reader_for_it(terminal):
    called(terminal)
    reader = Health(online=True, card_reader="", code_scanner="", printer="", devices={STAFF_CARD: ""})
    terminal.feed(HealthChanged(reader))
    terminal.tap("我是工作人员")
    assert terminal.effects[-1] == ReadStaffCard()
    assert said(terminal, "刷工作证")
    terminal.feed(StaffKnown("1023"))
    assert said(terminal, "工作人员正在协助 · 1023")


def test_whoever_waits_for_staff_or_is_helped_has_twice_the_time(terminal):
    rules = terminal.flow.rules
    call = called(terminal)
    terminal.tap("回到刚才的页面")
    terminal.feed(Tick(rules.idle_ms + 2000))
    assert terminal.name == "check"
    terminal.feed(CallStands(call.id, Call.COMING), t.Help(wanted=True), t.StillHere(), StaffKnown("1023"))
    now = terminal.front.visit._state.now_ms
    terminal.feed(Tick(now + rules.idle_ms + 2000))
    assert terminal.name == "check"
    terminal.feed(Tick(now + 2 * rules.idle_ms + 2000))
    assert terminal.name == "idle"
