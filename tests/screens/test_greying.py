"""What needs something that is away is greyed, says why and where else it can be had, and comes back by itself."""

from dataclasses import replace

import pytest

from hall.settings import Words
from kiosk.flows.atlas import Machine
from kiosk.flows.needs import NEEDS
from kiosk.flows.place_words import PlacesKnown
from kiosk.flows.touches import Purpose
from kiosk.flows.words import Health, HealthChanged
from tests.support.around import go, known
from tests.support.filing_pages import GUIDED, SCANNERS
from tests.support.front import AWAY, GOOD, PAGES, PRINTERLESS, SETTINGS, UNPLUGGED

HERE = known(SETTINGS)[0]
OTHER = Machine("t2", "terminal", Words(zh="二楼电梯旁", en="By the lift upstairs"), frozenset({"id_card"}))
SECOND = PlacesKnown(replace(HERE.atlas, machines=(*HERE.atlas.machines, OTHER)))


def tile(screen, name):
    """Whether it can be had, and what it says."""
    spot = next(spot for spot in screen.spots() if spot.name == name)
    return spot.enabled, spot.text


def test_the_home_page_changes_by_itself_as_a_device_fails_and_returns(terminal):
    terminal.feed(HERE)
    terminal.tap("点这里开始")
    terminal.tap("办事申请")
    assert tile(terminal, "居住证申领")[0]
    terminal.feed(UNPLUGGED)
    assert tile(terminal, "居住证申领") == (False, "身份证读卡器用不了，请取号到窗口办理")
    terminal.feed(SECOND)
    assert tile(terminal, "居住证申领") == (False, "身份证读卡器用不了，请用二楼电梯旁的机器")
    terminal.feed(GOOD)
    assert tile(terminal, "居住证申领")[0]
    terminal.tap("上一步")
    terminal.feed(UNPLUGGED)
    assert tile(terminal, "办事申请") == (True, "可以先看要带什么。身份证读卡器用不了，请用二楼电梯旁的机器")


def test_without_a_card_reader_one_reads_what_is_needed_and_is_told_where_one_comes_further(terminal):
    terminal.feed(GUIDED, HealthChanged(replace(SCANNERS.health, card_reader="bus.notFound")))
    go(terminal, "点这里开始", "办事申请")
    assert not tile(terminal, "读卡器用不了，找不到上次的")[0]
    go(terminal, "居住证申领", "有稳定住所")
    assert tile(terminal, "打印这份清单")[0]
    assert not tile(terminal, "继续")[0]
    assert any("请取号到窗口办理" in name for name in terminal.names())
    terminal.feed(SCANNERS)
    assert tile(terminal, "继续")[0]


def test_without_the_network_progress_is_greyed_with_the_number_to_call(terminal):
    terminal.tap("点这里开始")
    terminal.feed(AWAY)
    assert tile(terminal, "查进度") == (False, "没有网络，请拨打 0000-12345")
    assert tile(terminal, "取号")[0]
    terminal.feed(GOOD)
    assert tile(terminal, "查进度")[0]


def test_a_ticket_is_printed_again_at_the_nearest_machine_with_a_printer(terminal):
    terminal.feed(HERE)
    go(terminal, "点这里开始", "取号", "不用证件，直接取号")
    terminal.tap("补打、其他")
    terminal.feed(PRINTERLESS)
    assert tile(terminal, "补打号票") == (False, "小票打印机用不了，请用大门右侧的机器")
    terminal.feed(AWAY)
    assert tile(terminal, "预约报到") == (False, "没有网络，请到咨询台")
    terminal.feed(GOOD)
    assert tile(terminal, "补打号票")[0]
    assert tile(terminal, "预约报到")[0]


def test_a_receipt_that_did_not_come_out_can_be_tried_again_while_either_printer_works(terminal):
    a4 = replace(PRINTERLESS.health, devices={"document_printer": ""})
    terminal.open("no_paper, receipt", PAGES["terminal"]["no_paper, receipt"])
    terminal.feed(PRINTERLESS)
    assert tile(terminal, "等工作人员处理好打印机，再点这里") == (False, "等工作人员处理好打印机，再点这里")
    terminal.feed(HealthChanged(a4))
    assert tile(terminal, "再打一次")[0]


def test_who_signs_by_card_is_led_to_the_hand_when_the_reader_fails_and_not_away(terminal):
    terminal.open("sign, by card, reader unplugged", PAGES["terminal"]["sign, by card, reader unplugged"])
    assert any("点“还是用手写”" in name for name in terminal.names())
    assert tile(terminal, "还是用手写")[0]


def test_what_was_said_of_an_empty_printer_goes_once_it_has_paper(terminal):
    terminal.open("materials, no paper", PAGES["terminal"]["materials, no paper"])
    terminal.feed(HealthChanged(replace(GOOD.health, printer="paper.out")))
    assert any("打印机没有纸了" in name for name in terminal.names())
    terminal.feed(GOOD)
    assert not any("打印机没有纸了" in name for name in terminal.names())


@pytest.mark.parametrize(
    ("page", "said"),
    [("paper, unplugged", "可以用高拍仪拍"), ("scanned, unplugged", "点“上一步”，剩下的用高拍仪拍")],
)
def test_whose_scanner_was_unplugged_is_told_of_the_camera_until_it_is_back(terminal, page, said):
    terminal.open(page, PAGES["terminal"][page])
    assert any(said in name for name in terminal.names())
    if page.startswith("scanned"):
        terminal.tap("上一步")
        assert tile(terminal, "用高拍仪再加几页")[0]
        return
    terminal.feed(SCANNERS)
    assert not any("断开了" in name for name in terminal.names())


def test_a_number_is_never_printed_on_a4(terminal):
    terminal.open("no_paper", PAGES["terminal"]["no_paper"])
    terminal.feed(HealthChanged(replace(PRINTERLESS.health, devices={"document_printer": ""})))
    assert not tile(terminal, "等工作人员处理好打印机，再点这里")[0]


def test_a_unit_without_a_device_says_so(terminal):
    terminal.feed(HealthChanged(Health(online=True, card_reader="device.none", code_scanner="", printer="")))
    terminal.tap("点这里开始")
    assert tile(terminal, "办事申请") == (
        True,
        "可以先看要带什么。这台机器没有身份证读卡器，请取号到窗口办理",
    )


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_says_what_it_needs(purpose):
    assert purpose in NEEDS
