"""A request on its way through the writer, and how its answer gets to whoever waits for it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from hall.contract.messages import FeedEvent
from hall.server.problems import Refusal
from hall.server.store.tx import Tx

T = TypeVar("T")
Op = Callable[[Tx], T]
"""What a request does to the store. Its effect is made once; a first try that finds it needs the tables has none."""


@dataclass(slots=True)
class Job:
    """`answer`: where somebody waits for it, on an event loop or in a thread. `makes`: as `Writer.write`'s."""

    op: Op[Any]
    answer: asyncio.Future[Any] | Future[Any]
    makes: str = ""
    result: Any = None
    error: Exception | None = None
    events: Sequence[FeedEvent] = ()

    def anew(self) -> Job:
        """The same, as if it had not run."""
        return Job(self.op, self.answer, self.makes)


def fail(jobs: Iterable[Job], error: Refusal) -> None:
    """The same answer for all."""
    those = list(jobs)
    for job in those:
        job.error = error
    answer(those)


def answer(jobs: Iterable[Job]) -> None:
    """Tell whoever waits; each event loop is woken up once."""
    loops: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        if isinstance(job.answer, Future):
            _settle(job)
        else:
            loops.setdefault(job.answer.get_loop(), []).append(job)
    for loop, those in loops.items():
        with contextlib.suppress(RuntimeError):  # it has ended, and who waited with it
            loop.call_soon_threadsafe(_settle_all, those)


def _settle_all(jobs: list[Job]) -> None:
    for job in jobs:
        _settle(job)


def _settle(job: Job) -> None:
    if job.answer.cancelled():
        return
    if job.error is None:
        job.answer.set_result(job.result)
    else:
        job.answer.set_exception(job.error)
