"""The outbox of evaluations to the province: how it stands, and what staff decide about what it cannot send."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request

from hall.contract.messages import EventId
from hall.contract.upstream import Backlog, ProvincePage, SignedWish, UpstreamRecord, Waiting
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.signer import signer
from hall.server.store import upstream
from hall.server.store.tx import Tx
from hall.server.tokens import Holder
from hall.server.upstream.page import page_of
from hall.server.upstream.record import Records

RowId = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


def router(desk: Desk) -> APIRouter:
    """Routes of the outbox."""
    routes = APIRouter(prefix="/upstream")
    province, records = desk.catalogue.settings.upstream.mapping, Records(desk.catalogue.settings)

    @routes.get("")
    async def waiting() -> Backlog:
        return await desk.store.read(lambda c: upstream.backlog(c, province))

    @routes.get("/pages/{subject}")
    async def page(subject: EventId, request: Request) -> ProvincePage:
        book = await desk.guides.book()
        record = await desk.store.read(lambda c: records.record(c, desk.catalogue, book, subject))
        _require_own(request, record)
        return ProvincePage(url=page_of(desk.upstream, record))

    @routes.post("/{id_}/{verb}")
    async def decide(
        id_: RowId, verb: Literal["retry", "give_up"], wish: SignedWish, request: Request
    ) -> Waiting:
        token = signer(request)

        def op(tx: Tx) -> Waiting:
            upstream.decide(tx, id_, verb, wish, token)
            return upstream.one(tx.connection, id_)

        return await desk.store.write(op)

    return routes


def _require_own(request: Request, record: UpstreamRecord) -> None:
    """A window and a pad open what was served at their own window. Raises `Refusal`."""
    holder = getattr(request.state, "holder", None)
    if isinstance(holder, Holder) and holder.role.of_unit and holder.window != record.window:
        raise Refusal("rating.otherWindow", number=record.ticket_number, window=record.window)
