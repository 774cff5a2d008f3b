"""Cases (办件): applications as the terminal took them. Only masked forms leave this module."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from hall.contract.bodies import ApplicationBody
from hall.contract.messages import CaseInfo
from hall.domain.cases.case import Verb
from hall.domain.privacy import PersonName, Phone
from hall.server.problems import Refusal
from hall.server.store import case_log, filing
from hall.server.store.tables import attachment, case, inbox_file
from hall.server.store.tx import Tx, from_us, to_us


def add(tx: Tx, event_id: str, unit: str, body: ApplicationBody) -> dict[str, Any]:
    """Keep an application. Raises `Refusal` when another case has its number."""
    holder = tx.connection.execute(select(case.c.event_id).where(case.c.number == body.number)).scalar()
    if holder is not None:
        raise Refusal("case.numberTaken", number=body.number)
    kept = {
        "event_id": event_id,
        "number": body.number,
        "unit": unit,
        "item": body.item,
        "applicant": body.applicant.model_dump_json(),
        "phone": body.phone,
        "answers": json.dumps(body.answers, ensure_ascii=False),
        "submitted_us": to_us(body.submitted_at),
        "received_us": tx.now_us,
    }
    tx.connection.execute(insert(case).values(kept))
    whole = {**kept, "filing": filing.add(tx, event_id, body)}
    digest = hashlib.sha256(json.dumps(whole, sort_keys=True).encode("ascii")).hexdigest()
    case_log.append(tx, case_log.Entry(event_id, event_id, Verb.SUBMIT, unit, unit, {"application": digest}))
    return {"number": body.number}


def masked(connection: Connection, rows: Iterable[Row[Any]]) -> list[CaseInfo]:
    """Rows of `case`, in their order."""
    rows = list(rows)
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
