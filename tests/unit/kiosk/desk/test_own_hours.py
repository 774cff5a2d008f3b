"""Without the server a unit knows its hall's hours by itself: nothing is printed at night that nobody serves."""

import asyncio
from datetime import UTC, datetime

import pytest

from hall.settings import Holiday, OpenHours, Words
from kiosk.desk import hours
from kiosk.flows.words import HallChanged, Refused, TicketIssued
from tests.unit.kiosk.desk import room as desk_room
from tests.unit.kiosk.desk.room import room, wish

NIGHT = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)  # Sunday, 21:00 in China
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@pytest.fixture(autouse=True)
def hall_with_hours(monkeypatch):
    changes = {
        "hours": [OpenHours(days=DAYS, open=["09:00-17:00"])],
        "holidays": [
            Holiday(name=Words(zh="馆庆", en="Foundation Day"), first="2026-11-23", last="2026-11-23")
        ],
    }
    monkeypatch.setattr(desk_room, "SETTINGS", desk_room.SETTINGS.model_copy(update=changes))
    monkeypatch.setattr(hours, "LOOK_S", 0.02)


def closed(here):
    """What the newest catalogue says of social insurance."""
    [service] = [each for each in here.told.of(HallChanged)[-1].services if each.id == "social"]
    return service.closed


def test_at_night_a_unit_without_server_says_why_and_when_again(tmp_path):
    async def night():
        async with room(tmp_path, "away") as here:
            here.clock.at = NIGHT
            here.desk.opened()
            assert closed(here).zh == "今天的取号时间已过，11月24日（周二） 09:00 开始取号。"
            assert (
                closed(here).en == "Today's hours have ended: numbers are given from 09:00 on Tue 24 Nov on."
            )
            here.clock.at = NIGHT.replace(day=23, hour=4)
            here.desk.opened()
            assert closed(here).zh.startswith("馆庆放假，明天 09:00")

    asyncio.run(night())


def test_the_hour_passes_while_the_server_is_away_and_the_screen_hears_of_it(tmp_path):
    async def evening():
        async with room(tmp_path, "away") as here:
            here.desk.opened()
            assert closed(here) is None
            here.clock.at = NIGHT
            await here.until(lambda: closed(here) is not None)
            here.clock.at = NIGHT.replace(day=24, hour=2)
            await here.until(lambda: closed(here) is None)

    asyncio.run(evening())


def test_no_number_leaves_a_lease_after_hours(tmp_path):
    async def evening():
        async with room(tmp_path) as here:
            await here.leases()
            here.hall.mode = "away"
            here.clock.at = NIGHT
            await here.until(lambda: closed(here) is not None)
            here.desk.perform(wish(1))
            refused = await here.told.until(Refused)
            assert refused.problem == "service.closed"
            assert "11月24日" in refused.said.do.zh
            assert here.devices.printed == []
            here.clock.at = NIGHT.replace(hour=4)
            here.desk.perform(wish(2))
            assert (await here.told.until(TicketIssued)).number == "A1-001"

    asyncio.run(evening())


def test_with_the_server_its_word_counts_not_the_file(tmp_path):
    async def morning():
        async with room(tmp_path) as here:
            await here.online()
            open_late = {"hours": [OpenHours(days=DAYS, open=["09:00-21:30"])], "holidays": []}
            here.hall.catalogue = type(here.hall.catalogue)(desk_room.SETTINGS.model_copy(update=open_late))
            here.clock.at = NIGHT
            here.desk.opened()
            assert closed(here) is None
            here.desk.perform(wish())
            assert not (await here.told.until(TicketIssued)).offline

    asyncio.run(morning())
