"""A ticket as its holder's phone sees it. Nothing of the person in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hall.contract.screens import Position
from hall.domain.clock import service_date
from hall.domain.queue import aside, estimate
from hall.domain.queue.day import Day, Refused
from hall.domain.queue.desk import Presence
from hall.domain.queue.ticket import TicketState
from hall.server.problems import Refusal
from hall.server.store.catalogue import Catalogue
from hall.server.store.day_book import LatestDay
from hall.server.store.forecast import Forecast, as_range
from hall.server.store.ticket_rows import find, to_domain


@dataclass(frozen=True)
class Holder:
    """What the page of a ticket shows. `can_return`: whether the rules let it come back; `since`: when it ended or was called."""

    position: Position
    can_return: bool
    since: datetime


def position(
    connection: Connection, days: LatestDay, forecast: Forecast, id_: str, now: datetime
) -> Position:
    """Raises `Refusal`: unknown, or of another day."""
    return _position(connection, days, forecast, _find(connection, id_, now), now)


def holder(connection: Connection, days: LatestDay, forecast: Forecast, id_: str, now: datetime) -> Holder:
    """The same with what can be done. Raises `Refusal`."""
    row = _find(connection, id_, now)
    one = to_domain(row)
    return Holder(
        position=_position(connection, days, forecast, row, now),
        can_return=_can_return(days.catalogue, row, now),
        since=one.ended or one.called or one.joined,
    )


def _find(connection: Connection, id_: str, now: datetime) -> Any:  # noqa: ANN401 - a Row
    row = find(connection, id_)
    if row is None:
        raise Refusal("ticket.unknown")
    if row.date != service_date(now):
        raise Refusal("ticket.dayOver", number=row.number, date=row.date)
    return row


def _position(
    connection: Connection,
    days: LatestDay,
    forecast: Forecast,
    row: Any,  # noqa: ANN401 - a Row
    now: datetime,
) -> Position:
    one, (_, day) = to_domain(row), days.at(connection, now)
    waits = one.state is TicketState.WAITING
    ahead, told = 0, None
    if waits:
        ahead = day.ahead(one, now)
        pace = forecast.pace(connection, now)
        told = as_range(estimate.wait(day.desks.values(), day.counts(), pace, one.service, ahead))
    serving = [each for each in day.desks.values() if one.service in each.services]
    there = [each.number for each in serving if each.presence is not Presence.CLOSED]
    anywhere = there or [each.number for each in serving]
    return Position(
        number=one.number,
        service=one.service,
        state=one.state,
        ahead=ahead,
        wait=told,
        windows=([row.pinned] if row.pinned is not None else anywhere) if waits else [],
        window=one.window,
        at=now,
    )


def _can_return(catalogue: Catalogue, row: Any, now: datetime) -> bool:  # noqa: ANN401 - a Row
    """The rules are asked, not repeated; who else waits does not matter to them."""
    try:
        aside.come_back(Day(catalogue.rules, (), (to_domain(row),)), row.event_id, now)
    except Refused:
        return False
    return True
