"""What `hallkit server` runs: logging to stderr, one line that says where it listens, an exit status."""

from __future__ import annotations

import logging
import os
import socket
import sys
from pathlib import Path

from hall.domain.clock import Clock, SystemClock
from hall.server.app import serve
from hall.server.host import Host
from hall.server.store.catalogue import Catalogue
from hall.server.store.engine import FILE, StoreError, StoreFault
from hall.server.store.store import Store
from hall.settings import Settings, SettingsError

_BAD_INPUT = 2


def listen(host: str, port: int) -> socket.socket:
    """The address taken, before anything is made or changed on disk. Raises `SettingsError`."""
    try:
        return Host.listen(host, port)
    except OSError as error:
        raise SettingsError(
            f"无法使用 {url(host, port)}({error.strerror})。请换端口或地址。"
            f" | cannot use {url(host, port)} ({error.strerror}): take another port or address"
        ) from error


def url(host: str, port: int) -> str:
    """An address as a browser takes it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(settings: Settings, data: Path, listener: socket.socket, host: str, *, restored: bool = False) -> int:
    """Serve on `listener` until SIGTERM or Ctrl-C. Returns 0, or 2 when the folder cannot be used.

    `host`: as it is told. `restored`: the folder came back from a backup; feeds, leases and numbers begin anew before anybody is served.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    def ready(bound: int) -> None:
        _say(f"hallkit server: {url(host, bound)} ({settings.hall.name.zh})")

    clock = SystemClock()
    try:
        if restored:
            _renew(settings, data, clock)
        serve(settings, data, listener, clock, ready)
    except StoreError as error:
        return _refuse(str(error))
    except OSError as error:
        why = os.strerror(error.errno or 0)
        return _refuse(
            f"无法使用 {data}({why})。请检查磁盘和目录权限。"
            f" / Cannot use {data} ({why}): look at the disk and the folder's rights."
        )
    return 0


def _renew(settings: Settings, data: Path, clock: Clock) -> None:
    """Tell the store that it was restored. Raises `StoreError`, also for a folder that holds no data."""
    if not (data / FILE).is_file():
        raise StoreError(
            StoreFault.UNREADABLE,
            f"{data} 里没有 {FILE}:先把备份放回去,再用 --restored。"
            f" / There is no {FILE} in {data}: put the backup back first, then use --restored.",
        )
    store = Store(data, clock, Catalogue(settings).service_ids)
    try:
        store.renew_epoch()
    finally:
        store.close()
    sys.stderr.write("hallkit server: 数据已标为从备份恢复 · the data is marked as restored from a backup\n")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _refuse(text: str) -> int:
    sys.stderr.write(text + "\n")
    return _BAD_INPUT
