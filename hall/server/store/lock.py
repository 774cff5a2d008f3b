"""One server per data folder: an advisory lock (flock) that ends with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from hall.server.store.engine import StoreError, StoreFault


class FolderLock:
    """Hold `folder`/lock until `release`. `shared`: with others that share it. Raises `StoreError` when it is taken."""

    def __init__(self, folder: Path, *, shared: bool = False) -> None:
        fd = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(fd, 20).decode("ascii", "replace").strip() or "?"
            os.close(fd)
            raise StoreError(
                StoreFault.LOCKED,
                f"数据目录 {folder} 正由另一个服务器使用(进程 {holder})。请先停止它，或换一个目录。"
                f" / {folder} is in use by another server (process {holder}). Stop it or use another folder.",
            ) from None
        os.ftruncate(fd, 0)
        os.pwrite(fd, f"{os.getpid()}\n".encode(), 0)
        self._fd: int | None = fd

    def release(self) -> None:
        """Let the next server in. Safe to repeat."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
