"""A twin of what a hall asks outside: licences and codes of invented people, and a seal that is none.

It keeps docs/adapters.md: signatures both ways, times, nonces seen once, the same seal for the same request. It can
misbehave on command (`Behaviour`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from datetime import timedelta
from email.message import Message as Headers
from enum import StrEnum, unique
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from pydantic import ValidationError

from hall.contract import outside
from hall.contract.licences import FindLicences, IssuedLicence, LicenceAnswer
from hall.contract.messages import Message
from hall.contract.residents import FindResident, Resident, ResidentAnswer
from hall.contract.seals import SealAnswer, SealRequest
from hall.demo.people import CODES, PEOPLE
from hall.demo.sample_seal import draw
from hall.domain.clock import Clock, SystemClock

KEY: Final = "demo-only-not-a-secret"
"""A true hall agrees on its own with each service."""
KINDS: Final = {
    "household-register": "居民户口簿",
    "real-estate": "不动产权证书",
    "residence-permit": "居住证",
}
_STRANGER: Final = "990101199001019999"


@unique
class Behaviour(StrEnum):
    """How it answers from now on."""

    NORMAL = "normal"
    SLOW = "slow"
    """Only when it ends."""
    BROKEN = "broken"
    """Half a JSON, signed."""
    UNSIGNED = "unsigned"
    """Signed with another key."""
    OTHER = "other"
    """About another person, another paper, another code."""
    REFUSING = "refusing"
    """503, signed."""
    USED = "used"
    """Every resident's code was used before."""
    OLD = "old"
    """Every resident's code was made an hour ago."""


class OutsideTwin:
    """A real HTTP server on 127.0.0.1. `url`: for `[licences]`, `[residents]` and `[seals]`; `asked`: how many requests it took."""

    def __init__(self, port: int = 0, key: str = KEY, clock: Clock | None = None) -> None:
        self.key, self.clock = key, clock or SystemClock()
        self.behaviour = Behaviour.NORMAL
        self.asked = 0
        self.ending = threading.Event()
        self._nonces: set[str] = set()
        self._seals: dict[str, SealAnswer] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, name="outside twin", daemon=True)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def tables(self) -> str:
        """What a hall file says to ask it."""
        said = f'url = "{self.url}"\nkey = "{self.key}"\n'
        return "".join(f"\n[{name}]\n{said}" for name in ("licences", "residents", "seals"))

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self.ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str, body: bytes) -> tuple[int, bytes]:
        """What is said to a request whose signature holds."""
        if self.behaviour is Behaviour.SLOW:
            self.ending.wait()
        if self.behaviour is Behaviour.REFUSING:
            return _said(503, {"error": "maintenance"})
        try:
            told = self._told(path, body)
        except ValidationError:
            return _said(400, {"error": "request"})
        if told is None:
            return _said(404, {"error": "path"})
        text = told.model_dump_json().encode()
        return 200, text[: len(text) // 2] if self.behaviour is Behaviour.BROKEN else text

    def admits(self, path: str, headers: Headers, body: bytes) -> bool:
        """Whether the request is signed, of now, and was not sent before."""
        time, nonce = headers.get(outside.TIME, ""), headers.get(outside.NONCE, "")
        expected = outside.request_signature(self.key, path, time, nonce, body)
        with self._lock:
            self.asked += 1
            new = nonce not in self._nonces
            self._nonces.add(nonce)
        fresh = time.isdigit() and abs(self.clock.now().timestamp() - int(time)) <= outside.SKEW_S
        return outside.fits(headers.get(outside.SIGNATURE, ""), expected) and new and fresh

    def _told(self, path: str, body: bytes) -> Message | None:
        if path == "/licences/find":
            return self._licences(FindLicences.model_validate_json(body))
        if path == "/residents/find":
            return self._resident(FindResident.model_validate_json(body))
        if path == "/seals":
            return self._seal(SealRequest.model_validate_json(body))
        return None

    def _licences(self, wanted: FindLicences) -> LicenceAnswer:
        holder = _STRANGER if self.behaviour is Behaviour.OTHER else wanted.id_number
        known = wanted.id_number in {one.id_number for one in PEOPLE.values()}
        found = [
            IssuedLicence(kind=kind, number=f"YX-{place:02d}-0001-2024", name=name, holder=holder)
            for place, (kind, name) in enumerate(KINDS.items(), 1)
            if known and kind in wanted.kinds
        ]
        return LicenceAnswer(licences=tuple(found))

    def _resident(self, wanted: FindResident) -> ResidentAnswer:
        whose = "" if self.behaviour is Behaviour.OTHER else wanted.code
        sha256, person = hashlib.sha256(whose.encode()).hexdigest(), CODES.get(wanted.code)
        if person is None or self.behaviour is Behaviour.USED:
            return ResidentAnswer(state="unknown" if person is None else "used", sha256=sha256)
        ago = timedelta(hours=1) if self.behaviour is Behaviour.OLD else timedelta()
        resident = Resident(kind="resident", name=person.name, id_number=person.id_number)
        return ResidentAnswer(state="known", sha256=sha256, made_at=self.clock.now() - ago, resident=resident)

    def _seal(self, wanted: SealRequest) -> SealAnswer:
        with self._lock:
            made = self._seals.get(wanted.request_id)
            if made is None:
                made = self._seals[wanted.request_id] = SealAnswer(
                    seal_number=f"SAMPLE-{len(self._seals) + 1:06d}",
                    sha256="0" * 64 if self.behaviour is Behaviour.OTHER else wanted.sha256,
                    sealed_at=self.clock.now(),
                    picture=base64.b64encode(draw()),
                )
        return made

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        twin = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                if twin.admits(self.path, self.headers, body):
                    status, said = twin.answer(self.path, body)
                else:
                    status, said = _said(401, {"error": "signature"})
                key = "another key altogether" if twin.behaviour is Behaviour.UNSIGNED else twin.key
                nonce = self.headers.get(outside.NONCE, "")
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.send_header(outside.SIGNATURE, outside.answer_signature(key, nonce, status, said))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class calls it
                """Say nothing: requests are about people."""

        return Handler


def _said(status: int, what: dict[str, str]) -> tuple[int, bytes]:
    return status, json.dumps(what).encode()
