"""Attachments on disk, named by their SHA-256: written beside, made durable, then renamed.

A part file survives a crash and is gone on with; the whole hash decides before the rename, so a torn part
can cost a second upload but never become a file. Blocking: call it in a worker thread.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hall.server.problems import Refusal
from hall.server.secret import sync_folder

CHUNK = 256 * 1024
LARGEST = 50 * 1024 * 1024


class Files:
    """Keep attachments under `folder`/attachments."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / "attachments"
        self._parts = self._root / "parts"
        for each in (self._root, self._parts):
            each.mkdir(mode=0o700, exist_ok=True)
        self._lock = threading.Lock()
        self._busy: set[str] = set()

    def offset(self, sha256: str) -> tuple[int, bool]:
        """How many bytes are here, and whether the file is whole."""
        whole = self._whole(sha256)
        if whole.exists():
            return whole.stat().st_size, True
        part = self._parts / sha256
        return (part.stat().st_size if part.exists() else 0), False

    def whole(self, sha256: str) -> Path | None:
        """The file, once all of it is here."""
        path = self._whole(sha256)
        return path if path.is_file() else None

    def add(self, sha256: str, offset: int, length: int, chunk: bytes) -> tuple[int, bool]:
        """Append `chunk`, which begins at `offset` of `length` bytes; returns as `offset()`.

        Raises `Refusal`: wrong offset, another writer, a file that is not its hash, no room.
        """
        with self._alone(sha256):
            stands_at, whole = self.offset(sha256)
            if whole:
                return stands_at, True
            if offset != stands_at:
                raise Refusal(
                    "attachment.offset", headers={"Upload-Offset": str(stands_at)}, offset=stands_at
                )
            try:
                return self._append(sha256, offset, length, chunk)
            except OSError as error:
                raise Refusal("attachment.disk", detail=os.strerror(error.errno or 0)) from error

    def put(self, content: bytes) -> str:
        """Keep a whole file; returns its SHA-256. Raises `Refusal`."""
        sha256 = hashlib.sha256(content).hexdigest()
        stands_at, whole = self.offset(sha256)
        if not whole:
            self.add(sha256, stands_at, len(content), content[stands_at:])
        return sha256

    def _append(self, sha256: str, offset: int, length: int, chunk: bytes) -> tuple[int, bool]:
        part = self._parts / sha256
        fd = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(fd, "r+b") as file:
            file.seek(offset)
            try:
                file.write(chunk)
                file.flush()
            except OSError:
                file.truncate(offset)  # half a chunk would move the offset
                raise
            if offset + len(chunk) < length:
                return offset + len(chunk), False
            os.fsync(file.fileno())
        if _hash(part) != sha256:
            part.unlink()
            raise Refusal("attachment.mismatch", headers={"Upload-Offset": "0"})
        whole = self._whole(sha256)
        whole.parent.mkdir(mode=0o700, exist_ok=True)
        part.rename(whole)
        sync_folder(whole.parent)
        sync_folder(self._root)
        return length, True

    def _whole(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256

    @contextmanager
    def _alone(self, sha256: str) -> Iterator[None]:
        with self._lock:
            if sha256 in self._busy:
                raise Refusal("attachment.busy")
            self._busy.add(sha256)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(sha256)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
