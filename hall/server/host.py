"""uvicorn, held to our terms: our own socket, no log set-up of its own, a quick and quiet end."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from hall.server.corked import CorkedProtocol

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Host(uvicorn.Server):
    """Serve `app` on `listener`. `ready` gets the port; `leaving` is called first when the end begins.

    Parts of a long answer leave as they come: without TCP_NODELAY each would wait 40 ms for an ACK.
    """

    def __init__(
        self,
        app: ASGIApp,
        listener: socket.socket,
        ready: Callable[[int], None],
        leaving: Callable[[], None],
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=CorkedProtocol,
                loop="uvloop",
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=1,
            )
        )
        self._listener = listener
        self._ready = ready
        self._leaving = leaving

    @staticmethod
    def listen(host: str, port: int) -> socket.socket:
        """A listening socket, bound before anything else starts. Raises `OSError`."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # asyncio sets TCP_NODELAY only where the protocol number is named; accepted sockets inherit it.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(512)
        except BaseException:
            listener.close()
            raise
        return listener

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until a signal or `should_exit`."""
        super().run(sockets or [self._listener])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, then say which port it is."""
        await super().startup(sockets)
        self._ready(int(self._listener.getsockname()[1]))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the feeds first: they would hold the rest up."""
        self._leaving()
        await asyncio.sleep(0)
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A stop that was asked for is a good end: the signal is not raised a second time."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
