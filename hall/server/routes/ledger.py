"""The ledger for staff: listed, looked at, and each step signed by who takes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request

from hall.contract.ledger import AnswerStep, AssignStep, EntryTold, Ledger, LedgerStep, Reach, ResultStep
from hall.domain.cases.lights import Light
from hall.domain.ledger.entry import Kind, Step, Verb
from hall.server.desk import Desk
from hall.server.signer import own_window, signer
from hall.server.store import ledger
from hall.server.store.tx import Tx

_Act = Callable[[Request, str, LedgerStep, Verb, str], Awaitable[EntryTold]]


def router(desk: Desk) -> APIRouter:
    """Routes of the ledger."""
    routes = APIRouter(prefix="/ledger")

    async def act(request: Request, number: str, asked: LedgerStep, verb: Verb, to: str = "") -> EntryTold:
        token, window = signer(request), own_window(request)
        by = asked.by.strip() or token
        result = asked.result.value if isinstance(asked, ResultStep) else ""

        def op(tx: Tx) -> EntryTold:
            step = Step(verb, tx.now, by, to.strip(), asked.text.strip(), result, token)
            ledger.act(tx, number, asked.event_id, step, window)
            return ledger.told(tx.connection, number, ledger.day_at(desk.catalogue, tx.now), window)

        return await desk.store.write(op)

    @routes.get("")
    async def entries(
        unfinished: Annotated[bool, Query(alias="open")] = True,  # noqa: FBT002 - a query
        kind: Kind | None = None,
        light: Light | None = None,
        window: int | None = None,
        clerk: str | None = None,
    ) -> Ledger:
        day, wish = (
            ledger.day_at(desk.catalogue, desk.clock.now()),
            ledger.Wish(unfinished, kind, light, window, clerk),
        )
        return await desk.store.read(lambda c: ledger.listed(c, day, wish))

    @routes.get("/{number}")
    async def one(number: str) -> EntryTold:
        day = ledger.day_at(desk.catalogue, desk.clock.now())
        return await desk.store.read(lambda c: ledger.told(c, number, day))

    @routes.post("/{number}/look_up")
    async def look_up(number: str, asked: LedgerStep, request: Request) -> Reach:
        await act(request, number, asked, Verb.LOOK_UP)
        return await desk.store.read(lambda c: ledger.reach(c, number))

    _add_steps(routes, act)
    _add_loop(routes, act)
    return routes


def _add_steps(routes: APIRouter, act: _Act) -> None:
    """What every kind has."""

    @routes.post("/{number}/assign")
    async def assign(number: str, asked: AssignStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.ASSIGN, asked.to)

    @routes.post("/{number}/answer")
    async def answer(number: str, asked: AnswerStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.ANSWER, "")

    @routes.post("/{number}/call_back")
    async def call_back(number: str, asked: ResultStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.CALL_BACK, "")

    @routes.post("/{number}/close")
    async def close(number: str, asked: LedgerStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.CLOSE, "")


def _add_loop(routes: APIRouter, act: _Act) -> None:
    """What a bad review has beside it."""

    @routes.post("/{number}/verify")
    async def verify(number: str, asked: ResultStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.VERIFY, "")

    @routes.post("/{number}/rectify")
    async def rectify(number: str, asked: AnswerStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.RECTIFY, "")

    @routes.post("/{number}/explain")
    async def explain(number: str, asked: AnswerStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.EXPLAIN, "")

    @routes.post("/{number}/appeal")
    async def appeal(number: str, asked: ResultStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.APPEAL, "")

    @routes.post("/{number}/judge")
    async def judge(number: str, asked: ResultStep, request: Request) -> EntryTold:
        return await act(request, number, asked, Verb.JUDGE, "")
