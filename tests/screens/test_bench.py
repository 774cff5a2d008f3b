"""The device bench, driven by touch, with real twins behind it on real ports."""

from collections import Counter
from threading import Event
from time import monotonic

import pytest
from PySide6.QtTest import QTest

from drivers.sim.code_scanner import CodeScannerTwin
from drivers.sim.faults import Fault
from drivers.sim.id_card import SamvTwin
from drivers.sim.line import PtyLine
from drivers.sim.ticket_printer import TicketPrinterTwin
from drivers.transport.open import open_connection
from hall.settings import Words
from kiosk.bench import BenchDevice, BenchTwins, BenchUnit
from kiosk.bench.hands import BINARY, LONG
from kiosk.bench.window import PX_PER_MM, open_bench
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
TICKET = b"\x1b@" + "号码 A012\n".encode("gb18030") + b"\x1dV\x00"


class Bench:
    """A bench with five twins, and a finger."""

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
        self.view, self.window = open_bench(self.engine, BenchTwins(units, CODE), language)
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

    def wire(self, at):
        return open_connection(self.lines[at].port, {"baud": 115200}, lambda: None)

    def close(self):
        self.window.close()
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


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("menu", ["", "menu:faults", "menu:people"])
def test_every_word_is_whole_and_every_button_apart_and_large_enough(bench, language, menu):
    desk = bench(language)
    for card in desk.view.cards():
        if menu == "menu:faults" or (menu and card.title in (READER.zh, READER.en)):
            card.press(menu)
    seen = desk.look()
    for word in texts(desk.window):
        assert not word.cut, word
        assert word.contrast >= 7, word
    buttons = [spot for spot in seen if spot.touchable]
    assert not [name for name, count in Counter(spot.name for spot in buttons).items() if count > 1]
    for at, one in enumerate(buttons):
        x, y, w, h = one.rect
        assert min(w, h) >= 12.7 * PX_PER_MM, one.name
        for other in buttons[at + 1 :]:
            ox, oy, ow, oh = other.rect
            assert x + w <= ox or ox + ow <= x or y + h <= oy or oy + oh <= y, (one.name, other.name)
