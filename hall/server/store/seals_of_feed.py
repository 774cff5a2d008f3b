"""Seals of the feed: the queue's own steps are written on the busy path, and go into the trail in batches.

A seal covers the rows of the feed by their numbers, with why a window paused and who worked there from then on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select

from hall.domain.trail import digest_of
from hall.server.store import trail
from hall.server.store.prepared import Prepared
from hall.server.store.rating_tables import window_clerk
from hall.server.store.tables import feed, pause
from hall.server.store.trail_tables import trail as steps
from hall.server.store.tx import Tx

KIND: Final = "feed.sealed"
ABOUT: Final = "feed"
AT_ONCE: Final = 1000
"""Rows in one seal: the writer is held up for some milliseconds."""
_LAST: Final = Prepared(
    select(steps.c.said).where(steps.c.kind == KIND).order_by(steps.c.seq.desc()).limit(1)
)
_ROWS: Final = Prepared(
    select(
        feed.c.seq,
        feed.c.date,
        feed.c.kind,
        feed.c.at_us,
        feed.c.number,
        feed.c.service,
        feed.c.window,
        feed.c.waiting,
        feed.c.ticket,
        feed.c.why,
        pause.c.reason,
        window_clerk.c.clerk,
    )
    .select_from(
        feed.outerjoin(pause, pause.c.seq == feed.c.seq).outerjoin(
            window_clerk, window_clerk.c.seq == feed.c.seq
        )
    )
    .where(feed.c.seq > bindparam("after"), feed.c.seq <= bindparam("upto"))
    .order_by(feed.c.seq)
)


@dataclass(frozen=True)
class Seal:
    """Of the rows `first` to `last`, both among them."""

    first: int
    last: int
    digest: str

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Seal:
        """As the step has it."""
        return cls(said["first"], said["last"], said["digest"])


def look(tx: Tx) -> None:
    """Seal what came since, as much as goes in one look."""
    seal(tx)


def seal(tx: Tx) -> bool:
    """One seal, if there is anything; whether there may be more."""
    sealed = upto(tx.connection)
    rows = rows_of(tx.connection, sealed, sealed + AT_ONCE)
    if rows:
        said = {"first": rows[0][0], "last": rows[-1][0], "digest": digest_of(rows)}
        trail.step(tx, KIND, trail.SERVER, ABOUT, said)
    return len(rows) == AT_ONCE


def upto(connection: Connection) -> int:
    """The last sealed row, 0 for none."""
    found = _LAST.run(connection, {})
    return int(json.loads(found[0][0])["last"]) if found else 0


def rows_of(connection: Connection, after: int, upto_: int) -> list[tuple[Any, ...]]:
    """Rows after one up to another, as seals cover them."""
    return _ROWS.run(connection, {"after": after, "upto": upto_})


def unsealed(connection: Connection) -> int:
    """Rows that wait for a seal."""
    asked = select(func.count()).select_from(feed).where(feed.c.seq > upto(connection))
    return int(connection.execute(asked).scalar_one())
