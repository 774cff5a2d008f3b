"""The clerks' page of cases: what a list and a case show, and a case taken to its end by keyboard in a real browser."""

import pytest

from tests.hall.console.chromium import NEEDS
from tests.hall.console.look import Page
from tests.hall.test_cases import hand_in, press

OPEN = "document.getElementById('dialog').open"
WIDER = "document.documentElement.scrollWidth > innerWidth + 1"


def case_page(clerk, number, lang="zh"):
    answer = clerk.web.get(f"/console/cases/{number}", params={"lang": lang})
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def test_a_case_shows_its_light_its_steps_and_only_what_fits_next(clerk):
    number = hand_in(clerk.api, clerk.hall.clock, 101)
    page = case_page(clerk, number)
    assert {id_ for id_ in page.buttons if id_.startswith("do-")} == {
        "do-accept",
        "do-ask",
        "do-reject",
        "do-withdraw",
    }
    assert "正常" in page.text("case")
    press(clerk.api, number, "accept", 101)
    press(clerk.api, number, "pause", 102, special="hearing", note="二楼会议室")
    page = case_page(clerk, number)
    assert {id_ for id_ in page.buttons if id_.startswith("do-")} == {"do-resume", "do-withdraw"}
    assert "听证中" in page.text("case")
    assert "李静" in page.text("case-log")
    assert "二楼会议室" in page.text("case-log")
    assert "受理通知书" in page.text("case-log")
    assert "Hearing: the clock stands" in case_page(clerk, number, "en").text("case")
    assert "张小凡" not in page.html


def test_the_list_filters_by_light_and_finds_by_number(clerk):
    number = hand_in(clerk.api, clerk.hall.clock, 102)
    assert number in clerk.page("cases").text("cases")
    assert number not in Page(clerk.web.get("/console/cases?light=red&lang=zh").text).text("cases")
    found = clerk.web.get("/console/cases/find?asked=k7x-0102&lang=zh").text
    assert number in found
    assert "没有编号含" in clerk.web.get("/console/cases/find?asked=9999&lang=zh").text


def test_a_number_that_is_no_case_has_a_page_that_says_so(clerk):
    answer = clerk.web.get("/console/cases/T1-1-X-9?lang=zh")
    assert answer.status_code == 404
    assert "没有编号 T1-1-X-9 的办件" in answer.text


@pytest.mark.parametrize("_", [pytest.param(None, marks=NEEDS, id="chromium")])
def test_a_case_from_its_coming_to_its_end_without_a_mouse(_, tab, live, there):
    number = hand_in(there.api, live.clock, 1)

    def asked(key):
        tab.press(key)
        tab.until(f"{OPEN} && document.activeElement.closest('#dialog')")

    def answered():
        tab.press("Enter")
        tab.until(f"!{OPEN}")

    tab.open(f"{live.url}/console/cases?lang=zh")
    tab.sees(number, "cases")
    assert not tab.look(WIDER)
    asked("Shift+F3")
    tab.type("K7X-0001")
    tab.press("Enter")
    tab.until(f"document.querySelector('#asked a')?.textContent === '{number}'")
    tab.open(f"{live.url}/console/cases/{number}?lang=zh")
    tab.sees("已提交，等待受理", "case")

    asked("F3")  # corrections: several things in a field of lines
    tab.type("户口簿复印件")
    for _ in range(5):
        tab.press("Tab")
        if tab.look("document.activeElement.name === 'by'"):
            break
    tab.type("李静")
    answered()
    tab.sees("需要补正", "case")
    tab.sees("户口簿复印件", "case-log")

    for key, seen in (
        ("F2", "已提交，等待受理"),
        ("F2", "已受理"),
        ("F6", "办理中"),
        ("F7", "听证中，暂停计时"),
        ("F2", "办理中"),
    ):
        asked(key)
        assert tab.look("document.querySelector('#asked [name=by]').value") == "李静"  # kept from the first
        answered()
        tab.sees(seen, "case")
    asked("F8")
    answered()
    tab.sees("已办结", "case")
    tab.sees("按时办结", "case")
    asked("F8")
    answered()
    tab.sees("没有下一步", "case")
    told = there.api.get(f"/cases/{number}").json()
    assert [step["verb"] for step in told["steps"]] == [
        "submit", "ask", "corrected", "accept", "start", "pause", "resume", "finish", "pick_up",
    ]  # fmt: skip
    assert {step["by"] for step in told["steps"][1:]} == {"李静"}


@pytest.mark.parametrize("_", [pytest.param(None, marks=NEEDS, id="chromium")])
def test_the_head_of_every_page_shows_the_whole_name_and_all_pages_in_both_languages(_, tab, clerk):
    cut = "(() => { const h = document.querySelector('header h1'); return h.scrollWidth > h.clientWidth + 1 })()"
    rows = "new Set([...document.querySelectorAll('header nav a')].map((a) => Math.round(a.getBoundingClientRect().bottom / 8))).size"
    for width, height in ((1366, 768), (1280, 720)):
        tab.size(width, height)
        for lang in ("zh", "en"):
            tab.open(f"{clerk.hall.url}/console/cases?lang={lang}")
            assert not tab.look(cut), (width, lang)
            assert not tab.look(WIDER), (width, lang)
            assert tab.look(rows) <= 2, (width, lang)
