"""Attachments as files: sealed, whole or absent, named by what is in them.

The order is the promise: seal, write aside, fsync, rename, fsync the folder; only then the commit
that names the file (reliability 8.2). What no row names is an orphan and goes at the next start.
"""

from __future__ import annotations

import errno
import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.files import sync_folder, write_whole
from kiosk.outbox.vault import Unreadable, Vault

MOST = 8 * 1024 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Blob:
    """A file at rest: SHA-256 of its plain content, its plain size, its wrapped key."""

    sha256: str
    size: int
    wrapped_key: bytes

    def __repr__(self) -> str:
        return f"Blob({self.sha256[:12]}, {self.size} bytes)"


class Blobs:
    """The folder of sealed files. Give content that nobody can guess: its hash is its name."""

    def __init__(self, folder: Path, vault: Vault, unit: str) -> None:
        self._folder = folder / "blob"
        self._scratch = folder / "tmp"
        self._vault = vault
        self._unit = unit
        for each in (self._folder, self._scratch):
            each.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder)

    def put(self, content: bytes) -> Blob:
        """Keep `content`; durable when this returns. Raises `OutboxError`."""
        if len(content) > MOST:
            raise OutboxError(Trouble.TOO_LARGE, f"{len(content)} bytes, at most {MOST}")
        name = hashlib.sha256(content).hexdigest()
        sealed, wrapped = self._vault.seal(content, self._context(name))
        try:
            write_whole(self._path(name), sealed, self._scratch / name)
        except OSError as error:
            with suppress(OSError):
                (self._scratch / name).unlink(missing_ok=True)
            trouble = Trouble.FULL if error.errno in _NO_ROOM else Trouble.UNSAFE
            raise OutboxError(trouble, f"attachment not kept: {error.strerror}") from error
        return Blob(name, len(content), wrapped)

    def get(self, blob: Blob) -> bytes:
        """The plain content. Raises `OutboxError` (LOST)."""
        try:
            sealed = self._path(blob.sha256).read_bytes()
            return self._vault.open(sealed, blob.wrapped_key, self._context(blob.sha256))
        except (OSError, Unreadable) as error:
            raise OutboxError(Trouble.LOST, f"attachment {blob.sha256[:12]}") from error

    def discard(self, names: list[str]) -> None:
        """Delete files whose keys are gone."""
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def tidy(self, wanted: set[str]) -> int:
        """At start: delete half-written files and files that no row names. Returns how many."""
        found = [
            *self._scratch.iterdir(),
            *(path for path in self._folder.glob("*/*") if path.name not in wanted),
        ]
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _context(self, name: str) -> str:
        return f"{name}|{self._unit}|blob"
