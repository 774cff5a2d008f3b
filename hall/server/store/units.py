"""How the hall's units are: the newest word of each in memory, and in a table for restarts and other servers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.messages import Text
from hall.contract.screens import Part, PartSeen, Units, UnitSeen, UnitStatus
from hall.domain.clock import Clock
from hall.server.problems import Refusal
from hall.server.store.store import Store
from hall.server.store.tables import unit_state
from hall.server.store.tx import Tx, from_us
from hall.settings import Settings, Unit

SILENT: Final = timedelta(seconds=90)
"""After so long without a word a unit is away."""
_WRITTEN: Final = timedelta(seconds=40)
"""An unchanged word is written down again after so long: with the 30 s between words, within `SILENT`."""
_RESTART: Final = timedelta(minutes=10)
"""Who spoke within so long before this server began is not away before it had its chance to speak again."""
_PARTS: Final = TypeAdapter(list[PartSeen])


@dataclass(frozen=True)
class _Word:
    """The newest word of a unit; `written`: when the table last got it."""

    at: datetime
    written: datetime
    parts: tuple[PartSeen, ...]
    backlog: int


class Roster:
    """The units of the hall file. One server's memory may lag behind another's by less than `SILENT`."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._began = clock.now()
        self._units = {unit.id: unit for unit in settings.units}
        self._words: dict[str, _Word] = {}

    def require(self, unit: str) -> Unit:
        """The unit of the hall file. Raises `Refusal`."""
        found = self._units.get(unit)
        if found is None:
            raise Refusal("unit.unknown", unit=unit, known=", ".join(self._units))
        return found

    async def note(self, status: UnitStatus) -> None:
        """Take a unit's word; returns after the commit when it is one to be kept. Raises `Refusal`."""
        self.require(status.unit)
        now, before = self._clock.now(), self._words.get(status.unit)
        if before is not None and _same(before, status) and now - before.written < _WRITTEN:
            self._words[status.unit] = replace(before, at=now)
            return
        self._words[status.unit] = await self._store.write(lambda tx: _write(tx, status))

    def units(self, connection: Connection, now: datetime) -> Units:
        """Every unit of the hall file, in its order."""
        rows = {row.unit: _read(row) for row in connection.execute(select(unit_state))}
        return Units(units=[self._seen(unit, rows.get(unit.id), now) for unit in self._units.values()])

    def _seen(self, unit: Unit, written: _Word | None, now: datetime) -> UnitSeen:
        words = [one for one in (written, self._words.get(unit.id)) if one is not None]
        place = Text(zh=unit.place.zh, en=unit.place.en)
        if not words:
            return UnitSeen(unit=unit.id, place=place, at=None, away=now - self._began > SILENT)
        word = max(words, key=lambda one: one.at)
        heard = max(word.at, self._began) if word.at > self._began - _RESTART else word.at
        return UnitSeen(
            unit=unit.id,
            place=place,
            at=word.at,
            away=now - heard > SILENT,
            parts=list(word.parts),
            backlog=word.backlog,
        )


def _same(before: _Word, status: UnitStatus) -> bool:
    told = [(one.name, one.level, one.code) for one in status.parts]
    return told == [(one.name, one.level, one.code) for one in before.parts] and (
        before.backlog == status.backlog
    )


def _write(tx: Tx, status: UnitStatus) -> _Word:
    row = tx.connection.execute(select(unit_state).where(unit_state.c.unit == status.unit)).first()
    before = {one.name: one for one in _read(row).parts} if row is not None else {}
    parts = [_since(one, before.get(one.name), tx.now) for one in status.parts]
    values = {
        "at_us": tx.now_us,
        "backlog": status.backlog,
        "parts": _PARTS.dump_json(parts).decode(),
    }
    put = upsert(unit_state).values(unit=status.unit, **values)
    tx.connection.execute(put.on_conflict_do_update(index_elements=["unit"], set_=values))
    return _Word(tx.now, tx.now, tuple(parts), status.backlog)


def _since(part: Part, before: PartSeen | None, now: datetime) -> PartSeen:
    as_before = before is not None and (before.level, before.code) == (part.level, part.code)
    since = before.since if before is not None and as_before else now
    return PartSeen(name=part.name, level=part.level, code=part.code, since=since)


def _read(row: Row[Any]) -> _Word:
    at = from_us(row.at_us)
    return _Word(at, at, tuple(_PARTS.validate_json(row.parts)), row.backlog)
