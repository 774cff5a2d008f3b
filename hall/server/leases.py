"""The key that signs leases: Ed25519, in the data folder, readable by the server alone."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hall.contract.messages import Lease
from hall.server.store.engine import StoreError, StoreFault

KEY_FILE = "lease.key"


class LeaseKey:
    """Sign leases; `public_hex` is what units check them with."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public_hex = self._key.public_key().public_bytes_raw().hex()

    def sign(self, lease: Lease) -> Lease:
        """The same lease with its signature."""
        return lease.model_copy(update={"signature": self._key.sign(lease.signed_text()).hex()})


def open_key(folder: Path) -> LeaseKey:
    """Read the key, or make it (durable before its first use). Raises `StoreError` for a damaged one."""
    path = folder / KEY_FILE
    if not path.exists():
        _make(path, os.urandom(32))
    try:
        return LeaseKey(bytes.fromhex(path.read_text("ascii").strip()))
    except ValueError as error:
        raise StoreError(
            StoreFault.UNREADABLE,
            f"{path} 不是有效的签名密钥。请从备份恢复该文件;删除它会使各终端的离线号段失效,需重新领取。"
            f" / {path} is no signing key. Restore it from a backup; without it every unit needs new leases.",
        ) from error


def _make(path: Path, secret: bytes) -> None:
    fresh = path.with_suffix(".new")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` durable (fsync of the directory)."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
