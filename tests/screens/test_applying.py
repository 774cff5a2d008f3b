"""A whole application at the terminal: by touch, by keys only, with the server away; what it shows is true and masked."""

import pytest
from PySide6.QtCore import QSize

from hall.contract.filing import How
from hall.domain.dates import iso_in
from kiosk.flows import touches as t
from kiosk.flows.filing.words import (
    DraftFound,
    PageScanned,
    ScanEnded,
    ScanPages,
)
from kiosk.flows.speech import Speak
from kiosk.flows.words import (
    CardRead,
    CardSeen,
    CaseSaved,
    EndVisit,
    HealthChanged,
    PaperEnded,
    PrintOutcome,
    SubmitApplication,
)
from kiosk.toolkit.hand import draw, named
from kiosk.views.filing.scans import ScanPictures, ScansModel
from tests.screens.test_by_keys import Presser
from tests.support.filing_pages import GUIDED, OTHER, SCANNERS, pages, scan
from tests.support.front import GOOD, MOBILE, PERSON, TERMINAL, replace

CITIZEN = replace(PERSON, birth="1949-12-31")
NUMBER = "T1-20261122-0007"


@pytest.fixture
def desk(terminal):
    """A terminal with an item that asks for everything, and with a scanner and a camera."""
    terminal.feed(GUIDED, SCANNERS)
    return terminal


def begin(screen, press):
    """Up to the first question."""
    for name in ("点这里开始", "办事申请", "居住证申领", "有稳定住所", "继续"):
        press(name)
    screen.feed(CardSeen(), CardRead(CITIZEN), DraftFound(None))
    for name in ("是我，继续", "给我自己办", *MOBILE, "继续"):
        press(name)
    assert screen.name == "question"


def answer(press):
    """Every question, with the real keyboard."""
    for name in ("数字", "8", "号", "继续"):
        press(name)
    for name in (*"20260102", "继续", "3", "继续", "不填，跳过", "租的房"):
        press(name)


def scanned(screen, press, source, count, **bad):
    """The material that is shown is scanned."""
    press(source)
    [wanted] = [each for each in screen.effects if isinstance(each, ScanPages)][-1:]
    screen.feed(*pages(wanted.material, count, bad.get("bad", {}).items()))


def hand_in(screen, press):
    """Every material, each in another way."""
    press("今天没带，5 天内补交")
    press("签承诺书代替")
    scanned(screen, press, "放进扫描仪", 2)
    press("继续")
    scanned(screen, press, "用高拍仪拍", 1)
    press("继续")
    press("不交这一样")
    assert screen.name == "commitment"
    press("读完了，我承诺")
    assert screen.name == "sign"


def write(screen, *strokes):
    """Strokes with a finger; points in parts of the pad."""
    pad = named(screen.spots(), "签名的地方")
    for stroke in strokes:
        draw(screen.window, screen.finger, pad, stroke)
    screen.settle()


LINES = (((0.2, 0.5), (0.5, 0.4), (0.8, 0.5)), ((0.5, 0.1), (0.5, 0.9)))


def turn(screen, press):
    """Every screenful of a list: what stands on them."""
    seen = set(screen.names())
    while "下一屏" in screen.names():
        press("下一屏")
        seen |= set(screen.names())
    return seen


def sent(screen):
    [order] = [each for each in screen.effects if isinstance(each, SubmitApplication)]
    return order


def saved(screen, *, confirmed=True):
    order = sent(screen)
    screen.feed(CaseSaved(order.intent, NUMBER, confirmed=confirmed))
    screen.feed(PaperEnded(order.intent, PrintOutcome.PRINTED))


def test_a_whole_application_by_touch(desk):
    begin(desk, desk.tap)
    answer(desk.tap)
    hand_in(desk, desk.tap)
    write(desk, *LINES)
    desk.tap("签好了，继续")
    shown = turn(desk, desk.tap)
    assert {"有稳定住所", "2026 年 01 月 02 日", "租的房", "没有填", "按身份信息填好了"} <= shown
    assert {
        "最迟 2026年11月27日 补交",
        "签承诺书代替",
        "已扫 2 页",
        "已扫 1 页",
        "不交",
        "不用交，部门共享",
    } <= shown
    assert not any(secret in name for name in shown for secret in ("张小凡", "11010519491231002X"))
    desk.tap("确认提交")
    filing = sent(desk).filing
    assert {key: given.how for key, given in filing.given.items()} == {
        "photo": How.PROMISED,
        "home": How.COMMITTED,
        "form": How.SCANNED,
        "family": How.SCANNED,
        "extra": How.LEFT_OUT,
    }
    assert len(filing.strokes) == 2
    assert all(0 <= x <= 1 and 0 <= y <= 0.4 for stroke in filing.strokes for x, y in stroke)
    saved(desk)
    desk.tap("我已办完")
    desk.tap("不评价，办完了")
    desk.tap("已经取回")
    assert EndVisit() in desk.effects


