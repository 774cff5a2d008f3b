"""A clerk's verbs on their way to the server: each once, repeated under its own id until it is answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from hall.client import HallClient, HallError, HallReason
from hall.contract.messages import CallReply, CallRequest
from hall.contract.windows import CallNext, HoldRequest, OpenRequest, PauseRequest, WindowState
from hall.domain.clock import Clock
from hall.domain.ids import new_id
from hall.domain.queue.desk import Presence
from hall.domain.queue.ticket import Hold
from hall.settings import Unit
from kiosk.window.keys import Wish
from kiosk.window.memory import Memory, Press
from kiosk.window.scene import BY_HAND_MS

log = logging.getLogger(__name__)
AGAIN_S = 0.5
WORTH: Final = timedelta(seconds=10)
"""A press that a program left behind is asked for again when it is not older."""
_REQUESTS: Final[dict[str, type[CallRequest]]] = {
    "call": CallNext,
    "hold": HoldRequest,
    "open": OpenRequest,
    "pause": PauseRequest,
}


@dataclass(frozen=True)
class Done:
    """The server's answer."""

    verb: str
    reply: CallReply


@dataclass(frozen=True)
class No:
    """It was refused, or this unit may not: `code` of the problem."""

    code: str


@dataclass(frozen=True)
class Away:
    """The server stayed away too long to wait for. `certain`: it never saw the press."""

    certain: bool


Answer = Done | No | Away


class Presses:
    """One press at a time. `away_ms`: for how long the server has been away, None while it is there."""

    def __init__(
        self,
        client: HallClient,
        memory: Memory,
        unit: Unit,
        clock: Clock,
        away_ms: Callable[[], int | None],
    ) -> None:
        self._client = client
        self._memory = memory
        self._unit = unit
        self._clock = clock
        self._away_ms = away_ms

    async def recover(self) -> Answer | None:
        """Ask again for what an earlier run had not heard the end of. Raises `OutboxError`."""
        left = self._memory.press()
        if left is None:
            return None
        if self._clock.now() - left.at > WORTH:
            self._memory.keep_press(None)
            return None
        return await self._ask(left)

    async def do(self, wish: Wish, state: WindowState | None) -> Answer:
        """Do a verb. Raises `OutboxError` when it cannot be kept: then nothing was done."""
        now = self._clock.now()
        verb, request = self._request(wish, state, new_id(int(now.timestamp() * 1000)))
        press = Press(event_id=request.event_id, verb=verb, body=request.model_dump_json(), at=now)
        self._memory.keep_press(press)
        return await self._ask(press)

    async def _ask(self, press: Press) -> Answer:
        answer = await self._answer(press)
        self._memory.keep_press(None)
        return answer

    async def _answer(self, press: Press) -> Answer:
        request = _REQUESTS.get(press.verb, CallRequest).model_validate_json(press.body)
        certain, began_ms = True, self._clock.mono_ms()
        while True:
            try:
                reply = await self._client.press(self._unit.window, press.verb, request)
            except HallError as error:
                if error.reason in {HallReason.REFUSED, HallReason.NOT_ALLOWED, HallReason.BAD_ANSWER}:
                    return No(_told(press.verb, error))
                certain = certain and error.reason is HallReason.UNREACHABLE
            else:
                return Done(press.verb, reply)
            waited_ms = max(self._away_ms() or 0, self._clock.mono_ms() - began_ms)
            if waited_ms >= BY_HAND_MS:
                return Away(certain)
            await asyncio.sleep(AGAIN_S)

    def _request(self, wish: Wish, state: WindowState | None, id_: str) -> tuple[str, CallRequest]:
        """The verb's path and message. The pause key goes on where the window is paused."""
        match wish.verb:
            case "call":
                return "call", CallNext(event_id=id_)
            case "hold":
                return "hold", HoldRequest(event_id=id_, kind=Hold.WITHOUT_PAPERS)
            case "pause" if state is not None and state.presence is not Presence.OPEN:
                return "open", OpenRequest(event_id=id_, clerk=state.clerk)
            case "pause":
                return "pause", PauseRequest(event_id=id_, reason=self._unit.pause_reason)
            case "open":
                return "open", OpenRequest(event_id=id_, clerk=wish.clerk)
            case verb:
                return verb, CallRequest(event_id=id_)


def _told(verb: str, error: HallError) -> str:
    problem = error.problem
    if problem is None:
        log.warning("%s: %s", verb, error)
        return "hall.noAnswer"
    log.warning("%s refused: %s · %s%s", verb, problem.code, problem.what.zh, problem.do.zh)
    return problem.code
