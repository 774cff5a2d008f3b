"""Intake: each id is kept for ever with its first answer; what cannot be applied is kept in quarantine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from hall.contract.bodies import (
    ApplicationBody,
    AssistBegunBody,
    AssistEndedBody,
    CalledLocallyBody,
    LedgerBody,
    ParcelMovedBody,
    RatedBody,
    TicketIssuedBody,
    TicketPaperBody,
)
from hall.contract.guides import Guide
from hall.contract.messages import ItemReply, Outcome, Transaction
from hall.contract.papers import PaperAnsweredBody
from hall.contract.phones import TicketPhoneBody
from hall.domain.numbers import parse
from hall.server.problems import Refusal
from hall.server.store import (
    assistance,
    attendance,
    case_remarks,
    cases,
    ledger,
    local_calls,
    papers,
    parcels,
    phones,
    rating_flags,
    ratings,
    tickets,
)
from hall.server.store.catalogue import Catalogue
from hall.server.store.lease_book import bind_mark
from hall.server.store.tables import attachment, inbox, inbox_file, quarantine
from hall.server.store.tx import Tx

NO_GUIDES: Final[Mapping[str, Guide]] = {}
_BODIES: dict[str, type[BaseModel]] = {
    "ticket.issued": TicketIssuedBody,
    "ticket.paper": TicketPaperBody,
    "application.submitted": ApplicationBody,
    "ticket.called_locally": CalledLocallyBody,
    "ticket.rated": RatedBody,
    "ledger.submitted": LedgerBody,
    "parcel.moved": ParcelMovedBody,
    "assist.begun": AssistBegunBody,
    "assist.ended": AssistEndedBody,
    "paper.answered": PaperAnsweredBody,
    "ticket.phone": TicketPhoneBody,
    "attendance.punched": attendance.KeptPunch,
}


def body_hash(item: Transaction) -> str:
    """SHA-256 over kind, body and attachments in canonical JSON (ASCII, sorted keys)."""
    what = {"kind": item.kind, "body": item.body, "attachments": item.attachments}
    text = json.dumps(what, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def take(
    tx: Tx, unit: str, item: Transaction, catalogue: Catalogue, guides: Mapping[str, Guide] = NO_GUIDES
) -> ItemReply:
    """Apply one item once; the effect and its inbox row are one commit. `guides`: of today, by the item's id."""
    digest = body_hash(item)
    known = tx.connection.execute(select(inbox).where(inbox.c.event_id == item.event_id)).one_or_none()
    if known is not None:
        return _again(tx, unit, item, known, digest)
    try:
        with tx.connection.begin_nested():
            result = _apply(tx, unit, item, catalogue, guides)
    except Refusal as refusal:
        rating_flags.note_refused(tx, item, refusal)
        return set_aside(tx, unit, item, refusal)
    for sha in item.attachments:
        tx.connection.execute(
            upsert(inbox_file).values(event_id=item.event_id, sha256=sha).on_conflict_do_nothing()
        )
    missing = missing_files(tx.connection, item.event_id)
    outcome = Outcome.NEED_ATTACHMENT if missing else Outcome.ACCEPTED
    _remember(tx, unit, item, digest, ItemReply(event_id=item.event_id, outcome=outcome, result=result))
    return ItemReply(event_id=item.event_id, outcome=outcome, result=result, missing=missing)


def set_aside(tx: Tx, unit: str, item: Transaction, refusal: Refusal) -> ItemReply:
    """Keep an item that cannot be applied, for a person to look at; it never blocks the others."""
    digest = body_hash(item)
    _quarantine(tx, unit, item, digest, refusal)
    reply = ItemReply(event_id=item.event_id, outcome=Outcome.QUARANTINED, reason=refusal.problem.code)
    _remember(tx, unit, item, digest, reply)
    return reply


def missing_files(connection: Connection, event_id: str) -> list[str]:
    """Attachments named by the item that have not arrived whole."""
    rows = connection.execute(
        select(inbox_file.c.sha256)
        .outerjoin(attachment, attachment.c.sha256 == inbox_file.c.sha256)
        .where(inbox_file.c.event_id == event_id, attachment.c.sha256.is_(None))
        .order_by(inbox_file.c.sha256)
    )
    return list(rows.scalars())


def file_arrived(tx: Tx, sha256: str, size: int) -> None:
    """A file is whole and durable: items that waited for nothing else are accepted now."""
    tx.connection.execute(
        upsert(attachment).values(sha256=sha256, size=size, at_us=tx.now_us).on_conflict_do_nothing()
    )
    waited = tx.connection.execute(
        select(inbox_file.c.event_id).where(inbox_file.c.sha256 == sha256)
    ).scalars()
    for event_id in list(waited):
        if not missing_files(tx.connection, event_id):
            _complete(tx, event_id)


