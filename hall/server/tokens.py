"""Device tokens in memory, and the gate that asks for them.

A server without a token is open. The first one closes it for good: revoking all of them leaves it closed. Another
process on the same database learns of a change within `FRESH_MS`.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row

from hall.contract.tokens import TokenInfo, TokenList, TokenMade, TokenRequest
from hall.domain.clock import Clock, service_date
from hall.domain.roles import Role
from hall.server.problems import Refusal
from hall.server.store import tokens
from hall.server.store.store import Store
from hall.server.store.tx import Tx
from hall.settings import Settings, Unit

FRESH_MS: Final = 3000
_BYTES: Final = 24
"""192 bits: nobody guesses one, so nobody has to be slowed down."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Holder:
    """Whose token it is. `window`: of a window's unit or a pad as the hall file has it, else None."""

    id: str
    role: Role
    unit: str
    digest: str
    used: str
    window: int | None = None


class Keyring:
    """The tokens of one store. `admin`: the secret of this run, for who may read the data folder."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self.admin = secrets.token_urlsafe(_BYTES)
        self._store = store
        self._clock = clock
        self._units: dict[tuple[str, str], Unit] = {(unit.role, unit.id): unit for unit in settings.units}
        self._holders: dict[str, Holder] = {}
        self._closed = False
        self._today = ""
        self._used: set[str] = set()
        self._looked_ms = clock.mono_ms()
        self._looking: asyncio.Task[None] | None = None
        self._take(store.read_now(tokens.rows))

    @property
    def closed(self) -> bool:
        """Whether a token is asked for."""
        return self._closed

    def holder(self, token: str) -> Holder | None:
        """Who holds the token; None for one that opens nothing.

        The dictionary is asked for a hash of what was sent: its timing tells nothing of a kept one.
        """
        digest = _digest(token)
        found = self._holders.get(digest)
        if found is None or not hmac.compare_digest(found.digest, digest):
            return None
        if found.used != self._today:
            self._used.add(found.id)
        return found

    def is_admin(self, token: str) -> bool:
        """Whether it is the secret of this run."""
        return hmac.compare_digest(_digest(token), _digest(self.admin))

    def look_again(self) -> None:
        """Read the table anew in the background, at most every `FRESH_MS`. On the loop only."""
        now_ms = self._clock.mono_ms()
        if now_ms - self._looked_ms >= FRESH_MS and (self._looking is None or self._looking.done()):
            self._looked_ms = now_ms
            self._looking = asyncio.create_task(self._look())

    async def make(self, asked: TokenRequest) -> TokenMade:
        """A new token, told here and never again. Raises `Refusal` for a unit that the hall has not."""
        self._require(asked)
        made, id_ = secrets.token_urlsafe(_BYTES), secrets.token_hex(4)

        def op(tx: Tx) -> None:
            tokens.add(tx, id_, asked.role, asked.unit, _digest(made))

        await self._store.write(op)
        await self._read()
        return TokenMade(id=id_, role=asked.role, unit=asked.unit, token=made)

    async def revoke(self, id_: str) -> TokenInfo:
        """The token opens nothing any more. Raises `Refusal`."""
        revoked = await self._store.write(lambda tx: tokens.revoke(tx, id_))
        await self._read()
        return revoked

    async def all(self) -> TokenList:
        """Every token ever made."""
        rows = await self._store.read(tokens.rows)
        return TokenList(tokens=[tokens.info(row) for row in rows])

    def _require(self, asked: TokenRequest) -> None:
        known = [unit for role, unit in self._units if role == asked.role]
        if asked.role.of_unit and asked.unit not in known:
            names = ", ".join(known) or "-"
            raise Refusal("token.unknownUnit", role=asked.role.value, unit=asked.unit, known=names)

    async def _look(self) -> None:
        """A store that cannot be read keeps what is known; whoever asks for data will hear of it."""
        try:
            await self._note_use()
            await self._read()
        except Refusal as refused:
            _log.warning("tokens: %s", refused)

    async def _read(self) -> None:
        self._take(await self._store.read(tokens.rows))

    async def _note_use(self) -> None:
        ids, today = sorted(self._used), self._today
        if ids:
            await self._store.write(lambda tx: tokens.used(tx, ids, today))
            self._used.difference_update(ids)

    def _take(self, rows: list[Row[Any]]) -> None:
        self._today = service_date(self._clock.now())
        self._closed = self._closed or bool(rows)
        self._holders = {row.digest: self._holder(row) for row in rows if row.revoked_us is None}

    def _holder(self, row: Row[Any]) -> Holder:
        role = Role(row.role)
        unit = self._units.get((role.value, row.unit))
        window = unit.window or None if unit is not None and role in {Role.WINDOW, Role.PAD} else None
        return Holder(row.id, role, row.unit, row.digest, row.used, window)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
