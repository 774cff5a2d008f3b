"""Item 5 of the terminal from start to end: check-in by voucher, going first with a reason, and the live position."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from hall.settings import CONFIG
from tests.hall.house import HandClock, house, http
from tests.journeys.test_guides_without_network import Terminal, _config

TEN = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""Ten in the morning in China, a Monday."""


def shown(terminal):
    """The number that the terminal shows."""
    terminal.until(lambda: terminal.do("screen")["screen"] in {"no_paper", "ticket"})
    assert "扫一扫，号码存进手机，随时看位置" in terminal.names()
    return number_of(terminal.do("tree"))


def number_of(tree):
    """The number on the screen, as large as it is."""
    names = [item["name"] for item in tree["items"]]
    return next(name for name in names if name[:1].isalpha() and name[1:].isdigit())


@pytest.mark.long
def test_a_voucher_is_served_first_and_who_may_go_first_is_told_why(tmp_path, monkeypatch):
    demo = (CONFIG / "halls" / "demo.toml").read_text(encoding="utf-8")
    with house(tmp_path / "hall", HandClock(TEN)) as server, http(server.url) as hall:
        monkeypatch.setattr("tests.screens.test_program.CONFIG", _config(tmp_path, demo, server.url))
        for n in range(3):
            asked = {"event_id": f"ticket-{n:06d}", "service": "residence", "unit": "d1"}
            assert hall.post("/tickets", json=asked).json()["number"] == f"B00{n + 1}"
        wish = {
            "service": "residence",
            "begin": (TEN + timedelta(minutes=30)).isoformat(),
            "id_number": "110101199003071234",
        }
        booked = hall.post("/appointments", json={"event_id": "book-000001", "bookings": [wish]}).json()
        code = booked["results"][0]["appointment"]["code"]
        terminal = Terminal(tmp_path, "t1")
        try:
            terminal.tapped("点这里开始", "取号", "不用证件，直接取号", "预约报到", *code, "继续", "户籍证件")
            voucher = shown(terminal)
            terminal.tapped("结束办理", "点这里开始", "取号", "不用证件，直接取号")
            terminal.tapped("我可以优先", "孕妇", "户籍证件")
            pregnant = shown(terminal)
        finally:
            terminal.end()
        known = {each["number"]: each["event_id"] for each in hall.get("/tickets").json()["tickets"]}
        place = httpx.get(f"{server.url}/t/{known[voucher]}", trust_env=False)
        assert "前面还有" in place.text
        assert voucher in place.text
        called = []
        for n in range(3):
            call = hall.post("/windows/3/call", json={"event_id": f"call-{n:06d}"})
            called.append(call.json()["ticket"]["number"])
            hall.post("/windows/3/finish", json={"event_id": f"done-{n:06d}"})
        assert called == [pregnant, voucher, "B001"]
        before = hall.get(f"/tickets/{known['B001']}/why").json()["before"]
        reasons = [(each["number"], each["why"], each["group"]) for each in before]
        assert reasons == [(pregnant, "priority", "pregnant"), (voucher, "appointment", "")]
