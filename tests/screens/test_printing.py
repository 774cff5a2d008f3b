"""Print and copy: by touch, by keys only, and without the network, each from the first page to the paper."""

import pytest

from kiosk.flows.case_words import CasesFound, PrintNotice
from kiosk.flows.copy_words import PrintCopies, PrinterSeen, PrintForm
from kiosk.flows.filing.filing import Scan
from kiosk.flows.filing.words import PageScanned, ScanEnded, ScanPages
from kiosk.flows.words import CardRead, EndVisit, PaperEnded, PrintOutcome
from tests.screens.test_by_keys import Presser
from tests.screens.test_progress import last, shows
from tests.support.case_pages import CASES
from tests.support.copy_pages import equipped, sheet
from tests.support.front import AWAY, GOOD, PERSON
from tests.support.guides import LIBRARY


@pytest.fixture
def copier(terminal):
    terminal.feed(equipped(GOOD.health), LIBRARY)
    return terminal


def pages(screen, count):
    screen.feed(*(PageScanned("copy", Scan(f"{at:064x}", sheet())) for at in range(count)), ScanEnded("copy"))


def enabled(screen):
    return [spot.name for spot in screen.spots() if spot.enabled]


def choose(hand, name):
    """A row of a list that may be on a later screenful."""
    screen = getattr(hand, "screen", hand)
    for _ in range(4):
        if name in screen.names():
            break
        hand.tap("下一屏")
    hand.tap(name)


def test_by_touch_two_copies_on_both_sides_and_no_more_than_the_paper_of_a_visit(copier):
    copier.tap("点这里开始")
    choose(copier, "打印复印")
    copier.feed(PrinterSeen(two_sided=True))
    shows(copier, "还可以用 10 张")
    copier.tap("复印单张的纸")
    assert last(copier, ScanPages) == ScanPages("copy", "feeder", keep=False)
    pages(copier, 7)
    copier.tap("继续")
    assert "多一份" not in enabled(copier)
    copier.tap("双面")
    copier.tap("多一份")
    shows(copier, "2 份", "一共用 8 张纸")
    assert "多一份" not in enabled(copier)
    copier.tap("开始打印")
    order = last(copier, PrintCopies)
    assert (len(order.pages), order.copies, order.duplex) == (7, 2, True)
    copier.feed(PaperEnded(order.intent, PrintOutcome.PRINTED))
    shows(copier, "印好了", "原件", "还可以用 2 张")
    copier.tap("再印别的")
    copier.tap("复印身份证")
    assert last(copier, ScanPages) == ScanPages("copy", "camera", card=True, keep=False)
    copier.tap("结束办理")
    assert copier.effects[-1] == EndVisit()


def test_by_keys_only_a_copy_of_which_nobody_knows_is_printed_again_only_by_the_citizen(copier):
    presser = Presser(copier)
    presser.tap("点这里开始")
    choose(presser, "打印复印")
    copier.feed(PrinterSeen(two_sided=False))
    presser.tap("复印单张的纸")
    pages(copier, 1)
    for name in ("继续", "开始打印"):
        presser.tap(name)
    first = last(copier, PrintCopies)
    copier.feed(PaperEnded(first.intent, PrintOutcome.UNKNOWN, "job.unconfirmed"))
    shows(copier, "纸都出来了吗？", "数一数页数", "还可以用 9 张")
    assert len([each for each in copier.effects if isinstance(each, PrintCopies)]) == 1
    presser.tap("没有出来，再印一次")
    again = last(copier, PrintCopies)
    assert (again.pages, again.intent != first.intent) == (first.pages, True)
    copier.feed(PaperEnded(again.intent, PrintOutcome.NOT_PRINTED, "tray.empty"))
    shows(copier, "没有 A4 纸", "还可以用 9 张")
    presser.tap("再试一次")
    copier.feed(PaperEnded(last(copier, PrintCopies).intent, PrintOutcome.UNKNOWN, "bus.gone"))
    presser.tap("都出来了")
    shows(copier, "印好了", "还可以用 8 张")


def test_without_the_network_copies_and_forms_are_to_be_had_and_notices_say_why_not(copier):
    copier.feed(equipped(AWAY.health))
    copier.tap("点这里开始")
    choose(copier, "打印复印")
    shows(copier, "要连上大厅才能打印")
    copier.tap("复印本子、厚的、小的")
    pages(copier, 1)
    copier.tap("继续")
    copier.tap("开始打印")
    copier.feed(PaperEnded(last(copier, PrintCopies).intent, PrintOutcome.PRINTED))
    copier.tap("再印别的")
    copier.tap("打印表格")
    for name in (*"JZZ", "找到 1 项，去看"):
        copier.tap(name)
    for name in ("居住证申领", "打印表格", "居住证申领表（样表）"):
        copier.tap(name)
    form = last(copier, PrintForm)
    assert (form.guide, form.what) == ("residence-permit", "sample")
    copier.feed(PaperEnded(form.intent, PrintOutcome.PRINTED))
    shows(copier, "居住证申领表（样表）已打印，请取走")
    copier.tap("整份办事指南")
    copier.feed(PaperEnded(last(copier, PrintForm).intent, PrintOutcome.PRINTED))
    shows(copier, "整份办事指南已打印，请取走")
    copier.tap("居住证申领表（样表）")
    copier.feed(PaperEnded(last(copier, PrintForm).intent, PrintOutcome.NOT_PRINTED, "tray.empty"))
    shows(copier, "没有 A4 纸")
    assert not any("已打印" in name for name in copier.names())


def test_a_notice_says_on_what_it_comes_out_and_takes_the_receipt_printer_when_a4_is_away(copier):
    copier.tap("点这里开始")
    choose(copier, "打印复印")
    copier.tap("打印通知书")
    copier.feed(CardRead(PERSON), CasesFound(CASES[:1]))
    copier.tap("打印通知书")
    shows(copier, "打在 A4 纸上")
    copier.tap("受理通知书")
    order = last(copier, PrintNotice)
    assert order.a4
    copier.feed(PaperEnded(order.intent, PrintOutcome.NOT_PRINTED, "tray.jammed"))
    copier.feed(equipped(GOOD.health, document_printer="tray.jammed"))
    copier.tap("打印通知书")
    shows(copier, "打在小票上")
    copier.tap("受理通知书")
    assert not last(copier, PrintNotice).a4


def test_a_unit_without_an_a4_printer_has_no_such_tile_and_one_that_is_down_says_why(terminal):
    terminal.feed(LIBRARY)
    terminal.tap("点这里开始")
    names = list(terminal.names())
    if "下一屏" in names:
        terminal.tap("下一屏")
        names += terminal.names()
    assert "打印复印" not in names
    terminal.feed(equipped(GOOD.health, document_printer="queue.stopped"))
    tiles = [spot for spot in terminal.spots() if spot.name == "打印复印"]
    assert [spot.enabled for spot in tiles] == [False]
