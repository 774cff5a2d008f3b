"""Statistics of a small day that went through the real verbs: as JSON, as files, as a page, and by the command."""

import csv
import io
import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import httpx
import pytest
from openpyxl import load_workbook

from hall.cli.entry import run
from hall.server.statistics.files import harmless
from hall.server.statistics.workbook import workbook
from hall.settings import CONFIG
from tests.hall.house import HandClock, house, http, ticket, verb

DATE = "2026-11-22"


class Day:
    """From 12:00 on, minute by minute."""

    def __init__(self, hall):
        self.hall, self.noon, self.presses = hall, hall.clock.at, 0
        self.api = http(hall.url)

    def at(self, minute):
        self.hall.clock.at = self.noon + timedelta(minutes=minute)
        return self

    def take(self, n, service="social", **more):
        self._post("/tickets", ticket(n, service) | more)

    def press(self, window, name, **more):
        self.presses += 1
        self._post(f"/windows/{window}/{name}", verb(self.presses) | more)

    def citizen(self, n, name):
        self.presses += 1
        self._post(f"/tickets/ticket-{n:06d}/{name}", verb(self.presses))

    def _post(self, path, body):
        answer = self.api.post(path, json=body)
        assert answer.status_code == 200, answer.text


def play(hall):
    """Three come: one waits 10 and is served 5 (recalled once), one gives up, one waits 31 and is served 4.

    Window 1 is open from 12:02 to 12:50 with a lunch of 10 minutes in it.
    """
    day = Day(hall)
    day.at(0).take(1)
    day.at(2).press(1, "open", clerk="1024")
    day.at(3).take(2)
    day.at(4).take(3)
    day.at(10).press(1, "call")
    day.at(11).press(1, "recall")
    day.at(12).press(1, "start")
    day.at(14).citizen(2, "cancel")
    day.at(17).press(1, "finish")
    day.at(20).press(1, "pause", reason="午餐")
    day.at(30).press(1, "open")
    day.at(35).press(1, "call")
    day.at(36).press(1, "start")
    day.at(40).press(1, "finish")
    day.at(50).press(1, "close")
    return day


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    with house(tmp_path_factory.mktemp("hall"), HandClock()) as hall:
        day = play(hall)
        yield day
        day.api.close()


def figures(day, **asked):
    answer = day.api.get("/statistics", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_day_through_the_real_verbs(played):
    found = figures(played)
    assert (found["first"], found["last"], found["by"], found["days"]) == (DATE, DATE, "service", 1)
    total = found["total"]
    assert (total["tickets"], total["served"], total["cancelled"], total["abandoned"]) == (3, 2, 1, 1)
    assert total["recalls"] == 1
    assert [total["wait"][mark] for mark in ("p50_s", "p90_s", "max_s")] == [600, 1860, 1860]
    assert (total["waited_long"], total["waited_long_share"]) == (1, 0.5)
    assert [total["service"][mark] for mark in ("p50_s", "max_s")] == [240, 300]
    (group,) = found["groups"]
    assert (group["key"], group["name"]["zh"], group["figures"]) == ("social", "社会保险", total)


def test_a_windows_time_and_why_it_paused(played):
    """48 minutes: 12 with somebody there (from the call on), 10 of lunch, 26 open and free."""
    (load,) = figures(played)["windows"]
    assert (load["window"], load["served"]) == (1, 2)
    minutes = {name: round(load[f"{name}_s"] / 60) for name in ("busy", "paused", "idle")}
    assert minutes == {"busy": 12, "paused": 10, "idle": 26}
    assert [one["reason"] for one in load["pauses"]] == ["午餐"]


def test_the_curve_and_the_arrivals(played):
    found = figures(played)
    waiting = {one["at"]: one["most"] for one in found["waiting"]}
    assert [waiting[at] for at in ("12:05", "12:15", "12:35", "12:40")] == [3, 1, 1, 0]
    assert found["arrivals"] == [{"at": "12:00", "tickets": 3}]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("window", ["1 号窗口 综合窗口", "没有到窗口"]),
        ("hour", ["12:00–13:00"]),
        ("weekday", ["周日"]),
        ("lane", ["普通"]),
        ("day", [DATE]),
    ],
)
def test_groups_have_names(played, by, names):
    assert [one["name"]["zh"] for one in figures(played, by=by)["groups"]] == names


