"""Applications that were begun and not handed in: one sealed row a person, its pages sealed files of their own.

A draft is found by its person's keyed hash, and that hash is part of what seals it: nobody else's card opens it,
not even over a row that was moved. What a draft was is shredded by deleting its keys (SQLite's secure_delete
writes over them); its files go after that commit, now or at the next start.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.dialects.sqlite import insert

from hall.domain.clock import Clock
from kiosk.outbox.blobs import Blob
from kiosk.outbox.events import stamp
from kiosk.outbox.schema import draft, draft_file
from kiosk.outbox.vault import Vault

LAYOUT = 1
"""The layout of sealed drafts, part of each one's additional authenticated data."""


@dataclass(frozen=True)
class Kept:
    """A draft as it lies there. `pages`: its files by name. `at`: when it was kept."""

    body: bytes = field(repr=False)
    pages: Mapping[str, Blob]
    at: datetime


class Drafts:
    """The draft tables. Methods take the connection of their commit; names they return go after it."""

    def __init__(self, vault: Vault, unit: str, clock: Clock) -> None:
        self._vault = vault
        self._unit = unit
        self._clock = clock

    def keep(self, db: Connection, identity: str, body: bytes, pages: Collection[Blob]) -> list[str]:
        """Put it in place of the one before. Returns the files of that one which this one does not name."""
        sealed, wrapped = self._vault.seal(body, self._context(identity))
        values = {"kept_ts": self._now(), "body_enc": sealed, "wrapped_key": wrapped}
        row = insert(draft).values(identity=identity, **values)
        db.execute(row.on_conflict_do_update(index_elements=["identity"], set_=values))
        wanted = {blob.sha256: blob for blob in pages}
        known = set(self._pages(db, identity))
        mine = draft_file.c.identity == identity
        gone = sorted(known - wanted.keys())
        if gone:
            db.execute(delete(draft_file).where(mine, draft_file.c.sha256.in_(gone)))
        for name in wanted.keys() - known:
            blob = wanted[name]
            db.execute(
                insert(draft_file).values(
                    identity=identity, sha256=name, size=blob.size, wrapped_key=blob.wrapped_key
                )
            )
        return gone

    def find(self, db: Connection, identity: str) -> Kept | None:
        """What this person left. Raises `Unreadable`."""
        found = db.execute(select(draft).where(draft.c.identity == identity)).one_or_none()
        if found is None:
            return None
        body = self._vault.open(found.body_enc, found.wrapped_key, self._context(identity))
        return Kept(body, self._pages(db, identity), datetime.fromisoformat(found.kept_ts))

    def drop(self, db: Connection, identity: str) -> list[str]:
        """Forget the keys. Returns its files; what an event took over in this same commit is not to be deleted."""
        names = sorted(self._pages(db, identity))
        db.execute(delete(draft_file).where(draft_file.c.identity == identity))
        db.execute(delete(draft).where(draft.c.identity == identity))
        return names

    def shred(self, db: Connection, keep: timedelta) -> list[str]:
        """Drop those kept longer than `keep` ago, or by a clock that was ahead. Returns their files."""
        now = self._clock.now()
        late = draft.c.kept_ts <= stamp(now - keep), draft.c.kept_ts > stamp(now + keep)
        old = [row.identity for row in db.execute(select(draft.c.identity).where(or_(*late)))]
        return [name for identity in old for name in self.drop(db, identity)]

    def files(self, db: Connection) -> set[str]:
        """The files that some draft still needs."""
        return {row.sha256 for row in db.execute(select(draft_file.c.sha256))}

    def _pages(self, db: Connection, identity: str) -> dict[str, Blob]:
        columns = draft_file.c.sha256, draft_file.c.size, draft_file.c.wrapped_key
        rows = db.execute(select(*columns).where(draft_file.c.identity == identity))
        return {row.sha256: Blob(*row) for row in rows}

    def _now(self) -> str:
        return stamp(self._clock.now())

    def _context(self, identity: str) -> str:
        return f"{identity}|{self._unit}|draft|{LAYOUT}"