def test_a_whole_application_by_keys_only_signed_with_the_card(desk):
    presser = Presser(desk)
    begin(desk, presser.tap)
    answer(presser.tap)
    hand_in(desk, presser.tap)
    presser.tap("写不了字？刷身份证代替")
    desk.feed(CardSeen(), CardRead(OTHER))
    assert "这不是您的身份证 换您自己的身份证，或改用手写签名" in desk.names()
    desk.feed(CardSeen(), CardRead(CITIZEN))
    assert desk.name == "check"
    assert "刷身份证代替签名" in turn(desk, presser.tap)
    presser.tap("确认提交")
    assert (sent(desk).filing.by_card, sent(desk).filing.strokes) == (True, ())
    saved(desk)
    presser.tap("我已办完")
    presser.tap("不评价，办完了")
    presser.tap("已经取回")
    assert desk.name == "attract"


def test_a_whole_application_with_the_server_away(desk):
    desk.feed(HealthChanged(replace(SCANNERS.health, online=False)))
    begin(desk, desk.tap)
    answer(desk.tap)
    hand_in(desk, desk.tap)
    write(desk, *LINES)
    desk.tap("签好了，继续")
    desk.tap("确认提交")
    saved(desk, confirmed=False)
    assert NUMBER in desk.names()
    assert any("保存在本机" in name for name in desk.names())


def test_twelve_pages_are_looked_at_one_by_one_and_a_bad_one_is_scanned_again_in_its_place(desk):
    desk.open("scanned, hard to read", TERMINAL["scanned, hard to read"])
    assert {"第 3 页，共 12 页", "第 7 页也要看一看", "拍得不清楚 把纸放平不要动，再拍一次"} <= set(
        desk.names()
    )
    desk.tap("前一页")
    assert "第 3、7 页也要看一看" in desk.names()
    desk.tap("后一页")
    desk.tap("重扫这一页")
    assert any("第 3 页" in name for name in desk.names()), desk.names()
    desk.feed(PageScanned("extra", scan(40)), ScanEnded("extra"))
    scans = desk.front.visit._state.visit.filing.given["extra"].scans
    assert (len(scans), scans[2]) == (12, scan(40))
    assert "第 7 页，共 12 页" in desk.names()


def test_a_page_that_was_scanned_again_is_the_one_that_is_looked_at(desk):
    desk.open("scanned", TERMINAL["scanned"])
    for name in ("后一页", "后一页", "重扫这一页"):
        desk.tap(name)
    assert "刚扫的一页" not in desk.names(), "nothing came yet: no other page may look as if it had"
    desk.feed(PageScanned("extra", scan(40)))
    assert "刚扫的一页" in desk.names()
    assert desk.front.engine.findChild(ScansModel).property("newest").path().endswith("extra/2")
    desk.feed(ScanEnded("extra"))
    assert "第 3 页，共 12 页" in desk.names()


@pytest.mark.parametrize(
    ("away", "source"), [("document_camera", "feeder"), ("document_scanner", "camera"), ("", "feeder")]
)
def test_more_pages_after_a_power_cut_come_by_the_feeder_where_it_works(desk, away, source):
    kinds = ("document_scanner", "document_camera")
    desk.open("scanned", TERMINAL["scanned"])
    devices = {kind: "bus.gone" if kind == away else "" for kind in kinds}
    desk.feed(replace(GOOD, health=replace(GOOD.health, devices=devices)))
    desk.effects.clear()
    desk.tap("再加几页")
    assert [each.source for each in desk.effects if isinstance(each, ScanPages)] == [source]


