"""Warnings in the tables: raised once however many servers look, acted on, ended; and every step in the hall's trail."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.domain.cases.lights import Light
from hall.domain.queue.day import Refused
from hall.domain.supervision.causes import Cause
from hall.domain.supervision.life import OWED, Standing, State, Verb, after, compare
from hall.domain.supervision.rules import RULES, Kind
from hall.server.problems import Refusal
from hall.server.store import trail
from hall.server.store.day_book import refusal
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx
from hall.server.store.warning_tables import warning, warning_step

MOST: Final = 2000
"""Of the past, in one list."""
SHOWN: Final = 200
"""Of what needs somebody."""
_STANDS: Final = warning.c.open >= ""  # unlike IS NOT NULL, an index answers it
_OPEN: Final = or_(_STANDS, warning.c.state.in_([one.value for one in sorted(OWED)]))
_TOLD: Final = {
    Verb.RAISE: "raised",
    Verb.ESCALATE: "escalated",
    Verb.URGE: "urged",
    Verb.EXPLAIN: "explained",
    Verb.EXCUSE: "excused",
    Verb.CONFIRM: "confirmed",
    Verb.END: "ended",
}
"""As the trail names them."""


@dataclass(frozen=True)
class Wish:
    """Which of the past: raised from `first` to `last` (service dates); None, "": any."""

    first: str
    last: str
    kind: Kind | None = None
    window: int | None = None
    clerk: str = ""


@dataclass(frozen=True)
class Act:
    """What somebody does. `concerned`: see `life.after`; `window`: of a window's own token."""

    event_id: str
    verb: Verb
    by: str
    token: str
    words: str
    window: int | None = None


def put(tx: Tx, found: Iterable[Cause], looked_for: Callable[[str], bool], calm: timedelta) -> None:
    """Keep what was found now. `looked_for`: whether what was not found, by its key, was looked for at all."""
    rows = {row.open: row for row in _standing(tx.connection)}
    standing = [Standing(key, Light(row.light), _moment(row.gone_us)) for key, row in rows.items()]

    def calms(key: str) -> timedelta:
        """Days do not flap."""
        return timedelta() if RULES[Kind(rows[key].kind)].lights else calm

    changes = compare(standing, found, looked_for, tx.now, calms)
    for cause in changes.raised:
        _raise(tx, cause)
    for cause in changes.still:
        _renew(tx, rows[cause.key], cause)
    for cause in changes.worse:
        row = rows[cause.key]
        _change(tx, row.id, light=cause.light.value, red_us=tx.now_us)
        _note(tx, row, Verb.ESCALATE, light=cause.light.value)
    for key in (*changes.back, *changes.missing):
        _change(tx, rows[key].id, gone_us=tx.now_us if key in changes.missing else None)
    for key in changes.over:
        row = rows[key]
        _change(tx, row.id, open=None, gone_us=None, over_us=row.gone_us or tx.now_us)
        _note(tx, row, Verb.END)


def act(tx: Tx, id_: str, asked: Act, concerned: Callable[[str], Collection[str]]) -> Row[Any]:
    """One step with a warning; the same event_id again changes nothing. `concerned`: names of a warning's clerk.

    Raises `Refusal`.
    """
    row = require(tx.connection, id_, asked.window)
    known = tx.connection.execute(
        select(warning_step).where(warning_step.c.event_id == asked.event_id)
    ).first()
    if known is not None:
        if (known.warning, known.verb) != (id_, asked.verb.value):
            raise Refusal("verb.idReused")
        return row
    try:
        state = after(State(row.state), asked.verb, asked.by, asked.words, concerned(row.clerk))
    except Refused as refused:
        raise refusal(refused) from None
    _change(tx, id_, state=state.value)
    _step(tx, row, asked)
    return require(tx.connection, id_)


def require(connection: Connection, id_: str, window: int | None = None) -> Row[Any]:
    """The warning. `window`: of a window's own token, which sees its own alone. Raises `Refusal`."""
    row = connection.execute(select(warning).where(warning.c.id == id_)).first()
    if row is None or (window is not None and row.window != window):
        raise Refusal("warning.unknown")
    return row


def standing(connection: Connection, window: int | None = None) -> list[Row[Any]]:
    """What needs somebody: its cause stands, or an answer is owed. Red first, then the oldest; at most `SHOWN`."""
    asked = select(warning).where(_OPEN)
    if window is not None:
        asked = asked.where(warning.c.window == window)
    order = (
        warning.c.over_us.is_not(None),
        warning.c.light != Light.RED.value,
        warning.c.since_us,
        warning.c.id,
    )
    return list(connection.execute(asked.order_by(*order).limit(SHOWN)))


