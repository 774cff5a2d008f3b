"""A twin of a province's endpoint for evaluations, and of its own page: what it keeps, and how it can misbehave.

What a true province answers is told nowhere: the answers here are the twin's own.
"""

from __future__ import annotations

import base64
import binascii
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qsl, urlsplit


@unique
class Behaviour(StrEnum):
    """How it answers from now on."""

    NORMAL = "normal"
    SLOW = "slow"
    """It keeps what it gets, and does not answer."""
    LOSING = "losing"
    """It keeps what it gets and hangs up without an answer."""
    REFUSING = "refusing"
    """Every record is wrong."""
    BROKEN = "broken"
    """500."""
    PORTAL = "portal"
    """200 with a page of somebody in between."""


Fields = Mapping[str, object]
Answer = tuple[int, bytes]


@dataclass(frozen=True)
class Kept:
    """What the province has of one service. `times`: how often it came."""

    fields: Fields
    times: int = 1


class ProvinceTwin:
    """A real HTTP server on 127.0.0.1. `kept`: by what tells one service from another; `seen`: every request."""

    def __init__(self, province: str, port: int = 0) -> None:
        self.province = province
        self.behaviour = Behaviour.NORMAL
        self.kept: dict[str, Kept] = {}
        self.pages: list[Fields] = []
        self.seen: list[bytes] = []
        self.ending = threading.Event()
        self._take = PROVINCES[province]
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="province twin", daemon=True)

    @property
    def url(self) -> str:
        """Where evaluations go."""
        return f"http://127.0.0.1:{self._server.server_port}/evaluation"

    @property
    def page_url(self) -> str:
        """Where its own page is."""
        return f"http://127.0.0.1:{self._server.server_port}/page?"

    def tables(self) -> str:
        """What a hall file says to send to it."""
        codes = 'hall_code = "990101"\nregion_code = "990101000000"\n'
        page = f'page_url = "{self.page_url}"\n' if self.province == "anhui" else ""
        return f'[upstream]\nmapping = "{self.province}"\nurl = "{self.url}"\n{page}{codes}'

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self.ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str, body: bytes) -> Answer | None:
        """What is said to a record; None: it hangs up."""
        with self._lock:
            self.seen.append(path.encode() + b"\n" + body)
        if self.behaviour is Behaviour.BROKEN:
            return _said(500, "500", "fault")
        if self.behaviour is Behaviour.PORTAL:
            return 200, b"<html>please sign in</html>"
        if self.behaviour is Behaviour.REFUSING:
            return _said(400, "400", "refused")
        said = self._keep(path, body)
        if self.behaviour is Behaviour.SLOW:
            self.ending.wait()
        return None if self.behaviour in {Behaviour.SLOW, Behaviour.LOSING} else said

    def open_page(self, path: str) -> Answer:
        """Its own page: the query in Base64 twice, or 400."""
        fields = decoded(urlsplit(path).query)
        if fields is None or not fields.get("projNo"):
            return _said(400, "400", "page")
        with self._lock:
            self.pages.append(fields)
        return 200, "<!doctype html><meta charset=utf-8><title>评价</title><h1>请评价</h1>".encode()

    def _keep(self, path: str, body: bytes) -> Answer:
        taken = self._take(path, body)
        if taken is None:
            return _said(400, "400", "fields")
        key, fields = taken
        with self._lock:
            before = self.kept.get(key)
            self.kept[key] = Kept(fields, before.times + 1 if before else 1)
        return _said(200, "0", "success")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        twin = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                answer = twin.answer(self.path, body)
                if answer is None:
                    self.close_connection = True
                    return
                self._write(*answer)

            def do_GET(self) -> None:
                self._write(*twin.open_page(self.path))

            def _write(self, status: int, said: bytes) -> None:
                self.send_response(status)
                kind = "text/html" if said.startswith(b"<") else "application/json"
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class calls it
                """Say nothing: requests are about people."""

        return Handler


def decoded(query: str) -> dict[str, str] | None:
    """A query that was put into Base64 twice; None for anything else."""
    try:
        once = base64.b64decode(query.encode("ascii"), validate=True)
        text = base64.b64decode(once, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return dict(parse_qsl(text, keep_blank_values=True))


def _anhui(path: str, _: bytes) -> tuple[str, Fields] | None:
    fields = dict(parse_qsl(urlsplit(path).query, keep_blank_values=True))
    number = fields.get("projNo", "")
    return (number, fields) if number else None


def _guangdong(_: str, body: bytes) -> tuple[str, Fields] | None:
    try:
        fields = json.loads(body)
        named = [str(fields[name]) for name in _GUANGDONG]
    except (ValueError, KeyError, TypeError):
        return None
    if fields["busicode"] != "EvaluationSend" or not all(named):
        return None
    return "/".join(named[:2]), fields


_GUANGDONG: Final = ("affairSerialNo", "serviceNumber", "affairCode", "evalTime", "hallCode")
PROVINCES: Final[Mapping[str, Callable[[str, bytes], tuple[str, Fields] | None]]] = {
    "anhui": _anhui,
    "guangdong": _guangdong,
}


def _said(status: int, code: str, message: str) -> Answer:
    return status, json.dumps({"code": code, "msg": message}).encode()
