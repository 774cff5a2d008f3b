"""Whether the citizen who was served last is being asked for a rating. What was given is nobody's business here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from hall.domain.queue.desk import Desk
from hall.server.store.tables import rating
from hall.server.store.times import to_us
from hall.settings import Settings, load_profile

QUIET: Final = timedelta(seconds=10)
"""Nothing changes on the clerk's screen for so long after a press, whatever was pressed: a quick one and one with a
reason look alike."""
ASKED_FOR: Final = timedelta(seconds=60)
"""The pad is silent after so long; nothing is invented for who did not press."""


class Pads:
    """The windows that have an evaluation pad."""

    def __init__(self, settings: Settings) -> None:
        self._windows = {unit.window for unit in settings.units if unit.role == "pad"} | {
            unit.window
            for unit in settings.units
            for device in unit.devices
            if unit.role == "window" and load_profile(device.profile).device_class == "evaluation_pad"
        }

    def rating(self, connection: Connection, desk: Desk, now: datetime) -> str:
        """`asked` or `ended` of the ticket that was finished last, "" when there is nothing to say."""
        last = desk.undo
        if desk.number not in self._windows or desk.current or last is None or last.verb != "ticket.done":
            return ""
        if now - last.at > ASKED_FOR:
            return ""
        ids = [one.id for one in last.after]
        known = (rating.c.ticket.in_(ids), rating.c.received_us <= to_us(now - QUIET))
        given = connection.execute(select(rating.c.ticket).where(*known)).first()
        return "ended" if given else "asked"
