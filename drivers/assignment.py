"""One command on its way: its deadlines, and the one completion that it gets whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from drivers.types import Command, Completion, CompletionCode


class Assignment:
    """A command that somebody waits for. After `timeout_ms` (or a cancel) `on_soft` is called, `grace_ms`
    later `on_hard`. `outcome` is set exactly once: by the child's completion, or by `abandon`.
    """  # noqa: D205 - one thought

    def __init__(
        self,
        command: Command,
        grace_ms: int,
        on_soft: Callable[[Assignment], None],
        on_hard: Callable[[Assignment], None],
    ) -> None:
        self.command = command
        self.outcome: asyncio.Future[Completion] = asyncio.get_running_loop().create_future()
        self.sent = False
        self.side_effect = False
        """Set when it is sent: only the child knows which ops have one."""
        self._grace_ms = grace_ms
        self._on_soft = on_soft
        self._on_hard = on_hard
        self._given_up: CompletionCode | None = None
        self._timer = self._after(command.timeout_ms, lambda: self.give_up(CompletionCode.TIME_OUT))

    def give_up(self, code: CompletionCode) -> None:
        """Ask the driver to stop; `code` (timeOut or canceled) is what the caller will be told."""
        if self._given_up is not None or self.outcome.done():
            return
        self._given_up = code
        self._timer.cancel()
        self._timer = self._after(self._grace_ms, lambda: self._on_hard(self))
        self._on_soft(self)

    def finish(self, completion: Completion) -> Completion:
        """The child's own answer; a `canceled` that our deadline caused is a `timeOut`. Returns what is told."""
        self._timer.cancel()
        if completion.code is CompletionCode.CANCELED and self._given_up is not None:
            completion = replace(completion, code=self._given_up)
        if not self.outcome.done():
            self.outcome.set_result(completion)
        return completion

    def abandon(self, cause: str) -> Completion:
        """No answer will come. Once sent, nobody knows the outcome of a side effect."""
        if not self.sent:
            code = self._given_up or CompletionCode.DEVICE_NOT_READY
        elif self.side_effect:
            code = CompletionCode.OUTCOME_UNKNOWN
        else:
            code = self._given_up or CompletionCode.INTERNAL_ERROR
        return self.finish(Completion(self.command.id, code, cause, evidence={"sent": self.sent}))

    def _after(self, ms: int, call: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(ms / 1000, call)
