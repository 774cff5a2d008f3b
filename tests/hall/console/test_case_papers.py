"""The clerks' page of a full application: materials with their pages, promises, whose it is, notices as A4 paper."""

import pytest

from tests.hall.console.chromium import NEEDS
from tests.hall.console.look import Page
from tests.hall.console.test_case_pages import OPEN, WIDER, case_page
from tests.hall.house import SETTINGS, HandClock, house
from tests.hall.test_cases import CARD, press
from tests.support.filed import AGENT, TEXT, hand_in_full, sha, signature

SECRETS = ("张小凡", CARD, "13800001234", AGENT["name"], AGENT["id_number"], "YX-01-0001-2024")
ALL_DRAWN = "[...document.images].every((one) => one.complete && one.naturalWidth > 0)"


def paper(clerk, number, place=1, lang="zh"):
    answer = clerk.web.get(f"/console/cases/{number}/notices/{place}", params={"lang": lang})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_full_application_shows_how_each_material_came_and_nobody_unmasked(clerk):
    guide = clerk.api.get("/guides/residence-permit").json()
    asked = guide["apply"]["questions"][0]
    facts = {"guide_version": guide["version"], "answers": {asked["id"]: "unsure"}}
    number = hand_in_full(clerk.api, clerk.hall.clock, 201, **facts)
    page = case_page(clerk, number)
    said = page.text("case-materials")
    for words in (
        "租房合同 已扫描",
        "近期照片 ● 容缺",
        "就业证明 告知承诺",
        "居民户口簿 电子证照",
        "其他材料 没有交",
    ):
        assert words in said, said
    assert {"look-up", "hand-in-photo"} <= set(page.buttons)
    assert "代办人李*怡" in page.text("case-people")
    answers = page.text("case-answers")
    assert asked["ask"]["zh"] in answers
    assert "不知道" in answers
    assert "一字不差" in answers
    shown = [attrs["src"] for tag, attrs in page.tags if tag == "img"]
    assert len(shown) == 3
    assert not [secret for secret in SECRETS if secret in page.html]
    assert "Replaced by a commitment" in case_page(clerk, number, "en").text("case-materials")


def test_another_version_of_the_guide_leaves_the_questions_ids(clerk):
    number = hand_in_full(clerk.api, clerk.hall.clock, 202, guide_version="2019.1")
    assert "since2026-01-02" in case_page(clerk, number).text("case-answers")


def test_an_answer_that_the_card_gave_is_masked_like_the_card_whatever_the_guide(clerk):
    home = "云溪县城关镇建设路 18 号"
    person = {"kind": "resident", "name": "张小凡", "id_number": CARD, "address": home, "birth": "19491231"}
    answers = {"home": home, "born": "1949-12-31", "since": "2026-01-02"}
    facts = {"applicant": person, "answers": answers, "guide_version": "2019.1"}
    number = hand_in_full(clerk.api, clerk.hall.clock, 207, **facts)
    page = case_page(clerk, number)
    assert "since2026-01-02" in page.text("case-answers")
    assert home not in page.html
    assert "1949" not in page.html
    press(clerk.api, number, "look_up", 212, reason="核对住址")
    assert f"home{home}" in case_page(clerk, number).text("case-answers")


def test_a_page_that_has_not_arrived_is_named_and_so_is_a_signature_without_its_text(clerk, tmp_path):
    with house(tmp_path / "other", HandClock()) as other:  # a folder that has none of these files yet
        clerk = type(clerk)(other)
        number = hand_in_full(clerk.api, other.clock, 1, late=[1, 3])
        page = case_page(clerk, number)
        assert "还有 2 个文件没有从终端传到" in page.text("case-materials")
        assert "还没传到" in page.text("material-lease")
        assert "还没有传到" in page.text("case-answers")
        odd = hand_in_full(clerk.api, other.clock, 2, signed=sha(b"another text"))
        assert "请核实" in case_page(clerk, odd).text("case-answers")
        clerk.web.close()
        clerk.api.close()


def test_people_are_shown_for_ten_minutes_after_somebody_signed_for_it(clerk):
    number = hand_in_full(clerk.api, clerk.hall.clock, 203)
    press(clerk.api, number, "accept", 203)
    press(clerk.api, number, "look_up", 204, reason="打印通知书")
    for html in (case_page(clerk, number).text("case-people"), paper(clerk, number)):
        assert "张小凡" in html
        assert CARD in html
        assert AGENT["name"] in html
    assert "查看了申请人的全名和号码" in case_page(clerk, number).text("case-log")
    clerk.next_day()
    for html in (case_page(clerk, number).html, paper(clerk, number)):
        assert not [secret for secret in SECRETS if secret in html]


