"""The hands of `sync`: talks to the server, writes what its answers mean, tells who waits for one.

A write that fails here loses nothing: the rows are still pending in the file, and the sender
begins again from what the file says.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta

from hall.client import HallClient, HallError, HallReason
from hall.contract.messages import Intake, IntakeReply, Transaction
from hall.domain.clock import Clock
from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.events import EPOCH
from kiosk.outbox.notes import get_note
from kiosk.outbox.store import Outbox
from kiosk.outbox.sync import (
    Acked,
    Held,
    Parked,
    Probe,
    Push,
    Request,
    Requeue,
    Row,
    Sync,
    Upload,
    Verdict,
    Wait,
    Write,
)

log = logging.getLogger(__name__)

KEEP = timedelta(hours=72)
"""How long what the server has is kept, in case it is restored from an older backup."""
_TIDY_MS = 600_000


class Sender:
    """Sends the outbox. All calls on the loop that runs `run`."""

    def __init__(
        self,
        outbox: Outbox,
        client: HallClient,
        unit: str,
        clock: Clock,
        jitter: Callable[[], float],
        keep: timedelta = KEEP,
    ) -> None:
        self._outbox = outbox
        self._client = client
        self._unit = unit
        self._clock = clock
        self._jitter = jitter
        self._keep = keep
        self._awake = asyncio.Event()
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._tidy_ms = clock.mono_ms()
        self._sync = self._load()

    @property
    def pending(self) -> int:
        """Rows that the server has not answered yet."""
        return self._sync.pending

    def added(self, row: Row) -> None:
        """A row was committed."""
        self._sync.appended(row, self._clock.mono_ms())
        self._awake.set()

    def heard(self, epoch: str) -> None:
        """The server answered somebody else's question."""
        self._sync.network_back(self._clock.mono_ms())
        self._write(self._sync.epoch_seen(epoch))
        self._awake.set()

    def lost(self) -> None:
        """The line to the server broke, as somebody else noticed."""
        self._sync.network_lost()

    async def confirmed(self, row: Row, timeout_s: float) -> bool:
        """Send now; wait for the server's word on this row. False: not yet, it stays queued."""
        future = self._waiting[row.event_id] = asyncio.get_running_loop().create_future()
        self.added(row)
        try:
            async with asyncio.timeout(timeout_s):
                await future
        except TimeoutError:
            return False
        finally:
            del self._waiting[row.event_id]
        return True

    async def run(self) -> None:
        """Send until cancelled, or until nothing may be written any more."""
        while not self._outbox.unsafe:
            self._tidy()
            match self._sync.next(self._clock.mono_ms()):
                case Wait(until_ms):
                    await self._rest(until_ms)
                case request:
                    await self._perform(request)

    async def _rest(self, until_ms: int | None) -> None:
        now_ms = self._clock.mono_ms()
        until_ms = self._tidy_ms if until_ms is None else min(until_ms, self._tidy_ms)
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0, until_ms - now_ms) / 1000):
                await self._awake.wait()
        self._awake.clear()

    async def _perform(self, request: Request) -> None:
        try:
            match request:
                case Probe():
                    info = await self._client.hall()
                    self._write(self._sync.met(request, info.server_epoch, self._clock.mono_ms()))
                case Push():
                    await self._push(request)
                case Upload():
                    await self._upload(request)
        except HallError as error:
            self._failed(request, error)

    def _failed(self, request: Request, error: HallError) -> None:
        now_ms = self._clock.mono_ms()
        if error.reason is HallReason.REFUSED and not isinstance(request, Probe):
            reason = error.problem.code if error.problem else error.reason.value
            self._write(self._sync.refused(request, reason, now_ms))
        else:
            self._sync.failed(request, now_ms)

    async def _push(self, request: Push) -> None:
        with self._outbox.read() as db:
            items, broken = self._outbox.events.open(db, request.rows)
        if broken:
            reason = "outbox.unreadable"
            self._write(self._sync.unreadable(request, broken, reason, self._clock.mono_ms()))
            return
        reply = await self._client.push(Intake(unit=self._unit, items=items))
        verdicts = _verdicts(reply, items)
        self._write(self._sync.answered(request, reply.server_epoch, verdicts, self._clock.mono_ms()))

    async def _upload(self, request: Upload) -> None:
        try:
            content = self._content(request)
        except OutboxError as error:
            reason = error.trouble.value
            self._write(self._sync.unreadable(request, [request.row], reason, self._clock.mono_ms()))
            return
        await self._client.upload(request.sha256, content)
        self._sync.uploaded(request, self._clock.mono_ms())

    def _content(self, request: Upload) -> bytes:
        with self._outbox.read() as db:
            blob = self._outbox.events.blob(db, request.row, request.sha256)
        if blob is None:
            raise OutboxError(Trouble.LOST, f"attachment {request.sha256[:12]} is not of this row")
        return self._outbox.blobs.get(blob)

    def _write(self, writes: list[Write]) -> None:
        """Commit what an answer meant; then tell those who wait."""
        if not writes:
            return
        try:
            with self._outbox.write() as db:
                again = self._outbox.events.apply(db, writes)
        except OutboxError as error:
            log.error("outbox: an answer of the server was not kept (%s); it will be asked again", error)  # noqa: TRY400
            self._sync = self._load()
            return
        self._sync.requeued(again)
        for write in writes:
            self._report(write)

    def _report(self, write: Write) -> None:
        match write:
            case Acked(row):
                future = self._waiting.get(row.event_id)
                if future and not future.done():
                    future.set_result(None)
            case Parked(row, reason):
                log.warning("outbox.parked: %s is with the server's staff now (%s)", row.event_id, reason)
            case Held(row, reason):
                log.info("outbox.held: %s is tried again later (%s)", row.event_id, reason)
            case Requeue(epoch):
                log.info("outbox.epoch: the server calls itself %s; what it may have lost goes again", epoch)

    def _tidy(self) -> None:
        """Shred what was kept long enough."""
        if self._clock.mono_ms() < self._tidy_ms:
            return
        self._tidy_ms = self._clock.mono_ms() + _TIDY_MS
        try:
            with self._outbox.write() as db:
                names = self._outbox.events.shred(db, self._keep)
            self._outbox.blobs.discard(names)
        except OutboxError as error:
            log.error("outbox: old rows were not shredded (%s)", error)  # noqa: TRY400

    def _load(self) -> Sync:
        with self._outbox.read() as db:
            epoch = get_note(db, EPOCH) or ""
            return Sync(epoch, self._outbox.events.pending(db), self._jitter)


def _verdicts(reply: IntakeReply, items: list[Transaction]) -> Mapping[str, Verdict]:
    asked = {item.event_id for item in items}
    return {
        item.event_id: Verdict(item.outcome, item.reason, tuple(item.missing), item.model_dump_json())
        for item in reply.items
        if item.event_id in asked
    }
