"""One request to the province and what its answer means. No answer, and one that nobody can read, is never "it is there"."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

import httpx

from hall.contract.upstream import RowState
from hall.server.upstream.shape import Wire
from hall.settings.mapping import Answer

LARGEST: Final = 256 * 1024
_WORD: Final = re.compile(r"[^A-Za-z0-9_.-]")


@unique
class Why(StrEnum):
    """What was wrong. All but REFUSED and LACKING are tried again."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    """Nobody knows whether it arrived: it goes again with the same id."""
    FAULT = "fault"
    """5xx, or "again later"."""
    DENIED = "denied"
    """401, 403: the secrets."""
    ADDRESS = "address"
    """3xx, 404, 405: the address."""
    UNREADABLE = "unreadable"
    REFUSED = "refused"
    LACKING = "lacking"
    """It was not sent: fields that the province must have are not known."""
    NO_ITEM = "noItem"
    """It is not for the province: nobody noted what the visit was about, and the hall has no rule for it."""
    UNKNOWN = "unknown"
    """It was not sent: the hall does not know the visit any more."""


@dataclass(frozen=True)
class Said:
    """What an answer means. `what`: the province's own word for it, harmless. `digest`: SHA-256 of the answer, hex."""

    state: RowState
    why: str = ""
    what: str = ""
    digest: str = ""


class Line:
    """To one province. `timeout_s`: for a whole exchange."""

    def __init__(self, answer: Answer, timeout_s: float) -> None:
        self._answer, self._timeout_s = answer, timeout_s
        self._http = httpx.AsyncClient(trust_env=False, timeout=timeout_s, follow_redirects=False)

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def post(self, wire: Wire) -> Said:
        """Send it once. Never raises for what the other side does."""
        try:
            async with asyncio.timeout(self._timeout_s):
                request = self._http.stream(
                    wire.method, wire.url, content=wire.body, headers=dict(wire.headers)
                )
                async with request as answer:
                    body = await _read(answer)
        except (TimeoutError, httpx.TimeoutException):
            return Said(RowState.QUEUED, Why.SLOW.value)
        except (httpx.HTTPError, httpx.InvalidURL):
            return Said(RowState.QUEUED, Why.UNREACHABLE.value)
        if body is None:
            return Said(RowState.QUEUED, Why.UNREADABLE.value)
        return judge(self._answer, answer.status_code, body)


async def _read(answer: httpx.Response) -> bytes | None:
    """None for more than `LARGEST`."""
    said = bytearray()
    async for piece in answer.aiter_bytes():
        said += piece
        if len(said) > LARGEST:
            return None
    return bytes(said)


def judge(rules: Answer, status: int, body: bytes) -> Said:
    """By the status first, then by the field that the mapping names."""
    digest = hashlib.sha256(body).hexdigest()
    if not 200 <= status < 300:
        return _by_status(status, digest)
    if not rules.field:
        return Said(RowState.SENT, digest=digest)
    try:
        said = json.loads(body)[rules.field]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return Said(RowState.QUEUED, Why.UNREADABLE.value, digest=digest)
    word = _harmless(str(said))
    if str(said) in rules.good:
        return Said(RowState.SENT, "", word, digest)
    if str(said) in rules.again:
        return Said(RowState.QUEUED, Why.FAULT.value, word, digest)
    return Said(RowState.REFUSED, Why.REFUSED.value, word, digest)


def _by_status(status: int, digest: str) -> Said:
    if status in {401, 403}:
        return Said(RowState.QUEUED, Why.DENIED.value, str(status), digest)
    if status < 400 or status in {404, 405}:
        return Said(RowState.QUEUED, Why.ADDRESS.value, str(status), digest)
    if status >= 500 or status in {408, 425, 429}:
        return Said(RowState.QUEUED, Why.FAULT.value, str(status), digest)
    return Said(RowState.REFUSED, Why.REFUSED.value, str(status), digest)


def _harmless(word: str) -> str:
    """An answer may repeat what it was sent: only a short code of it is kept."""
    return _WORD.sub("", word)[:20]
