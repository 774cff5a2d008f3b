"""What a citizen sees before taking a number, and what is left to do without paper."""

import pytest

from kiosk.flows import touches as t
from kiosk.flows.words import GiveUp, IssueTicket, PaperEnded, PrintOutcome, TicketIssued
from tests.support.front import AWAY, READY, SHELVED, SHUT, Screen


@pytest.fixture
def screen():
    made = Screen("dispenser")
    made.feed(*READY)
    yield made
    made.close()


def seen(screen):
    return "\n".join(text.words for text in screen.texts())


def test_the_range_is_told_and_falls_silent_without_the_server(screen):
    assert "前面 12 人等候 · 约 10–25 分钟" in seen(screen)
    screen.feed(AWAY)
    assert "分钟" not in seen(screen)
    assert "等候人数暂不清楚" in seen(screen)


def test_what_gives_no_numbers_says_why_and_whom_to_ask_and_few_left_are_told(screen):
    screen.feed(SHUT)
    assert "今天还剩 5 个号" in seen(screen)
    assert "今天的号已取完，明天 8:30 起取号。可问咨询台，或打 0000-12345" in seen(screen)
    (closed,) = [spot for spot in screen.spots() if spot.name == "户籍证件"]
    assert not closed.enabled


def test_going_first_is_two_touches_and_the_order_says_so(screen):
    screen.tap("我可以优先")
    screen.tap("残疾人")
    screen.tap("社会保险")
    (order,) = [each for each in screen.effects if isinstance(each, IssueTicket)]
    assert order.group == "disabled"


def test_without_paper_the_number_goes_to_the_phone_or_is_given_up(screen):
    screen.feed(
        t.ChooseService("social", "i1"),
        TicketIssued("i1", "A012", "social", 12, offline=False),
        PaperEnded("i1", PrintOutcome.NOT_PRINTED, "paper.out"),
    )
    assert "扫一扫，号码存进手机，随时看位置" in screen.names()
    screen.tap("没有纸就不要这个号")
    assert GiveUp("i1") in screen.effects
    assert screen.name == "services"


def test_an_office_tells_what_it_does_and_how_many_wait_before_it_is_opened(screen):
    screen.feed(SHELVED)
    assert "户籍证件、企业登记" in seen(screen)
    assert "前面 3 人等候" in seen(screen)
    screen.tap("市场监督管理局")
    assert screen.name == "category"
    assert "社会保险" not in screen.names()
    screen.tap("企业登记")
    (order,) = [each for each in screen.effects if isinstance(each, IssueTicket)]
    assert order.service == "business"


def test_an_office_whose_every_business_is_closed_says_so(screen):
    screen.feed(SHELVED)
    (office,) = [spot for spot in screen.spots() if spot.name == "自然资源局"]
    assert not office.enabled
