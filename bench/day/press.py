"""Whatever a person presses, pressed until it is answered: the same id every time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import BaseModel

from bench.day.actor import Actor
from hall.client import HallError, HallReason
from hall.contract.messages import CallReply

M = TypeVar("M", bound=BaseModel)
_PAUSE_S = 0.25
"""Real seconds between two tries of a press that got no answer."""


class Presser:
    """The record of what became of every press. `window`: 0 for what citizens do."""

    def __init__(self, actor: Actor, window: int = 0) -> None:
        self._actor = actor
        self._window = window

    async def ask(self, verb: str, id_: str, ticket: str, do: Callable[[], Awaitable[M]]) -> M | None:
        """Repeat `do` until there is a yes or a no. None: refused, or the day ended first.

        Raises `HallError` for an answer that is none.
        """
        began, tries, unknown = time.monotonic(), 0, 0
        while not self._actor.pace.over.is_set():
            tries += 1
            facts: dict[str, object] = {}
            try:
                answer = await do()
            except HallError as error:
                if error.reason is HallReason.BAD_ANSWER:
                    raise
                if error.reason is not HallReason.REFUSED:
                    unknown += error.reason is HallReason.UNKNOWN_OUTCOME
                    await asyncio.sleep(_PAUSE_S)
                    continue
                answer = None
                facts = {"refused": error.problem.code if error.problem else error.reason.value}
            self._actor.record.say(
                "press",
                window=self._window,
                verb=verb,
                ticket=ticket,
                id=id_,
                ms=round((time.monotonic() - began) * 1000, 1),
                tries=tries,
                unknown=unknown,
                **facts,
                **_facts(answer),
            )
            return answer
        return None


def _facts(answer: BaseModel | None) -> dict[str, object]:
    if not isinstance(answer, CallReply):
        return {}
    return {"seq": answer.seq, "number": answer.ticket.number if answer.ticket else ""}
