"""What happens to parcels: a door is kept for one, it is laid in, taken or taken back. Each press counts once."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from drivers.citizen import citizen_number_ok
from drivers.id_card.rules import number_ok
from hall.contract.bodies import ParcelMovedBody
from hall.contract.messages import Text
from hall.contract.pickup import LockerWord, PutParcel
from hall.domain.cases.case import Verb as CaseVerb
from hall.domain.cases.workdays import day_of
from hall.domain.pickup.doors import Door, choose
from hall.domain.pickup.parcel import HELD, Parcel, State, Task, Verb
from hall.domain.privacy import PersonName
from hall.domain.queue.day import Refused
from hall.server.parcel_keys import ParcelKeys
from hall.server.problems import Refusal
from hall.server.store import case_book, case_log, trail, trail_rows
from hall.server.store.case_book import Kept, Office
from hall.server.store.catalogue import Catalogue
from hall.server.store.day_book import refusal
from hall.server.store.pickup_tables import locker, parcel, parcel_step
from hall.server.store.tables import case
from hall.server.store.times import to_us
from hall.server.store.tx import Tx

_HELD = [state.value for state in HELD]


@dataclass(frozen=True)
class Step:
    """One thing that happens. `by`: who, or the unit."""

    event_id: str
    verb: Verb
    by: str
    note: str = ""


@dataclass(frozen=True)
class _Result:
    """What is put in."""

    case_id: str
    title: Text
    name: str
    id_number: str


def tell(tx: Tx, unit: str, word: LockerWord) -> None:
    """Keep a unit's word of its doors."""
    values = {"at_us": tx.now_us, "word": word.model_dump_json()}
    put_word = upsert(locker).values(unit=unit, **values)
    tx.connection.execute(put_word.on_conflict_do_update(index_elements=["unit"], set_=values))


def word_of(connection: Connection, unit: str) -> LockerWord | None:
    """What the unit last told; None before it ever did."""
    kept = connection.execute(select(locker.c.word).where(locker.c.unit == unit)).scalar()
    return LockerWord.model_validate_json(kept) if kept else None


def put(tx: Tx, asked: PutParcel, catalogue: Catalogue, keys: ParcelKeys) -> str:
    """Keep a door for it; returns the parcel's id. The same event_id again changes nothing. Raises `Refusal`."""
    known = tx.connection.execute(select(parcel.c.unit).where(parcel.c.id == asked.event_id)).scalar()
    if known is not None:
        if known != asked.unit:
            raise Refusal("verb.idReused")
        return asked.event_id
    office = Office(catalogue)
    by, what = office.signature(asked.by), _what(tx, asked, catalogue, office)
    door = _door(tx.connection, asked)
    values = {
        "id": asked.event_id,
        "unit": asked.unit,
        "door": door,
        "held": f"{asked.unit}/{door}",
        "case_id": what.case_id,
        "title": what.title.model_dump_json(),
        "name": PersonName(what.name).mask(),
        "identity": keys.keyed_id(asked.unit, what.id_number),
        "code_key": keys.indexed(keys.code(asked.event_id)),
        "state": State.ALLOTTED.value,
        "task": Task.PUT.value,
        "allotted_by": by,
        "made_us": tx.now_us,
    }
    tx.connection.execute(insert(parcel).values(values))
    said = {"unit": asked.unit, "door": door, "case": what.case_id}
    trail.step(tx, "parcel.allotted", by, f"parcel:{asked.event_id}", said)
    return asked.event_id


def act(tx: Tx, id_: str, step: Step, catalogue: Catalogue) -> None:
    """A step that staff take at the console; once more is the same. Raises `Refusal`."""
    _take(tx, id_, step, catalogue, tx.now_us, day_of(tx.now))


def moved(tx: Tx, event_id: str, unit: str, body: ParcelMovedBody, catalogue: Catalogue) -> dict[str, Any]:
    """What the locker's unit saw. Raises `Refusal` for another unit's parcel, and for one that is over."""
    row = require(tx.connection, body.parcel)
    if (row.unit, row.door) != (unit, body.door):
        raise Refusal("parcel.unknown", id=body.parcel)
    step = Step(event_id, Verb(body.what), unit, body.how)
    _take(tx, body.parcel, step, catalogue, to_us(body.at), day_of(body.at))
    return {"state": require(tx.connection, body.parcel).state}


def require(connection: Connection, id_: str) -> Row[Any]:
    """Its row. Raises `Refusal`."""
    row = connection.execute(select(parcel).where(parcel.c.id == id_)).one_or_none()
    if row is None:
        raise Refusal("parcel.unknown", id=id_)
    return row


def of_row(row: Row[Any]) -> Parcel:
    """As the rules work with it."""
    until = date.fromisoformat(row.until) if row.until else None
    return Parcel(State(row.state), Task(row.task), until, bool(row.doubt))


