"""The page of the indices: formulas beside their numbers, sorted without script, files, paper; and who may look."""

import base64
import csv
import io
import re
import string
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook

from hall.domain.roles import Role
from hall.server.console import figures
from hall.server.figures import words
from hall.settings import Clerk
from hall.texts import load_texts
from tests.hall.console.chromium import NEEDS
from tests.hall.console.look import Page
from tests.hall.house import HandClock, house, http
from tests.hall.test_figures import HALL, MONDAY, Room, Small, play
from tests.hall.test_tokens import bearer, code, make  # noqa: F401 - a fixture

FORMULA = "=cmd|' /C calc'!A0"
NAMED = HALL.model_copy(update={"clerks": [*HALL.clerks, Clerk(id="1099", name=FORMULA)]})
ASKED = {"from": "2026-11-23", "to": "2026-11-24", "lang": "zh"}


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    """Monday as in test_figures, and Tuesday: a clerk whose name is a formula serves one at window 1, 4 stars."""
    folder = tmp_path_factory.mktemp("figures") / "hall"
    room = Room(folder, HandClock(MONDAY), "", NAMED)
    small = Small(room)
    play(small)
    room.clock.at = MONDAY + timedelta(days=1)
    small.open(FORMULA, 1)
    small.serve(9, 1, stars=4)
    room.store.close()
    with (
        house(folder, HandClock(MONDAY + timedelta(days=1, hours=3)), settings=NAMED) as hall,
        httpx.Client(base_url=hall.url, timeout=20, trust_env=False) as client,
    ):
        yield client


def page(web, **asked):
    answer = web.get("/console/figures", params=ASKED | asked)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def rows(html):
    """First cells of the table side by side, and the arrow of each heading."""
    table = html.split('id="table-heading"')[1]
    return re.findall(r'<th scope="row">([^<]*)</th>', table), re.findall(r'aria-sort="(\w+)"', table)


def test_each_index_has_its_formula_in_words_and_in_numbers(web):
    shown = page(web)
    assert (
        shown.text("index-good") == "好评率 75.0 % (非常满意 + 满意 + 基本满意) ÷ 有效评价 = (1 + 2 + 0) ÷ 4"
    )
    assert shown.text("index-own") == "主动评价率 57.1 % 市民评价了的 ÷ 应评的服务 = 4 ÷ 7"
    assert shown.text("index-rectified") == "差评整改率 100.0 % 按期整改的差评 ÷ 有效差评 = 1 ÷ 1"
    assert shown.text("index-in_time") == "按时办结率 — 按时办结的办件 ÷ 办结的办件 = 0 ÷ 0"
    english = page(web, lang="en")
    assert english.text("index-bad").startswith(
        "Bad 25.0 % (not satisfied + very dissatisfied) ÷ evaluations"
    )


def test_the_table_is_sorted_by_its_headings_and_what_has_nothing_comes_last(web):
    names, arrows = rows(page(web).html)
    assert names == ["1 号窗口 综合窗口", "3 号窗口 户籍证件", "不在窗口（终端等）", "全部"]
    assert set(arrows) == {"none"}
    down, arrows = rows(page(web, sort="bad").html)
    assert down == ["3 号窗口 户籍证件", "1 号窗口 综合窗口", "不在窗口（终端等）", "全部"]
    assert arrows[3] == "descending"
    assert rows(page(web, sort="-bad").html)[0] == names
    assert rows(page(web, sort="nonsense").html)[0] == names


@pytest.mark.parametrize("by", ["hall", "clerk", "department", "item", "service", "hour", "day"])
def test_every_way_of_telling_apart_ends_with_the_same_whole(web, by):
    found = web.get("/v1/figures", params={"from": ASKED["from"], "to": ASKED["to"], "by": by}).json()
    assert found["total"]["counts"]["n"] == 4
    for term in ("n", "due", "own", "bad"):
        assert sum(one["counts"].get(term, 0) for one in found["groups"]) == found["total"]["counts"][term]
    served = sum(one["service"]["count"] for one in found["groups"] if one["service"])
    assert served == found["total"]["service"]["count"] == 6
    assert page(web, by=by).text("index-good")