def _again(tx: Tx, unit: str, item: Transaction, known: Row[Any], digest: str) -> ItemReply:
    if known.body_hash != digest:
        refusal = Refusal("event.bodyChanged")
        _quarantine(tx, unit, item, digest, refusal)
        return ItemReply(event_id=item.event_id, outcome=Outcome.QUARANTINED, reason=refusal.problem.code)
    first = Outcome(known.outcome)
    missing = missing_files(tx.connection, item.event_id)
    if first is Outcome.NEED_ATTACHMENT and not missing:
        _complete(tx, item.event_id)
        first = Outcome.ACCEPTED
    return ItemReply(
        event_id=item.event_id,
        outcome=Outcome.DUPLICATE if first is Outcome.ACCEPTED else first,
        result=json.loads(known.result),
        reason=known.reason,
        missing=missing,
    )


def _complete(tx: Tx, event_id: str) -> None:
    tx.connection.execute(
        update(inbox)
        .where(inbox.c.event_id == event_id, inbox.c.outcome == Outcome.NEED_ATTACHMENT.value)
        .values(outcome=Outcome.ACCEPTED.value)
    )


def _apply(
    tx: Tx, unit: str, item: Transaction, catalogue: Catalogue, guides: Mapping[str, Guide]
) -> dict[str, Any]:
    body = _read_body(item)
    assistance.mark(tx, item, unit, body)
    match body:
        case TicketIssuedBody() | TicketPaperBody() | TicketPhoneBody():
            return _of_number(tx, unit, item.event_id, body, catalogue)
        case ApplicationBody():
            catalogue.require_item(body.item)
            case_remarks.add(tx, item.event_id, case_remarks.judge(guides.get(body.item), body))
            return cases.add(tx, item.event_id, unit, body)
        case CalledLocallyBody():
            return local_calls.apply(tx, unit, body, catalogue)
        case LedgerBody() | ParcelMovedBody() | PaperAnsweredBody():
            return _of_things(tx, unit, item.event_id, body, catalogue)
        case attendance.KeptPunch():
            return attendance.punched(tx, item.event_id, unit, body)
        case RatedBody() | AssistBegunBody() | AssistEndedBody():
            return _of_visit(tx, unit, item.event_id, body)
        case _:
            raise Refusal("kind.unknown", kind=item.kind)


def _of_number(
    tx: Tx,
    unit: str,
    event_id: str,
    body: TicketIssuedBody | TicketPaperBody | TicketPhoneBody,
    catalogue: Catalogue,
) -> dict[str, Any]:
    if isinstance(body, TicketPhoneBody):
        return phones.keep(tx, unit, body)
    if isinstance(body, TicketPaperBody):
        return tickets.note_paper(tx, body)
    _check_offline_number(tx, unit, body, catalogue)
    return tickets.add_printed(tx, event_id, unit, body)


def _of_things(
    tx: Tx,
    unit: str,
    event_id: str,
    body: LedgerBody | ParcelMovedBody | PaperAnsweredBody,
    catalogue: Catalogue,
) -> dict[str, Any]:
    if isinstance(body, PaperAnsweredBody):
        return papers.answer(tx, unit, body, catalogue)
    if isinstance(body, LedgerBody):
        return ledger.add(tx, event_id, unit, body)
    return parcels.moved(tx, event_id, unit, body, catalogue)


def _of_visit(
    tx: Tx, unit: str, event_id: str, body: RatedBody | AssistBegunBody | AssistEndedBody
) -> dict[str, Any]:
    if isinstance(body, RatedBody):
        return ratings.add(tx, event_id, unit, body)
    return assistance.apply(tx, event_id, unit, body)


def _read_body(item: Transaction) -> BaseModel:
    model = _BODIES.get(item.kind)
    if model is None:
        raise Refusal("kind.unknown", kind=item.kind)
    try:
        return model.model_validate_json(json.dumps(item.body))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(["body", *map(str, first["loc"])])
        raise Refusal("body.invalid", detail=f"{field}: {first['type']}", field=field) from None


def _check_offline_number(tx: Tx, unit: str, body: TicketIssuedBody, catalogue: Catalogue) -> None:
    """The mark is what keeps two units apart, so it must be this unit's; the lease itself may be forgotten."""
    prefix = catalogue.service(body.service).prefix
    try:
        number = parse(body.number)
    except ValueError:
        raise Refusal("ticket.notALease", number=body.number) from None
    if not number.mark or number.prefix != prefix:
        raise Refusal("ticket.notALease", number=body.number)
    catalogue.require_mark(number.mark, unit)
    bind_mark(tx, number.mark, unit)


def _quarantine(tx: Tx, unit: str, item: Transaction, digest: str, refusal: Refusal) -> None:
    tx.connection.execute(
        upsert(quarantine)
        .values(
            event_id=item.event_id,
            unit=unit,
            body_hash=digest,
            reason=refusal.problem.code,
            detail=refusal.problem.detail,
            item=json.dumps(item.model_dump(mode="json", exclude={"body"}) | {"body": item.body}),
            at_us=tx.now_us,
        )
        .on_conflict_do_nothing()
    )


def _remember(tx: Tx, unit: str, item: Transaction, digest: str, reply: ItemReply) -> None:
    tx.connection.execute(
        insert(inbox).values(
            event_id=item.event_id,
            unit=unit,
            body_hash=digest,
            outcome=reply.outcome.value,
            result=json.dumps(reply.result),
            reason=reply.reason,
            at_us=tx.now_us,
        )
    )
