"""Is the trail whole, and are the rows it vouches for? Reads only, in pieces; the first broken place is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, func, select

from hall.domain import chain
from hall.domain.trail import Head, digest_of
from hall.server.store import case_log, seals_of_feed
from hall.server.store.seals_of_feed import Seal
from hall.server.store.tables import ledger_step
from hall.server.store.trail import SAID, head
from hall.server.store.trail_rows import ALL, Rows
from hall.server.store.trail_tables import trail

T = TypeVar("T")
BEGUN: Final = "trail.begun"
"""The step that says how many rows are older than the trail."""
_AT_ONCE: Final = 500
_STEPS: Final = 2000
_NONE: Final = digest_of(())
_LOWEST: Final = -(2**31)
"""The feed begins at 1: a row before it is nobody's."""
Tell = Callable[[str, int, int], None]
"""What is looked at, how much of it is done, of how much (0: not known)."""


class Broken(Exception):  # noqa: N818 - what a look found
    """`code`: hall.server.trail_words has its words; `facts`: where."""

    def __init__(self, code: str, facts: dict[str, object]) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass
class Finding:
    """`steps`: of the trail, up to `head`. `sealed`, `waiting`: rows of the feed. `rows`: looked at, by table.

    `older`: keys that no step vouches for, because they are older than the trail. `broken`: None when all is whole.
    """

    head: Head | None = None
    steps: int = 0
    sealed: int = 0
    waiting: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    older: dict[str, int] = field(default_factory=dict)
    broken: Broken | None = None


def check(connection: Connection, kept: Sequence[Head], tell: Tell) -> Finding:
    """Look at everything there is in one unchanging view. `kept`: heads that somebody kept, to be found again."""
    found = Finding(head=head(connection))
    try:
        allowed = _walk(connection, kept, found, tell)
        _chains(connection, tell)
        for rows in ALL:
            _look(connection, rows, allowed, found, tell)
    except Broken as broken:
        found.broken = broken
    return found


def _walk(connection: Connection, kept: Sequence[Head], found: Finding, tell: Tell) -> dict[str, int]:
    """The chain, the heads, the seals of the feed. Returns how many rows are older than the trail. Raises `Broken`."""
    heads = {one.seq: one.digest for one in kept}
    last = found.head.seq if found.head else 0
    allowed: dict[str, int] | None = None
    try:
        for link in chain.followed(_links(connection)):
            found.steps = link.seq
            if heads.pop(link.seq, link.digest) != link.digest:
                raise Broken("head.other", {"seq": link.seq})
            if link.content["kind"] == seals_of_feed.KIND:
                _unseal(connection, link, found)
            elif link.content["kind"] == BEGUN:
                allowed = {**json.loads(str(link.content["said"])), **(allowed or {})}
            if link.seq % _STEPS == 0:
                tell("trail", link.seq, last)
    except chain.BrokenLink as broken:
        raise Broken("trail.step", {"seq": broken.seq}) from None
    if heads:
        raise Broken("head.beyond", {"seq": min(heads), "last": found.steps})
    found.waiting = seals_of_feed.unsealed(connection)
    tell("trail", last, last)
    return allowed if allowed is not None else {rows.name: rows.without(connection) for rows in ALL}


def _links(connection: Connection) -> Iterator[chain.Link]:
    """In pieces: no cursor stays open while rows elsewhere are read."""
    after = 0
    asked = select(trail).order_by(trail.c.seq).limit(_STEPS)
    while rows := connection.execute(asked.where(trail.c.seq > after)).all():
        for row in rows:
            content = {name: getattr(row, name) for name in SAID}
            yield chain.Link(row.seq, content, row.before, row.digest)
        after = rows[-1].seq


def _unseal(connection: Connection, link: chain.Link, found: Finding) -> None:
    """The rows of the feed that a seal covers. Raises `Broken`."""
    seal = Seal.of(json.loads(str(link.content["said"])))
    rows = seals_of_feed.rows_of(connection, found.sealed or _LOWEST, seal.last)
    if digest_of(rows) != seal.digest:
        facts: dict[str, object] = {"first": seal.first, "last": seal.last, "seq": link.seq}
        raise Broken("feed.rows", facts)
    found.sealed = seal.last


def _chains(connection: Connection, tell: Tell) -> None:
    """The cases' own log and that of each entry. Raises `Broken`."""
    tell("cases", 0, 0)
    broken = case_log.seal(connection).broken
    if broken is not None:
        raise Broken("cases.step", {"seq": broken})
    tell("ledger", 0, 0)
    asked = select(ledger_step).order_by(ledger_step.c.entry, ledger_step.c.seq)
    for entry, rows in groupby(connection.execute(asked).yield_per(_AT_ONCE), lambda row: str(row.entry)):
        place = chain.broken_at(map(_link, rows))
        if place is not None:
            raise Broken("ledger.step", {"number": entry, "seq": place})


def _link(row: Row[Any]) -> chain.Link:
    return chain.Link(row.seq, json.loads(row.content), row.before, row.digest)


def _look(connection: Connection, rows: Rows, allowed: dict[str, int], found: Finding, tell: Tell) -> None:
    """Rows against the newest step about them, and steps against the rows. Raises `Broken`."""
    seen = older = 0
    stranger = ""
    stream = connection.execute(rows.all()).yield_per(_AT_ONCE)
    grouped = ((str(key), [tuple(row)[1:] for row in those]) for key, those in groupby(stream, _key))
    for part in _parts(grouped):
        said = _newest(connection, rows, [key for key, _ in part])
        for key, those in part:
            seen += len(those)
            if key not in said:
                older, stranger = older + 1, key
            elif said[key] != digest_of(those):
                raise Broken("rows.changed", {"table": rows.name, "key": key})
        tell(rows.name, seen, 0)
    if (more := older - allowed.get(rows.name, older)) > 0:
        raise Broken("rows.added", {"table": rows.name, "key": stranger, "count": more})
    _miss(connection, rows)
    found.rows[rows.name], found.older[rows.name] = seen, older


def _key(row: Row[Any]) -> object:
    return row[0]


def _newest(connection: Connection, rows: Rows, keys: Sequence[str]) -> dict[str, str]:
    """The digest that the newest step about each key holds."""
    about = [f"{rows.about}:{key}" for key in keys]
    newest = (
        select(func.max(trail.c.seq)).where(trail.c.about.in_(about), rows.vouched()).group_by(trail.c.about)
    )
    asked = select(trail.c.about, trail.c.said).where(trail.c.seq.in_(newest))
    begin = len(rows.about) + 1
    return {row.about[begin:]: json.loads(row.said)[rows.mark] for row in connection.execute(asked)}


def _miss(connection: Connection, rows: Rows) -> None:
    """Every key that a step is about has its rows, unless the newest says that they went. Raises `Broken`."""
    asked = select(trail.c.about).where(rows.vouched()).distinct()
    begin = len(rows.about) + 1
    for part in _parts(row.about[begin:] for row in connection.execute(asked).yield_per(_AT_ONCE)):
        there = select(rows.key).select_from(rows.source).where(rows.key.in_(part)).distinct()
        gone = set(part) - {str(key) for (key,) in connection.execute(there)}
        wrong = {key for key, made in _newest(connection, rows, sorted(gone)).items() if made != _NONE}
        if wrong:
            raise Broken("rows.removed", {"table": rows.name, "key": min(wrong)})


def _parts(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while part := list(islice(rest, _AT_ONCE)):
        yield part
