"""Parcels looked at: by staff, by a locker's unit, by the holder's phone. Names leave masked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from hall.contract.messages import Text
from hall.contract.pickup import (
    DoorTold,
    DoorWord,
    Lockers,
    LockerTold,
    LockerWord,
    ParcelInfo,
    Parcels,
    ParcelTold,
    StepTold,
    UnitParcel,
    UnitParcels,
)
from hall.domain.cases.codes import query_code
from hall.domain.cases.lights import Light
from hall.domain.pickup.codes import keyed
from hall.domain.pickup.doors import SOUND
from hall.domain.pickup.parcel import State, Task, Verb, standing
from hall.server.parcel_keys import ParcelKeys
from hall.server.problems import Refusal
from hall.server.store.parcels import of_row, require
from hall.server.store.pickup_tables import locker, parcel, parcel_step
from hall.server.store.tables import case
from hall.server.store.times import from_us
from hall.settings import Settings, Unit, load_profile

MOST = 500
"""Parcels in one list."""
CLASS = "pickup_locker"


def with_lockers(settings: Settings) -> dict[str, Unit]:
    """Units that have a locker, by id, in the hall file's order."""
    return {
        unit.id: unit
        for unit in settings.units
        if any(load_profile(device.profile).device_class == CLASS for device in unit.devices)
    }


def listed(connection: Connection, today: date, remind_days: int, *, held: bool) -> Parcels:
    """What holds a door, what is due first; else all, the newest first."""
    asked = _asked().order_by(parcel.c.made_us.desc())
    rows = connection.execute(asked.where(parcel.c.held.is_not(None)) if held else asked.limit(MOST)).all()
    found = [info(row, today, remind_days) for row in rows]
    lights = [one.light for one in found]
    ranked = (
        sorted(found, key=lambda one: (not one.doubt, one.light is Light.NONE, one.left)) if held else found
    )
    return Parcels(parcels=ranked, expired=lights.count(Light.RED), due=lights.count(Light.YELLOW))


def told(connection: Connection, id_: str, today: date, remind_days: int, keys: ParcelKeys) -> ParcelTold:
    """One parcel with its codes. Raises `Refusal`."""
    require(connection, id_)
    row = connection.execute(_asked().where(parcel.c.id == id_)).one()
    steps = connection.execute(
        select(parcel_step).where(parcel_step.c.parcel == id_).order_by(parcel_step.c.at_us)
    ).all()
    return ParcelTold(
        **info(row, today, remind_days).model_dump(),
        code=keys.code(id_) if row.state == State.IN.value else "",
        staff_code=keys.staff_code(id_, Task(row.task)),
        steps=[
            StepTold(verb=Verb(one.verb), at=from_us(one.at_us), by=one.signed_by, note=one.note)
            for one in steps
        ],
    )


def of_case(connection: Connection, case_id: str) -> Row[Any] | None:
    """What lies there of a case; None for nothing."""
    lies = (parcel.c.case_id == case_id, parcel.c.state == State.IN.value)
    return connection.execute(_asked().where(*lies)).first()


def of_code(connection: Connection, code_key: str) -> Row[Any] | None:
    """The parcel of a pick-up code; None for a code that is none."""
    return connection.execute(_asked().where(parcel.c.code_key == code_key)).one_or_none()


def info(row: Row[Any], today: date, remind_days: int) -> ParcelInfo:
    """A row as staff see it in a list."""
    made = of_row(row)
    stands = standing(made, today, remind_days)
    return ParcelInfo(
        id=row.id,
        unit=row.unit,
        door=row.door,
        state=made.state,
        task=made.task,
        title=Text.model_validate_json(row.title),
        name=row.name,
        case=row.number or "",
        allotted_by=row.allotted_by,
        made_at=from_us(row.made_us),
        laid_at=from_us(row.laid_us) if row.laid_us else None,
        until=made.until,
        ended_at=from_us(row.ended_us) if row.ended_us else None,
        left=stands.left,
        light=stands.light,
        doubt=made.doubt,
        verbs=list(made.verbs),
    )


def for_unit(connection: Connection, unit: str, keys: ParcelKeys) -> UnitParcels:
    """What the locker's unit may know, hashed with its own key."""
    rows = connection.execute(
        select(parcel).where(parcel.c.unit == unit, parcel.c.held.is_not(None)).order_by(parcel.c.door)
    ).all()
    return UnitParcels(key=keys.unit_key(unit).hex(), parcels=[_known(row, keys) for row in rows])


def lockers(connection: Connection, units: Iterable[Unit]) -> Lockers:
    """Every locker with its doors."""
    words = {row.unit: row for row in connection.execute(select(locker))}
    holds = {
        (row.unit, row.door): row
        for row in connection.execute(select(parcel).where(parcel.c.held.is_not(None)))
    }
    return Lockers(lockers=[_locker(unit, words.get(unit.id), holds) for unit in units])


def _asked() -> Select[Any]:
    return select(parcel, case.c.number).outerjoin(case, case.c.event_id == parcel.c.case_id)


def _known(row: Row[Any], keys: ParcelKeys) -> UnitParcel:
    made, key = of_row(row), keys.unit_key(row.unit)
    holders = [keys.code(row.id), *([query_code(row.case_id)] if row.case_id else [])]
    staff = keys.staff_code(row.id, made.task)
    return UnitParcel(
        id=row.id,
        door=row.door,
        title=Text.model_validate_json(row.title),
        state=State.IN if made.state is State.IN else State.ALLOTTED,
        task=made.task,
        until=made.until,
        codes=[keyed(key, code) for code in holders],
        identity=row.identity,
        staff=keyed(key, staff) if staff else "",
    )


def _locker(unit: Unit, row: Row[Any] | None, holds: dict[tuple[str, int], Row[Any]]) -> LockerTold:
    word = LockerWord.model_validate(json.loads(row.word)) if row is not None else LockerWord(doors=[])
    return LockerTold(
        unit=unit.id,
        place=Text(zh=unit.place.zh, en=unit.place.en),
        at=from_us(row.at_us) if row is not None else None,
        columns=word.columns,
        doors=[_door(one, holds.get((unit.id, one.door))) for one in word.doors],
    )


def _door(word: DoorWord, row: Row[Any] | None) -> DoorTold:
    told = word.model_dump()
    if row is None:
        return DoorTold(**told, use="free" if word.state in SOUND else "broken")
    return DoorTold(**told, use="full" if row.state == State.IN.value else "allotted", parcel=row.id)


def locker_of(settings: Settings, unit: str) -> Unit:
    """The unit that has a locker. Raises `Refusal`."""
    found = with_lockers(settings)
    if unit not in found:
        raise Refusal("locker.unknown", unit=unit, known=", ".join(found))
    return found[unit]


def place_of(settings: Settings, unit: str) -> Text:
    """Where a locker stands, else the hall: the hall file may have dropped the unit since."""
    units = {one.id: one.place for one in settings.units}
    words = units.get(unit, settings.hall.name)
    return Text(zh=words.zh or unit, en=words.en or unit)
