"""The review pad as a citizen meets it: a real window, the real model, a flow fed with real events. And its pages."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image, ImageDraw
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from hall.contract.messages import Notice, Text
from hall.contract.papers import WindowPaper
from hall.domain.queue.desk import Presence
from hall.settings import CONFIG, Screen, Unit, load
from hall.settings.units import Device
from kiosk.flows.comfort import adjusted
from kiosk.flows.tile_words import TileAsks, TileAt, TileEnded
from kiosk.flows.touches import OpenComfort
from kiosk.pad import paper_words as p
from kiosk.pad import words as w
from kiosk.pad.flow import step
from kiosk.pad.front import build, drawn_px_per_mm
from kiosk.pad.province_words import Done
from kiosk.pad.state import State, patience_ms
from kiosk.toolkit import start_qt
from kiosk.toolkit.hand import find, touch
from kiosk.toolkit.tree import spots
from tests.support.around import painted
from tests.support.looking import texts_below

SETTINGS = load(CONFIG / "halls" / "demo.toml")
SIZES = {"10 inch": (1024, 600, 222.0), "8 inch": (1280, 800, 172.0), "8 inch upright": (800, 1280, 107.6)}
ONE, TWO = (w.Served(ticket=f"ticket-00001{n}", number=number) for n, number in ((2, "A012"), (4, "A1-014")))
STAFF = w.Staff("林晓岚", "0312", "综合窗口 首席代表", "市场监督管理局", "党员先锋岗")
OPEN = w.Facts(Presence.OPEN, current=ONE, line=(TWO,), staff=STAFF)
NOTICE = Notice(
    id="notice-0001",
    title=Text(
        zh="明天上午系统维护，不动产登记 10:30 起办理",
        en="System work tomorrow morning: property registration from 10:30",
    ),
    body=Text(zh="其他业务照常", en="Everything else as usual"),
    since=datetime(2026, 11, 22, tzinfo=UTC),
)
TEXT = WindowPaper(
    id="paper-000001",
    window=3,
    number="A012",
    kind="confirm",
    title="居住证地址变更",
    words="新地址：云溪县清溪路 8 号 2 幢 301 室。\n原地址的居住登记同时注销。",
    sha256="0" * 64,
    asked_at=datetime(2026, 11, 22, 2, 20, tzinfo=UTC),
)


def sheet(n=0):
    """A page of a document, A4, JPEG."""
    page = Image.new("RGB", (990, 1400), "white")
    pen = ImageDraw.Draw(page)
    for line in range(24):
        pen.rectangle((110, 150 + 45 * line, 880 - 90 * ((line + n) % 4), 162 + 45 * line), fill="#26363E")
    made = BytesIO()
    page.save(made, "JPEG", quality=70)
    return made.getvalue()


SHEETS = tuple(sheet(n) for n in range(2))
DOCUMENT = TEXT.model_copy(
    update={
        "document": "1" * 64,
        "pages": tuple(hashlib.sha256(one).hexdigest() for one in SHEETS),
        "words": "",
    }
)
SIGNED = DOCUMENT.model_copy(update={"kind": "sign"})
LONG = TEXT.model_copy(update={"kind": "sign", "words": "\n".join([TEXT.words] * 12)})
LATER = "later"
"""So much silence that its end is counted down."""
THERE = [w.LineTold(online=True), w.WindowTold(OPEN)]
PAUSED = replace(OPEN, presence=Presence.PAUSED, pause="去档案室取材料，10 分钟后回来", current=None)
ASKED = [*THERE, w.Finished(ONE)]
PROVINCE = ["province", *ASKED]
"""At a pad that opens the province's page."""
PAGES = {
    "idle": THERE,
    "idle, nothing known": [],
    "idle, notice": [*THERE, w.NoticesTold((NOTICE,))],
    "idle, nobody served": [w.LineTold(online=True), w.WindowTold(replace(OPEN, current=None))],
    "idle, paused": [w.LineTold(online=True), w.WindowTold(PAUSED), w.NoticesTold((NOTICE,))],
    "idle, closed": [w.LineTold(online=True), w.WindowTold(w.Facts())],
    "idle, offer": [*ASKED, w.Leave()],
    "idle, away": [w.WindowTold(OPEN), w.NoticesTold((NOTICE,))],
    "idle, away, nobody known": [w.WindowTold(replace(OPEN, current=None))],
    "numbers": [w.WindowTold(OPEN), w.OtherNumber()],
    "faces": ASKED,
    "faces, silence": [*ASKED, LATER],
    "tags, 5": [*ASKED, w.GiveStars(5)],
    "tags, 2": [*ASKED, w.GiveStars(2), w.ToggleTag("213")],
    "tags, 1 without a reason": [*ASKED, w.GiveStars(1), w.Send()],
    "tags, 3 and silence": [*ASKED, w.GiveStars(3), LATER],
    "tags, disk full": [*ASKED, w.GiveStars(4), w.Send(), w.NotKept(ONE.ticket, "disk.full")],
    "words": [*ASKED, w.GiveStars(2), w.AddWords(), w.Type("等了很久，窗口的人一直在打电话")],
    "words, too many": [*ASKED, w.GiveStars(2), w.AddWords(), w.Type("长" * 201)],
    "keeping": [*ASKED, w.GiveStars(5), w.Send()],
    "paper": [*THERE, p.PaperTold(TEXT)],
    "paper, to be signed": [*THERE, p.PaperTold(LONG)],
    "paper, disk full": [*THERE, p.PaperTold(TEXT), p.Agree(), p.PaperNotKept(TEXT.id, "disk.full")],
    "paper, a document on its way": [*THERE, p.PaperTold(DOCUMENT)],
    "paper, a document": [*THERE, p.PaperTold(DOCUMENT), p.SheetsTold(TEXT.id, SHEETS)],
    "sign, a document": [*THERE, p.PaperTold(SIGNED), p.SheetsTold(TEXT.id, SHEETS), p.Agree()],
    "sign": [*THERE, p.PaperTold(LONG), p.Agree()],
    "sign, empty": [*THERE, p.PaperTold(LONG), p.Agree(), p.Agree()],
    "paper_keeping": [*THERE, p.PaperTold(TEXT), p.Agree()],
    "paper_done": [*THERE, p.PaperTold(TEXT), p.Agree(), p.PaperKept(TEXT.id)],
    "thanks": [*ASKED, w.GiveStars(5), w.Send(), w.Kept(ONE.ticket)],
    "comfort": [*ASKED, OpenComfort(wanted=True)],
    "province, opening": PROVINCE,
    "province": [*PROVINCE, painted()],
    "province, by keys": [*PROVINCE, painted(), TileAt("非常满意")],
    "province, asks": [*PROVINCE, painted(), TileAsks("确定要提交吗？", answers=True)],
    "province, silence": [*PROVINCE, painted(), LATER],
    "faces, province away": [*PROVINCE, TileEnded("tile.away")],
    "faces, province stopped": [*PROVINCE, painted(), TileEnded("tile.stopped")],
    "handed": [*PROVINCE, painted(), Done()],
}


