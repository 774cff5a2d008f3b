"""The key that signs leases: Ed25519, in the data folder, readable by the server alone."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hall.contract.messages import Lease
from hall.server.secret import open_secret
from hall.server.store.engine import StoreError, StoreFault
from hall.server.store.store import Store

KEY_FILE = "lease.key"


class LeaseKey:
    """Sign leases; `public_hex` is what units check them with."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public_hex = self._key.public_key().public_bytes_raw().hex()

    def sign(self, lease: Lease) -> Lease:
        """The same lease with its signature."""
        return lease.model_copy(update={"signature": self._key.sign(lease.signed_text()).hex()})


def open_key(folder: Path, store: Store | None = None) -> LeaseKey:
    """Read the key, or make it (durable before its first use). Raises `StoreError` for a damaged one.

    Servers that share a database (`store`) share the key that is kept there.
    """
    if store is not None and store.shared:
        return LeaseKey(store.secret("lease"))
    path = folder / KEY_FILE
    try:
        return LeaseKey(open_secret(path))
    except ValueError as error:
        raise StoreError(
            StoreFault.UNREADABLE,
            f"{path} 不是有效的签名密钥。请从备份恢复该文件；删除它会使各终端的离线号段失效，需重新领取。"
            f" / {path} is no signing key. Restore it from a backup; without it every unit needs new leases.",
        ) from error
