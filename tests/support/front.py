"""Screens as a citizen meets them: a real window, the real models, a flow fed with real events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from hall.contract.messages import ItemInfo, OwnTicket, ServiceInfo, Text
from hall.domain.privacy import IdNumber, Person, PersonName
from hall.settings import CONFIG, load
from kiosk.flows import touches as t
from kiosk.flows.words import (
    CardLies,
    CardProblem,
    CardRead,
    CardSeen,
    CaseSaved,
    CodeRead,
    HallChanged,
    Health,
    HealthChanged,
    NumberCalled,
    PaperEnded,
    PrintOutcome,
    Refused,
    Tick,
    TicketIssued,
)
from kiosk.toolkit import start_qt
from kiosk.toolkit.hand import find, touch
from kiosk.toolkit.tree import spots
from kiosk.views.front import build, flow_of, px_per_mm, rules_of

SETTINGS = load(CONFIG / "halls" / "demo.toml")
PERSON = Person("resident", PersonName("张小凡"), IdNumber("11010519491231002X"))
MOBILE = "13800001234"
GOOD = HealthChanged(Health(online=True, card_reader="", code_scanner="", printer=""))
BAD = HealthChanged(
    Health(online=False, card_reader="bus.gone", code_scanner="bus.gone", printer="paper.out")
)
UNPLUGGED = HealthChanged(Health(online=True, card_reader="bus.notFound", code_scanner="", printer=""))
AWAY = HealthChanged(Health(online=False, card_reader="", code_scanner="", printer=""))
PRINTERLESS = HealthChanged(Health(online=True, card_reader="", code_scanner="", printer="cutter.jammed"))
LOW = HealthChanged(Health(online=True, card_reader="", code_scanner="", printer="", paper_low=True))
WORN = HealthChanged(Health(online=False, card_reader="", code_scanner="", printer="", paper_low=True))
OWN = Refused("i1", "ticket.alreadyWaiting", OwnTicket(number="A1-1007", service="social", ahead=12))
SIZES = {"own": None, "laptop": (1366, 768, 344.0)}


def text(words):
    return Text(zh=words.zh, en=words.en)


HALL = HallChanged(
    services=tuple(
        ServiceInfo(id=each.id, name=text(each.name), prefix=each.prefix, windows=windows, waiting=waiting)
        for each, waiting, windows in zip(
            SETTINGS.services, (12, 0, 3, 127), ([1, 2], [3], [1, 4], []), strict=True
        )
    ),
    items=tuple(
        ItemInfo(id=each.id, name=text(each.name), service=each.service, promise_days=each.promise_days)
        for each in SETTINGS.items
    ),
)
READY = [Tick(1), HALL, GOOD]
PRINTED = PrintOutcome.PRINTED

TICKET = [t.Begin(), t.Want(t.Purpose.TICKET)]
ISSUE = [*TICKET, CardRead(PERSON), t.Proceed(), t.ChooseService("social", "i1")]
NUMBER = [*ISSUE, TicketIssued("i1", "A012", "social", 12, offline=False)]
APPLY = [t.Begin(), t.Want(t.Purpose.APPLICATION), CardSeen(), CardRead(PERSON), t.Proceed()]
CHOSEN = [*APPLY, t.ChooseItem("flexible-insured")]
PHONE = [*CHOSEN, t.Proceed()]
CHECK = [*PHONE, *map(t.Digit, MOBILE), t.Proceed()]
SUBMIT = [*CHECK, t.Submit("i2")]
SAVED = CaseSaved("i2", "T1-20261122-0007", confirmed=True)
CODED = [t.Begin(), t.Want(t.Purpose.APPLICATION), CodeRead("citizen", "token"), t.Proceed()]

TERMINAL = {
    "attract": [],
    "attract, nothing known": None,
    "attract, paper low": [LOW],
    "attract, offline": [AWAY],
    "attract, card forgotten": [CardLies()],
    "home": [t.Begin()],
    "home, offline and paper low": [WORN, t.Begin()],
    "home, devices down": [BAD, t.Begin()],
    "identify": TICKET,
    "identify, reading": [*TICKET, CardSeen()],
    "identify, trouble": [*TICKET, CardProblem("card.expired")],
    "identify, done": [*TICKET, CardSeen(), CardRead(PERSON)],
    "identify, application": APPLY[:2],
    "identify, card lies there": [*TICKET, CardLies()],
    "identify, reader down": [*TICKET, BAD],
    "identify, reader unplugged": [*TICKET, UNPLUGGED, CardProblem("bus.notFound")],
    "identify, application, reader unplugged": [*APPLY[:2], UNPLUGGED, CardProblem("bus.notFound")],
    "services": [*TICKET, t.Skip()],
    "services, offline": [AWAY, *TICKET, t.Skip()],
    "items": APPLY,
    "applicant": CHOSEN,
    "applicant, card wanted": [*CODED, t.ChooseItem("pension-check")],
    "applicant, reader unplugged": [*CODED, t.ChooseItem("pension-check"), UNPLUGGED],
    "applicant, card trouble": [*CODED, t.ChooseItem("pension-check"), CardProblem("card.unknownType")],
    "phone": PHONE,
    "phone, short": [*PHONE, t.Digit("1"), t.Digit("3"), t.Proceed()],
    "check": CHECK,
    "issuing": ISSUE,
    "submitting": SUBMIT,
    "printing": NUMBER,
    "ticket": [*NUMBER, PaperEnded("i1", PRINTED)],
    "ticket, offline": [
        *ISSUE,
        TicketIssued("i1", "A1-015", "social", 0, offline=True),
        PaperEnded("i1", PRINTED),
    ],
    "ticket, called": [*NUMBER, PaperEnded("i1", PRINTED), NumberCalled("A012", 2)],
    "no_paper": [*NUMBER, PaperEnded("i1", PrintOutcome.NOT_PRINTED, "cutter.jammed")],
    "no_paper, printer back": [*NUMBER, BAD, PaperEnded("i1", PrintOutcome.NOT_PRINTED, "paper.out"), GOOD],
    "no_paper, still down": [*NUMBER, BAD, PaperEnded("i1", PrintOutcome.NOT_PRINTED, "paper.out")],
    "paper_question": [*NUMBER, PaperEnded("i1", PrintOutcome.UNKNOWN, "bus.gone")],
    "refused": [*ISSUE, Refused("i1", "lease.none")],
    "refused, waiting already": [*ISSUE, OWN],
    "receipt": [*SUBMIT, SAVED, PaperEnded("i2", PRINTED)],
    "receipt, offline": [
        *SUBMIT,
        CaseSaved("i2", "T1-20261122-0007", confirmed=False),
        PaperEnded("i2", PRINTED),
    ],
    "no_paper, receipt": [*SUBMIT, SAVED, PaperEnded("i2", PrintOutcome.NOT_PRINTED, "cover.open")],
    "idle": [*CHECK, Tick(500_000)],
    "take_card": [*CHECK, t.Finish()],
    "help": [*CHECK, t.Help(wanted=True)],
}
DOOR = [t.ChooseService("social", "i1")]
DOOR_NUMBER = [*DOOR, TicketIssued("i1", "A012", "social", 12, offline=False)]
DISPENSER = {
    "services": [],
    "services, nothing known": None,
    "services, card read": [CardRead(PERSON)],
    "services, card forgotten": [CardLies()],
    "services, printer down": [PRINTERLESS],
    "services, card trouble": [CardProblem("card.unknownType")],
    "services, devices down": [BAD],
    "services, offline and paper low": [WORN],
    "issuing": DOOR,
    "printing": DOOR_NUMBER,
    "ticket": [*DOOR_NUMBER, PaperEnded("i1", PRINTED)],
    "ticket, offline": [
        *DOOR,
        TicketIssued("i1", "A2-015", "social", 0, offline=True),
        PaperEnded("i1", PRINTED),
    ],
    "no_paper": [*DOOR_NUMBER, PaperEnded("i1", PrintOutcome.NOT_PRINTED, "cover.open")],
    "paper_question": [*DOOR_NUMBER, PaperEnded("i1", PrintOutcome.UNKNOWN, "bus.gone")],
    "refused": [*DOOR, Refused("i1", "disk.full")],
    "refused, waiting already": [CardRead(PERSON), *DOOR, OWN],
    "take_card": [CardRead(PERSON), t.Finish()],
    "idle": [CardRead(PERSON), Tick(500_000)],
    "help": [t.Help(wanted=True)],
}
PAGES = {"terminal": TERMINAL, "dispenser": DISPENSER}
MODES = [(language, large) for large in (False, True) for language in ("zh", "en")]


@dataclass(frozen=True)
class Seen:
    """A text as painted, in window pixels."""

    words: str
    rect: tuple[float, float, float, float]
    fits: bool
    pixel_size: int
    item: QQuickItem


class Screen:
    """A window with a citizen's finger before it."""

    def __init__(self, role="terminal", size=None):
        self.app = start_qt(["test"])
        unit = next(unit for unit in SETTINGS.units if unit.role == role)
        if size is not None:
            panel = dict(zip(("width_px", "height_px", "width_mm"), size, strict=True))
            unit = unit.model_copy(update={"screen": unit.screen.model_copy(update=panel)})
        self.mm = px_per_mm(unit.screen)
        self.effects = []
        self.ids = iter(f"intent-{number}" for number in range(1000))
        flow = flow_of(role, rules_of(unit.timing), 0)
        self.front = build(flow, SETTINGS, unit, self.effects.append, lambda: next(self.ids))
        self.front.tick(datetime(2026, 11, 22, 2, 24, tzinfo=UTC))
        self.window = self.front.window
        self.finger = QTest.createTouchDevice()
        self.window.show()
        self.settle()

    def feed(self, *events):
        for event in events:
            self.front.visit.hear(event)
        self.settle()

    def use(self, language, large):
        """Choose language and type, and start time anew."""
        warned = self.name == "idle"
        if self.front.visit.where()[0] != "attract" or (language, large) != ("zh", False):
            self.feed(t.SetLanguage(language), t.SetLarge(large))
        if warned:
            now = self.front.visit._state.now_ms
            self.feed(Tick(now + 500_000))

    def settle(self):
        """Let everything be laid out and painted."""
        for _ in range(2):
            QGuiApplication.processEvents()
            self.window.grabWindow()

    @property
    def name(self):
        return self.front.visit.where()[0]

    def tap(self, name):
        touch(self.window, self.finger, find(spots(self.window), name))
        self.settle()

    def names(self):
        return [spot.name for spot in spots(self.window)]

    def spots(self):
        return spots(self.window)

    def texts(self):
        """Every painted text."""
        return list(self._texts(self.window.contentItem()))

    def _texts(self, item):
        if not item.isVisible() or item.opacity() == 0:
            return
        if item.inherits("QQuickText") and item.property("text"):
            corner = item.mapToScene(QPointF(0, 0))
            width, height = item.property("contentWidth"), item.property("contentHeight")
            fits = (
                width <= item.width() + 1 and height <= item.height() + 1 and not item.property("truncated")
            )
            rect = (corner.x(), corner.y(), min(width, item.width()), height)
            yield Seen(item.property("text"), rect, fits, item.property("font").pixelSize(), item)
        for child in item.childItems():
            yield from self._texts(child)

    def close(self):
        self.front.close()
