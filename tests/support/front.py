"""Screens as a citizen meets them: a real window, the real models, a flow fed with real events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from hall.contract.messages import GroupInfo, ItemInfo, OwnTicket, ServiceInfo, Text, WaitRange
from hall.domain.privacy import IdNumber, Person, PersonName
from hall.settings import CONFIG, load
from kiosk.flows import touches as t
from kiosk.flows.words import (
    Booking,
    BookingsFound,
    CardLies,
    CardProblem,
    CardRead,
    CardSeen,
    CaseSaved,
    HallChanged,
    Health,
    HealthChanged,
    NumberCalled,
    PaperEnded,
    PrintOutcome,
    Refused,
    Said,
    Slip,
    SlipsFound,
    Tick,
    TicketIssued,
)
from kiosk.toolkit import start_qt
from kiosk.toolkit.hand import find, touch
from kiosk.toolkit.tree import spots
from kiosk.views.front import build, flow_of, px_per_mm, rules_of
from tests.support.around import AROUND_TAPS, around_pages
from tests.support.case_pages import of_cases
from tests.support.code_pages import coded_pages
from tests.support.copy_pages import of_copies
from tests.support.evaluating import banners, evaluated_pages, helped_pages
from tests.support.filing_pages import UNGUIDED, filing_pages
from tests.support.guides import PAGES as GUIDE_PAGES
from tests.support.guides import TAPS as GUIDE_TAPS
from tests.support.left_pages import of_left
from tests.support.looking import texts_below
from tests.support.pickup_pages import of_pickup
from tests.support.telling import TOLD_TAPS, told_pages

SETTINGS = load(CONFIG / "halls" / "demo.toml")
PERSON = Person("resident", PersonName("张小凡"), IdNumber("11010519491231002X"))
MOBILE, IDENTITY_KEY = "13800001234", b"screens"
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
        ServiceInfo(
            id=each.id,
            name=text(each.name),
            prefix=each.prefix,
            windows=windows,
            waiting=waiting,
            wait=WaitRange(low_min=10, high_min=25) if waiting else None,
        )
        for each, waiting, windows in zip(
            SETTINGS.services, (12, 0, 3, 127), ([1, 2], [3], [1, 4], []), strict=True
        )
    ),
    items=tuple(
        ItemInfo(
            id=each.id,
            name=text(each.name),
            service=each.service,
            promise_days=each.promise_days,
            materials=[text(one) for one in each.materials],
        )
        for each in SETTINGS.items
    ),
    groups=tuple(GroupInfo(id=each.id, name=text(each.name)) for each in SETTINGS.groups),
)
SHUT = replace(
    HALL,
    services=(
        HALL.services[0].model_copy(update={"left": 5}),
        HALL.services[1].model_copy(
            update={
                "closed": Text(
                    zh="今天的号已取完，明天 8:30 起取号",
                    en="Today's numbers are given out; again from 8:30 tomorrow",
                )
            }
        ),
        *HALL.services[2:],
    ),
)
LISTED = replace(
    HALL,
    items=(
        HALL.items[0].model_copy(update={"materials": HALL.items[1].materials * 6}),
        *HALL.items[1:],
    ),
)
BOOKED = (Booking("20261122", "social", "10:00-11:00"), Booking("20261123", "property", "14:00-15:00"))
HELD = BookingsFound(BOOKED, id_number=PERSON.id_number)
SLIPS = (Slip("i1", "A012", "social", "09:41"), Slip("i2", "A1-015", "residence", "09:38"))
SAID = Said(
    Text(zh="您的预约是今天 14:00–15:00，还没到时间", en="Your appointment is today 14:00–15:00: too early"),
    Text(zh="13:00 以后再来报到；急办可取普通号", en="Check in from 13:00; or take an ordinary number"),
)
READY, PRINTED = [Tick(1), HALL, GOOD, UNGUIDED], PrintOutcome.PRINTED

TICKET = [t.Begin(), t.Want(t.Purpose.TICKET)]
ISSUE = [*TICKET, CardRead(PERSON), t.Proceed(), t.ChooseService("social", "i1")]
NUMBER = [*ISSUE, TicketIssued("i1", "A012", "social", 12, offline=False)]
APPLY = [t.Begin(), t.Want(t.Purpose.APPLICATION)]
CHOSEN = [*APPLY, t.ChooseItem("flexible-insured"), CardSeen(), CardRead(PERSON)]
PHONE = [*CHOSEN, t.Proceed()]
CHECK = [*PHONE, *map(t.Digit, MOBILE), t.Proceed()]
SUBMIT, SAVED = [*CHECK, t.Submit("i2")], CaseSaved("i2", "T1-20261122-0007", confirmed=True)
NO_CARD = [*APPLY, t.ChooseItem("pension-check")]

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
    "identify, card lies there": [*TICKET, CardLies()],
    "identify, reader down": [*TICKET, BAD],
    "identify, reader unplugged": [*TICKET, UNPLUGGED, CardProblem("bus.notFound")],
    "services": [*TICKET, t.Skip()],
    "services, offline": [AWAY, *TICKET, t.Skip()],
    "services, booked today": [*TICKET, CardRead(PERSON), t.Proceed(), HELD],
    "bookings, by the card": [*TICKET, CardRead(PERSON), HELD, t.Proceed()],
    "items": APPLY,
    "items, reader unplugged": [*APPLY, UNPLUGGED],
    "applicant": CHOSEN,
    "applicant, card wanted": NO_CARD,
    "applicant, reader unplugged": [*NO_CARD, UNPLUGGED],
    "applicant, card trouble": [*NO_CARD, CardProblem("card.unknownType")],
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
    "evaluate_faces, after an application": [*SUBMIT, SAVED, PaperEnded("i2", PRINTED), t.Finish()],
    "no_paper, receipt": [*SUBMIT, SAVED, PaperEnded("i2", PrintOutcome.NOT_PRINTED, "cover.open")],
    "idle": [*CHECK, Tick(500_000)],
    "take_card": [*CHECK, t.Finish(), t.Finish()],
    "help": [*CHECK, t.Help(wanted=True)],
    "comfort": [*CHECK, t.OpenComfort(wanted=True)],
    "comfort, sound": [*CHECK, t.OpenComfort(wanted=True)],
}
TAPS = {"comfort, sound": ["声音与按键"], "case, notices": ["打印通知书"]}
"""What is touched to come to a page that events alone do not open."""
TERMINAL |= told_pages(MOBILE, UNPLUGGED) | around_pages(SETTINGS, BAD, AWAY)
TERMINAL |= evaluated_pages(UNPLUGGED, AWAY) | helped_pages(CHECK, AWAY) | banners(CHECK, [*TICKET, t.Skip()])
TAPS |= TOLD_TAPS | AROUND_TAPS | GUIDE_TAPS
OFFICES = (
    Text(zh="市场监督管理局", en="Market Regulation Bureau"),
    Text(zh="自然资源局", en="Natural Resources Bureau"),
)
SHELVED = replace(
    HALL,
    services=(
        HALL.services[0],
        *(one.model_copy(update={"category": OFFICES[0]}) for one in HALL.services[1:3]),
        HALL.services[3].model_copy(update={"category": OFFICES[1]}),
    ),
)
"""The businesses of two offices behind their names; the commonest on the first page."""
LATE = Text(zh="来晚了，按普通号排队", en="Too late: an ordinary place in the queue")
APPOINTED = [t.Want(t.Purpose.APPOINTMENT), BookingsFound(BOOKED), t.ChooseBooking("20261122", "i1")]
WAYS = {
    "services, shut and few left": [SHUT],
    "services, goes first": [t.MayGoFirst(), t.ChooseGroup("soldier")],
    "services, an elder's card": [CardRead(PERSON, elder=True)],
    "services, categories": [SHELVED],
    "category": [SHELVED, t.ChooseCategory(OFFICES[0].zh)],
    "ways": [t.MoreWays()],
    "ways, printer down": [PRINTERLESS, t.MoreWays()],
    "groups": [t.MayGoFirst()],
    "booking": [t.Want(t.Purpose.APPOINTMENT), *map(t.Digit, "7KQ2MX94TB")],
    "booking, card or code": [replace(HALL, residents=True), t.Want(t.Purpose.APPOINTMENT)],
    "booking, code alone": [UNPLUGGED, t.Want(t.Purpose.APPOINTMENT)],
    "booking, looking": [t.Want(t.Purpose.APPOINTMENT), *map(t.Digit, "7KQ2MX94TB"), t.Proceed()],
    "booking, none": [t.Want(t.Purpose.APPOINTMENT), BookingsFound((), "appointment.none")],
    "booking, offline": [AWAY, t.Want(t.Purpose.APPOINTMENT)],
    "bookings": [t.Want(t.Purpose.APPOINTMENT), BookingsFound(BOOKED)],
    "refused, too early": [*APPOINTED, Refused("i1", "appointment.tooEarly", said=SAID)],
    "ticket, an appointment too late": [
        *APPOINTED,
        TicketIssued("i1", "A012", "social", 12, offline=False, remark=LATE),
        PaperEnded("i1", PRINTED),
    ],
    "phone, ticket": [t.ByPhone(), t.Digit("1"), t.Digit("3"), t.Proceed()],
    "lost": [t.MoreWays(), t.Want(t.Purpose.REPRINT)],
    "lost, nothing": [t.MoreWays(), t.Want(t.Purpose.REPRINT), SlipsFound(())],
    "slips": [t.MoreWays(), t.Want(t.Purpose.REPRINT), SlipsFound(SLIPS)],
    "lists": [t.MoreWays(), t.Want(t.Purpose.MATERIALS)],
    "materials": [t.Want(t.Purpose.MATERIALS), t.ChooseItem("flexible-insured")],
    "materials, many": [LISTED, t.Want(t.Purpose.MATERIALS), t.ChooseItem("pension-check")],
    "materials, printed": [
        t.Want(t.Purpose.MATERIALS),
        t.ChooseItem("flexible-insured"),
        t.PrintList("i3"),
        PaperEnded("i3", PRINTED),
    ],
    "materials, no paper": [
        t.Want(t.Purpose.MATERIALS),
        t.ChooseItem("flexible-insured"),
        t.PrintList("i3"),
        PaperEnded("i3", PrintOutcome.NOT_PRINTED, "paper.out"),
    ],
    "ticket, goes first": [
        t.MayGoFirst(),
        t.ChooseGroup("soldier"),
        t.ChooseService("social", "i1"),
        TicketIssued("i1", "A012", "social", 12, offline=False, wait=WaitRange(low_min=10, high_min=25)),
        PaperEnded("i1", PRINTED),
    ],
}
DOOR = [t.ChooseService("social", "i1")]
DOOR_NUMBER = [*DOOR, TicketIssued("i1", "A012", "social", 12, offline=False)]
DISPENSER = {
    "services": [],
    "services, nothing known": None,
    "services, card read": [CardRead(PERSON)],
    "services, booked today": [CardRead(PERSON), Tick(5000), HELD],
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
    "comfort": [t.OpenComfort(wanted=True)],
    "comfort, sound": [t.OpenComfort(wanted=True)],
    **(WAYS | helped_pages([], AWAY)),
}
TERMINAL |= of_pickup(PERSON, GOOD) | of_left(GOOD) | of_cases(PERSON, PRINTERLESS, AWAY)
TERMINAL |= {page: [*TICKET, t.Skip(), *events] for page, events in WAYS.items()}
TERMINAL |= GUIDE_PAGES | filing_pages(PERSON, MOBILE, UNPLUGGED) | of_copies(GOOD, AWAY)
TERMINAL |= coded_pages(HALL, PERSON, MOBILE, GOOD, AWAY, UNPLUGGED)
PAGES = {"terminal": TERMINAL, "dispenser": DISPENSER}
"""The registry of screens: every page of a program, and the events that bring a citizen there.

