"""A ticket's live page for its holder's phone. Works without scripts: it then renews itself, and its forms are plain."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from hall.assets import load_tags
from hall.contract.messages import EventId, Text
from hall.domain.queue.ticket import TicketState
from hall.server.console.words import hour
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.store import positions, windows
from hall.server.web import rate
from hall.server.web.forms import first, form_of
from hall.server.web.html import HEADERS, Language
from hall.server.web.pages import Pages

Verb = Literal["return", "cancel"]
_EVENT: TypeAdapter[str] = TypeAdapter(EventId)
_PRESS = Text(zh="请在号票页面上按按钮", en="press the button on the ticket's page")
_OVER = "ticket.dayOver"
_NEAR = 3
"""With so few people ahead one had better come close."""


def add(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    """Routes of the page."""
    _add_pages(routes, desk, pages)
    _add_verbs(routes, desk, pages)


def _add_pages(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    levels = load_tags().levels

    async def show(name: str, event_id: str, language: str, ask: str) -> Response:
        now = desk.clock.now()

        def write(connection: Connection) -> str:
            holder = positions.holder(connection, desk.days, desk.forecast, event_id, now)
            facts = _facts(holder, desk, now)
            offer = rate.invitation(connection, desk, event_id)
            return pages.fill(name, language, id=event_id, ask=ask, offer=offer, levels=levels, **facts)

        try:
            return HTMLResponse(await desk.store.read(write), headers=HEADERS)
        except Refusal as refused:
            if refused.problem.code == _OVER:
                offer = await desk.store.read(lambda c: rate.invitation(c, desk, event_id))
                if offer is not None:
                    return RedirectResponse(f"/r/{offer['link']}?lang={language}", 303, HEADERS)
            return pages.refuse(refused, language, event_id)

    @routes.get("/t/{event_id}")
    async def ticket(
        event_id: EventId, language: Language, ask: Annotated[Verb | Literal[""], Query()] = ""
    ) -> Response:
        return await show("ticket", event_id, language, ask)

    @routes.get("/t/{event_id}/parts")
    async def parts(
        event_id: EventId, language: Language, ask: Annotated[Verb | Literal[""], Query()] = ""
    ) -> Response:
        return await show("ticket_parts", event_id, language, ask)


def _add_verbs(routes: APIRouter, desk: Desk, pages: Pages) -> None:
    @routes.post("/t/{event_id}/{verb}")
    async def do(event_id: EventId, verb: Verb, language: Language, request: Request) -> Response:
        """A form of the page: `press` is its event_id, so that a second tap counts once."""
        given = await form_of(request)
        try:
            press = _EVENT.validate_python(first(given, "press"))
            await desk.store.write(lambda tx: windows.of_citizen(tx, verb, press, event_id))
        except ValidationError:
            return pages.refuse(Refusal("request.invalid", field="press", hint=_PRESS), language, event_id)
        except Refusal as refused:
            return pages.refuse(refused, language, event_id)
        return RedirectResponse(f"/t/{event_id}?lang={language}", 303, HEADERS)


def _facts(holder: positions.Holder, desk: Desk, now: datetime) -> dict[str, Any]:
    """What the templates say."""
    position = holder.position
    settings = desk.catalogue.settings
    return {
        "position": position,
        "state": position.state.value,
        "service_id": position.service,
        "near": position.state is TicketState.WAITING and position.ahead <= _NEAR,
        "can_return": holder.can_return,
        "can_cancel": position.state in {TicketState.WAITING, TicketState.NO_SHOW, TicketState.HELD},
        "missed": settings.queue.missed,
        "behind": settings.queue.return_behind,
        "since": hour(holder.since),
        "press": f"phone-{secrets.token_hex(12)}",
        "shown_at": now.isoformat(),
        "clock": hour(now),
    }
