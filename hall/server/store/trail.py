"""The hall's trail (步步留痕): steps of every kind in one chain over the whole hall. Nothing is changed or deleted.

Whoever writes is alone until the commit (the writer's lock, the hall's lock on PostgreSQL), so there are no gaps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, insert, select

from hall.domain import chain
from hall.domain.trail import Head
from hall.server.store.prepared import Prepared
from hall.server.store.trail_tables import trail
from hall.server.store.tx import Tx

SERVER: Final = "server"
"""Who steps that nobody took are signed by."""
SAID: Final = ("at_us", "kind", "by", "about", "said")
"""Columns that the digest covers, beside the place in the chain."""
_COLUMNS: Final = ("seq", *SAID, "before", "digest")
_HEAD: Final = Prepared(select(trail.c.seq, trail.c.digest).order_by(trail.c.seq.desc()).limit(1))
_ADD: Final = Prepared(insert(trail), *_COLUMNS)


def step(tx: Tx, kind: str, by: str, about: str, said: Mapping[str, object] | None = None) -> None:
    """Write one more step, bound to the last one of the hall, in the transaction of `tx`.

    `kind`: "warning.raised"; `by`: staff number, unit or `SERVER`; `about`: "window:3"; `said`: of JSON's kinds,
    no personal data of citizens.
    """
    connection = tx.connection
    last = _HEAD.run(connection, {})
    seq, before = (last[0][0] + 1, last[0][1]) if last else (1, chain.FIRST)
    text = json.dumps(dict(said or {}), ensure_ascii=False, sort_keys=True, allow_nan=False)
    content = dict(zip(SAID, (tx.now_us, kind, by, about, text), strict=True))
    made = chain.digest(seq, content, before)
    _ADD.run(connection, {"seq": seq, **content, "before": before, "digest": made})


def head(connection: Connection) -> Head | None:
    """The newest step; None before the first."""
    found = _HEAD.run(connection, {})
    return Head(*found[0]) if found else None
