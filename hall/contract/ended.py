"""Who has just been served at a window, for a pad that did not know their number."""

from __future__ import annotations

from datetime import datetime

from hall.contract.messages import EventId, Message, ServiceId


class EndedVisit(Message):
    """A visit that is finished, and has not gone back to the window.

    `ago_s`: since its end, by the server's clock. `said`: something is kept about it, silence too.
    """

    ticket: EventId
    number: str
    service: ServiceId
    ended_at: datetime
    ago_s: float
    said: bool


class EndedVisits(Message):
    """The last of a window today, oldest first."""

    visits: list[EndedVisit]
