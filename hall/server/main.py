"""What `hallkit server` runs: logging to stderr, one line that says where it listens, an exit status."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from datetime import date
from pathlib import Path

from hall.domain.cases.workdays import day_of
from hall.domain.clock import Clock, SystemClock
from hall.server.app import serve
from hall.server.host import Host
from hall.server.store.catalogue import Catalogue
from hall.server.store.engine import StoreError, StoreFault
from hall.server.store.postgres import PostgresDatabase
from hall.server.store.sqlite import FILE
from hall.server.store.store import Store
from hall.settings import Settings, SettingsError
from hall.settings.calendar import year_without

_BAD_INPUT = 2


def listen(host: str, port: int) -> socket.socket:
    """The address taken, before anything is made or changed on disk. Raises `SettingsError`."""
    try:
        return Host.listen(host, port)
    except OSError as error:
        zh, en = _NO_ADDRESS.get(error.errno, (error.strerror, error.strerror))
        raise SettingsError(
            f"无法使用 {url(host, port)}({zh})。请换端口或地址。"
            f" | cannot use {url(host, port)} ({en}): take another port or address"
        ) from error


_NO_ADDRESS: dict[int | None, tuple[str, str]] = {
    errno.EADDRINUSE: ("端口已被别的程序占用", "another program has that port"),
    errno.EACCES: ("没有权限，1024 以下的端口只有 root 能用", "not permitted: ports below 1024 are root's"),
    errno.EADDRNOTAVAIL: ("本机没有这个地址", "this machine has no such address"),
    socket.EAI_NONAME: ("没有叫这个名字的机器", "no machine has that name"),
}
"""Why an address cannot be listened on: Chinese, English."""


def url(host: str, port: int) -> str:
    """An address as a browser takes it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def reach(database: str) -> None:
    """The database answers and has its tables, before anything is made on disk. Raises `SettingsError`."""
    try:
        PostgresDatabase(database).open_writer().close()
    except StoreError as error:
        raise SettingsError(str(error).replace(" / ", " | ", 1)) from error


def run(
    settings: Settings,
    data: Path,
    listener: socket.socket,
    host: str,
    *,
    database: str = "",
    restored: bool = False,
) -> int:
    """Serve on `listener` until SIGTERM or Ctrl-C. Returns 0, or 2 when the folder cannot be used.

    `host`: as it is told. `database`: postgresql://…, "" for a file in the folder. `restored`: the folder came back from a backup; feeds, leases and numbers begin anew before anybody is served.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    def ready(bound: int) -> None:
        _say(f"hallkit server: {url(host, bound)} ({settings.hall.name.zh})")

    clock = SystemClock()
    _say_of_calendar(settings, day_of(clock.now()))
    try:
        if restored:
            _renew(settings, data, clock, database)
        serve(settings, data, listener, clock, ready, database)
    except StoreError as error:
        return _refuse(str(error))
    except OSError as error:
        why = os.strerror(error.errno or 0)
        return _refuse(
            f"无法使用 {data}({why})。请检查磁盘和目录权限。"
            f" / Cannot use {data} ({why}): look at the disk and the folder's rights."
        )
    return 0


def _renew(settings: Settings, data: Path, clock: Clock, database: str) -> None:
    """Tell the store that it was restored. Raises `StoreError`, also for a folder that holds no data."""
    if not database and not (data / FILE).is_file():
        raise StoreError(
            StoreFault.UNREADABLE,
            f"{data} 里没有 {FILE}：先把备份放回去，再用 --restored。"
            f" / There is no {FILE} in {data}: put the backup back first, then use --restored.",
        )
    store = Store(data, clock, Catalogue(settings), database)
    try:
        store.renew_epoch()
    finally:
        store.close()
    sys.stderr.write("hallkit server: 数据已标为从备份恢复 · the data is marked as restored from a backup\n")


def _say_of_calendar(settings: Settings, today: date) -> None:
    """Deadlines are counted all the same; whoever starts the server can mend it before somebody is wronged by a day."""
    year = year_without(settings, today)
    if year is not None:
        sys.stderr.write(
            f"hallkit server: 日历里没有 {year} 年的放假安排，期限按周一到周五算；请写进大厅的日历文件(docs/ledger.md)"
            f" · the calendar has no holidays of {year}: days are counted Monday to Friday; put them into the hall's"
            " calendar file (docs/ledger.md)\n"
        )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _refuse(text: str) -> int:
    sys.stderr.write(text + "\n")
    return _BAD_INPUT
