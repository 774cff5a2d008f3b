"""For those who look: health, the catalogue, the board, and the feed as server-sent events."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from sqlalchemy import Connection
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from hall.contract.messages import VERSION, BoardState, FeedEvent, HallInfo, Message
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import board, events

KEEP_ALIVE_S = 5.0
STUCK_S = 10.0
"""A client that takes nothing for so long is let go; it resumes from its last event."""

_MAX_SEQ = 2**63 - 1
_log = logging.getLogger(__name__)
Seq = Annotated[int, Query(ge=0, le=_MAX_SEQ)]
LastEventId = Annotated[int | None, Header(alias="Last-Event-ID", ge=0, le=_MAX_SEQ)]


class Health(Message):
    """`ok`: the server takes writes."""

    ok: bool
    server_epoch: str
    version: int = VERSION


def router(desk: Desk) -> APIRouter:
    """Routes of the watchers."""
    routes = APIRouter()
    store, catalogue = desk.store, desk.catalogue

    @routes.get("/health")
    async def health() -> Health:
        return Health(ok=not store.broken, server_epoch=store.epoch)

    @routes.get("/hall")
    async def hall() -> HallInfo:
        now, key = desk.clock.now(), desk.lease_key.public_hex

        def query(connection: Connection) -> HallInfo:
            waits = desk.forecast.waits(connection, now)
            return board.hall(connection, catalogue, waits, now, store.epoch, key)

        return await store.read(query)

    @routes.get("/board")
    async def snapshot() -> BoardState:
        now = desk.clock.now()
        return await store.read(lambda c: board.board(c, catalogue, store.epoch, now))

    @routes.get("/feed", response_class=Response)
    async def feed(after: Seq = 0, last_event_id: LastEventId = None) -> FeedStream:
        start = after if last_event_id is None else last_event_id
        if start > store.live.last_seq:
            raise Refusal("feed.ahead", detail=f"last_seq={store.live.last_seq}")
        return FeedStream(_chunks(desk, start), store.epoch)

    return routes


class FeedStream(Response):
    """An endless answer that ends when the client goes, takes nothing, or the server goes down."""

    media_type: str | None = "text/event-stream"

    def __init__(self, chunks: AsyncIterator[bytes], epoch: str) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "Hallkit-Epoch": epoch})
        del self.headers["content-length"]
        self._chunks = chunks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Send until one side ends."""
        pump = asyncio.create_task(self._pump(send))
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await asyncio.wait({pump, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            pump.cancel()
            await asyncio.gather(pump, gone, return_exceptions=True)

    async def _pump(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        await send(start)
        try:
            async for chunk in self._chunks:
                message = {"type": "http.response.body", "body": chunk, "more_body": True}
                async with asyncio.timeout(STUCK_S):
                    await send(message)
        except TimeoutError:
            _log.info("feed: a client took nothing for %.0f s and was let go", STUCK_S)
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _chunks(desk: Desk, seq: int) -> AsyncIterator[bytes]:
    """The first bytes come at once, so that the client knows it is connected."""
    live = desk.store.live
    yield b": hallkit feed\n\n"
    while not live.closed:
        newer = live.since(seq)
        if newer is None:
            at = seq
            newer = await desk.store.read(lambda c: events.after(c, at))  # noqa: B023 - awaited here
        if newer:
            seq = newer[-1].seq
            yield b"".join(map(_encode, newer))
        elif not await live.wait(seq, KEEP_ALIVE_S):
            yield b": still here\n\n"


def _encode(event: FeedEvent) -> bytes:
    return f"id: {event.seq}\nevent: {event.kind}\ndata: {event.model_dump_json()}\n\n".encode()
