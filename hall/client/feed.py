"""The feed as the client tells it: events in order, and the moments when the line broke and came back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass

import httpx
from httpx_sse import EventSource, SSEError
from pydantic import ValidationError

from hall.client.errors import HallError, HallReason, of_answer, of_transport
from hall.contract.messages import FeedEvent

SILENCE_S = 12.0
"""The server says something every 5 s; twice missed, the line is dead."""
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 5.0


@dataclass(frozen=True)
class FeedLost:
    """The line broke; what was shown is getting old. Told once per break."""

    reason: HallReason


@dataclass(frozen=True)
class FeedRegained:
    """The line is back.

    `snapshot_needed`: another epoch, or a server that knows less than we do (restored from a backup);
    the feed ends here, and begins again from a new board. Otherwise it goes on without gap or repeat.
    """

    snapshot_needed: bool
    epoch: str = ""


class _SnapshotNeeded(Exception):  # noqa: N818 - control flow between two functions of this module
    def __init__(self, epoch: str) -> None:
        self.epoch = epoch


class Feed:
    """One subscription. `jitter`: 0 to 1, spreads reconnecting clients over time."""

    def __init__(self, http: httpx.AsyncClient, after: int, epoch: str, jitter: Callable[[], float]) -> None:
        self._http = http
        self._seq = after
        self._epoch = epoch
        self._jitter = jitter
        self._lost = False
        self._failures = 0

    async def said(self) -> AsyncGenerator[FeedEvent | FeedLost | FeedRegained, None]:
        """Follow until the caller stops. Raises `HallError` for a refusal or an answer that makes no sense."""
        while True:
            try:
                async with aclosing(self._connection()) as connection:
                    async for said in connection:
                        yield said
                reason = HallReason.UNREACHABLE  # the server said goodbye
            except _SnapshotNeeded as needed:
                yield FeedRegained(snapshot_needed=True, epoch=needed.epoch)
                return
            except httpx.HTTPError as error:
                reason = of_transport(error, harmless=True).reason
            if not self._lost:
                self._lost = True
                yield FeedLost(reason)
            self._failures += 1
            await asyncio.sleep(self._pause_s())

    async def _connection(self) -> AsyncGenerator[FeedEvent | FeedRegained, None]:
        timeout = httpx.Timeout(connect=1.0, read=SILENCE_S, write=3.0, pool=1.0)
        async with self._http.stream(
            "GET", "/feed", params={"after": self._seq}, headers=_HEADERS, timeout=timeout
        ) as answer:
            await self._check(answer)
            self._failures = 0
            if self._lost:
                self._lost = False
                yield FeedRegained(snapshot_needed=False, epoch=self._epoch)
            try:
                async for event in EventSource(answer).aiter_sse():
                    heard = FeedEvent.model_validate_json(event.data)
                    if heard.seq > self._seq:
                        self._seq = heard.seq
                        yield heard
            except (ValidationError, SSEError) as error:
                raise HallError(HallReason.BAD_ANSWER, f"feed: {type(error).__name__}") from None

    async def _check(self, answer: httpx.Response) -> None:
        epoch = answer.headers.get("Hallkit-Epoch", "")
        if answer.status_code != 200:
            failure = of_answer(answer.status_code, await answer.aread())
            if failure.problem is not None and failure.problem.code == "feed.ahead":
                raise _SnapshotNeeded(epoch)
            if answer.status_code >= 500:
                raise httpx.RemoteProtocolError("the server is in trouble")  # it may recover: try again
            raise failure
        if self._epoch and epoch and epoch != self._epoch:
            raise _SnapshotNeeded(epoch)
        self._epoch = epoch or self._epoch

    def _pause_s(self) -> float:
        """Full jitter: anything up to a limit that doubles."""
        limit = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * (1 << min(self._failures, 10)))
        return limit * self._jitter()


_HEADERS = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
