"""What the screens say is true now: queues that are not known, readers that cannot be used, cards that lie there."""

import pytest
from PIL.ImageQt import fromqimage
from PySide6.QtCore import QSize
from pyzbar.pyzbar import decode

from hall.domain.cases.codes import query_code
from kiosk.flows import touches as t
from kiosk.flows.words import (
    CardLies,
    CardLifted,
    CardProblem,
    CardRead,
    NumberCalled,
    PaperEnded,
    PrintOutcome,
    Tick,
)
from kiosk.views.order import OrderModel
from tests.support.front import (
    AWAY,
    DOOR_NUMBER,
    GOOD,
    HALL,
    MOBILE,
    NUMBER,
    PERSON,
    PRINTED,
    PRINTERLESS,
    READY,
    SAVED,
    SUBMIT,
    TICKET,
    UNPLUGGED,
    Screen,
)


@pytest.fixture
def screen(request):
    made = Screen(getattr(request, "param", "terminal"))
    made.feed(*READY)
    yield made
    made.close()


dispenser = pytest.mark.parametrize("screen", ["dispenser"], indirect=True)


def said(screen):
    """Everything a citizen reads, keys and their small print too."""
    return " ".join(f"{spot.name} {spot.text}" for spot in screen.spots())


@pytest.mark.parametrize("screen", ["terminal", "dispenser"], indirect=True)
def test_no_queue_is_told_while_the_server_is_away(screen):
    assert "现在不用等" in said(screen)
    screen.feed(AWAY, HALL)
    for _ in range(2):
        assert not {word for word in ("不用等", "人等候") if word in said(screen)}
        assert "等候人数暂不清楚" in said(screen)
        screen.feed(*TICKET, t.Skip())
    screen.feed(GOOD)
    assert "前面 12 人等候" in said(screen)


def test_a_hall_never_met_has_no_queue_lengths(screen):
    fresh = Screen("terminal")
    try:
        fresh.feed(HALL)
        assert "等候人数暂不清楚" in said(fresh)
        assert "不用等" not in said(fresh)
    finally:
        fresh.close()


def test_a_card_left_behind_is_asked_for_without_a_word_about_its_owner(screen):
    screen.feed(*TICKET, CardRead(PERSON), CardLies())
    screen.tap("结束办理")
    assert screen.name == "take_card"
    assert {"请取回身份证", "已经取回"} <= set(screen.names())
    assert "张" not in said(screen)
    screen.tap("已经取回")
    screen.feed(CardLies())
    assert {"自助服务终端", "读卡区有一张身份证"} <= set(screen.names())
    screen.feed(CardLifted())
    assert "读卡区有一张身份证" not in screen.names()


def test_the_idle_warning_speaks_of_the_card(screen):
    screen.feed(*TICKET, CardRead(PERSON), t.Proceed(), Tick(500_000))
    assert {"您还在吗？", "离开时请取回身份证"} <= set(screen.names())


def test_a_card_that_lies_there_already_is_to_be_laid_down_again(screen):
    screen.feed(*TICKET, CardLies())
    assert "请拿起来；要用这张卡，就再平放一次" in screen.names()
    screen.feed(CardLifted())
    assert "读卡区已经有一张身份证" not in screen.names()


def test_without_the_reader_the_whole_page_asks_for_the_code(screen):
    screen.feed(*TICKET, CardProblem("bus.notFound"), UNPLUGGED)
    names = set(screen.names())
    assert {"请出示居民服务码", "等待扫码", "读卡器暂时用不了", "不用证件，直接取号"} <= names
    assert (
        not {"等待放卡或扫码", "请放身份证", "读卡区", "找不到设备", "到咨询台办理，并告诉工作人员"} & names
    )
    screen.feed(GOOD)
    names = set(screen.names())
    assert {"请放身份证，或出示居民服务码", "等待放卡或扫码"} <= names
    assert not {"读卡器暂时用不了", "找不到设备"} & names


