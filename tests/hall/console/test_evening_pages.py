"""A ticket that is still at its window when midnight comes: its clerk sees it, and finishes it and nobody else's."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from hall.server.app import create_app
from tests.hall.console.chromium import NEEDS
from tests.hall.console.look import Page
from tests.hall.house import SETTINGS, HandClock, ticket, verb

EVE = datetime(2026, 11, 22, 15, 59, 30, tzinfo=UTC)
"""Half a minute before midnight in China."""
LATER = timedelta(seconds=45)


class Night:
    """A hall around midnight. Its presses name the ticket that the page shows, as the page's script does."""

    def __init__(self, web, clock):
        self._web, self.clock = web, clock

    async def page(self, path="windows/2", lang="zh"):
        return Page((await self._web.get(f"/console/{path}", params={"lang": lang})).text)

    async def press(self, n, name):
        page = await self.page()
        [seen] = [attrs["data-ticket"] for tag, attrs in page.tags if attrs.get("id") == "ticket"]
        button = page.buttons[f"verb-{name}"]
        body = {**verb(n), "expects": seen, **json.loads(button["data-body"])}
        return await self._web.post(button["data-path"], json=body)

    async def do(self, n, name, window=2):
        return await self._web.post(f"/v1/windows/{window}/{name}", json=verb(n))

    async def take(self, n):
        assert (await self._web.post("/v1/tickets", json=ticket(n))).is_success

    async def states(self):
        found = await self._web.get("/v1/tickets", params={"date": "2026-11-22"})
        return {one["number"]: one["state"] for one in found.json()["tickets"]}


@pytest.fixture(params=["sqlite", "postgres"])
def night(request, tmp_path):
    """Tells a story on either database; at its beginning A001 is called at window 2, and then it is `later`."""
    database = request.getfixturevalue("postgres").database() if request.param == "postgres" else ""

    def run(story, later=LATER):
        async def whole():
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://hall", timeout=20) as web:
                hall = Night(web, clock)
                await hall.take(1)
                assert (await hall.do(1, "call")).is_success
                clock.at += later
                await story(hall)

        clock = HandClock(EVE)
        app = create_app(SETTINGS, tmp_path / "hall", clock, database)
        try:
            asyncio.run(whole())
        finally:
            app.state.store.close()

    return run


def test_after_midnight_the_clerk_still_sees_who_is_there_and_finishes_the_visit(night):
    async def story(hall):
        page = await hall.page()
        assert "A001 昨天 23:59 叫的，还在您的窗口" in page.text("ticket")
        assert page.ready() == {"open", "finish", "find"}
        assert page.why("hold") == "A001 是昨天叫的，过了零点只能办结。"
        assert "昨天的 A001 还在" in (await hall.page("")).text("window-2")
        assert "空闲" in (await hall.page("")).text("window-1")
        english = await hall.page(lang="en")
        assert "A001 Called yesterday at 23:59, still at your window" in english.text("ticket")

        assert (await hall.press(2, "finish")).json()["ticket"]["number"] == "A001"
        assert await hall.states() == {"A001": "done"}
        after = await hall.page()
        assert "本窗口还没有开" in after.text("ticket")
        assert after.ready() == {"open", "find"}

    night(story)


def test_whoever_is_called_meanwhile_is_not_finished_by_a_page_that_still_shows_the_evening(night):
    async def story(hall):
        await hall.take(2)
        page = await hall.page()
        assert "办结昨天的号，开窗并叫号" in page.text("verb-call")
        assert (await hall.do(2, "call")).json()["ticket"]["event_id"] == "ticket-000002"  # the keypad
        [seen] = [attrs["data-ticket"] for tag, attrs in page.tags if attrs.get("id") == "ticket"]
        late = await hall._web.post("/v1/windows/2/finish", json={**verb(3), "expects": seen})
        assert late.json()["code"] == "ticket.notThisOne"
        assert await hall.states() == {"A001": "done"}
        shown = (await hall.page()).text("ticket")
        assert "昨天" not in shown
        assert "已叫 1 遍" in shown

    night(story)


def test_a_ticket_left_behind_at_the_end_of_a_day_is_not_shown_the_next_morning(night):
    async def story(hall):
        page = await hall.page()
        assert "本窗口还没有开" in page.text("ticket")
        assert "finish" not in page.ready()

    night(story, timedelta(hours=9))


@NEEDS
def test_a_page_left_open_over_midnight_tells_of_the_evening_and_one_key_finishes_it(tab, live, there):
    live.clock.at = EVE
    there.take(1)
    there.do(2, "call")
    tab.open(f"{live.url}/console/windows/2")
    tab.sees("已叫 1 遍")
    live.clock.at += LATER
    there.take(2)  # the hall goes on, and the page with it
    tab.sees("昨天 23:59 叫的")
    assert tab.text("spoken") == "A001 昨天叫的，还在您的窗口"
    tab.press("F7")
    tab.sees("过了零点只能办结", "message")
    tab.press("F4")
    tab.sees("本窗口还没有开")
    assert live.told("ticket.done") == [("ticket.done", "A001")]
