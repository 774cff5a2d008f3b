"""Cases with their steps and lights: taken further, looked through, and found by card or by code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, insert, select

from hall.contract.cases import CaseTold, FindCase, MaterialTold, Period, RemarkTold, StepTold
from hall.contract.filing import How
from hall.domain.cases import promises
from hall.domain.cases.case import OVER, Case, State, Verb
from hall.domain.cases.codes import plain, query_code
from hall.domain.cases.lights import Clock, Deadline, Light, Rules, clock
from hall.domain.cases.promises import Promise
from hall.domain.cases.workdays import Workdays
from hall.domain.privacy import IdNumber, PersonName
from hall.domain.queue.day import Refused
from hall.server.problems import Refusal
from hall.server.store import case_log, cases, filing
from hall.server.store.catalogue import Catalogue
from hall.server.store.day_book import refusal
from hall.server.store.filing import Filed
from hall.server.store.filing_tables import case_material
from hall.server.store.tables import case, case_key, case_step
from hall.server.store.tx import Tx, from_us

MOST = 300
"""Cases in one list."""
OPEN: Final = "open"
"""Cases that are under way."""
PROMISED: Final = "promised"
"""Cases of which a material is owed (容缺)."""
_ENDS: Final = (Verb.FINISH.value, Verb.REJECT.value, Verb.WITHDRAW.value)
_LOOKED_AT: Final = 3000
"""Of those that have ended, a filter looks at so many, the newest."""
_OF_PERSON: Final = 20


@dataclass(frozen=True)
class Kept:
    """A case as it is kept, with the rules' view of it. `clock`, `promised`: of the day it was looked at.

    `promised`: the light of what is owed, NONE when nothing is. `urgent`: working days to the first day that counts.
    """

    row: Row[Any]
    steps: tuple[Row[Any], ...]
    case: Case
    clock: Clock
    filed: Filed
    promised: Light
    urgent: int


@dataclass(frozen=True)
class Wish:
    """Which cases: `state` OPEN, PROMISED, "" for all, or one state; `light` "" for any; `words`: part of a number."""

    state: str = ""
    light: str = ""
    words: str = ""


class Office:
    """What the hall file says of cases."""

    def __init__(self, catalogue: Catalogue) -> None:
        settings = catalogue.settings
        self.days = Workdays(catalogue.opening.calendar)
        self.rules = Rules(settings.cases.accept_days, settings.cases.warn_days)
        self._items = {one.id: one for one in settings.items}
        self._clerks = catalogue.clerks.names

    def periods(self, item: str) -> tuple[int, int]:
        """Promised and statutory working days; an item that the hall file has dropped has none."""
        found = self._items.get(item)
        return (found.promise_days, found.statutory_days) if found else (0, 0)

    def signature(self, by: str) -> str:
        """A name of the hall's clerks, for a name or a staff number. Raises `Refusal`."""
        said = by.strip()
        if not self._clerks or said in self._clerks.values():
            return said
        if said not in self._clerks:
            raise Refusal("clerk.unknown", clerk=said)
        return self._clerks[said]

    def name(self, staff: str) -> str:
        """The clerk's name with the number; the number alone when nobody has it."""
        return f"{self._clerks[staff]}({staff})" if staff in self._clerks else staff

    @property
    def clerks(self) -> tuple[str, ...]:
        """By name; none: nobody is checked."""
        return tuple(self._clerks.values())


def take(
    tx: Tx, office: Office, number: str, entry: Callable[[str, str], case_log.Entry], today: date
) -> Kept:
    """Take one step further; the same event_id again changes nothing. `entry` gets the case's id and its item.

    Raises `Refusal`.
    """
    kept = require(tx.connection, office, number, today)
    wanted = entry(kept.row.event_id, kept.row.item)
    before = tx.connection.execute(select(case_step).where(case_step.c.event_id == wanted.event_id)).first()
    if before is not None:
        if (before.case, before.verb) != (wanted.case, wanted.verb.value):
            raise Refusal("verb.idReused")
        return kept
    try:
        kept.case.after(case_log.step(wanted.verb, tx.now, wanted.by, wanted.body))
    except Refused as refused:
        raise refusal(refused) from None
    case_log.append(tx, wanted)
    return require(tx.connection, office, number, today)


def require(connection: Connection, office: Office, number: str, today: date) -> Kept:
    """The case of that number. Raises `Refusal`."""
    found = _kept(connection, office, select(case).where(case.c.number == number), today)
    if not found:
        raise Refusal("case.unknown", number=number)
    return found[0]


def listed(connection: Connection, office: Office, wish: Wish, today: date) -> list[Kept]:
    """The newest cases that are wished for, those with the worst light first, then by days left."""
    asked = select(case).order_by(case.c.received_us.desc(), case.c.number.desc())
    if wish.words:
        asked = asked.where(func.upper(case.c.number).contains(wish.words.upper(), autoescape=True))
    if wish.state == OPEN:
        ended = select(case_step.c.case).where(case_step.c.verb.in_(_ENDS))
        asked = asked.where(case.c.event_id.not_in(ended))
    elif wish.state == PROMISED:
        owing = select(case_material.c.case).where(case_material.c.how == How.PROMISED.value)
        asked = asked.where(case.c.event_id.in_(owing))
    else:
        asked = asked.limit(_LOOKED_AT)
    found = [one for one in _kept(connection, office, asked, today) if _wanted(one, wish)]
    return sorted(found, key=_urgency)[:MOST]


def _wanted(one: Kept, wish: Wish) -> bool:
    if wish.light and wish.light not in {one.clock.light.value, one.promised.value}:
        return False
    if wish.state == PROMISED:
        return one.promised is not Light.NONE
    return wish.state in {"", OPEN, one.case.state.value}