def test_an_empty_day_has_nothing_and_days_to_come_are_none(played):
    found = figures(played, **{"from": "2026-11-01", "to": "2026-11-02"})
    assert (found["days"], found["total"]["tickets"], found["groups"], found["waiting"]) == (0, 0, [], [])
    assert found["total"]["wait"] is None
    assert figures(played, **{"from": DATE, "to": "2026-12-31"})["total"]["tickets"] == 3


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"from": "yesterday"}, "query.from"),
        ({"from": "2026-11-22", "to": "2026-11-21"}, "query.to"),
        ({"from": "2024-01-01", "to": "2026-11-21"}, "query.to"),
        ({"by": "clerk"}, "query.by"),
        ({"form": "2026-11-22"}, "query.form"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_wrong(played, asked, field):
    for path in ("/statistics", "/statistics.csv"):
        answer = played.api.get(path, params=asked)
        assert answer.status_code == 422, answer.text
        assert field in answer.json()["what"]["zh"]


def sheet(answer):
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith("\ufeff".encode())
    assert answer.headers["content-disposition"].endswith('.csv"')
    text = answer.content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    return list(csv.reader(io.StringIO(text), strict=True))


def test_the_table_opens_in_a_spreadsheet(played):
    heading, social, total = sheet(played.api.get("/statistics.csv"))
    assert heading[:4] == ["业务", "取号数", "办结数", "过号未回"]
    assert social[:3] == ["社会保险", "3", "2"]
    assert total[0] == "合计"
    assert dict(zip(heading, social, strict=True))["等候 P90（分）"] == "31.0"
    assert sheet(played.api.get("/statistics.csv", params={"lang": "en"}))[0][:2] == ["Service", "Tickets"]


def cells(packed):
    """A workbook's sheet: text or number by line, and the kinds of its cells."""
    rows = list(load_workbook(io.BytesIO(packed)).worksheets[0].iter_rows())
    lines = [["" if one.value is None else one.value for one in row] for row in rows]
    return lines, {one.data_type for row in rows for one in row}


def test_the_same_table_is_a_workbook_with_numbers(played):
    with httpx.Client(base_url=played.hall.url, timeout=20, trust_env=False) as web:
        answer = web.get("/console/statistics.xlsx", params={"lang": "zh"})
        wrong = web.get("/console/statistics.xlsx", params={"from": "2026-13-01", "lang": "zh"})
    assert (answer.status_code, wrong.status_code) == (200, 422)
    lines, _ = cells(answer.content)
    assert lines == [
        [cell if n == 0 or i == 0 or not cell else float(cell) for i, cell in enumerate(line)]
        for n, line in enumerate(sheet(played.api.get("/statistics.csv")))
    ]


@pytest.mark.parametrize("name", ["=1+1", "@sum", "-cmd|'/c calc'!A1", '<b>&"', "a\x0bb"])
def test_no_text_of_a_workbook_is_a_formula(name):
    lines, kinds = cells(workbook("2026-11-22", [[name, "取号数"], [name, "3"]]))
    text = name.replace("\x0b", "")
    assert lines == [[text, "取号数"], [text, 3]]
    assert "f" not in kinds


def test_the_tickets_leave_without_identity(played):
    heading, *lines = sheet(played.api.get("/statistics/tickets.csv"))
    one, two, three = (dict(zip(heading, line, strict=True)) for line in lines)
    assert (one["号码"], one["结果"], one["等候（秒）"], one["办理（秒）"], one["重呼"]) == (
        "A001",
        "办结",
        "600",
        "300",
        "1",
    )
    assert one["第一次叫号"] == f"{DATE} 12:10:00"
    assert (two["结果"], two["等候（秒）"]) == ("本人作废", "")
    assert three["号码"] == "A003"
    whole = json.dumps(lines)
    assert "ticket-0" not in whole, "the id opens a ticket's page"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-cmd", "@sum", "\t=1", "\r=1", "＝1", "-1-1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-3.2", "-12", "A2-001", "12:00–13:00", "社保"])
def test_what_is_none_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_the_page_has_figures_pictures_and_their_numbers(played):
    with httpx.Client(base_url=played.hall.url, timeout=20, trust_env=False) as web:
        answer = web.get("/console/statistics", params={"lang": "zh", "by": "hour"})
        assert answer.status_code == 200, answer.text
        text = answer.text
        pictures = [f"<svg{rest.partition('</svg>')[0]}</svg>" for rest in text.split("<svg")[1:]]
        labels = [ET.fromstring(one).get("aria-label") for one in pictures]
        assert len(labels) == text.count("<details>") == 5
        assert labels[0].startswith("等候人数的曲线。最多 3 人")
        assert "12:00–13:00" in text
        assert "综合窗口" in text
        assert f"/v1/statistics.csv?from={DATE}&amp;to={DATE}&amp;lang=zh&amp;by=hour" in text
        assert "style=" not in text
        empty = web.get("/console/statistics", params={"from": "2026-11-01", "lang": "en"})
        assert "Nobody took a number in this time" in empty.text
        wrong = web.get("/console/statistics", params={"from": "x"})
        assert wrong.status_code == 422
        assert "<html" in wrong.text


def command(capsys, *words):
    status = run(["statistics", "--lang", "zh", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_command_reads_the_folder_of_a_running_server(played, capsys, tmp_path):
    where = ("--data", played.hall.folder, "--hall", CONFIG / "halls" / "demo.toml", "--from", DATE)
    status, out, err = command(capsys, *where)
    assert status == 0, err
    assert [line.split()[0] for line in out.splitlines()] == [DATE, "业务", "社会保险", "合计"]
    target, raw = tmp_path / "day.csv", tmp_path / "tickets.csv"
    assert command(capsys, *where, "-o", target, "--tickets", raw)[0] == 0
    web = played.api
    assert target.read_bytes() == web.get("/statistics.csv").content
    assert raw.read_bytes() == web.get("/statistics/tickets.csv").content
    status, _, err = command(capsys, *where, "-o", target)
    assert (status, "--overwrite" in err) == (2, True)


def test_the_command_asks_a_server(played, capsys, tmp_path):
    status, out, err = command(capsys, "--server", played.hall.url, "--json", "--tickets", tmp_path / "t.csv")
    assert status == 0, err
    assert json.loads(out)["total"]["tickets"] == 3
    assert (tmp_path / "t.csv").read_bytes() == played.api.get("/statistics/tickets.csv").content
    status, out, _ = command(capsys, "--server", played.hall.url, "--from", "2026-13-01", "--json")
    assert (status, json.loads(out)["error"]) == (2, "request.invalid")


def test_the_command_says_what_it_lacks(capsys, tmp_path):
    assert command(capsys)[0] == 2
    status, _, err = command(capsys, "--data", tmp_path)
    assert status == 2
    assert "hall.sqlite3" in err
    status, _, err = command(capsys, "--server", "http://127.0.0.1:9")
    assert status == 2
    assert "服务器没有回答" in err
