"""Bookings: taken in, looked up masked, cancelled. They are taken up at POST /tickets."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request

from hall.contract.appointments import (
    Appointment,
    Appointments,
    BookingCode,
    BookingReplies,
    Bookings,
    FindBooking,
    Slots,
)
from hall.contract.bodies import ServiceDate
from hall.contract.messages import ServiceId
from hall.domain.clock import service_date
from hall.server.desk import Desk
from hall.server.signer import signer
from hall.server.store import appointments, bookings


def router(desk: Desk) -> APIRouter:
    """Routes of the bookings."""
    routes = APIRouter(prefix="/appointments")
    store, catalogue = desk.store, desk.catalogue

    @routes.post("")
    async def book(request: Bookings, asked: Request) -> BookingReplies:
        by = signer(asked)
        return BookingReplies(
            results=await store.write(lambda tx: bookings.book(tx, catalogue, desk.identity, request, by))
        )

    @routes.get("")
    async def of_day(date: Annotated[ServiceDate | None, Query()] = None) -> Appointments:
        now = desk.clock.now()
        day = date or service_date(now)
        return Appointments(
            appointments=await store.read(lambda c: appointments.of_day(c, catalogue, day, now))
        )

    @routes.post("/find")
    async def find(request: FindBooking) -> Appointments:
        now, hashed = desk.clock.now(), desk.identity.hash
        return Appointments(
            appointments=await store.read(lambda c: appointments.find(c, catalogue, hashed, request, now))
        )

    @routes.get("/slots")
    async def slots(
        service: Annotated[ServiceId, Query()], date: Annotated[date | None, Query()] = None
    ) -> Slots:
        now = desk.clock.now()
        day = date.isoformat() if date else service_date(now)
        free = await store.read(lambda c: bookings.offered(c, catalogue, service, day, now))
        return Slots(service=service, date=day, slots=free)

    @routes.delete("/{code}")
    async def cancel(code: BookingCode, asked: Request) -> Appointment:
        by = signer(asked)
        return await store.write(lambda tx: appointments.cancel(tx, catalogue, code, by))

    return routes
