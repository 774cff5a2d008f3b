"""Supervision over HTTP: who may do what, the past as files, and the page that tells the rules."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from hall.domain.roles import Role
from hall.domain.supervision.rules import RULES, Limits
from hall.server import supervision_page
from hall.server.store.catalogue import Catalogue
from hall.server.supervision import Watch
from hall.settings.supervision import SupervisionRules
from tests.hall.console.look import Page
from tests.hall.hours import clerk, hours, settings
from tests.hall.house import HandClock, house, http
from tests.hall.test_tokens import bearer, code, make  # noqa: F401 - a fixture

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
FORMULA = "=cmd|' /C calc'!A0"
MADE = settings(
    hours=hours("09:00-12:00"),
    windows={one: {"reserve": True} for one in (1, 2, 4)},
    clerks=[clerk("1026", "李敏"), clerk("1099", FORMULA)],
)


@pytest.fixture
def hall(tmp_path):
    """Window 3 was left by somebody whose name is a formula."""
    with house(tmp_path / "hall", HandClock(NINE), settings=MADE) as made:
        with http(made.url) as api:
            for n, (verb, more) in enumerate((("open", {"clerk": "1099"}), ("close", {}))):
                asked = {"event_id": f"press-{n:06d}", **more}
                assert api.post(f"/windows/3/{verb}", json=asked).is_success
        made.clock.at = NINE + timedelta(minutes=5)
        made.store._writer.submit(Watch(Catalogue(MADE)).look).result(20)
        yield made


def asked(n, words="请说明", by="主任"):
    return {"event_id": f"act-{n:06d}", "words": words, "by": by}


def test_supervisors_urge_and_judge_and_a_window_explains_its_own(hall, make):  # noqa: F811
    boss, staff, mine, other, terminal = (
        bearer(make(role, unit))
        for role, unit in (
            (Role.SUPERVISOR, "boss"),
            (Role.STAFF, "staff"),
            (Role.WINDOW, "w3"),
            (Role.WINDOW, "w3"),
            (Role.TERMINAL, "t1"),
        )
    )
    with http(hall.url) as api:
        told = api.get("/supervision", headers=staff).json()
        [warning] = told["warnings"]
        assert (warning["kind"], warning["verbs"], told["windows"][2]["light"]) == (
            "window_closed",
            ["explain"],
            "red",
        )
        path = f"/supervision/warnings/{warning['id']}"
        for who, verb in ((staff, "urge"), (mine, "urge"), (mine, "excuse"), (terminal, "explain")):
            answer = api.post(f"{path}/{verb}", json=asked(1), headers=who)
            assert code(answer) == (403, "token.notAllowed")
        assert api.get("/supervision", headers=mine).status_code == 403
        assert api.post(f"{path}/urge", json=asked(2), headers=boss).json()["state"] == "urged"
        unsigned = {"event_id": "act-000003", "words": "取卷宗"}
        explained = api.post(f"{path}/explain", json=unsigned, headers=other).json()
        assert (explained["state"], explained["steps"][-1]["by"]) == ("explained", "w3")
        assert code(api.post(f"{path}/confirm", json=asked(4, by=FORMULA), headers=boss)) == (
            409,
            "warning.own",
        )
        confirmed = api.post(f"{path}/confirm", json=asked(5, ""), headers=boss).json()
        assert (confirmed["state"], confirmed["verbs"]) == ("confirmed", [])
        closing = {"event_id": "closing-000001", "begin": "2026-11-23T10:00", "end": "2026-11-23T11:00"}
        closing |= {"reason": "培训", "by": "李敏"}
        refused = api.post("/supervision/closings", json=closing | {"window": 2}, headers=mine)
        assert code(refused) == (403, "token.otherWindow")
        assert api.post("/supervision/closings", json=closing | {"window": 3}, headers=mine).is_success
        [notice] = api.get("/notices", headers=staff).json()["notices"]
        assert notice["title"]["en"] == "Window 3 is closed 10:00–11:00"
        web = str(hall.url)
        assert api.get(f"{web}/console/supervision/past", headers=staff).status_code == 403
        assert api.get(f"{web}/console/supervision", headers=mine).status_code == 403
        assert "请说明" in api.get(f"{web}/console/supervision/past?lang=zh", headers=boss).text


def test_both_files_hold_the_past_and_nothing_in_them_is_run(hall):
    with http(hall.url) as api:
        query = "from=2026-11-23&to=2026-11-23&lang=zh"
        text = api.get(f"{hall.url}/console/supervision/past.csv?{query}").text
        [head, row] = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        assert (row[head.index("人员")], row[head.index("灯")]) == (f"'{FORMULA}", "红灯")
        book = load_workbook(io.BytesIO(api.get(f"{hall.url}/console/supervision/past.xlsx?{query}").content))
        cells = [cell for line in book.worksheets[0].iter_rows() for cell in line]
        assert all(cell.data_type in {"s", "n"} for cell in cells)
        assert FORMULA in [cell.value for cell in cells]
        nothing = api.get(f"{hall.url}/console/supervision/past?{query}&kind=case_overdue").text
        assert "这几天没有这样的预警" in Page(nothing).text("past")
        wrong = api.get(f"{hall.url}/console/supervision/past?from=2026-11-23&to=2026-11-22")
        assert wrong.status_code == 422


def test_the_strip_tells_those_who_run_the_hall(hall):
    with http(hall.url) as api:
        strip = Page(api.get(f"{hall.url}/console/strip?lang=zh").text).text("strip")
        assert "督办 红灯 1 条" in strip


def test_the_page_of_the_rules_is_what_the_rules_are():
    place = supervision_page.PLACE
    assert place.fresh(supervision_page.table()), place.stale


def test_every_limit_is_a_setting_with_the_same_default_and_some_rule_has_it():
    assert SupervisionRules().limits == Limits()
    named = {name for rule in RULES.values() for name in (rule.yellow, rule.red)} - {""}
    assert named | {"calm_min"} == set(Limits.__dataclass_fields__)
