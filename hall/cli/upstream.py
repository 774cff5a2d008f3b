"""`hallkit upstream check` and `hallkit upstream backlog`: what would be sent, and what still waits."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.cli.parsing import InputError
from hall.client import HallClient, HallError
from hall.contract.upstream import Backlog
from hall.domain.clock import CHINA, SystemClock
from hall.guides.book import Book, folders
from hall.guides.book import load as load_book
from hall.server.store import upstream
from hall.server.store.sqlite import FILE, SqliteFile
from hall.server.upstream.record import Records
from hall.server.upstream.setup import FOLDER, prepare
from hall.server.upstream.shape import LackingError, Missing, Shape, Wire
from hall.settings import Settings, SettingsError, load
from hall.settings.mapping import Form, fields_of, load_mapping


@dataclass(frozen=True)
class _Told:
    """What a check found. `lacks`: by item, what the province must have and the hall does not know."""

    send: Wire | None
    fields: dict[str, object]
    page: dict[str, object]
    lacks: dict[str, tuple[Missing, ...]]
    left_out: list[str]


def check(chosen: Namespace, say: Say) -> int:
    """Show a sample as it would be sent, masked; send nothing. Raises `InputError`, `SettingsError`."""
    settings = _settings(chosen.data, chosen.hall)
    if not settings.upstream.mapping:
        raise SettingsError(
            "[upstream] 没有写 mapping：本大厅不上报 | there is no mapping in [upstream]: this hall sends nothing"
        )
    prepare(settings.upstream, chosen.data)  # tells every fault of mapping, secrets and settings
    told = _checked(settings, chosen.data)
    lacks = {item: [f"{one.to} ({one.of})" for one in found] for item, found in told.lacks.items()}
    if chosen.json:
        found = {"fields": told.fields, "page": told.page, "lacks": lacks, "left_out": told.left_out}
        out_json({"ok": True, "code": "success", "error": "", "province": settings.upstream.mapping, **found})
        return Exit.DONE
    for line in _lines(settings, told, say):
        out(line)
    for item, missing in lacks.items():
        tell(
            say(
                f"事项 {item} 缺 {'、'.join(missing)}：补好它的指南，不然这个事项的评价报不上去",
                f"item {item} lacks {', '.join(missing)}: complete its guide, or its evaluations are not sent",
            )
        )
    if told.left_out:
        names = ", ".join(told.left_out)
        tell(
            say(
                f"没有核实过的字段不发：{names}；和省里核对过，再写 unverified = true",
                f"fields that nobody could verify are left out: {names}; ask the province, then write unverified = true",
            )
        )
    return Exit.DONE


def _checked(settings: Settings, data: Path) -> _Told:
    rules = settings.upstream
    shown = rules.model_copy(update={"identity": "masked" if rules.identity == "full" else rules.identity})
    mapping = load_mapping(rules.mapping, data / FOLDER)
    secrets = {one.secret: "******" for one in fields_of(mapping.send) if one.secret is not None}
    book = load_book(folders(data, settings))
    records, now = Records(settings), SystemClock().now()
    items = [one.id for one in settings.items] or [""]
    samples = {item: records.sample(book, item, now) for item in items}
    send = Shape(mapping.send, shown, secrets)
    lacks = {item: found for item in items if (found := _lacking(send, records, book, item))}
    whole = next((item for item in items if item not in lacks), None)
    wire = send.wire(samples[whole], rules.url) if whole is not None else None
    page = mapping.page if rules.page_url else None
    return _Told(
        send=wire,
        fields=dict(send.values(samples[whole])) if whole is not None else {},
        page=dict(Shape(page, shown, secrets).values(samples[whole])) if page and whole is not None else {},
        lacks=lacks,
        left_out=[] if rules.unverified else [*_unverified(mapping.send)],
    )


def _lacking(send: Shape, records: Records, book: Book, item: str) -> tuple[Missing, ...]:
    try:
        send.values(records.sample(book, item, SystemClock().now()))
    except LackingError as error:
        return error.missing
    return ()


def _unverified(form: Form) -> Iterator[str]:
    for one in fields_of(form):
        if one.unverified:
            yield one.to


def _lines(settings: Settings, told: _Told, say: Say) -> Iterator[str]:
    yield say(
        f"对照表 {settings.upstream.mapping}，一条虚构的评价：",
        f"mapping {settings.upstream.mapping}, an invented evaluation:",
    )
    if told.send is not None:
        yield f"{told.send.method} {told.send.url}"
    for name, value in told.fields.items():
        yield f"  {name} = {value}"
    if told.page:
        yield say(
            f"省里的评价页：{settings.upstream.page_url} + 两次 Base64 的",
            f"the province's page: {settings.upstream.page_url} + in Base64 twice",
        )
        for name, value in told.page.items():
            yield f"  {name} = {value}"


def backlog(chosen: Namespace, say: Say) -> int:
    """Print how the outbox stands. Raises `InputError`, `SettingsError`."""
    if (chosen.data is None) == (chosen.server is None):
        raise InputError(
            "command.invalid",
            say("写 --data 目录 或 --server 地址，只写一个", "write --data DIR or --server URL, one of them"),
        )
    if chosen.server is not None:
        found = asyncio.run(_asked(chosen, say))
    else:
        found = _read(chosen.data, _settings(chosen.data, chosen.hall).upstream.mapping, say)
    if chosen.json:
        out_json({"ok": True, "code": "success", "error": "", **found.model_dump(mode="json")})
        return Exit.DONE
    for line in _standing(found, say):
        out(line)
    return Exit.DONE


async def _asked(chosen: Namespace, say: Say) -> Backlog:
    from hall.cli.asking import token_of, trouble  # noqa: PLC0415 - only who asks a server waits for it

    try:
        async with HallClient(chosen.server, "upstream", token=token_of(chosen.token, say)) as client:
            return await client.upstream_backlog()
    except HallError as error:
        raise trouble(error, say) from error


def _read(data: Path, province: str, say: Say) -> Backlog:
    if not (data / FILE).is_file():
        text = say(
            f"{data} 里没有 {FILE}：请核对目录；数据在 PostgreSQL 里时用 --server",
            f"there is no {FILE} in {data}: check the folder; with PostgreSQL use --server",
        )
        raise InputError("data.invalid", text)
    readers = SqliteFile(data).open_readers()
    try:
        with readers.connect() as connection, connection.begin():
            return upstream.backlog(connection, province)
    except DBAPIError as error:
        text = say(
            f"数据库读不了({type(error.orig).__name__})：先用这个版本启动一次 hallkit server，再试",
            f"the database cannot be read ({type(error.orig).__name__}): start hallkit server of this version once",
        )
        raise InputError("store.failed", text) from error
    finally:
        readers.dispose()


def _standing(found: Backlog, say: Say) -> Iterator[str]:
    if not found.sending:
        yield say("本大厅没有设置上报", "this hall sends nothing")
    yield say(
        f"等着上报 {found.waiting} 条，要人决定 {found.stuck} 条，已报到 {found.sent} 条",
        f"{found.waiting} waiting, {found.stuck} to be decided, {found.sent} arrived",
    )
    if found.left_out:
        yield say(
            f"没有事项、按规则不报的 {found.left_out} 条([upstream] items)",
            f"{found.left_out} without an item are not sent, by rule ([upstream] items)",
        )
    if found.oldest is not None:
        waited = (SystemClock().now() - found.oldest) // timedelta(minutes=1)
        yield say(f"最久等了 {waited} 分钟", f"the longest for {waited} min")
    for one in found.rows:
        at = f"{one.queued.astimezone(CHINA):%m-%d %H:%M}"
        yield f"  {at}  {one.number}  {one.state.value}  {one.why} {one.what}".rstrip()


def _settings(data: Path, hall: Path | None) -> Settings:
    path = hall or data / "hall.toml"
    if not path.exists():
        raise SettingsError(
            f"没有 {path}：用 --hall 写明大厅文件 | there is no {path}: name the hall file with --hall"
        )
    return load(path)