def _take(tx: Tx, id_: str, step: Step, catalogue: Catalogue, at_us: int, today: date) -> None:
    row = require(tx.connection, id_)
    before = tx.connection.execute(
        select(parcel_step).where(parcel_step.c.event_id == step.event_id)
    ).one_or_none()
    if before is not None:
        if (before.parcel, before.verb) != (id_, step.verb.value):
            raise Refusal("verb.idReused")
        return
    office = Office(catalogue)
    by = step.by if step.by == row.unit else office.signature(step.by)
    try:
        after = of_row(row).after(step.verb, today, catalogue.settings.pickup.days)
    except Refused as refused:
        raise refusal(refused) from None
    if step.verb is Verb.DROP:
        _shut(tx.connection, row)
    tx.connection.execute(
        insert(parcel_step).values(
            event_id=step.event_id,
            parcel=id_,
            verb=step.verb.value,
            at_us=at_us,
            signed_by=by,
            note=step.note,
        )
    )
    said = {"unit": row.unit, "door": row.door}
    trail_rows.witness(tx, trail_rows.PARCELS, id_, f"parcel.{step.verb.value}", by, said)
    _keep(tx, row, after, at_us)
    if after.state is State.TAKEN and row.case_id:
        _picked_up(tx, row, office, step.event_id, by)


def _shut(connection: Connection, row: Row[Any]) -> None:
    """A door that stands open is not free: something may be laid in just now. Raises `Refusal`."""
    word = word_of(connection, row.unit)
    if word is not None and any(one.door == row.door and one.state == "open" for one in word.doors):
        raise Refusal("parcel.doorOpen", door=row.door)


def _keep(tx: Tx, row: Row[Any], after: Parcel, at_us: int) -> None:
    laid = after.until != of_row(row).until
    over = {} if after.state in HELD else {"held": None, "ended_us": at_us}
    tx.connection.execute(
        update(parcel)
        .where(parcel.c.id == row.id)
        .values(
            state=after.state.value,
            task=after.task.value,
            until=after.until.isoformat() if after.until else None,
            doubt=int(after.doubt),
            **({"laid_us": at_us} if laid else {}),
            **over,
        )
    )


def _picked_up(tx: Tx, row: Row[Any], office: Office, event_id: str, by: str) -> None:
    """The case's own step, in its log; somebody at a window may have been faster."""
    number = tx.connection.execute(select(case.c.number).where(case.c.event_id == row.case_id)).scalar_one()
    kept = case_book.require(tx.connection, office, number, day_of(tx.now))
    if CaseVerb.PICK_UP in kept.case.verbs:
        entry = case_log.Entry(
            event_id, row.case_id, CaseVerb.PICK_UP, by, row.unit, {"parcel": row.id, "door": row.door}
        )
        case_log.append(tx, entry)


def _what(tx: Tx, asked: PutParcel, catalogue: Catalogue, office: Office) -> _Result:
    if not asked.case:
        if not asked.what.strip() or not asked.name.strip():
            raise Refusal("parcel.noHolder")
        said = asked.what.strip()
        return _Result("", Text(zh=said, en=said), asked.name.strip(), _number(asked.id_number))
    kept = case_book.require(tx.connection, office, asked.case, day_of(tx.now))
    if CaseVerb.PICK_UP not in kept.case.verbs:
        raise Refusal("parcel.caseNotDone", number=asked.case)
    there = select(parcel.c.door).where(parcel.c.case_id == kept.row.event_id, parcel.c.state.in_(_HELD))
    door = tx.connection.execute(there).scalar()
    if door is not None:
        raise Refusal("parcel.caseThere", number=asked.case, door=door)
    holder = json.loads(kept.row.applicant)
    return _Result(kept.row.event_id, _title(catalogue, kept), holder["name"], holder["id_number"])


def _number(typed: str) -> str:
    """As cards have it: 18 characters with their check character (GB 11643), or the foreigner's number of 2017."""
    number = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    if number and not (citizen_number_ok(number) or number_ok("I", number)):
        raise Refusal("parcel.idNumber", detail="body.id_number")
    return number


def _title(catalogue: Catalogue, kept: Kept) -> Text:
    """The matter's name; one that the hall file has dropped since has its id."""
    names = {one.id: one.name for one in catalogue.settings.items}
    name = names.get(kept.row.item)
    return Text(zh=name.zh, en=name.en) if name else Text(zh=kept.row.item, en=kept.row.item)


def _door(connection: Connection, asked: PutParcel) -> int:
    word = word_of(connection, asked.unit)
    if word is None:
        raise Refusal("locker.silent", unit=asked.unit)
    taken = connection.execute(
        select(parcel.c.door).where(parcel.c.unit == asked.unit, parcel.c.held.is_not(None))
    ).scalars()
    doors = [Door(one.door, one.size, one.state) for one in word.doors]
    try:
        return choose(doors, set(taken), asked.door, asked.size.strip())
    except Refused as refused:
        raise refusal(refused) from None
