"""The application as the host sees it: FastAPI with guards before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send


class Front(FastAPI):
    """Each guard sees a request before those added earlier, and all of them before FastAPI."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as FastAPI's
        super().__init__(**more)
        self._door: ASGIApp = super().__call__

    def add_guard(self, guard: Callable[[ASGIApp], ASGIApp]) -> None:
        """Let `guard` wrap what is there."""
        self._door = guard(self._door)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        await self._door(scope, receive, send)
