"""How the hall's server and a service outside of it trust each other: HMAC-SHA-256 over what is sent, both ways.

A request carries
  X-Hallkit-Time       seconds since 1970 UTC
  X-Hallkit-Nonce      32 hex digits, new for each request
  X-Hallkit-Signature  hex of HMAC-SHA-256(key, lines: POST, path, time, nonce, hex of SHA-256(body))
and the answer X-Hallkit-Signature: HMAC-SHA-256(key, lines: nonce, status, hex of SHA-256(body)), so that an answer fits
one request alone. Lines are joined by one line feed (0x0A), none at the end. A service refuses a time that is more than `SKEW_S` away, and a nonce it has seen.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

TIME: Final = "X-Hallkit-Time"
NONCE: Final = "X-Hallkit-Nonce"
SIGNATURE: Final = "X-Hallkit-Signature"
SKEW_S: Final = 300


def request_signature(key: str, path: str, time: str, nonce: str, body: bytes) -> str:
    """Of a POST to `path` (with what stands before it on that server, without host and query)."""
    return _hmac(key, "POST", path, time, nonce, body=body)


def answer_signature(key: str, nonce: str, status: int, body: bytes) -> str:
    """Of the answer to the request with that nonce."""
    return _hmac(key, nonce, str(status), body=body)


def fits(given: str, expected: str) -> bool:
    """Whether two signatures are the same, in a time that tells nothing."""
    return hmac.compare_digest(given.lower().encode(), expected.encode())


def _hmac(key: str, *said: str, body: bytes) -> str:
    text = "\n".join([*said, hashlib.sha256(body).hexdigest()])
    return hmac.digest(key.encode(), text.encode(), "sha256").hex()
