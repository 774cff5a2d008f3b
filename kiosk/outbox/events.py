"""The rows that wait for the server, sealed one by one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, update

from hall.contract.messages import Transaction
from hall.domain.clock import Clock
from kiosk.outbox.blobs import Blob
from kiosk.outbox.notes import set_note
from kiosk.outbox.schema import BODY, attachment, event
from kiosk.outbox.sync import Acked, Held, Parked, Requeue, Row, Write
from kiosk.outbox.vault import Unreadable, Vault

EPOCH = "server_epoch"
_ENVELOPE = 400
"""Bytes around a body as sent: ids, kind, stream, time."""


@dataclass(frozen=True)
class Event:
    """What is to be told. `body` may be personal: it is sealed before it is written."""

    event_id: str
    kind: str
    stream: str
    body: dict[str, Any]
    files: tuple[Blob, ...] = ()

    def __repr__(self) -> str:
        return f"Event({self.kind} {self.event_id})"


class Events:
    """The event table. Every method takes the connection of the commit it belongs to."""

    def __init__(self, vault: Vault, unit: str, clock: Clock) -> None:
        self._vault = vault
        self._unit = unit
        self._clock = clock
        self._boot_id = boot_id()

    def append(self, db: Connection, new: Event) -> Row:
        """Add a row. The same event id twice is a fault of the caller (IntegrityError)."""
        plain = json.dumps(new.body, ensure_ascii=False, separators=(",", ":")).encode()
        sealed, wrapped = self._vault.seal(plain, self._context(new.event_id))
        size = len(plain) + _ENVELOPE + 70 * len(new.files)
        values = {
            "event_id": new.event_id,
            "kind": new.kind,
            "stream": new.stream,
            "schema_v": BODY,
            "size": size,
            "body_enc": sealed,
            "body_hash": hashlib.sha256(sealed).hexdigest(),
            "wrapped_key": wrapped,
            "wall_ts": self._clock.now().isoformat(),
            "boot_id": self._boot_id,
            "mono_ms": self._clock.mono_ms(),
            "state": "pending",
        }
        seq = db.execute(event.insert().values(values).returning(event.c.seq)).scalar_one()
        for blob in new.files:
            row = {
                "event_seq": seq,
                "sha256": blob.sha256,
                "size": blob.size,
                "wrapped_key": blob.wrapped_key,
            }
            db.execute(attachment.insert().values(row))
        return Row(seq, new.event_id, new.stream, size, files=bool(new.files))

    def known(self, db: Connection, event_id: str) -> bool:
        """Whether there is such a row, answered or not."""
        return db.execute(select(event.c.seq).where(event.c.event_id == event_id)).first() is not None

    def acked(self, db: Connection, event_id: str) -> bool:
        """Whether the server has it."""
        found = select(event.c.seq).where(event.c.event_id == event_id, event.c.state == "acked")
        return db.execute(found).first() is not None

    def pending(self, db: Connection) -> list[Row]:
        """Rows without an answer, oldest first."""
        files = select(attachment.c.event_seq).where(attachment.c.event_seq == event.c.seq).exists()
        rows = db.execute(
            select(event.c.seq, event.c.event_id, event.c.stream, event.c.size, files)
            .where(event.c.state == "pending")
            .order_by(event.c.seq)
        )
        return [Row(*row) for row in rows]

    def open(self, db: Connection, rows: Sequence[Row]) -> tuple[list[Transaction], list[Row]]:
        """The transactions to send, and the rows whose bodies cannot be read any more."""
        found: list[Transaction] = []
        broken: list[Row] = []
        for row in rows:
            try:
                found.append(self._transaction(db, row))
            except Unreadable:
                broken.append(row)
        return found, broken

    def blob(self, db: Connection, row: Row, sha256: str) -> Blob | None:
        """What is known of a row's file; None when it is not this row's, or shredded."""
        found = db.execute(
            select(attachment.c.sha256, attachment.c.size, attachment.c.wrapped_key).where(
                attachment.c.event_seq == row.seq,
                attachment.c.sha256 == sha256,
                attachment.c.wrapped_key.is_not(None),
            )
        ).one_or_none()
        return Blob(*found) if found else None

    def apply(self, db: Connection, writes: Iterable[Write]) -> list[Row]:
        """Write what an answer meant. Returns the rows that a new epoch made pending again."""
        moved = False
        for write in writes:
            match write:
                case Requeue(epoch):
                    moved = True
                    self._requeue(db, epoch)
                case Acked(row, answer):
                    self._answer(db, row, "acked", "", answer)
                case Parked(row, reason):
                    self._answer(db, row, "parked", reason, "")
                case Held(row, reason):
                    db.execute(update(event).where(event.c.seq == row.seq).values(reason=reason))
        return self.pending(db) if moved else []

    def shred(self, db: Connection, keep: timedelta) -> list[str]:
        """Forget the keys of what the server answered longer than `keep` ago.

        Returns the files that belong to nobody any more; delete them after the commit.
        """
        old = (
            select(event.c.seq)
            .where(event.c.state.in_(("acked", "parked")), event.c.wrapped_key.is_not(None))
            .where(event.c.answered_ts <= stamp(self._clock.now() - keep))
        )
        seqs = [row.seq for row in db.execute(old)]
        if not seqs:
            return []
        db.execute(update(event).where(event.c.seq.in_(seqs)).values(wrapped_key=None, body_enc=None))
        mine = attachment.c.event_seq.in_(seqs)
        names = [row.sha256 for row in db.execute(select(attachment.c.sha256).where(mine))]
        db.execute(update(attachment).where(mine).values(wrapped_key=None))
        wanted = self.files(db)
        return [name for name in names if name not in wanted]

    def files(self, db: Connection) -> set[str]:
        """The files that some row still needs."""
        rows = db.execute(select(attachment.c.sha256).where(attachment.c.wrapped_key.is_not(None)))
        return {row.sha256 for row in rows}

    def count(self, db: Connection, state: str) -> int:
        """How many rows are `pending`, `acked` or `parked`."""
        return db.execute(select(func.count()).where(event.c.state == state)).scalar_one()

    def _transaction(self, db: Connection, row: Row) -> Transaction:
        found = db.execute(select(event).where(event.c.seq == row.seq)).one()
        if found.body_enc is None or found.wrapped_key is None:
            raise Unreadable("shredded")
        plain = self._vault.open(found.body_enc, found.wrapped_key, self._context(found.event_id))
        names = db.execute(select(attachment.c.sha256).where(attachment.c.event_seq == row.seq))
        return Transaction(
            event_id=found.event_id,
            kind=found.kind,
            stream=found.stream,
            occurred_at=datetime.fromisoformat(found.wall_ts),
            body=json.loads(plain),
            attachments=[name.sha256 for name in names],
        )

    def _requeue(self, db: Connection, epoch: str) -> None:
        db.execute(
            update(event)
            .where(event.c.state.in_(("acked", "parked")), event.c.wrapped_key.is_not(None))
            .values(state="pending", answered_ts=None, server_ref="", reason="")
        )
        set_note(db, EPOCH, epoch)

    def _answer(self, db: Connection, row: Row, state: str, reason: str, answer: str) -> None:
        values = {
            "state": state,
            "reason": reason,
            "server_ref": answer,
            "answered_ts": stamp(self._clock.now()),
        }
        db.execute(update(event).where(event.c.seq == row.seq).values(values))

    def _context(self, event_id: str) -> str:
        return f"{event_id}|{self._unit}|{BODY}"


def boot_id(path: Path = Path("/proc/sys/kernel/random/boot_id")) -> str:
    """Which start of the machine this is: monotonic times compare only within one."""
    return path.read_text("ascii").strip()


def stamp(at: datetime) -> str:
    """Fixed width, so that text order is time order."""
    return at.isoformat(timespec="milliseconds")
