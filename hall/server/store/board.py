"""Reads that must show one moment: the board and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from hall.contract.messages import BoardState, HallInfo, ItemInfo, ServiceInfo, Text, WindowInfo
from hall.domain.clock import service_date
from hall.domain.queue.estimate import Wait
from hall.domain.queue.joining import MAX_CALLS_SHOWN
from hall.domain.queue.ticket import AT_WINDOW
from hall.server.store import events
from hall.server.store.catalogue import Catalogue
from hall.server.store.forecast import as_range
from hall.server.store.tables import ticket
from hall.settings import Words


def board(connection: Connection, catalogue: Catalogue, epoch: str, now: datetime) -> BoardState:
    """All that a board shows, as of its `last_seq` (call it inside one read transaction)."""
    today = service_date(now)
    return BoardState(
        server_epoch=epoch,
        last_seq=events.last_seq(connection),
        at=now,
        services=_services(connection, catalogue, today, {}),
        windows=_windows(connection, catalogue, today),
        calls=events.calls(connection, today, MAX_CALLS_SHOWN),
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
        services=_services(connection, catalogue, today, waits),
        items=[
            ItemInfo(id=item.id, name=_text(item.name), service=item.service, promise_days=item.promise_days)
            for item in catalogue.settings.items
        ],
        windows=_windows(connection, catalogue, today),
        lease_key=lease_key,
    )


def _services(
    connection: Connection, catalogue: Catalogue, today: str, waits: Mapping[str, Wait]
) -> list[ServiceInfo]:
    waiting = events.waiting(connection, today, catalogue.service_ids)
    return [
        ServiceInfo(
            id=service.id,
            name=_text(service.name),
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
    return [
        WindowInfo(
            number=one.number,
            name=_text(one.name),
            services=one.services,
            current=current.get(one.number, ""),
        )
        for one in catalogue.settings.windows
    ]


def _text(words: Words) -> Text:
    return Text(zh=words.zh, en=words.en)
