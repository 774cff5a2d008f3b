"""The page of every step: found by thing, day, kind and person, only a supervisor's, and who looked leaves a step too."""

import asyncio
import csv
import io
import re
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from hall import server as hall_server
from hall.domain.roles import Role
from hall.server.problems import Refusal
from hall.server.store.trail_tables import trail as steps
from hall.server.witness import LOOKS
from tests.hall.conftest import Room
from tests.hall.console.look import Page
from tests.hall.house import HandClock, house, http, until
from tests.hall.test_cases import CARD
from tests.hall.test_tokens import bearer, make  # noqa: F401 - a fixture
from tests.support.filed import hand_in_full

FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def hall(tmp_path):
    with house(tmp_path / "hall", HandClock()) as made:
        yield made


@pytest.fixture
def web(hall):
    with httpx.Client(base_url=hall.url, timeout=20, trust_env=False) as client:
        yield client


def kept(hall, *kinds):
    """What steps of those kinds say, oldest first."""
    asked = select(steps).where(steps.c.kind.in_(kinds)).order_by(steps.c.seq)
    return hall.read(lambda c: c.execute(asked).all())


def rows(web, **asked):
    """Step, details, who and about of each line of the file."""
    answer = web.get("/console/trail.csv", params={"lang": "zh"} | asked)
    assert answer.status_code == 200, answer.text
    found = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    return [tuple(one[1:5]) for one in found[1:] if one[1] != "导出留痕"]


def notice(client, n, title):
    one = {"id": f"notice-{n:03d}", "kind": "notice", "title": {"zh": title, "en": ""}}
    one |= {"body": {"zh": "", "en": ""}, "since": "2026-11-22T00:00:00Z", "until": None}
    client.put(f"/notices/{one['id']}", json=one).raise_for_status()


def test_a_ticket_a_window_a_case_and_a_person_each_have_one_timeline(clerk):
    number = clerk.take(1, "residence")["number"]
    clerk.do(3, "open", clerk="李静")
    clerk.do(3, "call")
    clerk.do(3, "finish")
    clerk.do(3, "pause", reason="取材料")
    clerk.take(2, "residence")
    rating = {"window": 3, "stars": 4, "given_at": clerk.hall.clock.at.isoformat(), "event_id": clerk.press()}
    clerk.api.post(f"/tickets/{clerk.id(1)}/rating", json=rating).raise_for_status()
    case = hand_in_full(clerk.api, clerk.hall.clock, 301)
    clerk.api.post(f"/cases/{case}/accept", json={"event_id": clerk.press(), "by": "王敏"}).raise_for_status()
    of_ticket = rows(clerk.web, thing="ticket", key=number)
    assert [one[0] for one in of_ticket] == ["评价", "办完", "叫号", "取号"]
    assert of_ticket[0][1:] == ("4 星，3 号窗口", "群众", f"票号 {number}")
    assert of_ticket[1][2] == "李静", "who sat there"
    at_window = rows(clerk.web, thing="window", key="3")
    assert [one[0] for one in at_window] == ["暂停", "办完", "叫号", "开窗"]
    assert at_window[0][1] == "取材料"
    assert [one[0] for one in rows(clerk.web, thing="case", key=case, day="all")] == ["受理", "提交申请"]
    assert {one[2] for one in rows(clerk.web, by="李静")} == {"李静"}
    assert [one[0] for one in rows(clerk.web, by="王敏")] == ["受理"]
    assert [one[0] for one in rows(clerk.web, kind="ticket.called")] == ["叫号"]
    assert rows(clerk.web, thing="window", key="3", day="2020-01-01") == []


def test_a_long_day_is_read_page_by_page_and_nothing_comes_twice(clerk):
    for n in range(110):
        clerk.take(n)
    first = clerk.web.get("/console/trail", params={"lang": "zh", "kind": "ticket.issued"})
    links = [a["href"] for tag, a in Page(first.text).tags if tag == "a" and "before=" in a.get("href", "")]
    second = clerk.web.get(links[0])
    pages = [text.count('<th scope="row">取号</th>') for text in (first.text, second.text)]
    assert pages == [100, 10]
    assert "before=" not in second.text.split('id="steps-heading"')[1]


