"""Tickets and offline leases."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from hall.contract.bodies import ServiceDate
from hall.contract.messages import (
    CallReply,
    CallRequest,
    EventId,
    LeaseReply,
    LeaseRequest,
    Message,
    Ticket,
    TicketRequest,
)
from hall.contract.windows import Before
from hall.domain.clock import service_date
from hall.domain.queue.ticket import Lane
from hall.server.desk import Desk
from hall.server.hot import HotRoute
from hall.server.store import appointments, lease_book, opening, tickets, why, windows
from hall.server.store.tx import Tx

Identity = Annotated[str, Field(max_length=128)]


class Tickets(Message):
    """The tickets of a day, in the order of the queue."""

    tickets: list[Ticket]


class BoundedTicketRequest(TicketRequest):
    """A keyed hash has a length; a megabyte has no business here."""

    identity: Identity = ""


def router(desk: Desk) -> APIRouter:
    """Routes of the queue."""
    routes = APIRouter(route_class=HotRoute)
    store, catalogue = desk.store, desk.catalogue

    @routes.post("/tickets")
    async def issue(request: BoundedTicketRequest) -> Ticket:
        prefix = catalogue.service(request.service).prefix
        catalogue.require_group(request.group)

        def op(tx: Tx) -> Ticket:
            opening.require_open(tx, catalogue, request)
            claim = appointments.check_in(tx, catalogue, request)
            told = desk.forecast.wait(tx, request.service, first=claim.lane is not Lane.WALK_IN)
            issued = tickets.issue(tx, request, prefix, told, claim)
            return issued.model_copy(update={"remark": claim.remark}) if claim.remark else issued

        return await store.write(op, makes=request.event_id)

    @routes.get("/tickets")
    async def of_day(date: Annotated[ServiceDate | None, Query()] = None) -> Tickets:
        day = date or service_date(desk.clock.now())
        return Tickets(tickets=await store.read(lambda c: tickets.of_day(c, day)))

    @routes.get("/tickets/{event_id}/why")
    async def before(event_id: EventId) -> Before:
        now = desk.clock.now()
        return await store.read(lambda c: why.why(c, catalogue, event_id, now))

    @routes.post("/tickets/{event_id}/return")
    async def come_back(event_id: EventId, request: CallRequest) -> CallReply:
        return await store.write(lambda tx: windows.of_citizen(tx, "return", request.event_id, event_id))

    @routes.post("/tickets/{event_id}/cancel")
    async def cancel(event_id: EventId, request: CallRequest) -> CallReply:
        return await store.write(lambda tx: windows.of_citizen(tx, "cancel", request.event_id, event_id))

    @routes.post("/leases")
    async def lease(request: LeaseRequest) -> LeaseReply:
        prefix = catalogue.service(request.service).prefix
        catalogue.require_mark(request.mark, request.unit)
        sign = desk.lease_key.sign
        return LeaseReply(
            leases=await store.write(
                lambda tx: lease_book.lease_numbers(tx, request, prefix, store.epoch, sign)
            )
        )

    return routes
