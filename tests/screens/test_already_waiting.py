"""One person, one ticket: who asks a second time is shown the first, from the server's file to the screen."""

from drivers.sim.people import LI_JINGYI, ZHANG_XIAOFAN
from kiosk.flows.words import (
    CardLifted,
    CardRead,
    HallChanged,
    HealthChanged,
    PaperEnded,
    Refused,
    TicketIssued,
)
from tests.support.front import Screen
from tests.unit.kiosk.desk.terminal_house import house

CAPITAL = 0.733
"""Height of a capital of Noto Sans CJK SC, in parts of its pixel size."""


class Visits:
    """Carries between a screen and a whole terminal behind it: server, devices, files."""

    def __init__(self, at, screen):
        self.at, self.screen = at, screen
        self.cards = self.done = 0
        screen.front.visit.start(at.key)
        at.ready()
        screen.feed(at.of(HallChanged)[-1], at.of(HealthChanged)[-1])

    def tap(self, name):
        self.screen.tap(name)
        for effect in self.screen.effects[self.done :]:
            self.at.runtime.perform(effect)
        self.done = len(self.screen.effects)

    def ask(self, person):
        """With this card, a number for social insurance."""
        for name in ("点这里开始", "取号"):
            self.tap(name)
        self.at.card.act(lambda: self.at.card.machine.place(person))
        self.cards += 1
        self.screen.feed(self.at.heard(CardRead, self.cards))
        self.at.card.act(self.at.card.machine.lift)
        self.at.until(lambda: isinstance(self.at.of((CardRead, CardLifted))[-1], CardLifted))
        self.screen.feed(CardLifted())
        self.tap("继续")
        self.tap("社会保险")

    def get(self, count):
        """The number comes, and its paper."""
        for kind in (TicketIssued, PaperEnded):
            self.screen.feed(self.at.heard(kind, count))
        self.tap("我已办完")


def test_who_waits_already_sees_their_own_number_and_nobody_elses(tmp_path):
    screen = Screen("terminal")
    try:
        with house(tmp_path) as at:
            visits = Visits(at, screen)
            visits.ask(LI_JINGYI)
            visits.get(1)
            visits.ask(ZHANG_XIAOFAN)
            visits.get(2)
            visits.ask(ZHANG_XIAOFAN)
            screen.feed(at.heard(Refused))
            assert screen.name == "refused"
            names = set(screen.names())
            assert {"您已经在排队", "A002", "社会保险", "前面还有 1 人"} <= names
            assert {"到 1、2 号窗口附近等候叫号", "不用再取号，留意叫号"} <= names
            assert "再试一次" not in names
            assert "A001" not in names
            assert number_mm(screen) >= 12
            screen.use("en", True)
            assert {"You are already waiting", "A002", "People before you: 1"} <= set(screen.names())
            assert number_mm(screen) >= 12
            visits.tap("I see")
            assert screen.name == "attract"
            assert "A002" not in screen.names()
    finally:
        screen.close()


def number_mm(screen):
    """How high the number's digits stand."""
    (size,) = [text.pixel_size for text in screen.texts() if text.words == "A002"]
    return size * CAPITAL / screen.mm
