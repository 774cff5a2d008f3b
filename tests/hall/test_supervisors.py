"""The loop of a bad review with tokens: staff work it, a supervisor sees whose they are and judges, nobody their own."""

from datetime import timedelta

from hall.domain.roles import Role
from hall.server.store import reminders
from tests.hall.house import http, ticket
from tests.hall.test_orders import MONDAY, NUMBER
from tests.hall.test_tokens import bearer, code, make  # noqa: F401 - a fixture


def reviewed(api):
    """周晓岚 serves at window 1, and somebody is not satisfied."""
    told = {"event_id": "press-000001", "clerk": "1024 周晓岚"}
    api.post("/windows/1/open", json=told).raise_for_status()
    api.post("/tickets", json=ticket(1)).raise_for_status()
    for verb in ("call", "finish"):
        api.post(f"/windows/1/{verb}", json={"event_id": f"press-{verb}"}).raise_for_status()
    given = {"window": 1, "stars": 1, "tags": ["115"], "tag_set": "national-1", "source": "screen"}
    given |= {"event_id": "rating-000001", "given_at": MONDAY.isoformat()}
    api.post("/tickets/ticket-000001/rating", json=given).raise_for_status()


def test_staff_work_it_and_a_supervisor_judges_each_signed_and_timed(hall, make):  # noqa: F811 - the fixture
    hall.clock.at = MONDAY
    with http(hall.url) as api:
        reviewed(api)
        staff, director = (bearer(make(*who)) for who in ((Role.STAFF, "duty"), (Role.SUPERVISOR, "office")))

        def step(n, verb, who, by="李敏", **more):
            wish = {"event_id": f"step-{n:06d}", "by": by, **more}
            return api.post(f"/ledger/{NUMBER}/{verb}", json=wish, headers=who)

        def page(who, path="", **asked):
            asked = {"kind": "review", "lang": "zh", **asked}
            return api.get(f"{hall.url}/console/ledger{path}", params=asked, headers=who).text

        assert step(1, "verify", staff, result="clear", text="属实").is_success
        assert step(2, "assign", staff, to="社保科").is_success
        hall.clock.at += timedelta(days=22)
        hall.store._writer.submit(reminders.look).result(20)
        for wanted in ("按部门：没办结的差评", "按窗口和人员：没办结的差评", "已催办 1 次", "逾期"):
            assert wanted in page(director), wanted
        assert NUMBER in page(director, department="") + page(director, clerk="1024 周晓岚")
        assert NUMBER not in page(director, department="别的部门")
        assert "按部门" not in page(staff)
        assert step(3, "appeal", staff, "1024 周晓岚", result="mistaken", text="评的不是我").is_success
        assert ['id="do-judge"' in page(who, f"/{NUMBER}") for who in (staff, director)] == [False, True]
        verdict = {"result": "mistaken", "text": "录像核对过"}
        assert code(step(4, "judge", staff, **verdict)) == (403, "token.notAllowed")
        assert code(step(5, "judge", director, "周晓岚", **verdict)) == (403, "ledger.ownService")
        assert step(6, "judge", director, "陈立", **verdict).is_success
        told = api.get(f"/ledger/{NUMBER}", headers=director).json()
    signed = [(one["verb"], one["by"], one["token"]) for one in told["steps"]]
    assert signed == [
        ("open", "hallkit", ""),
        ("verify", "李敏", "duty"),
        ("assign", "李敏", "duty"),
        ("remind", "hallkit", ""),
        ("appeal", "1024 周晓岚", "duty"),
        ("judge", "陈立", "office"),
    ]
    times = [one["at"] for one in told["steps"]]
    assert times == sorted(times)
