"""Calls for help: each kept once, answered once, and the one-time code by which whoever came proves it."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from hall.contract.help_calls import AssistCheck, HelpCall, HelpState, HelpTold
from hall.server.problems import Refusal
from hall.server.store.help_tables import help_call
from hall.server.store.times import from_us, to_us
from hall.server.store.tx import Tx

CODE_FOR: Final = timedelta(minutes=2)
TRIES: Final = 5
"""Wrong codes until the right one is worth nothing either."""
SHOWN: Final = timedelta(hours=12)
MOST: Final = 100


@dataclass(frozen=True)
class Answerer:
    """Who pressed. `by`: staff number or unit; `token`: unit of the token, "" in a hall without tokens."""

    by: str
    token: str


def call(tx: Tx, asked: HelpCall) -> HelpTold:
    """Somebody calls; a repeat is the same call, and a unit has one open call at a time: a new one ends it."""
    known = _find(tx.connection, asked.event_id)
    if known is not None:
        if known.unit != asked.unit:
            raise Refusal("verb.idReused")
        return told(known)
    older = (help_call.c.unit == asked.unit, help_call.c.state != HelpState.ENDED.value)
    tx.connection.execute(
        update(help_call).where(*older).values(state=HelpState.ENDED.value, ended_us=tx.now_us, code="")
    )
    tx.connection.execute(
        insert(help_call).values(
            event_id=asked.event_id,
            unit=asked.unit,
            page=asked.page,
            state=HelpState.CALLING.value,
            called_us=tx.now_us,
            answer="",
            answered_by="",
            answered_with="",
            code="",
            code_us=0,
            tries=0,
        )
    )
    return told(_require(tx.connection, asked.event_id))


def one(connection: Connection, call_id: str) -> HelpTold:
    """How it stands. Raises `Refusal`."""
    return told(_require(connection, call_id))


def end(tx: Tx, call_id: str, unit: str) -> HelpTold:
    """The unit's citizen needs nobody any more. Raises `Refusal`."""
    row = _require(tx.connection, call_id)
    if row.unit != unit:
        raise Refusal("help.otherUnit", unit=row.unit)
    if row.state != HelpState.ENDED.value:
        _set(tx, call_id, state=HelpState.ENDED.value, ended_us=tx.now_us, code="")
    return one(tx.connection, call_id)


def answer(tx: Tx, call_id: str, press: str, who: Answerer) -> HelpTold:
    """One comes, and has a code; the same press again changes nothing. Raises `Refusal`."""
    row = _require(tx.connection, call_id)
    if row.answer == press:
        return told(row)
    if row.state == HelpState.ENDED.value:
        raise Refusal("help.over")
    if row.answer:
        raise Refusal("help.answered", by=row.answered_by or "-")
    coming = {"state": HelpState.COMING.value, "answer": press, "answered_us": tx.now_us}
    _set(tx, call_id, **coming, answered_by=who.by, answered_with=who.token, **_code(tx))
    return one(tx.connection, call_id)


def renew(tx: Tx, call_id: str, who: Answerer) -> HelpTold:
    """Another code; the one before is worth nothing. Raises `Refusal`."""
    row = _require(tx.connection, call_id)
    if row.state != HelpState.COMING.value:
        raise Refusal("help.over" if row.state == HelpState.ENDED.value else "help.notAnswered")
    if row.answered_with != who.token:
        raise Refusal("help.answered", by=row.answered_by or "-")
    _set(tx, call_id, **_code(tx))
    return told(row)


def check(tx: Tx, call_id: str, asked: AssistCheck) -> bool:
    """Whether that is the code; it opens once. The caller commits, also when it is wrong: wrong ones count."""
    row = _require(tx.connection, call_id)
    if row.unit != asked.unit:
        raise Refusal("help.otherUnit", unit=row.unit)
    if row.state != HelpState.COMING.value:
        raise Refusal("help.over" if row.state == HelpState.ENDED.value else "help.notAnswered")
    fresh = row.code and tx.now_us - row.code_us <= CODE_FOR // timedelta(microseconds=1)
    if fresh and row.tries < TRIES and hmac.compare_digest(row.code, asked.code):
        _set(tx, call_id, code="")
        return True
    _set(tx, call_id, tries=row.tries + 1)
    return False


def waiting(connection: Connection, now: datetime) -> list[Any]:
    """Rows that nobody has answered, oldest first."""
    asked = _of_late(now).where(help_call.c.state == HelpState.CALLING.value)
    return list(connection.execute(asked.order_by(help_call.c.called_us)).all())


def lately(connection: Connection, now: datetime) -> list[Any]:
    """Rows of the day, newest first, at most `MOST`."""
    return list(connection.execute(_of_late(now).order_by(help_call.c.called_us.desc()).limit(MOST)).all())


def told(row: Any) -> HelpTold:  # noqa: ANN401 - a Row
    """A row as it is told: without the code."""
    return HelpTold(
        event_id=row.event_id,
        unit=row.unit,
        page=row.page,
        state=HelpState(row.state),
        at=from_us(row.called_us),
        answered_by=row.answered_by,
        answered_at=from_us(row.answered_us) if row.answered_us is not None else None,
        ended_at=from_us(row.ended_us) if row.ended_us is not None else None,
    )


def code_left(row: Any, token: str, now: datetime) -> timedelta:  # noqa: ANN401 - a Row
    """How long whoever answered may still show the code; nothing for others and for a code that is gone."""
    mine = row.state == HelpState.COMING.value and row.code and row.answered_with == token
    if not mine or row.tries >= TRIES:
        return timedelta(0)
    return max(timedelta(0), from_us(row.code_us) + CODE_FOR - now)


def _of_late(now: datetime) -> Any:  # noqa: ANN401 - a Select
    return select(help_call).where(help_call.c.called_us >= to_us(now - SHOWN))


def _code(tx: Tx) -> dict[str, Any]:
    return {"code": f"{secrets.randbelow(10**6):06d}", "code_us": tx.now_us, "tries": 0}


def _set(tx: Tx, call_id: str, **values: Any) -> None:  # noqa: ANN401 - columns
    tx.connection.execute(update(help_call).where(help_call.c.event_id == call_id).values(**values))


def _find(connection: Connection, call_id: str) -> Any | None:  # noqa: ANN401 - a Row
    return connection.execute(select(help_call).where(help_call.c.event_id == call_id)).one_or_none()


def _require(connection: Connection, call_id: str) -> Any:  # noqa: ANN401 - a Row
    row = _find(connection, call_id)
    if row is None:
        raise Refusal("help.unknown")
    return row
