"""Cases (办件): applications as the terminal took them. Only masked forms leave this module."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, insert, select

from hall.contract.bodies import ApplicationBody
from hall.contract.messages import CaseInfo
from hall.domain.privacy import PersonName, Phone
from hall.server.problems import Refusal
from hall.server.store.tables import attachment, case, inbox_file
from hall.server.store.tx import Tx, from_us, to_us


def add(tx: Tx, event_id: str, unit: str, body: ApplicationBody) -> dict[str, Any]:
    """Keep an application. Raises `Refusal` when another case has its number."""
    holder = tx.connection.execute(select(case.c.event_id).where(case.c.number == body.number)).scalar()
    if holder is not None:
        raise Refusal("case.numberTaken", number=body.number)
    tx.connection.execute(
        insert(case).values(
            event_id=event_id,
            number=body.number,
            unit=unit,
            item=body.item,
            applicant=body.applicant.model_dump_json(),
            phone=body.phone,
            answers=json.dumps(body.answers, ensure_ascii=False),
            submitted_us=to_us(body.submitted_at),
            received_us=tx.now_us,
        )
    )
    return {"number": body.number}


def newest(connection: Connection, limit: int = 500) -> list[CaseInfo]:
    """The latest cases, newest first, applicants masked."""
    rows = connection.execute(
        select(case).order_by(case.c.received_us.desc(), case.c.number.desc()).limit(limit)
    ).all()
    files = _files(connection, [row.event_id for row in rows])
    return [
        CaseInfo(
            number=row.number,
            event_id=row.event_id,
            item=row.item,
            applicant=PersonName(json.loads(row.applicant)["name"]).mask(),
            phone=Phone(row.phone).mask(),
            unit=row.unit,
            submitted_at=from_us(row.submitted_us),
            attachments=[sha for sha, _ in files.get(row.event_id, [])],
            missing=[sha for sha, here in files.get(row.event_id, []) if not here],
        )
        for row in rows
    ]


def _files(connection: Connection, event_ids: list[str]) -> dict[str, list[tuple[str, bool]]]:
    rows = connection.execute(
        select(inbox_file.c.event_id, inbox_file.c.sha256, attachment.c.size)
        .outerjoin(attachment, attachment.c.sha256 == inbox_file.c.sha256)
        .where(inbox_file.c.event_id.in_(event_ids))
        .order_by(inbox_file.c.sha256)
    )
    found: dict[str, list[tuple[str, bool]]] = {}
    for event_id, sha, size in rows:
        found.setdefault(event_id, []).append((sha, size is not None))
    return found