def test_a_notice_says_what_it_said_on_its_day_however_the_case_went_on(clerk):
    number = hand_in_full(clerk.api, clerk.hall.clock, 204)
    press(clerk.api, number, "accept", 205)
    first = paper(clerk, number)
    assert "按容缺受理" in first
    assert f"编号：{number}-1" in first
    assert "补交：近期照片" in first
    press(clerk.api, number, "hand_in", 206, material="photo")
    press(clerk.api, number, "extend", 207, days=5, reason="案情复杂")
    assert paper(clerk, number) == first
    assert clerk.web.get(f"/console/cases/{number}/notices/2?lang=zh").status_code == 409
    assert "place of the seal" in paper(clerk, number, lang="en")


def test_what_came_before_the_acceptance_is_not_called_lacking_on_its_notice(clerk):
    number = hand_in_full(clerk.api, clerk.hall.clock, 214)
    press(clerk.api, number, "hand_in", 215, material="photo")
    press(clerk.api, number, "accept", 216)
    notice = paper(clerk, number, place=2)
    assert "近期照片 · 已补交" in notice
    assert "按容缺受理" not in notice


def test_whoever_is_refused_reads_what_he_may_do_about_it(clerk):
    number = hand_in_full(clerk.api, clerk.hall.clock, 205)
    press(clerk.api, number, "accept", 208)
    press(clerk.api, number, "finish", 209, result="refused", reason="不符合居住年限")
    html = paper(clerk, number, 2)
    assert "不符合居住年限" in html
    assert "行政复议" in html
    assert "行政诉讼" in html
    granted = hand_in_full(clerk.api, clerk.hall.clock, 206)
    press(clerk.api, granted, "accept", 210)
    press(clerk.api, granted, "finish", 211, result="granted")
    assert "行政复议" not in paper(clerk, granted, 2)


@pytest.mark.logs
def test_the_halls_own_seal_stands_on_its_notices(tmp_path):
    settings = SETTINGS.model_copy(
        update={"seals": SETTINGS.seals.model_copy(update={"picture": "seal.png"})}
    )
    with house(tmp_path / "hall", HandClock(), settings=settings) as hall:
        (tmp_path / "hall" / "seals").mkdir()
        (tmp_path / "hall" / "seals" / "seal.png").write_bytes(signature())
        from tests.hall.console.conftest import Clerk  # noqa: PLC0415

        clerk = Clerk(hall)
        number = hand_in_full(clerk.api, hall.clock, 1)
        press(clerk.api, number, "accept", 1)
        page = Page(paper(clerk, number))
        assert "/v1/seals/hall" in [attrs["src"] for tag, attrs in page.tags if tag == "img"]
        assert "盖章处" not in page.html
        clerk.web.close()
        clerk.api.close()


@pytest.mark.parametrize("_", [pytest.param(None, marks=NEEDS, id="chromium")])
def test_a_promise_is_marked_as_handed_in_in_a_browser_and_its_notice_fits_one_a4_page(_, tab, live, there):
    number = hand_in_full(there.api, live.clock, 1)
    press(there.api, number, "accept", 1)
    tab.open(f"{live.url}/console/cases?state=promised&lang=zh")
    tab.sees("最晚 2026-11-27 补交", "cases")
    tab.open(f"{live.url}/console/cases/{number}?lang=zh")
    tab.until(ALL_DRAWN)
    assert not tab.look(WIDER)
    assert tab.look("document.querySelectorAll('#material-lease img').length") == 2
    tab.look("document.getElementById('hand-in-photo').focus()")
    tab.press("Enter")
    tab.until(f"{OPEN} && document.activeElement.name === 'by'")
    assert "近期照片" in tab.text("asked")
    tab.type("李静")
    tab.press("Enter")
    tab.until(f"!{OPEN}")
    tab.sees("2026-11-22 已补交", "material-photo")
    tab.sees("已补交：近期照片", "case-log")
    assert not tab.look("Boolean(document.getElementById('hand-in-photo'))")

    tab.look("document.getElementById('look-up').focus()")
    tab.press("Enter")
    tab.until(f"{OPEN} && document.activeElement.name === 'reason'")
    tab.type("打印通知书")
    for _press in range(3):
        tab.press("Tab")
        if tab.look("document.activeElement.name === 'note'"):
            break
    tab.press("Enter")
    tab.until(f"!{OPEN}")
    tab.sees("张小凡", "case-people")

    text = there.web.get(f"/console/cases/{number}/files/{sha(TEXT)}")
    assert text.content == TEXT
    tab.open(f"{live.url}/console/cases/{number}/notices/1?lang=zh")
    printed = tab.ask("Page.printToPDF", preferCSSPageSize=True)
    assert printed["data"]
    assert tab.look("matchMedia('print').matches") is False
    tab.ask("Emulation.setEmulatedMedia", media="print")
    assert tab.look("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert tab.look("document.querySelector('main').scrollHeight") <= 1123  # 297 mm at 96 a inch
