"""The ledger in the tables: entries come once, steps are added and never changed. Only masked forms leave, but for `reach`."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from hall.contract.bodies import LedgerBody
from hall.contract.ledger import EntryInfo, EntryTold, Ledger, Load, Reach, StageTold, StepTold
from hall.domain.cases.lights import Light
from hall.domain.chain import broken_at
from hall.domain.ledger.deadline import due_now, standing, timed
from hall.domain.ledger.entry import TOLD, Entry, Kind, State, Step, Verb
from hall.domain.privacy import PersonName, Phone
from hall.domain.queue.day import Refused
from hall.server.problems import Refusal
from hall.server.store import orders, trail_rows
from hall.server.store.day_book import refusal
from hall.server.store.ledger_rows import (
    CLERK,
    COLUMNS,
    DEPARTMENT,
    ENTRIES,
    WINDOW,
    Day,
    append,
    day_at,
    entry_of,
    links,
    links_of,
    require,
)
from hall.server.store.reviewed import reviewed
from hall.server.store.tables import ledger, ledger_step
from hall.server.store.times import to_us
from hall.server.store.tx import Tx

__all__ = ["MOST", "Day", "Wish", "act", "add", "day_at", "listed", "loads", "reach", "told"]
MOST = 500
_BEGINS = 60
_ANSWERED = (State.ANSWERED.value, State.CLOSED.value)
_SENT = tuple(one.value for one in TOLD)
OWED: ColumnElement[bool] = or_(
    and_(ledger.c.kind.in_(_SENT), ledger.c.state.not_in(_ANSWERED)),
    and_(ledger.c.kind == Kind.REVIEW.value, ledger.c.state != State.CLOSED.value),
)
"""Somebody has to act by a day."""


@dataclass(frozen=True)
class Wish:
    """What of the ledger is to be seen; `light`, `window`, `clerk`: None for any. `unfinished`: without the closed."""

    unfinished: bool = True
    kind: Kind | None = None
    light: Light | None = None
    window: int | None = None
    clerk: str | None = None
    department: str | None = None
    own: bool = False
    """As the clerks of `window` may see it: reviews alone, once they were assigned, without whose visit it was."""


def add(tx: Tx, event_id: str, unit: str, body: LedgerBody) -> dict[str, Any]:
    """Keep an entry. Raises `Refusal` when another one has its number."""
    if tx.connection.execute(select(ledger.c.number).where(ledger.c.number == body.number)).first():
        raise Refusal("ledger.numberTaken", number=body.number)
    tx.connection.execute(
        insert(ledger).values(
            event_id=event_id,
            number=body.number,
            kind=body.kind.value,
            unit=unit,
            words=body.words,
            applicant=body.applicant.model_dump_json() if body.applicant else "",
            phone=body.phone,
            due=body.due,
            state=State.REGISTERED.value,
            submitted_us=to_us(body.submitted_at),
            received_us=tx.now_us,
        )
    )
    trail_rows.witness(tx, trail_rows.ENTRIES, body.number, "ledger.registered", unit)
    return {"number": body.number}


def act(tx: Tx, number: str, event_id: str, step: Step, window: int | None = None) -> None:
    """Add a step; the same event_id again changes nothing. `window`: of a clerk's own token. Raises `Refusal`."""
    connection = tx.connection
    row = require(connection, number)
    if window is not None:
        mine(row, window)
    known = connection.execute(select(ledger_step).where(ledger_step.c.event_id == event_id)).one_or_none()
    if known is not None:
        if known.entry != number or json.loads(known.content)["verb"] != step.verb.value:
            raise Refusal("verb.idReused")
        return
    day, chain = day_at(tx.book.catalogue, tx.now), links_of(connection, number)
    try:
        entry = entry_of(row, chain, day.numbers).after(step)
    except Refused as refused:
        raise refusal(refused) from None
    append(connection, number, event_id, step, chain)
    due = due_now(entry, day.days, day.periods).isoformat()
    connection.execute(
        update(ledger).where(ledger.c.number == number).values(state=entry.state.value, due=due)
    )
    if entry.kind is Kind.REVIEW:
        orders.follow(connection, number, entry, day)
    trail_rows.of_entry(tx, number, step)


def mine(row: Row[Any], window: int) -> None:
    """A clerk's own: reviews of the own window, once they were assigned. Raises `Refusal`."""
    if row.kind != Kind.REVIEW.value or row.window != window or row.state in _NOT_YET:
        raise Refusal("ledger.unknown", number=row.number)


_NOT_YET = (State.REGISTERED.value, State.VERIFIED.value)