def test_an_application_without_the_reader_is_sent_to_a_window(screen):
    screen.feed(t.Begin(), t.Want(t.Purpose.APPLICATION), CardProblem("bus.notFound"), UNPLUGGED)
    names = set(screen.names())
    (item,) = [spot for spot in screen.spots() if spot.name == "养老待遇资格认证"]
    assert not item.enabled
    assert "请取号到窗口办理" in item.text
    assert not {"等待放卡或扫码", "等待扫码", "请出示居民服务码"} & names


@pytest.mark.parametrize(
    ("screen", "events"),
    [("dispenser", [PRINTERLESS]), ("dispenser", []), ("terminal", [*TICKET, t.Skip()])],
    ids=["printers-banner", "dispenser", "terminal"],
    indirect=["screen"],
)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_four_services_stay_on_one_page(screen, events, language, large):
    screen.feed(*events)
    screen.use(language, large)
    names = screen.names()
    services = [each.name.en if language == "en" else each.name.zh for each in HALL.services]
    assert [name for name in names if name in services] == services
    assert not {"下一屏", "More"} & set(names)


@dispenser
def test_who_gave_a_phone_number_is_told_that_it_counts(screen):
    screen.feed(t.MoreWays(), t.ByPhone(), *map(t.Digit, MOBILE), t.Proceed())
    assert screen.name == "services"
    assert "已用手机号，请选业务" in screen.names()
    assert "可以先放身份证，也可以直接点" not in screen.names()
    screen.tap("结束办理")
    assert "办哪项业务？" in screen.names()


@dispenser
def test_a_printer_that_works_again_is_not_called_jammed(screen):
    screen.feed(*DOOR_NUMBER, PRINTERLESS, PaperEnded("i1", PrintOutcome.NOT_PRINTED, "cutter.jammed"))
    assert {"打印机卡纸", "cutter.jammed"} <= set(screen.names())
    screen.feed(GOOD)
    assert not {"打印机卡纸", "cutter.jammed"} & set(screen.names())
    assert "打印机已经恢复" in screen.names()
    screen.tap("再打一次")
    assert screen.name == "printing"


def test_who_is_called_while_reading_the_number_is_told_where_to_go(screen):
    screen.feed(*NUMBER, PaperEnded("i1", PRINTED), NumberCalled("A099", 1))
    assert "前面还有 12 人" in screen.names()
    screen.feed(NumberCalled("A012", 2))
    assert "已经叫到您，请到 2 号窗口" in screen.names()
    assert not [name for name in screen.names() if "前面还有" in name or "等候叫号" in name]


def test_one_window_and_several_windows_are_told_in_good_english(screen):
    screen.feed(*NUMBER, PaperEnded("i1", PRINTED))
    screen.use("en", large=False)
    assert "Wait near windows 1, 2 for your call" in screen.names()
    screen.feed(t.Finish(), CardLifted(), *TICKET, t.Skip(), t.SetLanguage("en"))
    assert {"Windows 1, 2", "Window 3"} <= set(said_parts(screen))


def said_parts(screen):
    return [part for spot in screen.spots() for part in spot.text.split("。")]


@pytest.mark.parametrize("large", [False, True])
def test_the_bar_is_as_high_in_english_as_in_chinese(screen, large):
    heights = set()
    for language in ("zh", "en"):
        screen.use(language, large)
        name = {"zh": "帮助", "en": "Help"}[language]
        (spot,) = [spot for spot in screen.spots() if spot.name == name]
        heights.add(spot.rect[3])
    assert len(heights) == 1


def test_the_code_of_the_receipt_is_there_in_its_first_frame_and_gone_after_the_visit(screen):
    for event in (*SUBMIT, SAVED, PaperEnded("i2", PRINTED)):
        screen.front.visit.hear(event)
    link = f"http://127.0.0.1:8710/c/{query_code('i2')}".encode()
    assert [code.data for code in decode(fromqimage(screen.window.grabWindow()))] == [link]
    order = screen.front.engine.findChild(OrderModel)
    address = order.property("qr").toString()
    assert "T1" not in address
    screen.feed(t.Finish(), t.Finish())  # the first leads to the faces
    pictures = screen.front.engine.imageProvider("order")
    assert pictures.requestImage(address, QSize(), QSize()).isNull()
    assert order.property("qr").toString() == ""
