"""Reads that must show one moment: the board and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from hall.contract.messages import BoardState, GroupInfo, HallInfo, ItemInfo, ServiceInfo, Text, WindowInfo
from hall.domain.clock import service_date
from hall.domain.queue.estimate import Wait
from hall.domain.queue.joining import MAX_CALLS_SHOWN
from hall.domain.queue.ticket import AT_WINDOW, TicketState
from hall.server.store import day_book, events, notices, opening
from hall.server.store.catalogue import Catalogue
from hall.server.store.forecast import as_range
from hall.server.store.tables import ticket
from hall.settings import Words

_MISSED = (
    select(ticket.c.number)
    .where(ticket.c.date == bindparam("on"), ticket.c.state == TicketState.NO_SHOW.value)
    .order_by(ticket.c.ended_us.desc())
    .limit(MAX_CALLS_SHOWN)
)


def board(connection: Connection, catalogue: Catalogue, epoch: str, now: datetime) -> BoardState:
    """All that a board shows, as of its `last_seq` (call it inside one read transaction)."""
    today = service_date(now)
    return BoardState(
        server_epoch=epoch,
        last_seq=day_book.last_seq(connection),
        at=now,
        services=_services(connection, catalogue, today, {}),
        windows=_windows(connection, catalogue, today),
        calls=events.calls(connection, today, MAX_CALLS_SHOWN),
        missed=list(connection.execute(_MISSED, {"on": today}).scalars()),
        notices=notices.current(connection, now),
    )


def hall(
    connection: Connection,
    catalogue: Catalogue,
    waits: Mapping[str, Wait],
    now: datetime,
    epoch: str,
    lease_key: str,
) -> HallInfo:
    """The catalogue with the waiting counts of now, and `waits` by service."""
    today = service_date(now)
    return HallInfo(
        server_epoch=epoch,
        name=_text(catalogue.settings.hall.name),
        services=opening.with_hours(
            connection, catalogue, _services(connection, catalogue, today, waits), now
        ),
        items=[
            ItemInfo(
                id=item.id,
                name=_text(item.name),
                service=item.service,
                promise_days=item.promise_days,
                materials=[_text(one) for one in item.materials],
                identify=item.identify,
            )
            for item in catalogue.settings.items
        ],
        windows=_windows(connection, catalogue, today),
        lease_key=lease_key,
        groups=[GroupInfo(id=one.id, name=_text(one.name)) for one in catalogue.settings.groups],
        residents=bool(catalogue.settings.residents.url),
    )


def _services(
    connection: Connection, catalogue: Catalogue, today: str, waits: Mapping[str, Wait]
) -> list[ServiceInfo]:
    waiting = events.waiting(connection, today, catalogue.service_ids)
    categories = {one.id: _text(one.name) for one in catalogue.settings.categories}
    return [
        ServiceInfo(
            id=service.id,
            name=_text(service.name),
            category=categories.get(service.category),
            prefix=service.prefix,
            windows=[one.number for one in catalogue.settings.windows if service.id in one.services],
            waiting=waiting[service.id],
            wait=as_range(waits.get(service.id)),
        )
        for service in catalogue.settings.services
    ]


def _windows(connection: Connection, catalogue: Catalogue, today: str) -> list[WindowInfo]:
    serving = connection.execute(
        select(ticket.c.window, ticket.c.number).where(
            ticket.c.date == today, ticket.c.state.in_([one.value for one in AT_WINDOW])
        )
    )
    current: dict[int, str] = {row[0]: row[1] for row in serving}
    today_s = {desk.number: desk for desk in day_book.desks(connection, catalogue, today)}
    return [
        WindowInfo(
            number=one.number,
            name=_text(one.name),
            services=[id_ for id_ in catalogue.service_ids if id_ in today_s[one.number].services],
            current=current.get(one.number, ""),
            presence=today_s[one.number].presence,
            pause=today_s[one.number].pause,
        )
        for one in catalogue.settings.windows
    ]


def _text(words: Words) -> Text:
    return Text(zh=words.zh, en=words.en)