def many(connection: Connection) -> int:
    """How many need somebody, shown or not."""
    return int(connection.execute(select(func.count()).select_from(warning).where(_OPEN)).scalar_one())


def counts(connection: Connection) -> dict[Light, int]:
    """How many causes stand, by light."""
    asked = select(warning.c.light, func.count()).where(_STANDS).group_by(warning.c.light)
    return {Light(row[0]): int(row[1]) for row in connection.execute(asked)}


def past(connection: Connection, wish: Wish) -> list[Row[Any]]:
    """Warnings of some days, open ones too, newest first; at most `MOST`."""
    wanted: list[ColumnElement[bool]] = [warning.c.date.between(wish.first, wish.last)]
    if wish.kind is not None:
        wanted.append(warning.c.kind == wish.kind.value)
    if wish.window is not None:
        wanted.append(warning.c.window == wish.window)
    if wish.clerk:
        wanted.append(warning.c.clerk == wish.clerk)
    asked = select(warning).where(and_(*wanted)).order_by(warning.c.raised_us.desc(), warning.c.id)
    return list(connection.execute(asked.limit(MOST)))


def steps(connection: Connection, ids: Collection[str]) -> dict[str, list[Row[Any]]]:
    """What was done about warnings, in order."""
    asked = select(warning_step).where(warning_step.c.warning.in_(list(ids)))
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(asked.order_by(warning_step.c.warning, warning_step.c.seq)):
        found.setdefault(row.warning, []).append(row)
    return found


def _standing(connection: Connection) -> list[Row[Any]]:
    return list(connection.execute(select(warning).where(_STANDS)))


def _raise(tx: Tx, cause: Cause) -> None:
    """Another server may have been quicker: then there is nothing to do."""
    id_ = str(uuid4())
    row = {
        "id": id_,
        "open": cause.key,
        "kind": cause.kind.value,
        "about": cause.about,
        "light": cause.light.value,
        "state": State.RAISED.value,
        "window": cause.window,
        "clerk": cause.clerk,
        "facts": _json(cause),
        "date": tx.today,
        "since_us": to_us(cause.since),
        "raised_us": tx.now_us,
        "red_us": tx.now_us if cause.light is Light.RED else None,
    }
    made = tx.connection.execute(upsert(warning).values(row).on_conflict_do_nothing(index_elements=["open"]))
    if made.rowcount:
        said = {"light": cause.light.value, "since": cause.since.isoformat(), **cause.facts}
        _note(tx, require(tx.connection, id_), Verb.RAISE, **said)


def _renew(tx: Tx, row: Row[Any], cause: Cause) -> None:
    """People come and go; who was there when it was raised stays."""
    if row.facts != (facts := _json(cause)):
        _change(tx, row.id, facts=facts)


def _note(tx: Tx, row: Row[Any], verb: Verb, **said: object) -> None:
    """A step that nobody took."""
    _step(tx, row, Act(f"{row.id}-{verb.value}", verb, trail.SERVER, "", ""), **said)


def _step(tx: Tx, row: Row[Any], done: Act, **said: object) -> None:
    """Into the warning's own list, and into the hall's chain."""
    taken = select(func.coalesce(func.max(warning_step.c.seq), 0)).where(warning_step.c.warning == row.id)
    tx.connection.execute(
        insert(warning_step).values(
            event_id=done.event_id,
            warning=row.id,
            seq=tx.connection.execute(taken).scalar_one() + 1,
            verb=done.verb.value,
            at_us=tx.now_us,
            signed_by=done.by,
            token=done.token,
            words=done.words,
        )
    )
    told: dict[str, object] = {"warning": row.id, "kind": row.kind, "window": row.window, "clerk": row.clerk}
    told |= {name: value for name, value in (("words", done.words), ("token", done.token)) if value}
    trail.step(tx, f"warning.{_TOLD[done.verb]}", done.by, row.about, told | said)


def _change(tx: Tx, id_: str, **values: Any) -> None:  # noqa: ANN401 - columns
    tx.connection.execute(update(warning).where(warning.c.id == id_).values(**values))


def _json(cause: Cause) -> str:
    return json.dumps(dict(cause.facts), ensure_ascii=False, sort_keys=True)


def _moment(us: int | None) -> Any:  # noqa: ANN401 - a datetime or None
    return None if us is None else from_us(us)
