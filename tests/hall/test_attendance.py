"""Attendance in the house: each punch once, cards as keyed hashes, entries signed and chained, months as files."""

import io
import json

import httpx
import pytest
from openpyxl import load_workbook

from hall.contract.attendance import BadgeRequest, EntryRequest
from hall.contract.messages import Transaction
from hall.server.attendance.badges import Badges
from hall.server.store import attendance, attendance_badges, attendance_entries, inbox, trail_tables
from hall.server.store.attendance_tables import punch
from hall.server.store.catalogue import Catalogue
from hall.server.store.tables import quarantine
from hall.server.store.times import to_us
from tests.hall.house import HandClock, house, http
from tests.support.attendance import CARD, KEPT, at, entry, item, tell


class _Key:
    def derived(self, purpose):
        return purpose.encode()


@pytest.fixture
def hall(tmp_path):
    with house(tmp_path / "hall", HandClock(at("17:30")), settings=KEPT) as made:
        yield made


@pytest.fixture
def api(hall):
    with http(hall.url) as made:
        yield made


def rows(hall, table):
    return hall.read(lambda connection: connection.execute(table.select()).all())


def marks(api, clerk):
    (found,) = [one for one in api.get("/attendance").json()["clerks"] if one["clerk"] == clerk]
    return found["marks"]


def test_the_same_punch_from_two_units_is_kept_once_on_either_database(room):
    badges, catalogue = Badges(_Key(), KEPT), Catalogue(KEPT)

    def take(told, unit, event_id):
        hidden = badges.hidden(Transaction.model_validate({**told, "event_id": event_id}))
        return room.write(lambda tx: inbox.take(tx, unit, hidden, catalogue)).outcome

    told = item("0312", "08:55", number=7)
    assert [take(told, "w3", "punch-aaaa0001"), take(told, "w3", "punch-aaaa0001")] == [
        "accepted",
        "duplicate",
    ]
    assert take(told, "p3", "punch-bbbb0001") == "accepted"  # its outbox was made anew
    assert take(item("1024", "08:56", "out"), "w3", "punch-aaaa0002") == "accepted"
    found = room.store.read_now(lambda c: c.execute(punch.select()).all())
    assert sorted((one.clerk, one.unit) for one in found) == [("0312", "w3"), ("1024", "w3")]

    def here(clock, known=None):
        now_us = to_us(at(clock))
        return room.store.read_now(lambda c: attendance.here(c, "2026-11-23", now_us, known))

    assert here("09:30") == {"0312": True, "1024": False}
    assert here("08:50") == {}
    assert here("09:30", catalogue) == {"0312": True, "1024": False, "1007": False}
    away = EntryRequest.model_validate(entry(1, "1007", "trip", begin="09:00", end="10:00"))
    room.write(lambda tx: attendance_entries.enter(tx, away, ""))
    assert "1007" not in here("09:30", catalogue)
    assert here("10:30", catalogue)["1007"] is False

    assert take(item(CARD, "08:57"), "w3", "punch-aaaa0003") == "accepted"
    (card,) = room.store.read_now(lambda c: attendance_badges.unknown(c, "2026-11-01"))
    whose = BadgeRequest(event_id="card-0001", badge=card.badge, clerk="1007", by="9001")
    room.write(lambda tx: attendance_badges.assign(tx, whose, "", to_us(at("00:00"))))
    assert room.store.read_now(lambda c: attendance_badges.held(c, "1007")) == {card.badge: "77"}
    assert here("10:30") == {"0312": True, "1024": False, "1007": True}


def test_a_cards_number_gets_no_further_than_the_door(hall, api):
    assert tell(api, item(CARD, "08:55"), item(CARD, "08:56", way="sideways")) == ["accepted", "quarantined"]
    with_it = [one for table in (punch, quarantine) for one in rows(hall, table) if CARD in str(one).upper()]
    assert with_it == []
    assert not [
        path for path in hall.folder.rglob("*") if path.is_file() and CARD.encode() in path.read_bytes()
    ]


def test_punches_that_come_late_are_judged_anew(api):
    assert tell(api, item("0312", "17:01", "out")) == ["accepted"]
    assert marks(api, "0312") == {"no_in": 0}
    assert tell(api, item("0312", "08:57")) == ["accepted"]
    assert marks(api, "0312") == {}


def test_an_unknown_card_is_shown_and_counts_from_the_beginning_once_it_is_somebodys(hall, api):
    tell(api, item(CARD, "08:55"), item(CARD, "17:01", "out"))
    assert api.get("/attendance").json()["unknown"] == 1
    (badge, *_) = {one.badge for one in rows(hall, punch)}
    asked = {"event_id": "card-0001", "badge": badge, "clerk": "1024", "by": "9001"}
    assert api.post("/attendance/badges", json=asked).status_code == 200
    assert (marks(api, "1024"), api.get("/attendance").json()["unknown"]) == ({}, 0)
    again = asked | {"event_id": "card-0002", "clerk": "1007"}
    assert api.post("/attendance/badges", json=again).status_code == 200
    tell(api, item(CARD, "17:05", "out"))
    assert {one.clerk for one in rows(hall, punch)} == {"1007"}  # of today; before today it stays who it was
    assert (
        api.post("/attendance/badges", json=asked | {"badge": "0" * 64}).json()["code"] == "attendance.noCard"
    )


