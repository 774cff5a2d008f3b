"""How a command on the same machine finds the running server: a file in the data folder, for its owner's eyes only."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hall.server.tokens import Keyring

FILE: Final = "admin.json"
_NEAR: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound


@dataclass(frozen=True)
class Way:
    """Where the running server answers, and the secret of its run."""

    url: str
    secret: str

    def __repr__(self) -> str:
        return f"Way({self.url})"


@contextmanager
def reachable(
    folder: Path, listener: socket.socket, keyring: Keyring, ready: Callable[[int], None]
) -> Iterator[Callable[[int], None]]:
    """While it runs, the file is there. What this gives is told the port, and says when anybody may do anything."""

    def opened(port: int) -> None:
        _write(folder, listener, keyring.admin)
        ready(port)
        if not keyring.closed:
            sys.stderr.write(_OPEN)

    try:
        yield opened
    finally:
        _forget(folder, keyring.admin)


_OPEN: Final = (
    "hallkit server: 还没有令牌，网络上谁都能取号、叫号；正式使用前请用 hallkit server token 发令牌"
    " · no token yet: anybody on the network may take and call numbers; hallkit server token makes one\n"
)


def _write(folder: Path, listener: socket.socket, secret: str) -> None:
    """Whole or not at all, mode 0600. Raises `OSError`."""
    host, port = listener.getsockname()[:2]
    host = _NEAR.get(host, host)
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    half = folder / f"{FILE}.{os.getpid()}"
    half.unlink(missing_ok=True)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"url": url, "secret": secret}, file)
    half.replace(folder / FILE)


def _forget(folder: Path, secret: str) -> None:
    """Take the file away, unless another server has written its own since."""
    way = find(folder)
    if way is not None and way.secret == secret:
        with suppress(OSError):
            (folder / FILE).unlink()


def find(folder: Path) -> Way | None:
    """What the file says; None when there is none, or none that can be read."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Way(str(said["url"]), str(said["secret"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
