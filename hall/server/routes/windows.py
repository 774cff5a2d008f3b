"""A window's verbs. Each press counts once; a repeat gets the first answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from fastapi import APIRouter

from hall.contract.messages import CallReply, CallRequest
from hall.contract.windows import (
    CallNext,
    HoldRequest,
    ItemRequest,
    LendRequest,
    OpenRequest,
    PauseRequest,
    ResumeRequest,
    TransferRequest,
    WindowState,
)
from hall.domain.queue import aside, presence, verbs
from hall.domain.queue.day import Day, Step
from hall.server.desk import Desk
from hall.server.hot import HotRoute
from hall.server.problems import Refusal
from hall.server.store import desks, expected, statistics, windows
from hall.server.store.tx import Tx

_Rule = Callable[[Day, datetime], Step | None]


def router(desk: Desk) -> APIRouter:
    """Routes of a window."""
    routes = APIRouter(prefix="/windows/{number}", route_class=HotRoute)
    _add_verbs(routes, desk)
    _add_ways_aside(routes, desk)
    _add_presence(routes, desk)

    @routes.get("")
    async def state(number: int) -> WindowState:
        now = desk.clock.now()
        return await desk.store.read(lambda c: desks.state(c, desk.catalogue, number, now))

    return routes


def _do(
    desk: Desk, number: int, name: str, request: CallRequest, rule: _Rule, *ids: str
) -> Awaitable[CallReply]:
    """Write one verb; `rule` gets the day and the moment it is done at."""
    desk.catalogue.window(number)

    def op(tx: Tx) -> CallReply:
        expected.require(tx, number, request)

        def now(day: Day) -> Step | None:
            return rule(day, tx.now)

        return windows.act(tx, number, name, request.event_id, now, *ids)

    return desk.store.write(op)


def _add_verbs(routes: APIRouter, desk: Desk) -> None:
    @routes.post("/call")
    async def call(number: int, request: CallNext) -> CallReply:
        desk.catalogue.window(number)

        def op(tx: Tx) -> CallReply:
            expected.require(tx, number, request)
            return windows.call(tx, number, request.event_id, request.ticket)

        return await desk.store.write(op)

    @routes.post("/recall")
    async def recall(number: int, request: CallRequest) -> CallReply:
        return await _do(desk, number, "recall", request, lambda day, now: verbs.recall(day, number, now))

    @routes.post("/start")
    async def start(number: int, request: CallRequest) -> CallReply:
        return await _do(desk, number, "start", request, lambda day, now: verbs.start(day, number, now))

    @routes.post("/finish")
    async def finish(number: int, request: CallRequest) -> CallReply:
        return await _do(desk, number, "finish", request, lambda day, now: verbs.finish(day, number, now))

    @routes.post("/undo")
    async def undo(number: int, request: CallRequest) -> CallReply:
        return await _do(desk, number, "undo", request, lambda day, now: verbs.undo(day, number, now))

    @routes.post("/item")
    async def item(number: int, request: ItemRequest) -> CallReply:
        desk.catalogue.require_item(request.item)
        return await _do(
            desk, number, "item", request, lambda day, now: verbs.add_item(day, number, request.item, now)
        )


def _add_ways_aside(routes: APIRouter, desk: Desk) -> None:
    @routes.post("/no_show")
    async def no_show(number: int, request: CallRequest) -> CallReply:
        return await _do(desk, number, "no_show", request, lambda day, now: aside.no_show(day, number, now))

    @routes.post("/hold")
    async def hold(number: int, request: HoldRequest) -> CallReply:
        kind, note = request.kind, request.note
        return await _do(
            desk, number, "hold", request, lambda day, now: aside.hold(day, number, kind, note, now)
        )

    @routes.post("/resume")
    async def resume(number: int, request: ResumeRequest) -> CallReply:
        who = request.ticket
        return await _do(
            desk, number, "resume", request, lambda day, now: aside.resume(day, number, who, now), who
        )

    @routes.post("/transfer")
    async def transfer(number: int, request: TransferRequest) -> CallReply:
        if (request.service is None) == (request.window is None):
            raise Refusal("transfer.oneTarget")
        if request.service is not None:
            desk.catalogue.service(request.service)

        def rule(day: Day, now: datetime) -> Step:
            return aside.transfer(
                day, number, now, service=request.service or "", to_window=request.window, note=request.note
            )

        return await _do(desk, number, "transfer", request, rule)


def _add_presence(routes: APIRouter, desk: Desk) -> None:
    @routes.post("/open")
    async def open_(number: int, request: OpenRequest) -> CallReply:
        def rule(day: Day, now: datetime) -> Step:
            who, owner = desk.catalogue.clerks.admit(day.desk(number), request.clerk, request.stands_in_for)
            return presence.open_window(day, number, who, now, stands_in_for=owner)

        return await _do(desk, number, "open", request, rule)

    @routes.post("/pause")
    async def pause(number: int, request: PauseRequest) -> CallReply:
        reason = request.reason
        desk.catalogue.window(number)

        def op(tx: Tx) -> CallReply:
            expected.require(tx, number, request)
            done = windows.act(
                tx,
                number,
                "pause",
                request.event_id,
                lambda day: presence.pause(day, number, reason, tx.now),
            )
            statistics.note_pause(tx, done.seq, reason)
            return done

        return await desk.store.write(op)

    @routes.post("/close")
    async def close(number: int, request: CallRequest) -> CallReply:
        return await _do(desk, number, "close", request, lambda day, now: presence.close(day, number, now))

    @routes.post("/services")
    async def services(number: int, request: LendRequest) -> CallReply:
        wanted = frozenset(desk.catalogue.service(one).id for one in request.services)
        return await _do(
            desk, number, "services", request, lambda day, now: presence.lend(day, number, wanted, now)
        )