def test_opening_a_page_of_a_case_and_saving_a_file_leave_a_step_before_anything_is_shown(
    hall,
    web,
    make,  # noqa: F811 - the fixture
    monkeypatch,
):
    with http(hall.url) as client:
        number = hand_in_full(client, hall.clock, 302)
        page = web.get(f"/console/cases/{number}").text
    assert web.get("/console/statistics.xlsx?from=2026-11-22&token=x").status_code == 200
    staff = bearer(make(Role.STAFF, "duty"))
    [address, *_] = [a["src"] for tag, a in Page(page).tags if tag == "img"]
    assert web.get(address, headers=staff).status_code == 200
    assert web.get("/v1/statistics.csv?from=2026-11-22", headers=staff).status_code == 200
    carried, opened, saved = kept(hall, "case.file_opened", "export.statistics")
    assert carried.said == '{"path": "/console/statistics.xlsx", "query": "from=2026-11-22"}'
    assert (opened.by, opened.about) == ("duty", f"case:{number}")
    assert address.rpartition("/")[2] in opened.said
    assert (saved.by, saved.about) == ("duty", "hall")
    assert (
        web.get("/console/figures.xlsx?from=2026-11-01&by=window&lang=en", headers=staff).status_code == 200
    )
    assert web.get("/console/figures.xlsx", headers=staff).status_code == 200
    head = bearer(make(Role.SUPERVISOR, "director"))
    told = web.get("/console/trail?kind=export.figures", headers=head).text
    assert "条件 从 2026-11-01 · 按 窗口" in told
    assert "条件 未指定" in told
    assert web.get(f"/console/cases/{number}/files/{'0' * 64}", headers=staff).status_code == 404
    assert len(kept(hall, "case.file_opened")) == 1, "nothing was shown"

    async def full(_):
        raise Refusal("store.failed")

    monkeypatch.setattr(hall.store, "write", full)
    refused = web.get(address, headers=staff)
    assert (refused.status_code, refused.headers["content-type"]) == (503, "application/json")


def test_every_file_that_can_be_saved_leaves_a_step():
    source = "".join(
        path.read_text(encoding="utf-8") for path in Path(hall_server.__file__).parent.rglob("*.py")
    )
    files = re.findall(r'@routes\.get\("([^"]*\.(?:csv|xlsx))"', source)
    kept = [look.path for look in LOOKS if look.path.endswith((".csv", ".xlsx"))]
    assert len(files) == len(kept)
    assert [one for one in files if not any(path.endswith(one) for path in kept)] == []


def test_it_is_a_supervisors_and_signing_in_leaves_a_step_while_failures_come_together(hall, web, make):  # noqa: F811
    staff, head = make(Role.STAFF, "duty"), make(Role.SUPERVISOR, "director")
    assert web.get("/console/trail", headers=bearer(staff)).status_code == 403
    assert web.get("/console/trail.csv", headers=bearer(staff)).status_code == 403
    assert web.post("/console/trail/check", headers=bearer(staff)).status_code == 403
    for token in ("wrong", "wronger"):
        assert web.post("/console/sign-in", data={"token": token}).status_code == 401
    web.post("/console/sign-in", data={"token": head.token})
    page = web.get("/console/trail", params={"lang": "zh"})
    assert page.status_code == 200
    made, _, entered = kept(hall, "token.made", "sign_in.done")
    assert made.about == f"token:{staff.id}"
    assert (entered.by, entered.about) == ("director", f"token:{head.id}")
    assert head.token not in "".join(one.said for one in kept(hall, "token.made", "sign_in.done"))
    hall.stop()
    [failed] = kept_after(hall)
    assert failed.said == '{"count": 2, "from": ["127.0.0.1"]}'


def kept_after(hall):
    """The same of a hall that has stopped."""
    room = Room(hall.folder, HandClock())
    found = room.store.read_now(
        lambda c: c.execute(select(steps).where(steps.c.kind == "sign_in.failed")).all()
    )
    room.store.close()
    return found


def test_the_mark_says_whole_and_after_a_change_where_it_is_broken(hall, web):
    with http(hall.url) as client:
        notice(client, 1, "停电检修")
    assert "还没有核验过" in web.get("/console/trail", params={"lang": "zh"}).text
    assert "✓" in checked(web)
    change = update(steps).where(steps.c.kind == "notice.put").values(by="nobody")
    hall.store._writer.submit(lambda tx: tx.connection.execute(change)).result(20)
    said = checked(web)
    assert "有改动" in said
    assert "链在第 3 步断了" in said


def checked(web):
    """The mark after a look."""
    before = web.get("/console/trail/parts", params={"lang": "zh"}).text
    assert web.post("/console/trail/check").status_code == 303
    seen = [before]

    def done():
        seen.append(web.get("/console/trail/parts", params={"lang": "zh"}).text)
        return "data-renew" not in seen[-1] and seen[-1] != before

    asyncio.run(until(done))
    return Page(seen[-1]).text("whole")


def test_a_reason_that_is_a_formula_is_text_in_both_files_and_no_applicant_is_named(clerk):
    web = clerk.web
    clerk.do(3, "open")
    clerk.do(3, "pause", reason=FORMULA)
    hand_in_full(clerk.api, clerk.hall.clock, 303)
    text = web.get("/console/trail.csv").text
    assert f"'{FORMULA}" in text
    sheet = load_workbook(io.BytesIO(web.get("/console/trail.xlsx").content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in cells] == ["s"]
    page = web.get("/console/trail").text
    assert not [secret for secret in ("张小凡", CARD, "13800001234") if secret in text + page]
