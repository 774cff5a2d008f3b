"""Tickets, windows' verbs and offline leases."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from hall.contract.bodies import ServiceDate
from hall.contract.messages import (
    CallReply,
    CallRequest,
    LeaseReply,
    LeaseRequest,
    Message,
    Ticket,
    TicketRequest,
)
from hall.domain.clock import service_date
from hall.server.desk import Desk
from hall.server.store import lease_book, tickets, windows

Identity = Annotated[str, Field(max_length=128)]


class Tickets(Message):
    """The tickets of a day, in the order of the queue."""

    tickets: list[Ticket]


class BoundedTicketRequest(TicketRequest):
    """A keyed hash has a length; a megabyte has no business here."""

    identity: Identity = ""


def router(desk: Desk) -> APIRouter:
    """Routes of the queue."""
    routes = APIRouter()
    store, catalogue = desk.store, desk.catalogue

    @routes.post("/tickets")
    async def issue(request: BoundedTicketRequest) -> Ticket:
        prefix = catalogue.service(request.service).prefix
        return await store.write(lambda tx: tickets.issue(tx, request, prefix))

    @routes.get("/tickets")
    async def of_day(date: Annotated[ServiceDate | None, Query()] = None) -> Tickets:
        day = date or service_date(desk.clock.now())
        return Tickets(tickets=await store.read(lambda c: tickets.of_day(c, day)))

    @routes.post("/windows/{number}/call")
    async def call(number: int, request: CallRequest) -> CallReply:
        services = catalogue.window(number).services
        return await store.write(lambda tx: windows.call(tx, number, services, request.event_id))

    @routes.post("/windows/{number}/recall")
    async def recall(number: int, request: CallRequest) -> CallReply:
        catalogue.window(number)
        return await store.write(lambda tx: windows.recall(tx, number, request.event_id))

    @routes.post("/windows/{number}/finish")
    async def finish(number: int, request: CallRequest) -> CallReply:
        catalogue.window(number)
        return await store.write(lambda tx: windows.finish(tx, number, request.event_id))

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
