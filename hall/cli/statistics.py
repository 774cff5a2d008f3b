"""`hallkit statistics`: figures of days, from a data folder or a running server; a table, JSON, or CSV files."""

from __future__ import annotations

import asyncio
import os
import tempfile
import unicodedata
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from hall.cli.asking import token_of, trouble
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.cli.output_file import place, target_of, write_all
from hall.cli.parsing import InputError
from hall.client import HallClient, HallError
from hall.contract.statistics import Statistics
from hall.domain.statistics.report import By


class _Source(Protocol):
    """Where figures come from."""

    async def report(self, first: str, last: str, by: By) -> Statistics:
        """As `Book.report`, "" for today."""

    def tickets(self, first: str, last: str, language: str) -> AsyncIterator[bytes]:
        """The tickets' file, in pieces."""


def statistics(chosen: Namespace, say: Say) -> int:
    """Print or write. Raises `InputError`, `SettingsError`."""
    if (chosen.data is None) == (chosen.server is None):
        raise InputError(
            "command.invalid",
            say("写 --data 目录 或 --server 地址，只写一个", "write --data DIR or --server URL, one of them"),
        )
    targets = [
        target_of(written, (".csv",), (), say, overwrite=chosen.overwrite)
        for written in (chosen.output, chosen.tickets)
        if written is not None
    ]
    try:
        asyncio.run(_do(chosen, say, targets))
    except HallError as error:
        raise trouble(error, say) from error
    return Exit.DONE


async def _do(chosen: Namespace, say: Say, targets: list[Path]) -> None:
    from hall.server.statistics.columns import rows  # noqa: PLC0415 - only who needs the server's parts waits for them
    from hall.server.statistics.files import groups  # noqa: PLC0415
    from hall.server.statistics.words import words_of  # noqa: PLC0415

    words = words_of(say.language)
    left = list(targets)
    async with _source(chosen, say) as source:
        found = await source.report(chosen.first, chosen.to, By(chosen.by))
        if chosen.output is not None:
            content = groups(found, words).encode()
            place(left.pop(0), lambda file: write_all(file, content), say)
        if chosen.tickets is not None:
            await _keep(left.pop(0), source.tickets(found.first, found.last, say.language), say)
    if chosen.json:
        told = {"ok": True, "code": "success", "error": "", **found.model_dump(mode="json")}
        out_json(told)
    elif not targets:
        _print(found, list(rows(found, words, brief=True)), say)
    for target in targets:
        tell(f"{say('已写入', 'wrote')} {target}")


async def _keep(target: Path, pieces: AsyncIterator[bytes], say: Say) -> None:
    """A large file by way of a spare one: the target is there whole or not at all."""
    with tempfile.TemporaryFile() as spare:
        async for piece in pieces:
            spare.write(piece)
        spare.seek(0)

        def copy(file: int) -> None:
            while block := spare.read(1 << 20):
                os.write(file, block)

        place(target, copy, say)


def _print(found: Statistics, table: list[list[str]], say: Say) -> None:
    dates = found.first if found.first == found.last else f"{found.first} – {found.last}"
    days = "1 day" if found.days == 1 else f"{found.days} days"
    out(f"{dates}  {say(f'有业务的 {found.days} 天', f'{days} with tickets')}")
    wide = [max(_width(row[at]) for row in table) for at in range(len(table[0]))]
    for row in table:
        cells = [_padded(row[0], wide[0], left=True)]
        cells += [_padded(cell, room, left=False) for cell, room in zip(row[1:], wide[1:], strict=True)]
        out("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _padded(text: str, room: int, *, left: bool) -> str:
    blank = " " * (room - _width(text))
    return text + blank if left else blank + text


@asynccontextmanager
async def _source(chosen: Namespace, say: Say) -> AsyncIterator[_Source]:
    """A server's figures, or a folder's. Raises `InputError`, `SettingsError`."""
    if chosen.server is not None:
        async with HallClient(chosen.server, "statistics", token=token_of(chosen.token, say)) as client:
            yield _Server(client)
        return
    from hall.cli.statistics_folder import Folder  # noqa: PLC0415

    with Folder(chosen.data, chosen.hall, say) as folder:
        yield folder


class _Server:
    """A running server."""

    def __init__(self, client: HallClient) -> None:
        self._client = client

    async def report(self, first: str, last: str, by: By) -> Statistics:
        """As the server has it."""
        return await self._client.statistics(first, last, by)

    def tickets(self, first: str, last: str, language: str) -> AsyncIterator[bytes]:
        """As the server sends it."""
        return self._client.ticket_lines(first, last, language)