class HandClock:
    """Time that a test turns; each look at it takes a second."""

    def __init__(self):
        self.ms = 0

    def now(self):
        return datetime(2026, 11, 22, 2, 24, tzinfo=UTC)

    def mono_ms(self):
        self.ms += 1000
        return self.ms


class PadScreen:
    """One pad on a panel of `SIZES`."""

    def __init__(self, size="10 inch", window=3):
        start_qt([])
        width, height, mm = SIZES[size]
        panel = Screen(width_px=width, height_px=height, width_mm=mm)
        speaker = Device(name="speaker", profile="speaker", port="none:p3_speaker")
        self.unit = Unit(id="p3", role="pad", window=window, screen=panel, devices=[speaker])
        self.mm = drawn_px_per_mm(panel)
        self.real_mm = width / mm
        self.clock, self.effects = HandClock(), []
        self.front = build(SETTINGS, self.unit, self.clock, self.effects.append)
        self.front.tick(self.clock.now())
        self.window, self.pad = self.front.window, self.front.pad
        self.finger = QTest.createTouchDevice()
        self.window.show()
        self.settle()

    def open(self, page, events, language="zh", **comfort):
        """A pad that just began, brought to a page of the registry, as one citizen wants it. No turn of the language
        comes between two pages that are in the same one: every text would be made anew.
        """
        state, rules = State(), self.pad._setup.rules
        for event in events:
            if event == "province":
                state = replace(state, province=True)
                continue
            if event == LATER:
                self.clock.ms += rules.silence_ms - rules.warning_ms + 1
            state, _ = step(state, w.Tick() if event == LATER else event, self.clock.mono_ms(), rules)
        for what, value in comfort.items():
            state = replace(state, comfort=adjusted(state.comfort, what, str(value)))
        if LATER in events:
            state = replace(state, now_ms=state.stirred_ms + patience_ms(state, rules) - rules.warning_ms)
        self.effects.clear()
        self.pad.begin(replace(state, language=language))
        self.clock.ms = state.now_ms
        self.window.requestActivate()
        self.settle()
        assert self.name == page.partition(",")[0]

    def feed(self, *events):
        for event in events:
            self.pad.hear(event)
        self.settle()

    def settle(self):
        """Let everything be laid out and painted: once what is new, once what that has moved."""
        for _ in range(2):
            QGuiApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self.window.grabWindow()

    @property
    def name(self):
        return self.pad.where()[0]

    def tap(self, name):
        touch(self.window, self.finger, find(spots(self.window), name))
        self.settle()

    def spots(self):
        return spots(self.window)

    def names(self):
        return [spot.name for spot in self.spots()]

    def texts(self):
        """Every painted text."""
        return list(texts_below(self.window.contentItem()))

    def close(self):
        self.front.close()
