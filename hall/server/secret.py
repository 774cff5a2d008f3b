"""Secrets of the data folder: 32 bytes in hex, readable by the server alone, durable before their first use."""

from __future__ import annotations

import os
from pathlib import Path

SIZE = 32


def open_secret(path: Path) -> bytes:
    """Read the secret, or make it. Raises `ValueError` for a damaged one."""
    if not path.exists():
        _make(path, os.urandom(SIZE))
    secret = bytes.fromhex(path.read_text("ascii").strip())
    if len(secret) != SIZE:
        raise ValueError(f"{path}: not {SIZE} bytes")
    return secret


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
