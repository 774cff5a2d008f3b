"""What screens, phones and units tell and ask: acknowledgements, units, notices, a ticket's position."""

from __future__ import annotations

from fastapi import APIRouter, Request

from hall.contract.messages import EventId, Message, Notice, UnitId
from hall.contract.screens import Acks, Calls, Notices, Position, Units, UnitStatus
from hall.domain.clock import service_date
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.signer import signer
from hall.server.store import notices, positions, shown


class Taken(Message):
    """It was kept."""


def router(desk: Desk) -> APIRouter:
    """Routes of the screens, phones and units."""
    routes = APIRouter()
    _add_calls(routes, desk)
    _add_units(routes, desk)
    _add_notices(routes, desk)

    @routes.get("/tickets/{event_id}/position")
    async def position(event_id: EventId) -> Position:
        now = desk.clock.now()
        return await desk.store.read(lambda c: positions.position(c, desk.days, desk.forecast, event_id, now))

    return routes


def _add_calls(routes: APIRouter, desk: Desk) -> None:
    book = shown.AckBook(desk.store)

    @routes.post("/acks")
    async def acknowledge(acks: Acks) -> Taken:
        desk.roster.require(acks.unit)
        await book.note(acks)
        return Taken()

    @routes.get("/calls")
    async def calls() -> Calls:
        today = service_date(desk.clock.now())
        return Calls(calls=await desk.store.read(lambda c: shown.latest(c, today)))


def _add_units(routes: APIRouter, desk: Desk) -> None:
    @routes.put("/units/{unit}")
    async def tell(unit: UnitId, status: UnitStatus) -> Taken:
        if status.unit != unit:
            raise Refusal("unit.otherName")
        await desk.roster.note(status)
        return Taken()

    @routes.get("/units")
    async def units() -> Units:
        now = desk.clock.now()
        return await desk.store.read(lambda c: desk.roster.units(c, now))


def _add_notices(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/notices")
    async def standing() -> Notices:
        now = desk.clock.now()
        return Notices(notices=await desk.store.read(lambda c: notices.standing(c, now)))

    @routes.put("/notices/{id_}")
    async def put(id_: EventId, notice: Notice, request: Request) -> Taken:
        if notice.id != id_:
            raise Refusal("notice.otherId")
        await desk.store.write(lambda tx: notices.put(tx, notice, signer(request)))
        return Taken()

    @routes.delete("/notices/{id_}")
    async def take_down(id_: EventId, request: Request) -> Taken:
        await desk.store.write(lambda tx: notices.take_down(tx, id_, signer(request)))
        return Taken()
