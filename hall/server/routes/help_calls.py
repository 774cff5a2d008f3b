"""Calls for help: from units, and to staff."""

from __future__ import annotations

from fastapi import APIRouter, Request

from hall.contract.help_calls import AssistCheck, HelpCall, HelpCalls, HelpEnd, HelpStep, HelpTold
from hall.contract.messages import EventId, Message
from hall.domain.clock import service_date
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.signer import signer
from hall.server.store import help_calls
from hall.server.store.help_calls import Answerer
from hall.server.store.tables import desk as windows
from hall.server.store.tx import Tx


class Granted(Message):
    """The code is right, and used up."""


def router(desk: Desk) -> APIRouter:
    """Routes of the calls for help."""
    routes = APIRouter(prefix="/help")
    _add_units(routes, desk)
    _add_staff(routes, desk)
    return routes


def _add_units(routes: APIRouter, desk: Desk) -> None:
    @routes.post("")
    async def call(asked: HelpCall) -> HelpTold:
        desk.roster.require(asked.unit)
        return await desk.store.write(lambda tx: help_calls.call(tx, asked))

    @routes.get("/{call_id}")
    async def one(call_id: EventId) -> HelpTold:
        return await desk.store.read(lambda c: help_calls.one(c, call_id))

    @routes.post("/{call_id}/end")
    async def end(call_id: EventId, asked: HelpEnd) -> HelpTold:
        return await desk.store.write(lambda tx: help_calls.end(tx, call_id, asked.unit))

    @routes.post("/{call_id}/assist")
    async def assist(call_id: EventId, asked: AssistCheck) -> Granted:
        known = {clerk.id for clerk in desk.catalogue.settings.clerks}
        if known and asked.staff not in known:
            raise Refusal("help.unknownStaff", staff=asked.staff)
        if not await desk.store.write(lambda tx: help_calls.check(tx, call_id, asked)):
            raise Refusal("help.wrongCode")
        return Granted()


def _add_staff(routes: APIRouter, desk: Desk) -> None:
    def who(tx: Tx, request: Request, asked: HelpStep) -> Answerer:
        token = signer(request)
        return Answerer(asked.by.strip() or _clerk(tx, desk, token) or token, token)

    @routes.get("")
    async def calls() -> HelpCalls:
        now = desk.clock.now()
        rows = await desk.store.read(lambda c: help_calls.lately(c, now))
        return HelpCalls(calls=[help_calls.told(row) for row in rows])

    @routes.post("/{call_id}/answer")
    async def answer(call_id: EventId, asked: HelpStep, request: Request) -> HelpTold:
        def op(tx: Tx) -> HelpTold:
            return help_calls.answer(tx, call_id, asked.event_id, who(tx, request, asked))

        return await desk.store.write(op)

    @routes.post("/{call_id}/code")
    async def code(call_id: EventId, asked: HelpStep, request: Request) -> HelpTold:
        return await desk.store.write(lambda tx: help_calls.renew(tx, call_id, who(tx, request, asked)))


def _clerk(tx: Tx, desk: Desk, unit: str) -> str:
    """Who sits at the window of this unit today, "" for nobody known."""
    number = next((one.window for one in desk.catalogue.settings.units if one.id == unit), None)
    if number is None:
        return ""
    today = service_date(tx.now)
    here = windows.select().where(windows.c.date == today, windows.c.number == number)
    row = tx.connection.execute(here).one_or_none()
    return row.clerk if row is not None else ""
