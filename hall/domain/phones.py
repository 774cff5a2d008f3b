"""Telephone numbers as hashes: a unit's own key says "the same number" and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

_NOISE: Final = re.compile(r"[\s\-－()（）]")
_COUNTRY: Final = re.compile(r"^(\+|00)?86(?=1[3-9][0-9]{9}$)")


def plain(text: str) -> str:
    """The digits of what somebody typed: spaces, hyphens and the country's 86 are welcome."""
    return _COUNTRY.sub("", _NOISE.sub("", text))


def phone_id(ticket: str) -> str:
    """Of the transaction that tells a ticket's phone, on every machine."""
    return f"phone-{hashlib.sha256(ticket.encode()).hexdigest()[:40]}"


def keyed(phone: str, key: bytes) -> str:
    """HMAC-SHA-256, hex, of the plain number."""
    return hmac.digest(key, f"phone|{plain(phone)}".encode(), "sha256").hex()
