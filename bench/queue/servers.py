"""The servers that are measured, each a process of its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

_BARE = "bench.queue.bare"


@contextmanager
def running(*words: str) -> Iterator[int]:
    """A server that prints its address; its port. What else it says is shown if it ends instead."""
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(  # noqa: S603 - our own two servers
            [sys.executable, "-m", *words], stdout=subprocess.PIPE, stderr=said, text=True
        ) as process,
    ):
        try:
            yield _port(process, said)
        finally:
            process.terminate()


@contextmanager
def bare(folder: Path) -> Iterator[list[int]]:
    """http.server and SQLite, as one would write it in an hour."""
    with running(_BARE, str(folder / "bare.db")) as port:
        yield [port]


@contextmanager
def ours(folder: Path, database: str = "", count: int = 1, hall: Path | None = None) -> Iterator[list[int]]:
    """`hallkit server`, `count` of them on one database; their ports."""
    words = ["hall.cli.main", "server", "--data", str(folder), "--port", "0"]
    words += ["--hall", str(hall)] if hall else []
    words += ["--database", database] if database else []
    with ExitStack() as all_:
        yield [all_.enter_context(running(*words)) for _ in range(count)]


def fill(folder: Path, count: int) -> None:
    """Old tickets in a server's file: a hall that has been open for months."""
    db = sqlite3.connect(folder / "hall.sqlite3")
    with db:
        db.executemany(
            "INSERT INTO ticket (event_id, date, number, service, state, paper, identity, unit, issued_us, called_us,"
            " ended_us, replaced, joined_us) VALUES (?, ?, ?, 'social', 'done', 'printed', '', 'old', ?, ?, ?, '', ?)",
            (
                (
                    f"old-{n:09d}",
                    f"2026-{1 + n // 40_000:02d}-{1 + n // 1500 % 28:02d}",
                    f"A{n:09d}",
                    n,
                    n,
                    n + 9,
                    n,
                )
                for n in range(count)
            ),
        )
    db.close()


def _port(process: subprocess.Popen[str], said: TextIO) -> int:
    """Raises `RuntimeError` when the server ended instead."""
    for line in process.stdout or ():
        if "http://127.0.0.1:" in line and "made" not in line:
            return int(line.split("127.0.0.1:")[1].split()[0])
    said.seek(0)
    raise RuntimeError(f"the server ended: {said.read()}")
