"""No finger at all: six keys, two switches, or one switch and a ring that walks. Every screen of the registry."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.flows import touches as t
from kiosk.flows.words import (
    CardRead,
    CaseSaved,
    EndVisit,
    IssueTicket,
    PaperEnded,
    PrintOutcome,
    SubmitApplication,
    TicketIssued,
)
from tests.support.front import MOBILE, PAGES, PERSON, READY

Key = Qt.Key
ENDS = ("结束办理", "结束并删除", "不评价，办完了", "已经取回")
STEPS = 60


class Presser:
    """A citizen with a keypad or two switches."""

    def __init__(self, screen, on=Key.Key_Right, ok=Key.Key_Return):
        self.screen, self.on, self.ok = screen, on, ok

    def key(self, key):
        QTest.keyClick(self.screen.window, key)
        QGuiApplication.processEvents()

    @property
    def at(self):
        """The name of what the ring is around."""
        return next((spot.name for spot in self.screen.spots() if spot.item.property("visualFocus")), "")

    def tap(self, name):
        if self.screen.name == "idle":
            self.key(self.on)
            self.screen.settle()
            return
        for _ in range(STEPS):
            if self.at == name:
                break
            self.key(self.on)
        assert self.at == name, f"the ring never comes to {name}"
        self.key(self.ok)
        self.screen.settle()


class Waiter(Presser):
    """One switch: the ring walks by itself."""

    def tap(self, name):
        keys = self.screen.front.keys
        keys.walk(15)
        for _ in range(20 * STEPS):
            if self.at == name:
                break
            QTest.qWait(5)
            self.screen.settle()
        keys._pace.stop()
        assert self.at == name
        self.key(self.ok)
        self.screen.settle()


WAYS = {
    "six keys": Presser,
    "two switches": lambda screen: Presser(screen, on=Key.Key_Tab),
    "one switch": Waiter,
}


@pytest.mark.parametrize(("role", "page"), [(role, page) for role in PAGES for page in PAGES[role]])
def test_the_ring_comes_to_everything_that_can_be_touched_and_the_visit_can_be_ended(screens, role, page):
    screen = screens(role)
    screen.open(page, PAGES[role][page])
    screen.front.keys.forget()
    presser = Presser(screen, on=Key.Key_Tab)
    if screen.name == "idle":
        presser.tap("我还在")
    wanted = [spot.name for spot in screen.spots() if spot.touchable and spot.enabled]
    met = []
    for _ in wanted:
        presser.key(presser.on)
        met.append(presser.at)
    assert sorted(met) == sorted(wanted)
    if screen.front.visit.where()[1] or not screen.front.visit.property("begun"):
        return
    for name in ENDS:
        if name in (spot.name for spot in screen.spots()):
            presser.tap(name)
    assert not screen.front.visit.property("begun")


@pytest.mark.parametrize("way", WAYS)
def test_a_number_without_a_finger(terminal, way):
    presser = WAYS[way](terminal)
    for name in ("点这里开始", "取号", "不用证件，直接取号", "社会保险"):
        presser.tap(name)
    (order,) = [each for each in terminal.effects if isinstance(each, IssueTicket)]
    terminal.feed(TicketIssued(order.intent, "A012", "social", 12, offline=False))
    terminal.feed(PaperEnded(order.intent, PrintOutcome.PRINTED))
    presser.tap("我已办完")
    assert terminal.name == "attract"
    assert terminal.effects[-1] == EndVisit()


@pytest.mark.parametrize("way", ["six keys", "two switches"])
def test_an_application_without_a_finger(terminal, way):
    presser = WAYS[way](terminal)
    for name in ("点这里开始", "办事申请"):
        presser.tap(name)
    presser.tap("居住证申领")
    terminal.feed(CardRead(PERSON))
    for name in ("是我，继续", *MOBILE, "继续", "确认提交"):
        presser.tap(name)
    (order,) = [each for each in terminal.effects if isinstance(each, SubmitApplication)]
    assert (order.item, order.phone.reveal()) == ("residence-permit", MOBILE)
    terminal.feed(CaseSaved(order.intent, "T1-20261122-0007", confirmed=True))
    terminal.feed(PaperEnded(order.intent, PrintOutcome.PRINTED))
    presser.tap("我已办完")
    presser.tap("不评价，办完了")
    presser.tap("已经取回")
    assert terminal.name == "attract"


def test_up_and_down_stay_in_their_column(terminal):
    terminal.open("phone", PAGES["terminal"]["phone"])
    presser = Presser(terminal)
    for _ in range(5):
        presser.key(Key.Key_Right)
    assert presser.at == "5"
    presser.key(Key.Key_Down)
    assert presser.at == "8"
    presser.key(Key.Key_Up)
    presser.key(Key.Key_Up)
    assert presser.at == "2"
    presser.key(Key.Key_Left)
    assert presser.at == "1"


def test_the_help_key_opens_help_and_closes_it(terminal):
    terminal.open("check", PAGES["terminal"]["check"])
    presser = Presser(terminal)
    presser.key(Key.Key_Help)
    assert terminal.name == "help"
    presser.key(Key.Key_Help)
    assert terminal.name == "check"


def test_a_new_page_puts_the_ring_on_its_first_choice_for_whoever_uses_keys(terminal):
    presser = Presser(terminal)
    presser.tap("点这里开始")
    assert presser.at == "取号"
    terminal.tap("办事申请")
    assert terminal.name == "items"
    terminal.tap("上一步")
    terminal.tap("结束办理")
    terminal.tap("点这里开始")
    assert presser.at == ""


def test_a_key_is_somebody_there(terminal):
    terminal.open("idle", PAGES["terminal"]["idle"])
    assert terminal.name == "idle"
    Presser(terminal).key(Key.Key_Right)
    assert terminal.name == "check"


def test_the_pace_of_the_panel_moves_the_ring_and_ends_with_the_visit(terminal):
    terminal.feed(t.Begin(), t.Adjust("pace", "3"))
    assert terminal.front.keys._pace.interval() == 1200
    assert terminal.front.keys._pace.isActive()
    terminal.feed(t.Finish())
    assert not terminal.front.keys._pace.isActive()


WAITED = (
    "applicant",
    "applicant, guided",
    "principal, known",
    "question, date",
    "question, choice",
    "paper, every way",
)


@pytest.mark.parametrize("page", WAITED)
def test_a_page_that_gets_its_choices_later_has_the_ring_on_the_first_one(screens, page):
    screen = screens("terminal")
    screen.open("attract", [])
    screen.front.keys.forget()
    presser = Presser(screen)
    for event in (*READY, *PAGES["terminal"][page]):
        screen.front.keys._used = True
        screen.feed(event)
    first = screen.front.keys._targets()[0]
    assert first.below(screen.front.keys._page)
    assert presser.at == first.name
