"""One IPP question over HTTP/1.1 (RFC 8010 4, RFC 9112): a POST, its answer, and the connection is over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from drivers.document_printer.ipp import Answer, IppError, answer
from drivers.transport.base import Connection, WireError, WireReason
from drivers.types import Context

_SLICE: Final = 65_536
_MOST_HEAD: Final = 16_384
_MOST_BODY: Final = 4 << 20
_READ_MS: Final = 100
_SEPARATOR: Final = b"\r\n\r\n"


class ExchangeError(Exception):
    """No usable answer came. `status`: the HTTP status, 0 when not even that."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Exchange:
    """Asks one queue. `uri` is the queue's own; known after `greet`."""

    def __init__(self, connection: Connection, context: Context) -> None:
        self._connection = connection
        self._context = context
        self.uri = ""
        self._authorization = ""
        self._half_asked = False
        self._until_ms: int | None = None

    @contextmanager
    def hurried(self, within_ms: int) -> Iterator[None]:
        """Nobody waits for the answers to all that is asked meanwhile longer than that."""
        before, self._until_ms = self._until_ms, self._context.now_ms() + within_ms
        try:
            yield
        finally:
            self._until_ms = before

    def greet(self) -> None:
        """Take what the door says once: where the queue is, and who we are on a local socket."""
        if not self.uri:
            told = json.loads(self._connection.read(_SLICE, _READ_MS) or b"{}")
            self.uri = str(told.get("uri", ""))
            peer = str(told.get("peer", ""))
            self._authorization = f"Authorization: PeerCred {peer}\r\n" if peer else ""

    def ask(self, message: bytes, document: bytes = b"", *, within_ms: int) -> Answer:
        """The answer to one request. Raises `ExchangeError`, `WireError`, `Canceled`.

        A request that was broken off half-way is over: nothing of this one may follow it on its connection.
        """
        if self._half_asked:
            self._connection.discard()
        end_ms = self._context.now_ms() + within_ms
        if self._until_ms is not None:
            end_ms = min(end_ms, self._until_ms)
        parts = urlsplit(self.uri)
        head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/ipp\r\n"
            f"Content-Length: {len(message) + len(document)}\r\n{self._authorization}"
            "User-Agent: hallkit IPP/2.0\r\nConnection: close\r\n\r\n"
        )
        self._half_asked = True
        self._connection.write(head.encode("ascii") + message)
        for at in range(0, len(document), _SLICE):
            if self._context.now_ms() >= end_ms:
                raise ExchangeError(0, "the document was not taken in time")
            self._connection.write(document[at : at + _SLICE])
            self._context.check()
        self._half_asked = False
        body = self._answer(end_ms)
        try:
            return answer(body)
        except IppError as error:
            raise ExchangeError(200, str(error)) from error

    def _answer(self, end_ms: int) -> bytes:
        reader = Reader()
        while not reader.whole:
            left = end_ms - self._context.now_ms()
            if left <= 0:
                raise ExchangeError(0, "no answer in time")
            try:
                reader.feed(self._connection.read(_SLICE, min(_READ_MS, left)))
            except WireError as error:
                if not (reader.open_ended and error.reason is WireReason.GONE):
                    raise
                break
            if reader.status not in (0, 200):
                raise ExchangeError(reader.status, f"HTTP {reader.status}")
        return reader.body


class Reader:
    """Takes the bytes of an HTTP answer as they come. Raises `ExchangeError` for what is none."""

    def __init__(self) -> None:
        self.status = 0
        self.body = b""
        self.whole = False
        self._held = b""
        self._take: Callable[[], bool] = self._head
        self._length = 0

    def feed(self, data: bytes) -> None:
        """More bytes."""
        self._held += data
        while not self.whole and self._take():
            pass

    def _head(self) -> bool:
        head, separator, rest = self._held.partition(_SEPARATOR)
        if not separator:
            if len(self._held) > _MOST_HEAD:
                raise ExchangeError(0, "no HTTP")
            return False
        self._held = rest
        lines = head.decode("latin-1").split("\r\n")
        version, _, status = lines[0].partition(" ")
        if not version.startswith("HTTP/1.") or not status[:3].isdecimal():
            raise ExchangeError(0, "no HTTP")
        if status[0] == "1":
            return True  # the true answer follows
        self.status = int(status[:3])
        self._begin_body(dict(_headers(lines[1:])))
        return True

    def _begin_body(self, headers: dict[str, str]) -> None:
        if "chunked" in headers.get("transfer-encoding", "").lower():
            self._take = self._chunk
            return
        if "content-length" not in headers:
            self._take = self._rest
            return
        length = headers["content-length"]
        if not length.isdecimal() or int(length) > _MOST_BODY:
            raise ExchangeError(self.status, "an answer without a sensible length")
        self._length = int(length)
        self._take = self._plain

    @property
    def open_ended(self) -> bool:
        """Whether the body ends where the other side closes (RFC 9112 6.3): it told no length."""
        return self._take == self._rest

    def _rest(self) -> bool:
        self.body, self._held = self.body + self._held, b""
        if len(self.body) > _MOST_BODY:
            raise ExchangeError(self.status, "an answer without an end")
        return False

    def _plain(self) -> bool:
        if len(self._held) < self._length:
            return False
        self.body, self._held = self._held[: self._length], b""
        self.whole = True
        return True

    def _chunk(self) -> bool:
        line, separator, rest = self._held.partition(b"\r\n")
        if not separator:
            if len(self._held) > _MOST_HEAD:
                raise ExchangeError(self.status, "a chunk without a length")
            return False
        try:
            length = int(line.partition(b";")[0], 16)
        except ValueError as error:
            raise ExchangeError(self.status, "a chunk without a length") from error
        if length < 0 or len(self.body) + length > _MOST_BODY:
            raise ExchangeError(self.status, "an answer without a sensible length")
        if length == 0:
            self.whole = True
            return True
        if len(rest) < length + 2:
            return False
        self.body += rest[:length]
        self._held = rest[length + 2 :]
        return True


def _headers(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.partition(":")
        yield name.strip().lower(), value.strip()