def test_what_a_supervisor_enters_is_signed_chained_and_never_deleted(hall, api):
    tell(api, item("0312", "17:01", "out"), item("1024", "08:55"), item("1024", "09:20", "out", number=5))
    made = api.post("/attendance/entries", json=entry(1, "0312", "punch", begin="08:58", way="in"))
    assert (made.status_code, marks(api, "0312")) == (200, {})
    assert api.post("/attendance/entries", json=entry(1, "0312", "punch", begin="08:58", way="in")).is_success
    ids = {one.clerk: one.id for one in rows(hall, punch) if one.way == "out"}
    api.post("/attendance/entries", json=entry(2, "1024", "void", punch=ids["1024"]))
    api.post("/attendance/entries", json=entry(3, "1024", "leave", begin="13:30", end="17:00"))
    assert marks(api, "1024") == {"leave": 210}
    gone = {"event_id": "gone-0001", "reason": "写错了", "by": "9001"}
    assert api.post("/attendance/entries/entry-000003/withdraw", json=gone).is_success
    assert api.post(
        "/attendance/entries/entry-000003/withdraw", json=gone | {"event_id": "gone-0002"}
    ).is_success
    assert "leave" not in marks(api, "1024")
    steps = [(one.kind, one.by, one.about) for one in rows(hall, trail_tables.trail)]
    steps = [one for one in steps if one[0].startswith("attendance.")]
    assert steps == [
        ("attendance.corrected", "9001", "clerk:0312"),
        ("attendance.corrected", "9001", "clerk:1024"),
        ("attendance.corrected", "9001", "clerk:1024"),
        ("attendance.withdrawn", "9001", "clerk:1024"),
    ]
    assert len(rows(hall, punch)) == 3


def test_an_entry_that_makes_no_sense_is_refused_with_what_to_do(api):
    wrong = (
        ({"clerk": "4444"}, "attendance.noClerk"),
        ({"by": ""}, "attendance.unsigned"),
        ({"kind": "leave", "begin": "12:00", "end": "09:00"}, "attendance.badTimes"),
        ({"kind": "leave", "until": "2026-11-01"}, "attendance.badDates"),
        ({"kind": "leave", "until": "2027-11-01"}, "attendance.badDates"),
        ({"kind": "void", "punch": "punch-not-there"}, "attendance.noPunch"),
        ({"begin": ""}, "attendance.badTimes"),
    )
    for change, code in wrong:
        answer = api.post("/attendance/entries", json=entry(1, "0312", "punch", begin="08:58") | change)
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert answer.json()["do"]["zh"]


def test_the_machines_file_is_taken_in_once_and_its_faults_are_told_by_row(hall, api):
    head = "考勤号码,姓名,日期,时间,签到/签退\n"
    table = (
        f"{head}312,周晓岚,2026/11/23,08:56,上班\n1024,李文静,2026/11/23,25:00,上班\n,王芳,2026/11/23,9:00,\n"
    )
    path = f"{hall.url}/console/attendance/import"

    def send(name, data):
        answer = httpx.post(path, params={"name": name, "lang": "zh"}, content=data, trust_env=False)
        return answer.status_code, answer.text

    tell(api, item("0312", "17:01", "out"))
    status, told = send("打卡.csv", table.encode("gb18030"))
    assert status == 200
    assert all(
        words in told
        for words in ("新增 1 条", "有误 2 条", "第 3 行: 时间 不对", "第 4 行: 工号或卡号 不对")
    )
    assert marks(api, "0312") == {}
    assert "新增 0 条，已有 1 条" in send("again.csv", table.encode())[1]
    imported = [one.said for one in rows(hall, trail_tables.trail) if one.kind == "attendance.imported"]
    assert [json.loads(one)["new"] for one in imported] == [1, 0]
    assert "缺少列：工号或卡号" in send("a.csv", b"x,y\n1,2\n")[1]
    assert [send(name, b"PK")[0] for name in ("a.xls", "a.xlsx", "a.json")] == [422, 422, 422]


def test_a_month_leaves_as_files_that_run_no_formula(hall, api):
    tell(api, item("0312", "09:10"), item("0312", "17:01", "out"))
    api.post("/attendance/entries", json=entry(1, "1024", "leave", reason="=1+1", by="=cmd"))
    table = api.get("/attendance.csv", params={"month": "2026-11"}).text.splitlines()
    assert table[1].startswith("0312,周晓岚,市场监督管理局,")
    assert table[1].split(",")[3 + 22] == "迟"
    answer = httpx.get(f"{hall.url}/console/attendance.xlsx?month=2026-11&lang=zh", trust_env=False)
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["2026-11", "逐日明细"]
    first = [cell.value for cell in book["2026-11"][2]]
    assert (first[0], first[25], first[33:37]) == ("0312", "迟", [16, 1, 1, 10])
    assert {cell.data_type for row in book["逐日明细"].iter_rows() for cell in row} <= {"s", "n"}
    assert api.get("/attendance.csv", params={"month": "2026-13"}).json()["code"] == "attendance.noMonth"


def test_a_hall_that_keeps_no_attendance_says_so(tmp_path):
    with house(tmp_path / "hall") as plain, http(plain.url) as asked:
        assert asked.get("/attendance").json()["code"] == "attendance.off"
        page = httpx.get(f"{plain.url}/console/attendance?lang=zh", trust_env=False).text
        assert "没有启用考勤" in page
        assert 'href="/console/attendance' not in page
