"""Keeps the trail while the server runs: its start and its stop, seals of the feed, failed sign-ins, the head of each day."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from sqlalchemy import Connection, select

from hall.contract.messages import VERSION
from hall.domain.clock import Clock, service_date
from hall.server.guides import Guides
from hall.server.problems import Refusal
from hall.server.store import seals_of_feed, trail
from hall.server.store.store import Store
from hall.server.store.trail_check import BEGUN
from hall.server.store.trail_rows import ALL
from hall.server.store.trail_tables import trail as steps
from hall.server.store.tx import Tx
from hall.server.trail_checks import Checks
from hall.server.trail_heads import Heads
from hall.settings import Settings

EVERY_S: Final = 30.0
STARTED: Final = "hall.started"
_GUIDES: Final = "guides.changed"
_MOST_PLACES: Final = 10
_log = logging.getLogger(__name__)


class Keeper:
    """One for each server. `checks`: looks at the whole trail. `refused`: sign-ins that failed, by where they came from."""

    def __init__(self, store: Store, settings: Settings, guides: Guides, clock: Clock) -> None:
        self._store, self._settings, self._guides, self._clock = store, settings, guides, clock
        self._heads = Heads(store.folder)
        self._date = ""
        self.checks = Checks(store, self._heads, clock)
        self.refused: Counter[str] = Counter()

    @asynccontextmanager
    async def at_work(self, every_s: float = EVERY_S) -> AsyncIterator[None]:
        """Keep it for as long as the block lasts."""
        await self._guarded(self._begin())
        task = asyncio.create_task(self._run(every_s))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self.checks.end()
            await self._guarded(self._end())

    async def _run(self, every_s: float) -> None:
        while True:
            await asyncio.sleep(every_s)
            await self._guarded(self._turn())

    async def _guarded(self, work: Any) -> None:  # noqa: ANN401 - any coroutine
        """What fails is told in the log: the hall goes on."""
        try:
            await work
        except (Refusal, OSError) as error:
            _log.warning("trail: %s", error if isinstance(error, Refusal) else type(error).__name__)

    async def _begin(self) -> None:
        settings = hashlib.sha256(self._settings.model_dump_json().encode()).hexdigest()
        said = {"settings": settings, "version": str(VERSION), "epoch": self._store.epoch}
        before = await self._store.write(lambda tx: _started(tx, said))
        if before not in ("", self._store.epoch):
            await asyncio.to_thread(self._heads.put_aside, self._store.epoch)
        await self._seal()
        self._date = service_date(self._clock.now())
        await self._keep_head()

    async def _turn(self) -> None:
        await self._note_refused()
        await self._note_guides()
        await self._seal()
        today = service_date(self._clock.now())
        if today != self._date:
            self._date = today
            await self._keep_head()
            self.checks.begin(trail.SERVER)

    async def _end(self) -> None:
        await self._note_refused()
        await self._seal()
        await self._store.write(lambda tx: trail.step(tx, "hall.stopped", trail.SERVER, "hall"))
        await self._keep_head()

    async def _seal(self) -> None:
        while await self._store.write(seals_of_feed.seal):
            pass

    async def _keep_head(self) -> None:
        head = await self._store.read(trail.head)
        if head is not None:
            await asyncio.to_thread(self._heads.add, head, self._clock.now())

    async def _note_refused(self) -> None:
        """Those since the last look in one step: nobody fills the trail from outside."""
        if self.refused:
            found, self.refused = self.refused, Counter()
            places = [place for place, _ in found.most_common(_MOST_PLACES)]
            said = {"count": found.total(), "from": places}
            await self._store.write(lambda tx: trail.step(tx, "sign_in.failed", trail.SERVER, "hall", said))

    async def _note_guides(self) -> None:
        said = {"revision": (await self._guides.book()).revision}
        known = await self._store.read(lambda c: newest(c, _GUIDES))
        if known != said:
            await self._store.write(lambda tx: trail.step(tx, _GUIDES, trail.SERVER, "hall", said))


def newest(connection: Connection, kind: str) -> dict[str, Any] | None:
    """What the newest step of a kind says."""
    asked = select(steps.c.said).where(steps.c.kind == kind).order_by(steps.c.seq.desc()).limit(1)
    said = connection.execute(asked).scalar()
    return None if said is None else json.loads(said)


def _started(tx: Tx, said: Mapping[str, object]) -> str:
    """Say so; the first time also how many rows are older, and so for digests that a newer version adds.

    Returns the feed's name at the start before, or "".
    """
    before = newest(tx.connection, STARTED)
    begun = tx.connection.execute(select(steps.c.said).where(steps.c.kind == BEGUN)).scalars()
    counted = {name for told in begun for name in json.loads(told)}
    older = {rows.name: rows.without(tx.connection) for rows in ALL if rows.name not in counted}
    if older:
        trail.step(tx, BEGUN, trail.SERVER, "hall", older)
    trail.step(tx, STARTED, trail.SERVER, "hall", said)
    return str(before["epoch"]) if before else ""
