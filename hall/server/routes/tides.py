"""Proposals to staff: listed, accepted with one press, dismissed with a reason."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import Connection

from hall.contract.tides import AcceptRequest, DismissRequest, Tide, Tides
from hall.domain.clock import service_date
from hall.server.desk import Desk
from hall.server.signer import signer
from hall.server.store import tides
from hall.server.store.tx import Tx
from hall.server.tide_words import as_told


def router(desk: Desk) -> APIRouter:
    """Routes of the proposals."""
    routes = APIRouter(prefix="/tides")
    store, catalogue = desk.store, desk.catalogue

    @routes.get("")
    async def proposals() -> Tides:
        today = service_date(desk.clock.now())

        def query(connection: Connection) -> Tides:
            return Tides(
                open=[as_told(catalogue, row) for row in tides.standing(connection, today)],
                past=[as_told(catalogue, row) for row in tides.past(connection, today)],
            )

        return await store.read(query)

    @routes.post("/{id_}/accept")
    async def accept(id_: str, asked: AcceptRequest, request: Request) -> Tide:
        signed = asked.model_copy(update={"by": asked.by or signer(request)})

        def op(tx: Tx) -> Tide:
            return as_told(catalogue, tides.accept(tx, id_, signed))

        return await store.write(op)

    @routes.post("/{id_}/dismiss")
    async def dismiss(id_: str, asked: DismissRequest, request: Request) -> Tide:
        signed = asked.model_copy(update={"by": asked.by or signer(request)})
        return await store.write(lambda tx: as_told(catalogue, tides.dismiss(tx, id_, signed)))

    return routes
