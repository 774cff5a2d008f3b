"""Calls told from a window straight to the displays while the server is away: one UDP datagram each, JSON, signed.

A call: {"call": LocalCall, "mac": hex}; its answer: {"ack": LocalAck, "mac": hex}. The mac is HMAC-SHA256 (RFC 2104)
with the hall's `[local]` key over the inner object as canonical JSON: UTF-8, keys sorted, no blanks, ASCII only.
The sender repeats a datagram until a display says that it shows it; the same event_id counts once. A display takes
calls only when it has not heard the server itself for `AWAY_S`, and none whose `at` is more than `FRESH_S` from its own
clock; a datagram that is not right is not answered.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Final, TypeVar

from pydantic import AwareDatetime, Field

from hall.contract.messages import EventId, Message, UnitId

LONGEST: Final = 1024
"""Bytes of a datagram; a longer one is none of ours."""
FRESH_S: Final = 600
"""A datagram is worth nothing so long after it was made: whoever kept a copy cannot use it later."""
AWAY_S: Final = 5
"""A display that has heard nothing of the server for so long takes local calls."""
M = TypeVar("M", bound=Message)


class LocalCall(Message):
    """A number that a window calls by itself. `event_id`: of this press; a repeat of it is the same call."""

    event_id: EventId
    window: int = Field(ge=1, le=999)
    number: str = Field(min_length=1, max_length=20, pattern=r"^[A-Z0-9-]+$")
    at: AwareDatetime
    recall: bool = False


class LocalAck(Message):
    """A display has heard it. `shown`: it is or was on its screen.

    False: not now, for it hears the server or did a moment ago: tell the server, or send the same datagram again.
    """

    event_id: EventId
    unit: UnitId
    shown: bool


def seal(call: LocalCall, key: bytes) -> bytes:
    """The datagram of a call."""
    return _sealed("call", call, key)


def open_sealed(data: bytes, key: bytes) -> LocalCall:
    """The call of a datagram. Raises `ValueError` for anything that was not sealed with this key."""
    return _opened("call", data, key, LocalCall)


def seal_ack(ack: LocalAck, key: bytes) -> bytes:
    """The datagram that answers a call."""
    return _sealed("ack", ack, key)


def open_ack(data: bytes, key: bytes) -> LocalAck:
    """The answer of a datagram. Raises `ValueError` for anything that was not sealed with this key."""
    return _opened("ack", data, key, LocalAck)


def _sealed(name: str, message: Message, key: bytes) -> bytes:
    inner = message.model_dump(mode="json")
    return _canonical({name: inner, "mac": _mac(inner, key)})


def _opened(name: str, data: bytes, key: bytes, kind: type[M]) -> M:
    if not key:
        raise ValueError("no key")
    if len(data) > LONGEST:
        raise ValueError(f"{len(data)} bytes")
    try:
        whole = json.loads(data)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(whole, dict) or set(whole) != {name, "mac"} or not isinstance(whole["mac"], str):
        raise ValueError(f"no sealed {name}")
    right = _mac(whole[name], key).encode()
    if not hmac.compare_digest(right, whole["mac"].encode("utf-8", "replace")):
        raise ValueError("the mac is of another key")
    return kind.model_validate_json(json.dumps(whole[name]))


def _mac(inner: object, key: bytes) -> str:
    return hmac.new(key, _canonical(inner), hashlib.sha256).hexdigest()


def _canonical(inner: object) -> bytes:
    return json.dumps(inner, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
