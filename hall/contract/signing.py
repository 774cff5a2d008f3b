"""Whether a lease is the server's own: Ed25519 (RFC 8032) over `Lease.signed_text()`."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hall.contract.messages import Lease


def lease_is_genuine(lease: Lease, lease_key: str) -> bool:
    """Check `lease.signature` with the hall's key (`HallInfo.lease_key`, hex). Odd hex is not genuine."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(lease_key))
        key.verify(bytes.fromhex(lease.signature), lease.signed_text())
    except (InvalidSignature, ValueError):
        return False
    return True
