"""Sends the outbox: one at a time, again and again with longer pauses, until the province says what became of each.

A row that fails waits by itself while others go; when several fail in a row, the line itself waits too.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final
from uuid import uuid4

from hall.contract.upstream import RowState, UpstreamRecord
from hall.domain.clock import Clock
from hall.server.guides import Guides
from hall.server.problems import Refusal
from hall.server.store import upstream
from hall.server.store.catalogue import Catalogue
from hall.server.store.store import Store
from hall.server.store.times import to_us
from hall.server.store.upstream import Tried
from hall.server.upstream.line import Line, Said, Why
from hall.server.upstream.record import OF_ITEM, Records
from hall.server.upstream.setup import Upstream
from hall.server.upstream.shape import LackingError

LOOK_S: Final = 2.0
"""How often the outbox is looked at while nothing is due."""
ROW_S: Final = (15.0, 900.0)
"""Pause of a row after its first failure, and the longest; it doubles with each."""
LINE_S: Final = (1.0, 60.0)
"""The same of the line."""
_TURN_S: Final = 20.0
"""Beyond the time of one exchange: so long a server that died keeps others from sending."""
_log = logging.getLogger(__name__)


def pause_s(failures: int, bounds: tuple[float, float], jitter: float) -> float:
    """After so many failures in a row; `jitter` 0..1 keeps halls from coming back all at once."""
    first, most = bounds
    whole = min(most, first * 2.0 ** min(failures - 1, 30))
    return whole * (0.5 + jitter / 2)


@asynccontextmanager
async def sending(
    how: Upstream | None, store: Store, catalogue: Catalogue, guides: Guides, clock: Clock
) -> AsyncIterator[None]:
    """Send for as long as the block lasts; of a hall that sends nothing, nothing is done."""
    if how is None:
        yield
        return
    async with Sender(store, catalogue, guides, clock, how, random.random).at_work():
        yield


class Sender:
    """One for each server. `jitter` gives 0..1."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        guides: Guides,
        clock: Clock,
        how: Upstream,
        jitter: Callable[[], float],
    ) -> None:
        self._store, self._guides, self._clock, self._how = store, guides, clock, how
        self._records, self._jitter = Records(catalogue.settings), jitter
        self._catalogue = catalogue
        self._line = Line(how.mapping.send.answer, how.rules.timeout_s)
        self._holder = uuid4().hex
        self._failures = 0

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Send for as long as the block lasts. What is under way then goes again later, with the same id."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self._line.close()

    async def _run(self) -> None:
        while True:
            try:
                busy = await self.once()
            except Exception as error:  # noqa: BLE001 - the hall goes on; the outbox is looked at again
                _log.warning("upstream: %s", error if isinstance(error, Refusal) else type(error).__name__)
                busy = False
            if self._failures:
                await asyncio.sleep(pause_s(self._failures, LINE_S, self._jitter()))
            elif not busy:
                await asyncio.sleep(LOOK_S)

    async def once(self) -> bool:
        """Send the next one, if there is one and it is this server's turn. Raises `Refusal` of the store."""
        now_us = to_us(self._clock.now())
        if not await self._store.read(lambda c: upstream.due(c, now_us)):
            return False
        keep_us = int((self._how.rules.timeout_s + _TURN_S) * 1_000_000)
        row = await self._store.write(
            lambda tx: upstream.take(tx, self._holder, keep_us, shared=self._store.shared)
        )
        if row is None:
            return False
        tried = await self._try(row.subject, row.tries)
        await self._store.write(lambda tx: upstream.ended(tx, row.id, self._holder, tried))
        if tried.why:
            _log.warning("upstream: %s %s (%s %s)", row.id, tried.state.value, tried.why, tried.what)
        return True

    async def _try(self, subject: str, tries: int) -> Tried:
        try:
            record = await self._record(subject)
        except Refusal:
            return Tried(RowState.PARKED, Why.UNKNOWN.value)
        try:
            wire = self._how.send.wire(record, self._how.rules.url)
        except LackingError as error:
            what = ",".join(f"{one.to}:{one.of}:{one.why.value}" for one in error.missing)
            if not record.item and {one.of for one in error.missing} <= OF_ITEM:
                return Tried(RowState.LEFT_OUT, Why.NO_ITEM.value, what)
            return Tried(RowState.PARKED, Why.LACKING.value, what)
        said = await self._line.post(wire)
        self._failures = self._failures + 1 if said.state is RowState.QUEUED else 0
        sent = hashlib.sha256(wire.url.encode() + b"\n" + wire.body).hexdigest()
        return self._after(said, sent, tries)

    async def _record(self, subject: str) -> UpstreamRecord:
        """What is known of this subject. Raises `Refusal`."""
        book = await self._guides.book()
        return await self._store.read(lambda c: self._records.record(c, self._catalogue, book, subject))

    def _after(self, said: Said, sent: str, tries: int) -> Tried:
        wait_s = pause_s(tries + 1, ROW_S, self._jitter()) if said.state is RowState.QUEUED else 0.0
        return Tried(said.state, said.why, said.what, sent, said.digest, int(wait_s * 1_000_000))
