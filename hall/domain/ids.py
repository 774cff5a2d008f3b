"""Identifiers made at the start of an intent, so that every retry carries the same one."""

from __future__ import annotations

import os
from collections.abc import Callable
from uuid import UUID

NewId = Callable[[], str]


def new_id(unix_ms: int, entropy: Callable[[int], bytes] = os.urandom) -> str:
    """Return a UUIDv7 (RFC 9562 5.7): 48 bits of time for order, 74 random bits for truth."""
    random = int.from_bytes(entropy(10), "big")
    high = (unix_ms & (1 << 48) - 1) << 80
    return str(UUID(int=high | 0x7 << 76 | (random >> 62 & 0xFFF) << 64 | 0x2 << 62 | random & (1 << 62) - 1))
