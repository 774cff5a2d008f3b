"""The open outbox of one unit: file, key, folder of attachments, and their recovery at start."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from hall.domain.clock import Clock
from kiosk.outbox.blobs import Blobs
from kiosk.outbox.cases import INCARNATION, LETTERS, Cases
from kiosk.outbox.database import Damaged, Database, Lock
from kiosk.outbox.drafts import Drafts
from kiosk.outbox.errors import OutboxError, Trouble
from kiosk.outbox.events import Events
from kiosk.outbox.files import sync_folder
from kiosk.outbox.intents import Intents
from kiosk.outbox.leases import Leases, name_file
from kiosk.outbox.notes import get_note, set_note
from kiosk.outbox.papers import Papers
from kiosk.outbox.vault import Unreadable, Vault, load_key, make_key

log = logging.getLogger(__name__)

FILE = "outbox.db"
KEY = "device.key"
_PROOF = "key_proof"


@dataclass(frozen=True)
class Owner:
    """Whose outbox it is. `case_mark`: how its case numbers begin (T1)."""

    unit: str
    mark: str
    case_mark: str


class Outbox:
    """Everything durable on a terminal, in `folder`. Use from one thread. Raises `OutboxError` when opening."""

    def __init__(self, folder: Path, owner: Owner, clock: Clock) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = Lock(folder / "outbox.lock")
        try:
            self._db, self.vault, self.replaced = _open(folder, owner.unit, clock)
        except BaseException:
            self._lock.release()
            raise
        self.events = Events(self.vault, owner.unit, clock)
        self.intents = Intents(clock)
        self.papers = Papers(clock)
        self.leases = Leases(owner.unit, owner.mark, clock)
        self.cases = Cases(owner.case_mark, clock)
        self.blobs = Blobs(folder, self.vault, owner.unit)
        self.drafts = Drafts(self.vault, owner.unit, clock)
        with self.read() as db:
            self.blobs.tidy(self.events.files(db) | self.drafts.files(db))

    @property
    def unsafe(self) -> str:
        """Why no work may be taken any more (a write whose outcome nobody knows); "" when all is well."""
        return self._db.unsafe

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One commit: when the block is left without an exception, all of it is durable."""
        with self._db.write() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Look at what is committed."""
        with self._db.read() as connection:
            yield connection

    def close(self) -> None:
        """Give file and folder back."""
        self._db.close()
        self._lock.release()


def _open(folder: Path, unit: str, clock: Clock) -> tuple[Database, Vault, str]:
    """Open, or put aside what cannot be read and begin anew. The text says why (empty: nothing lost)."""
    path = folder / FILE
    key = load_key(folder / KEY)
    why = "the device key is missing or damaged" if path.exists() and key is None else ""
    if not why and key is not None:
        try:
            return _begin(path, key, unit), Vault(key), ""
        except (Damaged, Unreadable) as error:
            why = str(error)
    if why:
        stamp = f"{clock.now():%Y%m%dT%H%M%S}-{os.urandom(2).hex()}"
        _put_aside(folder, stamp)
        log.error("outbox.replaced: %s; what was there is kept in damaged-%s", why, stamp)
    key = key or make_key(folder / KEY)
    try:
        return _begin(path, key, unit), Vault(key), why
    except (Damaged, Unreadable) as error:
        raise OutboxError(Trouble.UNSAFE, f"a new outbox file cannot be read back: {error}") from error


def _begin(path: Path, key: bytes, unit: str) -> Database:
    """Open the file and prove that this key opens what is in it. Raises `Damaged` or `Unreadable`."""
    database = Database(path)
    try:
        with database.write() as db:
            _prove(db, Vault(key), unit)
            name_file(db)
            if get_note(db, INCARNATION) is None:
                set_note(db, INCARNATION, "".join(LETTERS[byte % len(LETTERS)] for byte in os.urandom(3)))
    except BaseException:
        database.close()
        raise
    return database


def _prove(db: Connection, vault: Vault, unit: str) -> None:
    proof = get_note(db, _PROOF)
    if proof is None:
        sealed, wrapped = vault.seal(unit.encode(), _PROOF)
        set_note(db, _PROOF, f"{sealed.hex()}:{wrapped.hex()}")
        return
    sealed, wrapped = (bytes.fromhex(part) for part in proof.split(":"))
    found = vault.open(sealed, wrapped, _PROOF).decode()
    if found != unit:
        raise OutboxError(
            Trouble.SETTINGS, f"this folder belongs to unit {found}, not {unit}; use another one"
        )


def _put_aside(folder: Path, stamp: str) -> None:
    """Move file, journal, key and attachments away together, never delete: somebody may still save them."""
    aside = folder / f"damaged-{stamp}"
    aside.mkdir(mode=0o700)
    for name in (f"{FILE}-journal", FILE, "blob"):
        if (folder / name).exists():
            (folder / name).rename(aside / name)
    if (folder / KEY).exists():
        (aside / KEY).hardlink_to(folder / KEY)
    sync_folder(aside)
    sync_folder(folder)
