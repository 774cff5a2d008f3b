"""Statistics read from a data folder, whether its server is running or not: nothing is written, no lock is taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from hall.cli.asking import refused
from hall.cli.language import Say
from hall.cli.parsing import InputError
from hall.contract.statistics import Statistics
from hall.domain.clock import SystemClock
from hall.domain.statistics.report import By
from hall.server.problems import Refusal
from hall.server.statistics import files
from hall.server.statistics.book import Book
from hall.server.statistics.words import words_of
from hall.server.store.sqlite import FILE, SqliteFile
from hall.settings import SettingsError, load

T = TypeVar("T")


class Folder:
    """The figures of one folder. Raises `InputError`, `SettingsError`."""

    def __init__(self, data: Path, hall: Path | None, say: Say) -> None:
        self._say = say
        if not (data / FILE).is_file():
            raise InputError(
                "data.invalid",
                say(
                    f"{data} 里没有 {FILE}：请核对目录；数据在 PostgreSQL 里时用 --server",
                    f"there is no {FILE} in {data}: check the folder; with PostgreSQL use --server",
                ),
            )
        path = hall or data / "hall.toml"
        if not path.exists():
            raise SettingsError(
                f"没有 {path}：用 --hall 写明大厅文件 | there is no {path}: name the hall file with --hall"
            )
        self._readers = SqliteFile(data).open_readers()
        self._book = Book(self, load(path), SystemClock())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._readers.dispose()

    async def read(self, query: Callable[[Connection], T]) -> T:
        """As `Store.read`. Raises `InputError`."""
        return await asyncio.to_thread(self._read, query)

    def _read(self, query: Callable[[Connection], T]) -> T:
        try:
            with self._readers.connect() as connection, connection.begin():
                return query(connection)
        except DBAPIError as error:
            text = self._say(
                f"数据库读不了({type(error.orig).__name__})：先用这个版本启动一次 hallkit server，再试",
                f"the database cannot be read ({type(error.orig).__name__}): start hallkit server of this version once",
            )
            raise InputError("store.failed", text) from error

    async def report(self, first: str, last: str, by: By) -> Statistics:
        """Figures of those days, "" for today. Raises `InputError`."""
        try:
            return await self._book.report(*self._book.range_of(first, last), by)
        except Refusal as error:
            raise refused(error.problem, self._say) from error

    async def tickets(self, first: str, last: str, language: str) -> AsyncIterator[bytes]:
        """The tickets' file."""
        words = words_of(language)
        yield files.raw_heading(words).encode()
        async for lines in self._book.days(
            first, last, lambda day: files.raw_lines(day, self._book.names, words)
        ):
            yield lines.encode()
