"""Files taken in by the console's forms, in a real browser: chosen, sent, and answered in the server's own words."""

from datetime import UTC, datetime

import pytest

from tests.hall.console.chromium import NEEDS
from tests.hall.hours import settings, slots
from tests.hall.house import HandClock, house
from tests.support.attendance import KEPT

pytestmark = [NEEDS]
NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
ROWS = "业务,日期,开始,证件号,姓名\n社会保险,2026-11-23,10:00,110101199003071234,王小明\n"


def choose(tab, path):
    """As the system's own window for files does it."""
    found = tab.ask("Runtime.evaluate", expression="document.querySelector('#import [type=file]')")
    tab.ask("DOM.setFileInputFiles", files=[str(path)], objectId=found["result"]["objectId"])


def send(tab):
    tab.look("document.querySelector('#import [type=submit]').focus()")
    tab.press("Enter")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_list_of_appointments_is_taken_once_however_its_program_saved_it(tab, tmp_path, encoding):
    (tmp_path / "list.csv").write_text(ROWS, encoding=encoding)
    with house(tmp_path / "hall", HandClock(NINE), settings=settings(slots=slots())) as hall:
        tab.open(f"{hall.url}/console/bookings?lang=zh")
        send(tab)
        tab.until("document.body.innerText.includes('请先选择一个文件')")
        choose(tab, tmp_path / "list.csv")
        tab.sees("list.csv", "chosen")
        send(tab)
        tab.sees("已预约 1 条", "taken")
        tab.sees("王*明", "bookings")
        tab.until("!document.getElementById('chosen').innerText.includes('list.csv')")
        assert tab.errors() == []


def test_a_table_without_its_columns_says_which_they_are(tab, tmp_path):
    (tmp_path / "list.csv").write_text("姓名\n王小明\n", encoding="utf-8")
    with house(tmp_path / "hall", HandClock(NINE), settings=settings(slots=slots())) as hall:
        tab.open(f"{hall.url}/console/bookings?lang=zh")
        choose(tab, tmp_path / "list.csv")
        send(tab)
        tab.until("document.body.innerText.includes('业务, 日期, 开始')")
        assert tab.text("bookings").count("王") == 0
        assert tab.errors() == []


def test_a_file_saved_once_more_after_it_was_chosen_is_asked_for_again(tab, tmp_path):
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    with house(tmp_path / "hall", HandClock(NINE), settings=settings(slots=slots())) as hall:
        tab.open(f"{hall.url}/console/bookings?lang=zh")
        choose(tab, tmp_path / "list.csv")
        (tmp_path / "list.csv").write_text(ROWS.replace("小明", "大明"), encoding="utf-8")
        send(tab)
        tab.until("document.body.innerText.includes('请重新选择')")
        choose(tab, tmp_path / "list.csv")
        send(tab)
        tab.sees("已预约 1 条", "taken")
        assert tab.errors() == []


@pytest.mark.parametrize(
    "loses", ["throw new TypeError()", "return new Response('<h1>502</h1>', {status: 502, headers: html})"]
)
def test_a_list_whose_answer_was_lost_is_told_and_books_nobody_twice(tab, tmp_path, loses):
    """The list came in; of its answer nothing comes, or a page of some proxy."""
    (tmp_path / "list.csv").write_text(ROWS.replace("110101199003071234", ""), encoding="utf-16")
    (tmp_path / "other.csv").write_text(ROWS.replace("王小明", "丁一"), encoding="utf-8")
    with house(tmp_path / "hall", HandClock(NINE), settings=settings(slots=slots())) as hall:
        tab.open(f"{hall.url}/console/bookings?lang=zh")
        tab.look(
            "window.whole = window.fetch; window.html = {'Content-Type': 'text/html'};"
            f"window.fetch = async (...asked) => {{ if (asked[1]?.method === 'POST') {{ await whole(...asked); {loses}; }} return whole(...asked); }}; 1"
        )
        choose(tab, tmp_path / "list.csv")
        send(tab)
        tab.until("document.body.innerText.includes('请稍后再按一次')")
        assert tab.text("chosen") == "list.csv"
        tab.look("window.fetch = window.whole; 1")
        send(tab)
        tab.sees("已预约 0 条，未能预约 0 条。 另有 1 条以前已经预约过", "taken")
        choose(tab, tmp_path / "other.csv")
        send(tab)
        tab.sees("已预约 1 条，未能预约 0 条", "taken")
        tab.sees("丁*", "bookings")
        assert tab.errors() == []


def test_a_time_clocks_file_is_taken_and_nonsense_is_told(tab, tmp_path):
    good, bad = tmp_path / "punches.csv", tmp_path / "photo.csv"
    good.write_text("工号,时间\n0312,2026-11-23 08:57\n", encoding="utf-8")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with house(tmp_path / "hall", HandClock(NINE), settings=KEPT) as hall:
        tab.open(f"{hall.url}/console/attendance?lang=zh")
        choose(tab, bad)
        send(tab)
        tab.sees("缺少列：工号或卡号；时间", "taken")
        choose(tab, good)
        send(tab)
        tab.sees("新增 1 条，已有 0 条，有误 0 条", "taken")
        assert tab.errors() == []
