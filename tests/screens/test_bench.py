"""The device bench, driven by touch, with real twins behind it on real ports."""

import collections
from threading import Event
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.transport.open import open_connection
from hall.settings import Words
from kiosk.bench import (
    AwayError,
    BenchDevice,
    BenchHall,
    BenchProgram,
    BenchTwins,
    BenchUnit,
    ClerkSees,
    ClerkWindow,
    NoError,
)
from kiosk.bench.counter import Counter
from kiosk.bench.hands import BINARY, LONG
from kiosk.bench.window import open_bench, scale
from kiosk.toolkit import make_engine, start_qt
from kiosk.toolkit.hand import find, touch
from kiosk.toolkit.tree import spots
from tests.unit.queue_display.looking import texts

CODE = "YXFW1:0123456789ABCDEF"
READER, SCANNER, PRINTER = (
    Words(zh="身份证阅读机具", en="ID card reader"),
    Words(zh="扫码器", en="Code scanner"),
    Words(zh="小票打印机", en="Ticket printer"),
)
TERMINAL, DISPENSER = Words(zh="终端", en="Terminal"), Words(zh="取号机", en="Dispenser")
SIZE = (367, 756)
"""The bench's place on a screen of 1366 by 768."""
PX_PER_MM = scale(*SIZE)
NAMES = (
    Words(zh="综合窗口", en="General"),
    Words(zh="社会保险", en="Social insurance"),
    Words(zh="户籍证件", en="Residence and ID"),
    Words(zh="不动产登记", en="Property registration"),
)
TICKET = b"\x1b@" + "号码 A012\n".encode("gb18030") + b"\x1dV\x00"


class Staff:
    """A clerk with two people waiting, or without a server; a cable; three programs."""

    def __init__(self):
        self.away = False
        self.refuses = None
        self.waiting = ["A012", "A2-015"]
        self.at = dict.fromkeys(range(1, 5), "")
        self.whole = True
        self.ended = {"server": None, "t1": None, "board": None}

    def _answer(self):
        if self.away:
            raise AwayError("GET /board: ConnectError")

    def look(self):
        self._answer()
        windows = [
            ClerkWindow(number, name, self.at[number], len(self.waiting))
            for number, name in enumerate(NAMES, 1)
        ]
        return ClerkSees(tuple(windows), len(self.waiting))

    def call(self, window):
        self._answer()
        if self.refuses is not None:
            raise NoError(self.refuses)
        self.at[window] = self.waiting.pop(0) if self.waiting else ""
        return self.at[window]

    def finish(self, window):
        self._answer()
        number, self.at[window] = self.at[window], ""
        return number

    def cut(self):
        self.whole = False

    def mend(self):
        self.whole = True

    def states(self):
        titles = {
            "server": Words(zh="服务器", en="Server"),
            "t1": TERMINAL,
            "board": Words(zh="叫号屏", en="Board"),
        }
        said = "unit board: the screen is too small for its viewing distance: at most 18.7 m"
        return [
            BenchProgram(name, titles[name], ended, said if ended else "")
            for name, ended in self.ended.items()
        ]

    def start_again(self, program):
        self.ended[program] = None


class Bench:
    """A bench with five twins, a hall around them, and a finger."""

    def __init__(self, app, language, folder):
        self.app = app
        self.reader, self.scanner, self.printer = SamvTwin(), CodeScannerTwin(), TicketPrinterTwin()
        machines = [self.reader, self.scanner, self.printer, SamvTwin(), TicketPrinterTwin()]
        self.lines = [PtyLine(machine, folder / str(at)) for at, machine in enumerate(machines)]
        for line in self.lines:
            line.start()
        devices = [
            BenchDevice(title, line)
            for title, line in zip((READER, SCANNER, PRINTER, READER, PRINTER), self.lines, strict=True)
        ]
        units = (BenchUnit(TERMINAL, tuple(devices[:3])), BenchUnit(DISPENSER, tuple(devices[3:])))
        self.engine = make_engine(PX_PER_MM)
        self.staff = Staff()
        self.counter = Counter(self.staff)
        twins = BenchTwins(units, CODE, BenchHall(self.staff, self.staff, self.staff))
        self.view, self.window = open_bench(self.engine, twins, self.counter, language)
        self.window.resize(*SIZE)
        self.window.show()
        self.counter.start()
        self.finger = QTest.createTouchDevice()
        self.look()

    def look(self):
        self.view.refresh()
        for _ in range(3):
            self.app.processEvents()
        return spots(self.window)

    def tap(self, name):
        touch(self.window, self.finger, find(self.look(), name))
        self.look()

    def says(self):
        self.look()
        return {seen.text for seen in texts(self.window)}

    def wait_for(self, wanted, limit_s=10):
        end = monotonic() + limit_s
        while not wanted():
            assert monotonic() < end, self.says()
            Event().wait(0.02)
            self.look()

    def wire(self, at):
        return open_connection(self.lines[at].port, {"baud": 115200}, lambda: None)

    def press(self, key):
        QTest.keyClick(self.window, key)
        self.look()

    def close(self):
        self.window.close()
        self.counter.stop()
        self.engine.deleteLater()
        self.app.processEvents()
        for line in self.lines:
            line.stop()


