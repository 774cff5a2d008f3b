"""A visit is evaluated at the terminal: by touch, by keys only, without the network; and nobody is nudged."""

from itertools import pairwise

import pytest

from kiosk.flows.case_words import CaseRead
from kiosk.flows.evaluate_words import (
    FindVisits,
    RateVisit,
    RatingKept,
    RatingRefused,
    Served,
    TicketRead,
    VisitsFound,
)
from kiosk.flows.words import CardRead, CodeProblem, EndVisit, ReadCode, Tick
from tests.screens.test_by_keys import Presser
from tests.support.evaluating import VISITS
from tests.support.front import AWAY, MOBILE, PAGES, PERSON

FACES = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]


def sent(screen):
    return [each for each in screen.effects if isinstance(each, RateVisit)]


def looked(screen):
    return [each for each in screen.effects if isinstance(each, FindVisits)]


def faces(screen):
    for name in ("点这里开始", "评价服务"):
        screen.tap(name)
    screen.feed(TicketRead("ticket-000001"), VisitsFound(VISITS[:1]))


def test_a_good_visit_is_evaluated_by_touch_from_the_tile_to_the_thanks(terminal):
    faces(terminal)
    assert looked(terminal) == [FindVisits(ticket="ticket-000001")]
    assert "A012 · 社会保险 · 2 号窗口，10:41" in [each.words for each in terminal.texts()]
    for name in ("非常满意", "可以就近办理", "服务热情效率高", "可以就近办理", "提交评价"):
        terminal.tap(name)
    [given] = sent(terminal)
    assert given == RateVisit("ticket-000001", 2, 5, ("517",), "")
    assert "正在保存" in terminal.names()
    terminal.feed(RatingKept("ticket-000001", confirmed=True))
    assert terminal.name == "evaluated"
    terminal.tap("我已办完")
    assert terminal.effects[-1] == EndVisit()


def test_a_bad_one_needs_a_reason_and_words_are_enough_without_a_finger_and_without_the_server(terminal):
    terminal.feed(AWAY)
    presser = Presser(terminal)
    for name in ("点这里开始", "评价服务"):
        presser.tap(name)
    terminal.feed(TicketRead("ticket-000009"), VisitsFound((Served("ticket-000009"),)))
    for name in ("非常不满意", "提交评价"):
        presser.tap(name)
    assert not sent(terminal)
    assert any(name.startswith("请告诉我们哪里不好") for name in terminal.names())
    for name in ("写几句", *"tai", "选第一个", "继续", "提交评价"):
        presser.tap(name)
    [given] = sent(terminal)
    assert (given.ticket, given.window, given.stars, given.tags) == ("ticket-000009", 0, 1, ())
    assert given.words
    terminal.feed(RatingKept("ticket-000009", confirmed=False))
    presser.tap("我已办完")
    assert terminal.name == "attract"


def test_the_five_faces_are_equal_and_none_is_chosen_for_anybody(terminal):
    faces(terminal)
    spots = {spot.name: spot for spot in terminal.spots() if spot.name in FACES}
    assert list(spots) == FACES
    assert len({tuple(spot.rect[2:]) for spot in spots.values()}) == 1, "one size"
    lefts = [spot.rect[0] for spot in spots.values()]
    gaps = {round(after - before) for before, after in pairwise(lefts)}
    assert len(gaps) == 1, "one distance"
    assert terminal.front.visit._state.visit.evaluating.stars == 0


def test_another_face_forgets_the_tags_of_the_first_and_a_double_press_sends_once(terminal):
    faces(terminal)
    for name in ("不满意", "服务态度生硬", "上一步", "满意"):
        terminal.tap(name)
    assert "服务态度生硬" not in terminal.names()
    terminal.tap("提交评价")
    terminal.front.visit.submit()
    [given] = sent(terminal)
    assert (given.stars, given.tags) == (4, ())
    terminal.feed(RatingRefused("ticket-000001", "evaluate.already"))
    assert any(name.startswith("这一次已经评价过了") for name in terminal.names())


