"""What came with an application: who stood there for the applicant, each material and how it came, the signature."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from hall.contract.bodies import ApplicationBody
from hall.contract.filing import Handed, How
from hall.domain.cases.case import Case, Verb
from hall.domain.cases.promises import Promise
from hall.domain.cases.workdays import day_of
from hall.server.store import assistance, case_remarks
from hall.server.store.case_remarks import Remark
from hall.server.store.filing_tables import case_filing, case_material
from hall.server.store.tables import attachment, inbox_file
from hall.server.store.tx import Tx


@dataclass(frozen=True)
class Kept:
    """One material. `pages`: SHA-256 of its scans; `licence`: number of an electronic licence."""

    material: str
    name: str
    how: How
    pages: tuple[str, ...] = ()
    until: date | None = None
    licence: str = field(default="", repr=False)


@dataclass(frozen=True)
class Filed:
    """All of it; empty for a case of before. `agent`: as the card says, None for the applicant in person.

    `signature`, `signed`: SHA-256 of the picture and of the text it was put under, "" for none.
    """

    agent: dict[str, Any] | None = field(default=None, repr=False)
    guide_version: str = ""
    situation: str = ""
    committed: bool = False
    signature: str = ""
    signed: str = ""
    materials: tuple[Kept, ...] = ()
    remarks: tuple[Remark, ...] = ()
    assisted: str = ""
    """Staff number of who stood by at the terminal, "" for nobody."""

    @property
    def promised(self) -> tuple[str, ...]:
        """Keys of what was promised."""
        return tuple(one.material for one in self.materials if one.how is How.PROMISED)

    def promises(self, case: Case) -> list[Promise]:
        """Each promise, and when it was kept."""
        came = {step.material: day_of(step.at) for step in case.steps if step.verb is Verb.HAND_IN}
        return [
            Promise(one.material, one.name, one.until, came.get(one.material))
            for one in self.materials
            if one.how is How.PROMISED and one.until is not None
        ]

    def name(self, material: str) -> str:
        """What the material is called; its key when there is none."""
        return next((one.name for one in self.materials if one.material == material), material)


NOTHING = Filed()


def add(tx: Tx, event_id: str, body: ApplicationBody) -> dict[str, Any]:
    """Keep what came with an application; returns it as the log of cases seals it."""
    whole = {
        "agent": body.agent.model_dump_json() if body.agent else "",
        "guide_version": body.guide_version,
        "situation": body.situation,
        "committed": int(body.committed),
        "signature": body.signature,
        "signed": body.signed,
    }
    tx.connection.execute(insert(case_filing).values(case=event_id, **whole))
    rows = [_row(body, one) for one in body.materials]
    if rows:
        placed = [{"case": event_id, "place": place, **row} for place, row in enumerate(rows, 1)]
        tx.connection.execute(insert(case_material), placed)
    return {**whole, "materials": rows}


def _row(body: ApplicationBody, one: Handed) -> dict[str, Any]:
    return {
        "material": one.material,
        "name": one.name,
        "how": one.how.value,
        "until": _day(body, one).isoformat() if one.how is How.PROMISED else "",
        "pages": json.dumps(one.pages),
        "licence": one.licence,
    }


def _day(body: ApplicationBody, one: Handed) -> date:
    """The day of a promise; one without a day, or with one that is none, is owed at once."""
    try:
        return date.fromisoformat(one.until)
    except ValueError:
        return day_of(body.submitted_at)


def of(connection: Connection, cases: Sequence[str]) -> dict[str, Filed]:
    """What came with each case, by its id."""
    materials: dict[str, list[Kept]] = {}
    asked = select(case_material).where(case_material.c.case.in_(cases))
    for row in connection.execute(asked.order_by(case_material.c.case, case_material.c.place)):
        materials.setdefault(row.case, []).append(_kept(row))
    remarks = case_remarks.of(connection, cases)
    helped = assistance.of(connection, cases)
    rows = connection.execute(select(case_filing).where(case_filing.c.case.in_(cases)))
    return {
        row.case: Filed(
            agent=json.loads(row.agent) if row.agent else None,
            guide_version=row.guide_version,
            situation=row.situation,
            committed=bool(row.committed),
            signature=row.signature,
            signed=row.signed,
            materials=tuple(materials.get(row.case, ())),
            remarks=remarks.get(row.case, ()),
            assisted=helped.get(row.case, ""),
        )
        for row in rows
    }


def _kept(row: Row[Any]) -> Kept:
    return Kept(
        material=row.material,
        name=row.name,
        how=How(row.how),
        pages=tuple(json.loads(row.pages)),
        until=date.fromisoformat(row.until) if row.until else None,
        licence=row.licence,
    )


def arrived(connection: Connection, files: Iterable[str]) -> set[str]:
    """Those of the files that are here, whole."""
    rows = connection.execute(select(attachment.c.sha256).where(attachment.c.sha256.in_(list(files))))
    return set(rows.scalars())


def belongs(connection: Connection, case: str, sha256: str) -> bool:
    """Whether the case brought this file."""
    asked = select(inbox_file.c.sha256).where(inbox_file.c.event_id == case, inbox_file.c.sha256 == sha256)
    return connection.execute(asked).first() is not None
