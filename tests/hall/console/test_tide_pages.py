"""The pages of proposals and bookings, and the list that a table program saved."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from hall.server.app import create_app
from hall.server.console import bookings_csv
from hall.server.lookout import Lookout
from hall.server.store.catalogue import Catalogue
from tests.hall.console.look import Page
from tests.hall.hours import settings, slots
from tests.hall.house import SETTINGS, HandClock

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
HEAD = "业务,日期,开始,证件号,姓名\n"


def read(text):
    return bookings_csv.read(text, list(SETTINGS.services))


def test_a_list_is_read_as_table_programs_save_it():
    for separator in ",;\t":
        [row] = read(
            "\ufeff"
            + (HEAD + "社会保险,2026/11/24,10:00,110101199003071234,王小明\r\n").replace(",", separator)
        )
        assert row.booking.service == "social"
        assert row.booking.begin == datetime(2026, 11, 24, 2, tzinfo=UTC)
    [row] = read('Date,Begin,Service,Name\n\n2026-11-24,9:30,"social","SMITH, JOHN"\n,,,\n')
    assert (row.booking.name, row.line) == ("SMITH, JOHN", 3)


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_taken():
    rows = read(HEAD + "没有的,2026-11-24,10:00,,\n社会保险,明天,10:00,,\n社会保险,2026-11-24,10:00,,\n")
    assert [(row.line, row.column) for row in rows] == [(2, "service"), (3, "date"), (4, "")]


def test_a_table_without_its_columns_is_refused_whole():
    with pytest.raises(bookings_csv.NoTable) as caught:
        read("业务,姓名\n社会保险,王小明\n")
    assert caught.value.missing == ("date", "begin")
    with pytest.raises(bookings_csv.NoTable) as caught:
        read(HEAD + "社会保险,2026-11-24,10:00,,\n" * 2001)
    assert caught.value.missing == ()


@pytest.mark.parametrize(
    "cell", ['"王', '"王"小', pytest.param('"' + "王" * 140_000 + '"', id="longer than a cell may be")]
)
def test_quotes_that_do_not_match_swallow_nobody(cell):
    row = "社会保险,2026-11-24,10:00,,"
    with pytest.raises(bookings_csv.NoTable) as caught:
        read(f"{HEAD}{row}王小明\n{row}{cell}\n{row}李华\n")
    assert caught.value.line == 3


def test_a_day_that_is_none_is_not_blamed_on_the_hour():
    rows = read(f"{HEAD}社会保险,2026-13-24,10:00,,\n社会保险,2026-11-24,25:00,,\n")
    assert [row.column for row in rows] == ["date", "begin"]


def test_a_list_that_comes_again_books_nobody_twice_and_says_so(tmp_path):
    app = create_app(settings(slots=slots()), tmp_path / "hall", HandClock(NINE))

    async def day():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hall") as web:
            rows = "社会保险,2026-11-24,10:00,,王小明\n社会保险,2026-11-24,10:00,,王小明\n社会保险,2026-11-24,10:30,,李华\n"
            assert "已预约 3 条，未能预约 0 条" in (await _import(web, rows)).text
            added = await _import(web, rows + "社会保险,2026-11-24,11:00,,陈静\n")
            assert "已预约 1 条，未能预约 0 条。 另有 3 条以前已经预约过" in " ".join(added.text.split())
            shown = (await web.get("/console/bookings?lang=zh&date=2026-11-24")).text
            codes = [part.partition("</code>")[0] for part in shown.split("<code>")[1:]]
            assert len(codes) == 4
            assert (await web.delete(f"/v1/appointments/{codes[-1]}")).is_success
            late = (await _import(web, "社会保险,2026-11-24,11:00,,陈静\n")).text
            assert "已预约 0 条，未能预约 1 条" in late
            assert "后来取消了" in late
            broken = await _import(web, '社会保险,2026-11-24,11:00,,"陈\n')
            assert (broken.status_code, "第 2 行起的引号没有成对" in broken.text) == (422, True)

    try:
        asyncio.run(day())
    finally:
        app.state.store.close()


def test_the_pages_show_what_was_proposed_and_booked(tmp_path):
    made = settings(slots=slots(), windows={2: {"at_need": ["residence"]}})
    clock = HandClock(NINE)
    app = create_app(made, tmp_path / "hall", clock)
    lookout, store = Lookout(Catalogue(made)), app.state.store

    async def day():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://hall", timeout=20) as web:

            async def page(path, **more):
                answer = await web.get(f"/console/{path}", params={"lang": "zh", **more})
                assert answer.status_code == 200, answer.text
                return Page(answer.text)

            await _crowd(web)
            await store.write(lookout.look)
            clock.at += timedelta(minutes=6)
            await store.write(lookout.look)
            said = "户籍证件有 11 人等候，最久 6 分钟：提议 2 号窗口也办户籍证件。"
            for path, id_ in (("tides", "tides"), ("strip", "strip")):
                assert said in (await page(path)).text(id_)
            [path] = [
                b["data-path"] for i, b in (await page("tides")).buttons.items() if i.startswith("accept")
            ]
            pressed = await web.post(path, json={"event_id": "press-000001", "by": "值班长"})
            assert pressed.json()["state"] == "accepted"
            after = await page("tides")
            assert "09:06，值班长 决定" in after.text("tides-past")
            assert "现在没有要处理的" in after.text("tides")
            await _bookings(web, page)

    try:
        asyncio.run(day())
    finally:
        store.close()


async def _crowd(web):
    for number in (2, 3):
        await web.post(f"/v1/windows/{number}/open", json={"event_id": f"open-00000{number}"})
    for n in range(11):
        asked = {"event_id": f"ticket-{n:06d}", "service": "residence", "unit": "t1"}
        await web.post("/v1/tickets", json=asked)


async def _import(web, rows):
    return await web.post("/console/bookings/import?lang=zh", json={"csv": HEAD + rows})


async def _bookings(web, page):
    rows = "社会保险,2026-11-23,10:00,110101199003071234,王小明\n社会保险,2026-11-23,10:05,,李华\n"
    taken = await _import(web, rows)
    assert "已预约 1 条，未能预约 1 条" in taken.text
    assert "第 3 行" in taken.text
    today = await page("bookings")
    assert "10:00-10:30" in today.text("bookings")
    assert "王*明" in today.text("bookings")
    assert "王小明" not in today.html
    [button] = [b for i, b in today.buttons.items() if i.startswith("in-")]
    code = today.html.partition("<code>")[2].partition("</code>")[0]
    asked = {"event_id": "ticket-000099", "service": "social", "unit": "server", "appointment": code}
    assert button["data-path"] == "/v1/tickets"
    assert (await web.post(button["data-path"], json=asked)).json()["number"] == "A001"
    assert "已取号 A001" in (await page("bookings")).text("bookings")
    other_day = (await page("bookings", date="2026-11-24")).text("bookings")
    assert "这一天没有预约" in other_day
    refused = await web.post("/console/bookings/import?lang=zh", json={"csv": "a,b"})
    assert (refused.status_code, "业务, 日期, 开始" in refused.text) == (422, True)