def test_what_the_camera_sees_is_shown_and_nothing_of_it_stays_behind_the_page(desk):
    desk.open("scanning, camera advises", TERMINAL["scanning, camera advises"])
    assert "纸没有全在画面里 把纸移到中间，四边都露出来" in desk.names()
    scans = desk.front.engine.findChild(ScansModel)
    pictures = ScanPictures(scans)
    address = scans.property("live").path().lstrip("/")
    assert not pictures.requestImage(address, QSize(), QSize()).isNull()
    desk.feed(*pages("family", 1))
    assert pictures.requestImage(address, QSize(), QSize()).isNull()
    assert not pictures.requestImage("1/family/0", QSize(), QSize()).isNull()
    desk.tap("结束办理")
    desk.tap("结束并删除")
    assert pictures.requestImage("1/family/0", QSize(), QSize()).isNull()


def test_a_scanner_that_is_away_is_grey_and_says_what_else_there_is(desk):
    desk.open("paper, feeder away", TERMINAL["paper, feeder away"])
    [feeder] = [spot for spot in desk.spots() if spot.name == "放进扫描仪"]
    assert (feeder.enabled, "可以用高拍仪拍" in feeder.text) == (False, True)
    desk.feed(SCANNERS)
    [feeder] = [spot for spot in desk.spots() if spot.name == "放进扫描仪"]
    assert feeder.enabled


def test_a_dot_is_no_signature_and_what_was_written_can_be_wiped(desk):
    desk.open("sign", TERMINAL["sign"])
    write(desk, ((0.5, 0.5),))
    desk.tap("签好了，继续")
    assert (desk.name, any("签名太短" in name for name in desk.names())) == ("sign", True)
    write(desk, *LINES)
    desk.tap("擦掉重写")
    assert desk.front.visit._state.visit.filing.strokes == ()


def test_an_answer_is_changed_from_the_check_page_and_back_to_it(desk):
    desk.open("check, guided", TERMINAL["check, guided"])
    desk.tap("下一屏")
    desk.tap("修改：住的是哪一种房？")
    desk.tap("自己的房")
    assert desk.name == "check"
    assert "自己的房" in turn(desk, desk.tap)


def test_what_one_types_is_not_said_aloud_to_the_room(desk):
    desk.open("question, text", TERMINAL["question, text"])
    desk.feed(t.Adjust("aloud", "on"), t.Write("云溪镇东街 8 号"))
    desk.front.narrator.look()
    said = [text for each in desk.effects if isinstance(each, Speak) for text in each.texts]
    assert said
    assert not any("云溪" in text for text in said)


@pytest.mark.parametrize("page", ["receipt, to bring", "receipt, to bring, offline", "no_paper, to bring"])
def test_what_was_promised_is_said_on_the_last_page_with_its_day(desk, page):
    desk.open(page, TERMINAL[page])
    said = next(name for name in desk.names() if name.startswith("还要补交"))
    owed = desk.front.visit._state.visit.order.owed
    assert [each.name.zh for each in owed] == ["近期一寸免冠照片", "住所证明"]
    assert all(f"{each.name.zh}，最迟 {iso_in('zh', each.until)}" in said for each in owed)
    assert not any("不用再来" in name for name in desk.names())


def test_who_owes_nothing_need_not_come_again(desk):
    desk.open("receipt, offline", TERMINAL["receipt, offline"])
    assert any("不用再来" in name for name in desk.names())
    assert not any(name.startswith("还要补交") for name in desk.names())


def test_a_scanner_adds_to_the_pages_that_are_there_and_says_so(desk):
    desk.open("paper, given", TERMINAL["paper, given"])
    rows = {spot.name: spot.text for spot in desk.spots()}
    assert "放进扫描仪" not in rows
    assert "已有的 2 页都留着" in rows["用扫描仪再加几页"]


def test_all_again_says_that_the_old_pages_stay_until_the_first_new_one(desk):
    desk.open("scanned, cut off", TERMINAL["scanned, cut off"])
    desk.tap("全部重扫")
    assert desk.name == "scanning"
    assert any("原来的都留着" in name for name in desk.names())
    desk.feed(PageScanned("form", scan(40)))
    assert not any("原来的都留着" in name for name in desk.names())


def test_a_day_before_all_days_is_told_the_first_one(desk):
    desk.open("question, date", TERMINAL["question, date"][:-6])
    for digit in "18000101":
        desk.feed(t.Digit(digit))
    assert any("不能早于" in name for name in desk.names())
    assert not any("日历上没有" in name for name in desk.names())


def test_a_number_that_begins_wrongly_is_never_complete(desk):
    desk.open("phone", [*TERMINAL["phone"], *map(t.Digit, "23800001234")])
    assert any("不像手机号码" in name for name in desk.names())
    assert not any("齐了" in name for name in desk.names())
