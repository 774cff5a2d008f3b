"""A look at the hall every half minute: what could be proposed to staff, and what is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from hall.domain.calendar import local, moment
from hall.domain.queue import duty
from hall.domain.queue.desk import Desk, Presence
from hall.domain.queue.tide import Gauge, Kind, Proposal, Tide, can_help, ebbed
from hall.server.problems import Refusal
from hall.server.store import opening, tides
from hall.server.store.catalogue import Catalogue
from hall.server.store.store import Store
from hall.server.store.tx import Tx

EVERY_S = 30.0
_log = logging.getLogger(__name__)


class Lookout:
    """One for each server: what it remembers is only since when a crowd lasts."""

    def __init__(self, catalogue: Catalogue, *also: Callable[[Tx], None]) -> None:
        """`also`: other looks, each in a transaction of its own."""
        rule = catalogue.settings.tide
        self._catalogue = catalogue
        self._also = also
        self._gauge = Gauge(
            Tide(rule.people, timedelta(minutes=rule.wait_min), timedelta(minutes=rule.lasting_min))
        )

    @asynccontextmanager
    async def at_work(self, store: Store, every_s: float = EVERY_S) -> AsyncIterator[None]:
        """Look every so often, for as long as the block lasts."""
        task = asyncio.create_task(self._run(store, every_s))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self, store: Store, every_s: float) -> None:
        """A look that fails is told in the log; the next one comes."""
        while True:
            for look in (self.look, *self._also):
                try:
                    await store.write(look)
                except Exception as error:  # noqa: BLE001 - the hall goes on without proposals
                    _log.warning("lookout: %s", error if isinstance(error, Refusal) else type(error).__name__)
            await asyncio.sleep(every_s)

    def look(self, tx: Tx) -> None:
        """Find, and keep what was found."""
        able = self._able(tx)
        found = [*self._gauge.look(tx.day, able, tx.now), *self._told(tx)]
        pressed = self._gauge.tide.pressed(tx.day, tx.now)

        def still(row: Row[Any]) -> bool:
            """Another server's gauge may know of a crowd for longer than this one's."""
            helper = next((one for one in able if one.number == row.window), None)
            return (
                row.kind == Kind.HELP.value
                and row.service in pressed
                and helper is not None
                and can_help(tx.day, helper, row.service, pressed)
            )

        tides.put(tx, self._catalogue, found, still)

    def _told(self, tx: Tx) -> Iterable[Proposal]:
        catalogue, day, now = self._catalogue, tx.day, tx.now
        rule, settings = catalogue.settings.tide, catalogue.settings
        own = {one.number: frozenset(one.services) for one in settings.windows}
        warning = {one.id: one.cap_warning for one in settings.services}
        begin = moment(local(now)[0], 0)
        return [
            *ebbed(day, tides.lent(tx.connection, tx.today), own, self._gauge.tide, now),
            *duty.beyond(day, catalogue.opening, now),
            *duty.alone(
                day,
                catalogue.clerks,
                tides.paused(tx.connection, day, tx.today),
                timedelta(minutes=rule.pause_min),
                now,
            ),
            *duty.scarce(opening.left(tx.connection, catalogue, now), warning, begin),
        ]

    def _able(self, tx: Tx) -> list[Desk]:
        """Windows that may be asked for help: at work, or closed within their hours."""
        found = []
        for one in self._catalogue.settings.windows:
            desk = tx.day.desk(one.number)
            hours = self._catalogue.opening.of_window(one.number)
            shut = hours is not None and hours.closed(self._catalogue.opening.calendar, tx.now) is not None
            if desk.presence is Presence.OPEN or not shut:
                found.append(replace(desk, services=desk.services | {*one.services, *one.at_need}))
        return found