@pytest.fixture
def bench(tmp_path):
    app = start_qt(["bench"])
    made = []

    def make(language="zh"):
        made.append(Bench(app, language, tmp_path))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_a_card_is_put_on_the_reader_and_taken_away(bench):
    desk = bench()
    desk.tap("终端 身份证阅读机具 放卡")
    assert desk.reader.card is not None
    assert "读卡器上：张小凡的身份证" in desk.says()
    desk.tap("终端 身份证阅读机具 取走")
    assert desk.reader.card is None


def test_another_person_comes_by(bench):
    desk = bench()
    desk.tap("终端 身份证阅读机具 换人")
    desk.tap("终端 身份证阅读机具 李静怡")
    desk.tap("终端 身份证阅读机具 放卡")
    assert desk.reader.card.fields["name"] == "李静怡"


@pytest.mark.parametrize(
    ("button", "start"), [("出示服务码", CODE.encode()), ("出示乱码", BINARY), ("出示超长码", LONG)]
)
def test_a_code_is_shown_to_the_scanner_and_arrives_on_its_wire(bench, button, start):
    desk = bench()
    wire = desk.wire(1)
    desk.tap(f"终端 扫码器 {button}")
    got = b""
    while len(got) < len(start):
        got += wire.read(65536, 10_000)
    assert got.startswith(start)
    wire.close()


def test_a_ticket_comes_out_as_a_picture_and_is_torn_off(bench):
    desk = bench()
    wire = desk.wire(2)
    wire.write(TICKET)
    desk.wait_for(lambda: any("出纸口有 1 张纸" in spot.name for spot in desk.look()))
    card = desk.view.stands[0].cards[2]
    assert card.png.startswith(b"\x89PNG")
    desk.tap("终端 小票打印机 撕下")
    assert not desk.printer.pieces
    assert "出纸口没有纸" in desk.says()
    wire.close()


@pytest.mark.parametrize(
    ("make", "mend", "fault"),
    [
        ("取出纸", "装纸", Fault.PAPER_OUT),
        ("纸将尽", "换新纸卷", Fault.NEAR_END),
        ("开盖", "合盖", Fault.COVER_OPEN),
        ("卡纸", "清除卡纸", Fault.JAM),
    ],
)
def test_each_trouble_of_a_printer_is_made_and_mended(bench, make, mend, fault):
    desk = bench()
    desk.tap(f"终端 小票打印机 {make}")
    assert desk.printer.fault is fault
    desk.tap(f"终端 小票打印机 {mend}")
    assert desk.printer.fault is Fault.NONE


def test_a_plug_is_pulled_and_put_back(bench):
    desk = bench()
    desk.tap("取号机")
    desk.tap("取号机 小票打印机 拔线")
    assert not desk.lines[4].plugged
    assert "已拔线" in desk.says()
    desk.tap("取号机 小票打印机 插线")
    assert desk.lines[4].plugged


def test_every_fault_the_machine_knows_can_be_chosen(bench):
    desk = bench()
    for fault in sorted(desk.reader.faults - {Fault.NONE}):
        desk.tap("终端 身份证阅读机具 故障")
        desk.tap(f"终端 身份证阅读机具 {desk.view.stands[0].cards[0]._words.fault(fault)}")
        assert desk.reader.fault is fault
    desk.tap("终端 身份证阅读机具 故障")
    desk.tap("终端 身份证阅读机具 一切正常")
    assert desk.reader.fault is Fault.NONE
    assert desk.lines[0].plugged


def test_a_clerk_calls_and_finishes_and_sees_who_waits(bench):
    desk = bench()
    desk.tap("窗口和大厅")
    desk.wait_for(lambda: "全大厅 2 人等候" in desk.says())
    desk.tap("2 号窗口 叫下一位")
    desk.wait_for(lambda: "A012 已叫到 2 号窗口" in desk.says())
    assert "全大厅 1 人等候" in desk.says()
    assert "A012" in desk.says()
    desk.tap("2 号窗口 办结")
    desk.wait_for(lambda: "2 号窗口：A012 已办结" in desk.says())
    assert "A012" not in desk.says()
    desk.staff.waiting.clear()
    desk.wait_for(lambda: "全大厅 0 人等候" in desk.says())
    assert not {spot.name: spot.enabled for spot in desk.look()}["2 号窗口 叫下一位"]


