"""At night, the server away: the dispenser itself says that it is closed, why, and when it opens."""

import asyncio
from datetime import UTC, datetime

from hall.settings import OpenHours
from kiosk.flows.words import HallChanged, HealthChanged, IssueTicket
from tests.support.front import READY, Screen
from tests.unit.kiosk.desk import room as desk_room
from tests.unit.kiosk.desk.room import room

NIGHT = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)  # Friday, 21:00 in China


async def told_at_night(folder):
    """What a desk without a server tells its screen."""
    async with room(folder, "away") as here:
        here.clock.at = NIGHT
        here.desk.opened()
        await here.told.until(HealthChanged)
        return [event for event in here.told if isinstance(event, HallChanged | HealthChanged)]


def test_the_tiles_are_shut_with_reason_and_next_opening(tmp_path, monkeypatch):
    hours = {"hours": [OpenHours(open=["09:00-12:00", "13:30-17:00"])]}
    monkeypatch.setattr(desk_room, "SETTINGS", desk_room.SETTINGS.model_copy(update=hours))
    told = asyncio.run(told_at_night(tmp_path))
    screen = Screen("dispenser")
    try:
        screen.feed(*READY, *told)
        words = [text.words for text in screen.texts()]
        assert sum("今天的取号时间已过，11月23日（周一） 09:00 开始取号" in each for each in words) == 2
        [tile] = [spot for spot in screen.spots() if spot.name == "社会保险"]
        assert not tile.enabled
        assert all(text.fits for text in screen.texts())
        assert not [effect for effect in screen.effects if isinstance(effect, IssueTicket)]
        screen.use("en", large=True)
        assert all(text.fits for text in screen.texts())
    finally:
        screen.close()
