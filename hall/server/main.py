"""What `hallkit server` runs: logging to stderr, one line that says where it listens, an exit status."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from hall.domain.clock import Clock, SystemClock
from hall.server.app import serve
from hall.server.store.catalogue import Catalogue
from hall.server.store.engine import FILE, StoreError, StoreFault
from hall.server.store.store import Store
from hall.settings import Settings

_BAD_INPUT = 2


def run(settings: Settings, data: Path, host: str, port: int, *, restored: bool = False) -> int:
    """Serve until SIGTERM or Ctrl-C. Returns 0, or 2 when the folder or the address cannot be used.

    `restored`: the folder came back from a backup; feeds, leases and numbers begin anew before anybody is served.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    shown = f"[{host}]" if ":" in host else host

    def ready(bound: int) -> None:
        _say(f"hallkit server: http://{shown}:{bound} ({settings.hall.name.zh})")

    clock = SystemClock()
    try:
        if restored:
            _renew(settings, data, clock)
        serve(settings, data, host, port, clock, ready)
    except StoreError as error:
        return _refuse(str(error))
    except OSError as error:
        why = os.strerror(error.errno or 0)
        return _refuse(
            f"无法使用 {shown}:{port} 或 {data}({why})。请换端口或检查目录权限。"
            f" / Cannot use {shown}:{port} or {data} ({why}): take another port or mend the folder's rights."
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
