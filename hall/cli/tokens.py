"""`hallkit server token`: over HTTP while the server runs (its folder is its own), else in the folder itself."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from hall.cli.asking import refused, trouble
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json, tell
from hall.cli.parsing import InputError
from hall.client import HallClient, HallError, HallReason
from hall.contract.tokens import TokenInfo, TokenList, TokenMade, TokenRequest
from hall.domain.clock import CHINA, SystemClock
from hall.domain.roles import Role
from hall.settings import Settings, SettingsError, load


class _Book(Protocol):
    """Where tokens are kept, reached one way or the other."""

    async def make(self, asked: TokenRequest) -> TokenMade: ...

    async def revoke(self, id_: str) -> TokenInfo: ...

    async def all(self) -> TokenList: ...


class _Remote:
    """The running server."""

    def __init__(self, client: HallClient) -> None:
        self._client = client

    async def make(self, asked: TokenRequest) -> TokenMade:
        """As `Keyring.make`."""
        return await self._client.make_token(asked)

    async def revoke(self, id_: str) -> TokenInfo:
        """As `Keyring.revoke`."""
        return await self._client.revoke_token(id_)

    async def all(self) -> TokenList:
        """As `Keyring.all`."""
        return await self._client.tokens()


def token(chosen: Namespace, say: Say) -> int:
    """Make, list or revoke. Raises `InputError`, `SettingsError`."""
    wanted = [bool(chosen.role or chosen.unit), chosen.list, chosen.revoke is not None]
    if sum(wanted) != 1 or bool(chosen.role) != bool(chosen.unit):
        raise InputError(
            "command.invalid",
            say(
                "写一件事：--role 和 --unit(发一个)、--list，或 --revoke 编号",
                "say one thing: --role and --unit (make one), --list, or --revoke ID",
            ),
        )
    try:
        asyncio.run(_do(chosen, say))
    except HallError as error:
        raise trouble(error, say) from error
    return Exit.DONE


async def _do(chosen: Namespace, say: Say) -> None:
    async with _book(chosen, say) as book:
        if chosen.list:
            _show_all(chosen, say, await book.all())
        elif chosen.revoke is not None:
            _show_revoked(chosen, say, await book.revoke(chosen.revoke))
        else:
            _show_made(chosen, say, await book.make(_request(chosen, say)))


def _request(chosen: Namespace, say: Say) -> TokenRequest:
    try:
        return TokenRequest(role=Role(chosen.role), unit=chosen.unit)
    except ValueError as error:
        text = say(
            f"--unit {chosen.unit}：只能用小写字母、数字、- 和 _",
            f"--unit {chosen.unit}: lower-case letters, digits, - and _ only",
        )
        raise InputError("command.invalid", text) from error


@asynccontextmanager
async def _book(chosen: Namespace, say: Say) -> AsyncIterator[_Book]:
    """The running server's, else the folder's own. Raises `InputError`, `SettingsError`."""
    from hall.server.admin import find  # noqa: PLC0415 - only who needs the server's parts waits for them

    way = find(chosen.data)
    if way is not None:
        async with HallClient(way.url, "token", token=way.secret) as client:
            if await _answers(client):
                yield _Remote(client)
                return
    async with _own(chosen, say) as book:
        yield book


async def _answers(client: HallClient) -> bool:
    """Whether a server is there; one that was killed leaves its file behind."""
    try:
        await client.tokens()
    except HallError as error:
        if error.reason in {HallReason.UNREACHABLE, HallReason.NOT_ALLOWED}:
            return False
        raise
    return True


@asynccontextmanager
async def _own(chosen: Namespace, say: Say) -> AsyncIterator[_Book]:
    from hall.server.problems import Refusal  # noqa: PLC0415
    from hall.server.store.catalogue import Catalogue  # noqa: PLC0415
    from hall.server.store.engine import StoreError  # noqa: PLC0415
    from hall.server.store.store import Store  # noqa: PLC0415
    from hall.server.tokens import Keyring  # noqa: PLC0415

    settings, clock = _settings(chosen), SystemClock()
    try:
        store = Store(chosen.data, clock, Catalogue(settings), chosen.database)
    except StoreError as error:
        raise InputError("store.stopped", str(error)) from error
    try:
        yield Keyring(store, settings, clock)
    except Refusal as error:
        raise refused(error.problem, say) from error
    finally:
        store.close()


def _settings(chosen: Namespace) -> Settings:
    """The hall file, for the units that may have a token. Raises `SettingsError`."""
    path: Path = chosen.hall or chosen.data / "hall.toml"
    if not path.exists():
        raise SettingsError(
            f"没有 {path}：先启动一次 hallkit server，或用 --hall 写明大厅文件"
            f" | there is no {path}: start hallkit server once, or name the hall file with --hall"
        )
    return load(path)


def _show_made(chosen: Namespace, say: Say, made: TokenMade) -> None:
    """The token alone on stdout, so that it can be sent into a file."""
    if chosen.json:
        out_json({"ok": True, "code": "success", "error": "", **made.model_dump(mode="json")})
        return
    out(made.token)
    tell(
        say(
            f"{made.role.value} {made.unit} 的令牌，编号 {made.id}。只显示这一次：存进那台机器数据目录的 token 文件，或在浏览器里登录。",
            f"token of {made.role.value} {made.unit}, id {made.id}. Shown this once: keep it in the file token of "
            "that unit's data folder, or sign in with it.",
        )
    )


def _show_revoked(chosen: Namespace, say: Say, gone: TokenInfo) -> None:
    if chosen.json:
        out_json({"ok": True, "code": "success", "error": "", **gone.model_dump(mode="json")})
        return
    out(
        say(
            f"已作废 {gone.id}({gone.role.value} {gone.unit})",
            f"revoked {gone.id} ({gone.role.value} {gone.unit})",
        )
    )


def _show_all(chosen: Namespace, say: Say, found: TokenList) -> None:
    """Every date as the hall's clocks and calendars show it."""
    found = TokenList(
        tokens=[one.model_copy(update={"made": one.made.astimezone(CHINA)}) for one in found.tokens]
    )
    if chosen.json:
        out_json({"ok": True, "code": "success", "error": "", **found.model_dump(mode="json")})
        return
    if not found.tokens:
        out(say("还没有令牌：谁都可以取号、叫号", "no token yet: anybody may take and call numbers"))
    else:
        tell(
            say(
                "列：编号、角色、单元、发出的日子、最近用过的日子。日子都按大厅当地时间(北京时间)。",
                "Columns: id, role, unit, day made, day last used. Days are the hall's own (China time).",
            )
        )
    for one in found.tokens:
        state = say("已作废", "revoked") if one.revoked else one.used or say("没用过", "never used")
        out(f"{one.id}  {one.role.value:<9}  {one.unit:<20}  {one.made:%Y-%m-%d}  {state}")