def _urgency(one: Kept) -> tuple[bool, int, int]:
    """Open ones by working days left; ended ones by when they came, newest first."""
    over = one.case.state in OVER
    return over, 0 if over else one.urgent, -one.row.received_us if over else one.row.received_us


def find(connection: Connection, office: Office, wanted: FindCase, identity: str, today: date) -> list[Kept]:
    """Cases of a card, newest first, or the one of a code. `identity`: keyed hash of the ID number."""
    key = case_key.c.code == plain(wanted.code) if wanted.code else case_key.c.identity == identity
    asked = (
        select(case)
        .join(case_key, case_key.c.case == case.c.event_id)
        .where(key)
        .order_by(case.c.received_us.desc(), case.c.number.desc())
        .limit(_OF_PERSON)
    )
    return _kept(connection, office, asked, today)


def is_indexed(connection: Connection) -> bool:
    """Whether every case can be found by card and code."""
    return connection.execute(_unindexed().limit(1)).first() is None


def index(tx: Tx, keyed: Callable[[str], str]) -> None:
    """Make the cases that came since findable. `keyed`: the hash of an ID number."""
    for row in tx.connection.execute(_unindexed()).all():
        id_number = json.loads(row.applicant)["id_number"]
        tx.connection.execute(
            insert(case_key).values(
                case=row.event_id, code=query_code(row.event_id), identity=keyed(id_number)
            )
        )


def _unindexed() -> Select[Any]:
    return (
        select(case.c.event_id, case.c.applicant)
        .outerjoin(case_key, case_key.c.case == case.c.event_id)
        .where(case_key.c.case.is_(None))
    )


def _kept(connection: Connection, office: Office, asked: Select[Any], today: date) -> list[Kept]:
    rows = connection.execute(asked).all()
    ids = [row.event_id for row in rows]
    logs, filed = case_log.of(connection, ids), filing.of(connection, ids)
    return [
        _one(office, row, logs.get(row.event_id, []), filed.get(row.event_id, filing.NOTHING), today)
        for row in rows
    ]


def _one(office: Office, row: Row[Any], log: list[Row[Any]], filed: Filed, today: date) -> Kept:
    steps = tuple(case_log.step_of(one) for one in log if one.verb != Verb.SUBMIT.value)
    submitted = from_us(min(row.submitted_us, row.received_us))
    made = Case(submitted, steps, filed.promised)
    runs = clock(made, today, office.days, office.rules)
    owed = owing(filed, made)
    left = [promises.left(one, today, office.days) for one in owed]
    lights = (promises.light(one, today, office.days, office.rules.warn_days) for one in owed)
    urgent = min([runs.now.left if runs.now else 0, *left])
    return Kept(row, tuple(log), made, runs, filed, promises.worst(lights), urgent)


def owing(filed: Filed, made: Case) -> list[Promise]:
    """Promises of which something is still to come; none once a case was withdrawn or not accepted."""
    if made.state in {State.WITHDRAWN, State.NOT_ACCEPTED}:
        return []
    return sorted((one for one in filed.promises(made) if one.here is None), key=lambda one: one.until)


def told(connection: Connection, kept: list[Kept]) -> list[CaseTold]:
    """As staff see them."""
    infos = cases.masked(connection, [one.row for one in kept])
    here = filing.arrived(connection, [sha for one in kept for sha in pages_of(one.filed)])
    return [
        CaseTold(
            **info.model_dump(),
            agent=PersonName(one.filed.agent["name"]).mask() if one.filed.agent else "",
            situation=one.filed.situation,
            materials=_materials(one, here),
            promised=one.promised,
            assisted_by=one.filed.assisted,
            remarks=[RemarkTold(what=each.what, question=each.question) for each in one.filed.remarks],
            state=one.case.state,
            light=one.clock.light,
            runs=one.clock.runs,
            now=_period(one.clock.now),
            statutory=_period(one.clock.statutory),
            stopped=one.clock.stopped,
            deemed=one.clock.deemed,
            verbs=list(one.case.verbs),
            steps=[_told(row) for row in one.steps],
            until=until(one.case),
        )
        for info, one in zip(infos, kept, strict=True)
    ]


def pages_of(filed: Filed) -> list[str]:
    """Every scan of every material."""
    return [sha for one in filed.materials for sha in one.pages]


def _materials(kept: Kept, here: set[str]) -> list[MaterialTold]:
    came = {one.material: one.here for one in kept.filed.promises(kept.case)}
    return [
        MaterialTold(
            material=one.material,
            name=one.name,
            how=one.how,
            pages=list(one.pages),
            missing=[sha for sha in one.pages if sha not in here],
            until=one.until,
            here=came.get(one.material),
            licence=IdNumber(one.licence).mask(),
        )
        for one in kept.filed.materials
    ]


def until(one: Case) -> date | None:
    """By when corrections have to be here, while they are asked for."""
    asked = one.last(Verb.ASK) if one.state is State.CORRECTING else None
    return asked.until if asked else None


def _period(one: Deadline | None) -> Period | None:
    return Period(total=one.total, left=one.left, due=one.due) if one else None


def _told(row: Row[Any]) -> StepTold:
    step = case_log.step_of(row)
    return StepTold(
        verb=step.verb,
        at=step.at,
        by=step.by,
        what=list(step.what),
        until=step.until,
        special=step.special,
        days=step.days,
        reason=step.reason,
        note=json.loads(row.body).get("note", ""),
        result=step.result,
        material=step.material,
        notice=step.notice,
    )