What stands here is looked at in every size and colour, and walked through by keys and by two switches; a page of a
program that stands not here fails test_every_screen.py.
"""
MODES = [(language, large) for large in (False, True) for language in ("zh", "en")]


class Screen:
    """A window with a citizen's finger before it."""

    def __init__(self, role="terminal", size=None, audio=None):
        self.app = start_qt(["test"])
        unit = next(unit for unit in SETTINGS.units if unit.role == role)
        if audio is not None:
            unit = unit.model_copy(update={"audio": audio})
        if size is not None:
            panel = dict(zip(("width_px", "height_px", "width_mm"), size, strict=True))
            unit = unit.model_copy(update={"screen": unit.screen.model_copy(update=panel)})
        self.mm = px_per_mm(unit.screen)
        self.effects = []
        self.ids = iter(f"intent-{number}" for number in range(1000))
        self.flow = flow_of(role, rules_of(unit.timing, IDENTITY_KEY), 0)
        self.front = build(self.flow, SETTINGS, unit, self.effects.append, lambda: next(self.ids))
        self.front.tick(datetime(2026, 11, 22, 2, 24, tzinfo=UTC))
        self.window = self.front.window
        self.finger = QTest.createTouchDevice()
        self.window.show()
        self.settle()

    def feed(self, *events):
        for event in events:
            self.front.visit.hear(event)
        self.settle()

    def open(self, page, events):
        """A program that just began, brought to a page of the registry."""
        visit = self.front.visit
        visit._state = self.flow.state
        for event in [*(READY if events is not None else []), *(events or [])]:
            visit._state, _ = self.flow.step(visit._state, event, self.flow.rules)
        visit._show()
        self.window.requestActivate()
        self.settle()
        for name in TAPS.get(page, ()):
            self.tap(name)
        assert self.name == page.partition(",")[0]

    def use(self, language, large):
        """Choose language and type, and start time anew."""
        if self.front.visit.where()[0] != "attract" or (language, large) != ("zh", False):
            self.wear(language, elder="on" if large else "off")

    def wear(self, language, **comfort):
        """Choose language and anything of display and sound; a warning that was up is up again."""
        warned = self.name == "idle"
        for event in (
            t.SetLanguage(language),
            *(t.Adjust(what, str(value)) for what, value in comfort.items()),
        ):
            self.front.visit.hear(event)
        if warned:
            self.front.visit.hear(Tick(self.front.visit._state.now_ms + 500_000))
        self.settle()

    def settle(self):
        """Let everything be laid out and painted."""
        for _ in range(2):
            QGuiApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
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
        return list(texts_below(self.window.contentItem()))

    def close(self):
        self.front.close()
