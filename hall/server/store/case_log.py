"""The log of cases (步步留痕): every step of every case, signed, in one chain of the hall. Nothing is changed or deleted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from hall.contract.cases import Seal
from hall.domain import chain
from hall.domain.cases.case import Result, Special, Step, Verb
from hall.server.store import trail_rows
from hall.server.store.tables import case, case_step
from hall.server.store.tx import Tx, from_us

_SAID = ("event_id", "case", "verb", "at_us", "signed_by", "token", "body")
"""Columns that the digest covers, beside the place in the log."""
_AT_ONCE = 1000


@dataclass(frozen=True)
class Entry:
    """A step to be written. `body`: of JSON's kinds."""

    event_id: str
    case: str
    verb: Verb
    by: str
    token: str
    body: Mapping[str, object]


def append(tx: Tx, entry: Entry) -> None:
    """Write one more step, bound to the last one of the hall."""
    last = tx.connection.execute(
        select(case_step.c.seq, case_step.c.digest).order_by(case_step.c.seq.desc()).limit(1)
    ).first()
    seq, before = (last.seq + 1, last.digest) if last else (1, chain.FIRST)
    said = {
        "event_id": entry.event_id,
        "case": entry.case,
        "verb": entry.verb.value,
        "at_us": tx.now_us,
        "signed_by": entry.by,
        "token": entry.token,
        "body": json.dumps(entry.body, ensure_ascii=False, sort_keys=True),
    }
    made = chain.digest(seq, said, before)
    tx.connection.execute(insert(case_step).values(seq=seq, **said, before=before, digest=made))
    number = tx.connection.execute(select(case.c.number).where(case.c.event_id == entry.case)).scalar_one()
    kind = f"case.{entry.verb.value}"
    trail_rows.witness(tx, trail_rows.CASES, number, kind, entry.by, {"token": entry.token}, trail_rows.FILED)


def of(connection: Connection, cases: Iterable[str]) -> dict[str, list[Row[Any]]]:
    """The steps of cases, in their order."""
    rows = connection.execute(
        select(case_step).where(case_step.c.case.in_(list(cases))).order_by(case_step.c.seq)
    )
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found


def seal(connection: Connection) -> Seal:
    """Read the whole log and say whether it is as it was written."""
    steps = connection.execute(select(func.count()).select_from(case_step)).scalar_one()
    rows = connection.execute(select(case_step).order_by(case_step.c.seq)).yield_per(_AT_ONCE)
    return Seal(steps=steps, broken=chain.broken_at(_links(rows)))


def _links(rows: Iterable[Row[Any]]) -> Iterable[chain.Link]:
    for row in rows:
        yield chain.Link(row.seq, {name: getattr(row, name) for name in _SAID}, row.before, row.digest)


def step_of(row: Row[Any]) -> Step:
    """A row as the rules work with it."""
    return step(Verb(row.verb), from_us(row.at_us), row.signed_by, json.loads(row.body))


def step(verb: Verb, at: datetime, by: str, body: Mapping[str, Any]) -> Step:
    """A step of what is said with it."""
    return Step(
        verb=verb,
        at=at,
        by=by,
        what=tuple(body.get("what", ())),
        until=date.fromisoformat(body["until"]) if body.get("until") else None,
        promised=body.get("promised", 0),
        statutory=body.get("statutory", 0),
        special=Special(body["special"]) if body.get("special") else None,
        days=body.get("days", 0),
        reason=body.get("reason", ""),
        result=Result(body["result"]) if body.get("result") else None,
        material=body.get("material", ""),
        notice=body.get("notice", 0),
    )