def told(connection: Connection, number: str, day: Day, window: int | None = None) -> EntryTold:
    """One entry whole. `window`: as in `act`. Raises `Refusal`."""
    row, chain = require(connection, number), links_of(connection, number)
    if window is not None:
        mine(row, window)
    entry = entry_of(row, chain, day.numbers)
    reviews = reviewed(connection, [row.subject] if row.subject else [], named=window is None)
    return EntryTold(
        **_info(row, entry, day).model_dump(exclude={"review"}),
        review=reviews.get(row.subject),
        words=row.words,
        reach="phone" if row.phone else "card" if row.applicant else "",
        name=PersonName(_name(row)).mask(),
        phone=Phone(row.phone).mask(),
        steps=[
            StepTold(
                verb=one.verb,
                at=one.at,
                by=one.by,
                to=one.to,
                text=one.text,
                result=one.result,
                token=one.token,
            )
            for one in entry.steps
        ],
        stages=[
            StageTold(
                state=one.stage.state,
                since=one.stage.entered,
                until=one.stage.left,
                due=one.due,
                late=one.late(day.days, day.today),
            )
            for one in timed(entry, day.days, day.periods)
        ],
        verbs=[one for one in entry.verbs if window is None or one in OWN],
        verdict=entry.verdict,
        broken_at=broken_at(chain),
    )


OWN = frozenset({Verb.EXPLAIN, Verb.APPEAL})
"""What a window's own token may do."""


def reach(connection: Connection, number: str) -> Reach:
    """Who told it, in full: call it in the commit whose step says who looked. Raises `Refusal`."""
    row = require(connection, number)
    return Reach(name=_name(row), phone=row.phone)


def listed(connection: Connection, day: Day, wish: Wish) -> Ledger:
    """At most `MOST`, what somebody owes first, by deadline. `wish.window`: reviews of that window alone."""
    asked = select(*COLUMNS).select_from(ENTRIES).where(*_where(wish))
    rows = connection.execute(asked.order_by(~OWED, ledger.c.due, ledger.c.number).limit(MOST)).all()
    chains = links(connection, [row.number for row in rows])
    reviews = reviewed(connection, [row.subject for row in rows if row.subject], named=not wish.own)
    overdue = select(func.count()).select_from(ENTRIES)
    late = connection.execute(
        overdue.where(OWED, ledger.c.due < day.today.isoformat(), *_where(wish))
    ).scalar_one()
    infos = [_info(row, entry_of(row, chains.get(row.number, []), day.numbers), day) for row in rows]
    entries = [
        one.model_copy(update={"review": reviews.get(row.subject)})
        for one, row in zip(infos, rows, strict=True)
    ]
    return Ledger(
        entries=[one for one in entries if wish.light is None or one.light is wish.light], overdue=late
    )


def loads(entries: Collection[EntryInfo], *, by_department: bool = False) -> list[Load]:
    """Open reviews by whose service it was, the most overdue first; `by_department`: by whose it was to answer."""
    found: dict[tuple[str, int, str], list[Light]] = {}
    for one in entries:
        if one.review is not None and one.state is not State.CLOSED:
            own, whole = (one.review.clerk, one.review.window, ""), ("", 0, one.review.department)
            found.setdefault(whole if by_department else own, []).append(one.light)
    made = [
        Load(
            clerk=clerk,
            window=window,
            department=department,
            open=len(lights),
            red=lights.count(Light.RED),
            yellow=lights.count(Light.YELLOW),
        )
        for (clerk, window, department), lights in found.items()
    ]
    names = attrgetter("window", "clerk", "department")
    return sorted(made, key=lambda one: (-one.red, -one.yellow, -one.open, *names(one)))


def _where(wish: Wish) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wish.unfinished:
        asked.append(ledger.c.state != State.CLOSED.value)
    if wish.kind is not None:
        asked.append(ledger.c.kind == wish.kind.value)
    if wish.window is not None:
        asked.append(WINDOW.in_([wish.window]))
    if wish.clerk is not None:
        asked.append(CLERK.in_([wish.clerk]))
    if wish.department is not None:
        asked.append(DEPARTMENT.in_([wish.department]))
    if wish.own:
        asked += [ledger.c.kind == Kind.REVIEW.value, ledger.c.state.not_in(_NOT_YET)]
    return asked


def _info(row: Row[Any], entry: Entry, day: Day) -> EntryInfo:
    stands = standing(entry, day.today, day.days, day.periods)
    reminded = [step.at for step in entry.steps if step.verb is Verb.REMIND]
    return EntryInfo(
        number=row.number,
        kind=entry.kind,
        state=entry.state,
        unit=row.unit,
        submitted_at=entry.submitted,
        due=due_now(entry, day.days, day.periods),
        left=stands.left,
        light=stands.light,
        assignee=entry.assignee,
        begins=row.words[:_BEGINS],
        reminders=len(reminded),
        reminded_at=reminded[-1] if reminded else None,
    )


def _name(row: Row[Any]) -> str:
    return str(json.loads(row.applicant)["name"]) if row.applicant else ""