def test_a_server_that_is_away_is_said_and_the_bench_goes_on(bench):
    desk = bench()
    desk.tap("窗口和大厅")
    desk.wait_for(lambda: "全大厅 2 人等候" in desk.says())
    desk.staff.away = True
    desk.tap("1 号窗口 叫下一位")
    desk.wait_for(lambda: "没有办成：服务器没有应答。应答后再点一次，不会多叫一位" in desk.says())
    assert "服务器没有应答，正在重试。已取的号都还在" in desk.says()
    desk.staff.away = False
    desk.wait_for(lambda: "全大厅 2 人等候" in desk.says())


def test_a_verb_that_the_server_refuses_is_told_in_the_servers_words(bench):
    desk = bench()
    desk.tap("窗口和大厅")
    desk.wait_for(lambda: "全大厅 2 人等候" in desk.says())
    desk.staff.refuses = Words(zh="该窗口当前没有叫号。", en="It serves nobody.")
    desk.tap("1 号窗口 叫下一位")
    desk.wait_for(lambda: "1 号窗口没有办成：该窗口当前没有叫号。" in desk.says())
    assert not any("没有应答" in text for text in desk.says())


def test_the_network_cable_is_pulled_and_put_back(bench):
    desk = bench()
    desk.tap("窗口和大厅")
    desk.tap("拔下网线")
    assert not desk.staff.whole
    assert "已拔下：各机器离线办理，接回后自动补送" in desk.says()
    desk.tap("接回网线")
    assert desk.staff.whole


def test_a_program_that_ended_is_told_on_every_page_and_started_again(bench):
    desk = bench()
    desk.staff.ended["board"] = 2
    desk.tap("叫号屏已停下")
    assert any("意外结束（2）：unit board: the screen is too small" in text for text in desk.says())
    desk.tap("叫号屏 重新启动")
    assert desk.staff.ended["board"] is None
    assert not any("已停下" in text for text in desk.says())


def test_paper_is_looked_at_closely_and_put_away(bench):
    desk = bench()
    wire = desk.wire(2)
    wire.write(TICKET)
    desk.wait_for(lambda: bool(desk.printer.pieces))
    desk.tap("终端 小票打印机 放大看纸")
    desk.tap("收起")
    desk.tap("终端 小票打印机 撕下")
    assert not desk.printer.pieces
    wire.close()


def test_the_keyboard_alone_is_enough_and_keeps_its_place(bench):
    desk = bench()
    assert QTest.qWaitForWindowActive(desk.window)
    for _ in range(12):
        desk.press(Qt.Key.Key_Tab)
        item = desk.window.activeFocusItem()
        if item is not None and item.property("text") == "换人…":
            break
    desk.press(Qt.Key.Key_Space)
    assert desk.window.activeFocusItem().property("text") == "张小凡"
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.activeFocusItem().property("text") == "放卡"
    desk.press(Qt.Key.Key_Space)
    assert desk.reader.card.fields["name"] == "李静怡"
    assert desk.window.activeFocusItem().property("text") == "取走"


PAGES = {"zh": ("终端", "取号机", "窗口和大厅"), "en": ("Terminal", "Dispenser", "Windows, hall")}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("menu", ["", "menu:faults", "menu:people", "trouble"])
def test_every_word_is_whole_and_every_button_apart_and_large_enough(bench, language, menu):
    desk = bench(language)
    for card in desk.view.cards():
        if menu == "menu:faults" or (menu == "menu:people" and card.title in (READER.zh, READER.en)):
            card.press(menu)
    desk.wait_for(lambda: bool(desk.view.around.windows))
    if menu == "trouble":
        desk.staff.away, desk.staff.ended["board"] = True, 2
        desk.staff.cut()
        desk.wait_for(lambda: desk.view.around.away)
    for name in PAGES[language]:
        desk.tap(name)
        look_over(desk)


def look_over(desk):
    seen = desk.look()
    for word in texts(desk.window):
        assert not word.cut, word
        assert word.contrast >= 7, word
    buttons = [spot for spot in seen if spot.touchable]
    assert not [
        name for name, count in collections.Counter(spot.name for spot in buttons).items() if count > 1
    ]
    for at, one in enumerate(buttons):
        x, y, w, h = one.rect
        assert min(w, h) >= 12.7 * PX_PER_MM, one.name
        assert x >= 0, one.name
        assert x + w <= SIZE[0], one.name
        for other in buttons[at + 1 :]:
            ox, oy, ow, oh = other.rect
            assert x + w <= ox or ox + ow <= x or y + h <= oy or oy + oh <= y, (one.name, other.name)