def test_several_visits_of_a_card_are_listed_and_the_one_that_was_rated_cannot_be_chosen(terminal):
    for name in ("点这里开始", "评价服务"):
        terminal.tap(name)
    terminal.feed(CardRead(PERSON), VisitsFound(VISITS))
    assert looked(terminal)[0].identity
    rows = {spot.name: spot.enabled for spot in terminal.spots()}
    assert (rows["A012"], rows["B003"]) == (True, False)
    assert not any("张" in each.words for each in terminal.texts())
    terminal.tap("D001")
    assert terminal.name == "evaluate_faces"
    terminal.tap("上一步")
    assert terminal.name == "evaluate_list"


def test_a_phone_number_finds_what_was_taken_with_it_and_another_code_does_not(terminal):
    for name in ("点这里开始", "评价服务"):
        terminal.tap(name)
    assert ReadCode(ticket=True) in terminal.effects
    terminal.feed(CodeProblem("evaluate.noTicket"))
    assert any(name.startswith("这不是号票或凭条上的码") for name in terminal.names())
    for name in ("取号时用的是手机号", *MOBILE, "继续"):
        terminal.tap(name)
    assert looked(terminal)[0].identity
    terminal.feed(VisitsFound(()))
    assert any(name.startswith("没有找到可以评价的服务") for name in terminal.names())


@pytest.mark.parametrize(
    ("visit", "says"),
    [
        (Served("t-1", "A1", rated=True), "这一次已经评价过了"),
        (Served("t-1", "A1", done=False), "这张号还没有办完"),
    ],
    ids=["rated", "not served"],
)
def test_what_cannot_be_evaluated_is_said(terminal, visit, says):
    for name in ("点这里开始", "评价服务"):
        terminal.tap(name)
    terminal.feed(TicketRead("t-1"), VisitsFound((visit,)))
    assert terminal.name == "evaluate"
    assert any(name.startswith(says) for name in terminal.names())


def applied(screen):
    """An application is handed in, its receipt printed."""
    screen.feed(*PAGES["terminal"]["receipt"])
    return screen.front.visit._state.visit.order


def test_after_an_application_the_faces_come_by_themselves_and_nobody_has_to_press_one(terminal):
    order = applied(terminal)
    terminal.tap("我已办完")
    assert terminal.name == "evaluate_faces"
    assert any(order.number in each.words for each in terminal.texts())
    terminal.tap("不评价，办完了")
    assert not sent(terminal)
    assert terminal.name in {"attract", "take_card"}


def test_an_application_is_evaluated_by_its_own_id_and_the_receipt_can_be_looked_at_again(terminal):
    order = applied(terminal)
    presser = Presser(terminal)
    for name in ("我已办完", "满意", "上一步", "上一步"):
        presser.tap(name)
    assert terminal.name == "receipt"
    for name in ("我已办完", "满意", "提交评价"):
        presser.tap(name)
    [given] = sent(terminal)
    assert (given.ticket, given.window, given.stars) == (order.intent, 0, 4)


def test_a_receipt_that_is_left_lying_leads_there_too_and_a_walk_away_ends_the_visit(terminal):
    applied(terminal)
    now = terminal.front.visit._state.now_ms
    terminal.feed(Tick(now + 300_000))
    assert terminal.name == "evaluate_faces"
    terminal.feed(Tick(now + 400_000))
    assert "我还在" in terminal.names(), "warned first"
    terminal.feed(Tick(now + 500_000))
    assert terminal.name in {"attract", "take_card"}
    assert not sent(terminal)


def test_the_code_of_a_receipt_and_a_card_find_applications(terminal):
    for name in ("点这里开始", "评价服务"):
        terminal.tap(name)
    terminal.feed(CaseRead("K7XM4PQ29A"))
    assert looked(terminal) == [FindVisits(code="K7XM4PQ29A")]
    terminal.feed(VisitsFound(()), CardRead(PERSON))
    assert looked(terminal)[1].id_number == PERSON.id_number
    terminal.feed(
        VisitsFound((Served("case-000001", "T1-20261122-0007", "residence", 0, "10:41", made=True),))
    )
    assert any("10:41 申请" in each.words for each in terminal.texts())