def test_both_files_have_the_formulas_and_nothing_in_them_is_run(web):
    answer = web.get("/v1/figures.csv", params=ASKED | {"by": "clerk"})
    assert answer.headers["content-disposition"].endswith('"figures-clerk-2026-11-23-2026-11-24.csv"')
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), strict=True))
    assert lines[1][:2] == [f"'{FORMULA}", "100.0"]
    assert [
        "好评率",
        "(非常满意 + 满意 + 基本满意) ÷ 有效评价",
        "(n5 + n4 + n3) ÷ n",
        "(1 + 2 + 0) ÷ 4",
        "75.0",
    ] in lines
    book = load_workbook(io.BytesIO(web.get("/console/figures.xlsx", params=ASKED | {"by": "clerk"}).content))
    assert book.sheetnames == ["2026-11-23 2026-11-24", "公式和数", "公式里的数"]
    groups, formulas, counts = book.worksheets
    assert [one.value for one in groups[2]][:2] == [FORMULA, 100.0]
    assert formulas["D2"].value == "(1 + 2 + 0) ÷ 4"
    assert [one.value for one in counts[2]] == ["n5", "非常满意", 1]
    assert "f" not in {one.data_type for sheet in book.worksheets for row in sheet for one in row}


def test_a_wrong_question_is_told(web):
    for path, asked in (("/console/figures", {"from": "2026-13-01"}), ("/v1/figures", {"by": "citizen"})):
        assert web.get(path, params=asked).status_code == 422


def test_nobody_but_those_who_run_the_hall_sees_figures_and_a_supervisor_alone_those_of_clerks(
    hall,
    make,  # noqa: F811 - the fixture
):
    staff, supervisor = make(Role.STAFF, "hall-desk"), make(Role.SUPERVISOR, "director")
    others = [
        make(role, unit)
        for role, unit in ((Role.WINDOW, "w3"), (Role.TERMINAL, "t1"), (Role.DISPLAY, "board"))
    ]
    with http(hall.url) as asked:
        for path in ("/figures", "/figures.csv", "../console/figures", "../console/figures.xlsx"):
            for made in (staff, supervisor):
                assert asked.get(path, headers=bearer(made)).status_code == 200
            assert asked.get(path, params={"by": "clerk"}, headers=bearer(supervisor)).status_code == 200
            hidden = asked.get(path, params={"by": "clerk"}, headers=bearer(staff))
            assert code(hidden) == (403, "token.notAllowed")
            for made in others:
                assert code(asked.get(path, headers=bearer(made))) == (403, "token.notAllowed")
        pages = [asked.get("../console/figures", headers=bearer(made)).text for made in (staff, supervisor)]
        assert ["by=clerk" in page for page in pages] == [False, True]


def test_both_languages_have_the_same_words_and_all_of_them_are_used():
    def facts(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    zh, en = (load_texts(one, words.TEXTS).table for one in ("zh", "en"))
    assert {key: facts(text) for key, text in zh.items()} == {key: facts(text) for key, text in en.items()}
    room = Path(figures.__file__).parent
    files = [
        *room.glob("figures*.py"),
        *room.glob("templates/figures.html"),
        room / "templates" / "picture.html",
        *Path(words.__file__).parent.glob("*.py"),
    ]
    source = "".join(path.read_text("utf-8") for path in files)
    unused = [key for key in zh if key.startswith(("label.", "chart.", "about.", "column."))]
    unused = [key for key in unused if not re.search(rf"""["']{key.partition(".")[2]}["']""", source)]
    made = {f"{table}_{unit}" for table in ("label.head", "label.written") for unit in ("percent", "points")}
    assert set(unused) - made - {"chart.percent", "chart.points"} == set()


@NEEDS
def test_in_a_browser_the_page_fits_and_prints_as_a4(web, tab):
    tab.size(1366, 768)
    tab.open(
        f"{web.base_url}/console/figures?from=2026-11-23&to=2026-11-24&lang=zh".replace(
            "//console", "/console"
        )
    )
    assert tab.look("document.documentElement.scrollWidth <= innerWidth")
    assert tab.look("[...document.querySelectorAll('figure svg')].every(e => e.getAttribute('aria-label'))")
    tab.look("[...document.querySelectorAll('thead a')].find(e => e.innerText.includes('差评率')).click()")
    tab.until("location.search.includes('sort=bad')")
    tab.until("document.querySelector('tbody th[scope=row]') && document.querySelector('.panel .total')")
    first = "document.querySelector('section[aria-labelledby=table-heading] tbody th').innerText"
    assert tab.look(first) == "3 号窗口 户籍证件"
    pdf = base64.b64decode(tab.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
    boxes = {tuple(map(float, one.split())) for one in re.findall(rb"/MediaBox \[([^\]]*)\]", pdf)}
    assert boxes, "pages"
    for *_, wide, high in boxes:
        assert (round(wide), round(high)) in {(595, 842), (596, 842), (594, 842), (595, 841)}
    assert 1 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 3
