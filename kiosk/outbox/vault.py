"""Encryption at rest (reliability 4.4): a data key per event, wrapped by the device's own key.

AES-256-GCM; whoever deletes a wrapped key has shredded the body, wherever its bytes still lie.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.outbox.files import sync_folder

_KEY = 32
_NONCE = 12


class Unreadable(Exception):  # noqa: N818 - what it is, not an "error"
    """Bytes that this device's key does not open: damaged, or another device's."""


class Vault:
    """Seals and opens with keys that never leave this object."""

    def __init__(self, device_key: bytes) -> None:
        if len(device_key) != _KEY:
            raise Unreadable("the device key must be 32 bytes")
        self._wrap = AESGCM(_derive(device_key, b"hallkit outbox wrap 1"))
        self.hash_key = _derive(device_key, b"hallkit identity hash 1")
        """For keyed hashes of codes and ID numbers; says "the same person" on this device only.

        Why: docs/decisions/0005-one-person-one-ticket.md.
        """

    def __repr__(self) -> str:
        return "Vault()"

    def seal(self, plain: bytes, context: str) -> tuple[bytes, bytes]:
        """Return (sealed body, wrapped data key); `context` must be the same when opening."""
        key = AESGCM.generate_key(bit_length=256)
        return _lock(AESGCM(key), plain, context), _lock(self._wrap, key, context)

    def open(self, sealed: bytes, wrapped: bytes, context: str) -> bytes:
        """Return the plain body. Raises `Unreadable`."""
        return _unlock(AESGCM(_unlock(self._wrap, wrapped, context)), sealed, context)


def load_key(path: Path) -> bytes | None:
    """Read a device key; None when there is none or it is damaged."""
    with suppress(FileNotFoundError):
        key = path.read_bytes()
        return key if len(key) == _KEY else None
    return None


def make_key(path: Path) -> bytes:
    """Write a new device key, readable by this user only, durable before it is used."""
    key = os.urandom(_KEY)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(handle, key)
        os.fsync(handle)
    finally:
        os.close(handle)
    fresh.replace(path)
    sync_folder(path.parent)
    return key


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=_KEY, salt=None, info=purpose).derive(key)


def _lock(cipher: AESGCM, plain: bytes, context: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, plain, context.encode())


def _unlock(cipher: AESGCM, sealed: bytes, context: str) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable("sealed bytes do not open with this device's key") from error
