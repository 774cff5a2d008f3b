"""Asking a service outside the hall: signed, in time, and believed only when its answer is signed too."""

from __future__ import annotations

import asyncio
import logging
import secrets
from enum import StrEnum, unique
from typing import Final, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, ValidationError

from hall.contract import outside
from hall.contract.messages import Message
from hall.domain.clock import Clock
from hall.settings.outside import OutsideService

M = TypeVar("M", bound=BaseModel)
LARGEST: Final = 1024 * 1024
_log = logging.getLogger(__name__)


@unique
class Why(StrEnum):
    """Why there is no answer that could be used."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    REFUSED = "refused"
    """The service said no: any status but 200."""
    UNSIGNED = "unsigned"
    """The answer's signature is missing or does not fit: another key, or somebody in between."""
    UNREADABLE = "unreadable"
    """Not JSON, not what docs/adapters.md says, or too large."""
    OTHER = "other"
    """An answer about another person or another paper."""


class OutsideError(Exception):
    """No usable answer. Nothing of what was asked is in it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Outside:
    """One service. `name`: for the log. Raises `OutsideError` for whatever goes wrong."""

    def __init__(self, name: str, settings: OutsideService, clock: Clock) -> None:
        self._name, self._settings, self._clock = name, settings, clock
        self._http: httpx.AsyncClient | None = None

    @property
    def there(self) -> bool:
        """Whether the hall has one."""
        return bool(self._settings.url)

    async def close(self) -> None:
        """Let the connections go."""
        if self._http is not None:
            await self._http.aclose()

    async def ask(self, path: str, wanted: Message, kind: type[M]) -> M:
        """POST `wanted` to `path` under the service's address, once; what it is told is not logged."""
        try:
            async with asyncio.timeout(self._settings.timeout_s):
                answer = await self._post(path, wanted.model_dump_json().encode())
            return kind.model_validate_json(answer)
        except (TimeoutError, httpx.TimeoutException):
            raise self.trouble(Why.SLOW) from None
        except httpx.HTTPError:
            raise self.trouble(Why.UNREACHABLE) from None
        except ValidationError:
            raise self.trouble(Why.UNREADABLE) from None

    def trouble(self, why: Why) -> OutsideError:
        """What to raise, once a technician can read of it."""
        _log.warning("%s service: %s", self._name, why.value)
        return OutsideError(why)

    async def _post(self, path: str, body: bytes) -> bytes:
        url, key = self._settings.url.rstrip("/") + path, self._settings.key
        time, nonce = str(int(self._clock.now().timestamp())), secrets.token_hex(16)
        signature = outside.request_signature(key, urlsplit(url).path, time, nonce, body)
        headers = {
            "Content-Type": "application/json",
            outside.TIME: time,
            outside.NONCE: nonce,
            outside.SIGNATURE: signature,
        }
        self._http = self._http or httpx.AsyncClient(trust_env=False, timeout=self._settings.timeout_s)
        async with self._http.stream("POST", url, content=body, headers=headers) as answer:
            said = await self._read(answer)
            expected = outside.answer_signature(key, nonce, answer.status_code, said)
            if not outside.fits(answer.headers.get(outside.SIGNATURE, ""), expected):
                raise self.trouble(Why.UNSIGNED)
            if answer.status_code != 200:
                raise self.trouble(Why.REFUSED)
            return said

    async def _read(self, answer: httpx.Response) -> bytes:
        said = bytearray()
        async for piece in answer.aiter_bytes():
            said += piece
            if len(said) > LARGEST:
                raise self.trouble(Why.UNREADABLE)
        return bytes(said)
