"""Supervision: what there is, what is done about warnings, and announced closings."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from sqlalchemy import Connection

from hall.contract.supervision import ClosingTold, ClosingWish, Supervision, WarningAct, WarningTold
from hall.domain.clock import CHINA
from hall.domain.roles import Role
from hall.domain.supervision.life import Verb
from hall.server import supervision_words as words
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.signer import own_window, signer
from hall.server.store import warnings, window_notices
from hall.server.store.tx import Tx
from hall.server.supervision import Overview, house, verbs_of
from hall.server.supervision_words import concerned
from hall.server.tokens import Holder


def router(desk: Desk) -> APIRouter:
    """Routes of supervision."""
    routes = APIRouter(prefix="/supervision")
    overview = Overview(desk.catalogue, desk.days, house(desk.catalogue))

    @routes.get("")
    async def supervision(request: Request) -> Supervision:
        now, verbs = desk.clock.now(), verbs_of(_role(request))

        def query(connection: Connection) -> Supervision:
            return overview.told(connection, now, verbs)

        return await desk.store.read(query)

    _add_acts(routes, desk)
    _add_closings(routes, desk)
    return routes


def _add_acts(routes: APIRouter, desk: Desk) -> None:
    async def act(id_: str, asked: WarningAct, request: Request, verb: Verb) -> WarningTold:
        token, window, verbs = signer(request), own_window(request), verbs_of(_role(request))
        done = warnings.Act(
            asked.event_id, verb, asked.by.strip() or token, token, asked.words.strip(), window
        )

        def op(tx: Tx) -> WarningTold:
            row = warnings.act(tx, id_, done, lambda clerk: concerned(desk.catalogue, clerk))
            steps = warnings.steps(tx.connection, [id_]).get(id_, [])
            return words.warning(desk.catalogue, row, steps, verbs)

        return await desk.store.write(op)

    @routes.post("/warnings/{id_}/urge")
    async def urge(id_: str, asked: WarningAct, request: Request) -> WarningTold:
        return await act(id_, asked, request, Verb.URGE)

    @routes.post("/warnings/{id_}/explain")
    async def explain(id_: str, asked: WarningAct, request: Request) -> WarningTold:
        return await act(id_, asked, request, Verb.EXPLAIN)

    @routes.post("/warnings/{id_}/excuse")
    async def excuse(id_: str, asked: WarningAct, request: Request) -> WarningTold:
        return await act(id_, asked, request, Verb.EXCUSE)

    @routes.post("/warnings/{id_}/confirm")
    async def confirm(id_: str, asked: WarningAct, request: Request) -> WarningTold:
        return await act(id_, asked, request, Verb.CONFIRM)


def _add_closings(routes: APIRouter, desk: Desk) -> None:
    @routes.post("/closings")
    async def announce(asked: ClosingWish, request: Request) -> ClosingTold:
        token, window = signer(request), own_window(request)
        desk.catalogue.window(asked.window)
        if window not in {None, asked.window}:
            raise Refusal("token.otherWindow", unit=token)
        closing = window_notices.Closing(
            asked.event_id,
            asked.window,
            _moment(asked.begin),
            _moment(asked.end),
            asked.reason.strip(),
            asked.by.strip() or token,
            asked.screens == "yes",
        )

        def op(tx: Tx) -> ClosingTold:
            window_notices.announce(tx, closing, token)
            return words.closing(window_notices.require(tx.connection, closing.id))

        return await desk.store.write(op)

    @routes.post("/closings/{id_}/withdraw")
    async def withdraw(id_: str, asked: WarningAct, request: Request) -> ClosingTold:
        token, window = signer(request), own_window(request)

        def op(tx: Tx) -> ClosingTold:
            window_notices.withdraw(tx, id_, asked.by.strip() or token, token, window)
            return words.closing(window_notices.require(tx.connection, id_))

        return await desk.store.write(op)


def _moment(minute: str) -> datetime:
    return datetime.fromisoformat(minute).replace(tzinfo=CHINA)


def _role(request: Request) -> Role | None:
    holder = getattr(request.state, "holder", None)
    return holder.role if isinstance(holder, Holder) else None
