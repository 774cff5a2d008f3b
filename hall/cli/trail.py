"""`hallkit server trail`: is every step as it was written? Reads the data folder, or the database, and writes nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.cli.parsing import InputError
from hall.domain.trail import Head
from hall.server.store.engine import StoreError
from hall.server.store.postgres import PostgresDatabase
from hall.server.store.sqlite import FILE, SqliteFile
from hall.server.store.trail_check import Finding, Tell, check
from hall.server.trail_heads import Heads
from hall.texts import FOLDER, Texts, load_texts


def trail(chosen: Namespace, say: Say) -> int:
    """Look at everything; 0 when it is whole, 11 when something is not. Raises `InputError`."""
    texts = load_texts(say.language, FOLDER / "console")
    kept = [head for written in chosen.against for head in _heads(written, say)]
    try:
        kept += Heads(chosen.data).all()
        with _readers(chosen, say) as readers, readers.connect() as connection, connection.begin():
            found = check(connection, kept, _progress(texts, say))
    except DBAPIError as error:
        raise InputError("store.failed", _unread(type(error.orig).__name__, say)) from error
    except OSError as error:
        raise InputError("data.invalid", f"{chosen.data}: {error.strerror}") from error
    if chosen.json:
        out_json(_told(found))
    else:
        _show(found, len(kept), texts, say)
    return Exit.DONE if found.broken is None else Exit.ALTERED


def _heads(written: str, say: Say) -> list[Head]:
    """Of a line, or of the lines of a file. Raises `InputError` when there is none."""
    head = Head.of(written)
    if head is not None:
        return [head]
    try:
        text = Path(written).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        text = ""
    found = [one for one in map(Head.of, text.splitlines()) if one is not None]
    if not found:
        raise InputError(
            "data.invalid",
            say(
                f"--against {written}：不是链头，也不是存着链头的文件；链头像 hallkit-trail 1234 加 64 位十六进制数",
                f"--against {written}: neither a head nor a file of heads; one looks like hallkit-trail 1234 and 64 hex digits",
            ),
        )
    return found


@contextmanager
def _readers(chosen: Namespace, say: Say) -> Iterator[Engine]:
    """Raises `InputError`."""
    if not chosen.database and not (chosen.data / FILE).is_file():
        text = say(
            f"{chosen.data} 里没有 {FILE}：请核对目录；数据在 PostgreSQL 里时写 --database",
            f"there is no {FILE} in {chosen.data}: check the folder; with PostgreSQL name --database",
        )
        raise InputError("data.invalid", text)
    try:
        database = PostgresDatabase(chosen.database) if chosen.database else SqliteFile(chosen.data)
    except StoreError as error:
        raise InputError("store.failed", str(error)) from error
    readers = database.open_readers()
    try:
        yield readers
    finally:
        readers.dispose()


def _unread(why: str, say: Say) -> str:
    return say(
        f"数据库读不了（{why}）：先用这个版本启动一次 hallkit server，再试",
        f"the database cannot be read ({why}): start hallkit server of this version once, then try again",
    )


def _progress(texts: Texts, say: Say) -> Tell:
    """A line that is written over, on a terminal alone."""
    if not sys.stderr.isatty():
        return lambda _what, _done, _of: None

    def told(what: str, done: int, of: int) -> None:
        part = texts.say(f"trail_part.{what}")
        much = f"{done} / {of}" if of else str(done)
        sys.stderr.write(f"\r\x1b[K{say('正在看', 'looking at')} {part} {much}")
        sys.stderr.flush()

    return told


def _show(found: Finding, kept: int, texts: Texts, say: Say) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    out(
        say(
            f"留痕 {found.steps} 步，封存的叫号流水 {found.sealed} 条，还没有封存 {found.waiting} 条",
            f"{found.steps} steps, {found.sealed} lines of the feed sealed, {found.waiting} not yet",
        )
    )
    for name, count in found.rows.items():
        older = found.older[name]
        more = say(f"，其中 {older} 个早于留痕", f", {older} of them older than the trail") if older else ""
        out(f"  {texts.say(f'trail_part.{name}')} {count}{more}")
    out(say(f"对照了保存的链头 {kept} 个", f"held against {kept} heads that were kept"))
    if found.head is not None:
        out(found.head.line())
    if found.broken is None:
        tell(say("完整：没有发现改动", "whole: nothing was changed"))
        return
    from hall.server.console.trail_words import broken  # noqa: PLC0415 - only when there is something to tell

    tell(say("有改动！", "Broken!") + " " + broken(texts, found.broken.code, found.broken.facts))
    tell(
        say(
            "不要再写这个目录：先原样复制一份保存，再查是谁能进这台机器；对照备份找出改了什么",
            "Write nothing more here: keep a copy as it is, find out who could reach this machine, "
            "and compare with a backup to see what was changed",
        )
    )


def _told(found: Finding) -> dict[str, object]:
    broken = found.broken
    return {
        "ok": broken is None,
        "code": "success" if broken is None else "invalidData",
        "error": "" if broken is None else f"trail.{broken.code}",
        "where": {} if broken is None else broken.facts,
        "steps": found.steps,
        "head": found.head.line() if found.head else "",
        "sealed": found.sealed,
        "waiting": found.waiting,
        "rows": found.rows,
        "older": found.older,
    }
