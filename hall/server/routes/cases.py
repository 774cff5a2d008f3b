"""Cases: looked through, taken further by staff, found by their applicants."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection

from hall.contract.bodies import CaseNumber
from hall.contract.cases import (
    AskStep,
    Cases,
    CaseTold,
    ExtendStep,
    FindCase,
    FinishStep,
    PauseStep,
    Progresses,
    ReasonStep,
    Seal,
    SignedStep,
)
from hall.domain.cases.case import State, Verb
from hall.domain.cases.guessing import Guesses
from hall.domain.cases.lights import Light
from hall.domain.cases.workdays import day_of
from hall.server import case_words
from hall.server.case_finding import look_for, place_of
from hall.server.case_steps import take_step
from hall.server.desk import Desk
from hall.server.store import case_book, case_log
from hall.server.store.case_book import Office, Wish


def router(desk: Desk) -> APIRouter:
    """Routes of the cases."""
    routes = APIRouter(prefix="/cases")
    office = Office(desk.catalogue)
    _add_reading(routes, desk, office)
    _add_finding(routes, desk, office)
    _add_first_steps(routes, desk, office)
    _add_steps(routes, desk, office)
    return routes


def _add_reading(routes: APIRouter, desk: Desk, office: Office) -> None:
    @routes.get("")
    async def listed(
        state: Annotated[State | Literal["", "open", "promised"], Query()] = "",
        light: Annotated[Light | Literal[""], Query()] = "",
        q: Annotated[str, Query(max_length=40)] = "",
    ) -> Cases:
        today, wish = day_of(desk.clock.now()), Wish(state, light, q)

        def query(connection: Connection) -> Cases:
            found = case_book.listed(connection, office, wish, today)
            return Cases(cases=case_book.told(connection, found))

        return await desk.store.read(query)

    @routes.get("/log")
    async def log() -> Seal:
        return await desk.store.read(case_log.seal)

    @routes.get("/{number}")
    async def one(number: CaseNumber) -> CaseTold:
        today = day_of(desk.clock.now())

        def query(connection: Connection) -> CaseTold:
            return case_book.told(connection, [case_book.require(connection, office, number, today)])[0]

        return await desk.store.read(query)


def _add_finding(routes: APIRouter, desk: Desk, office: Office) -> None:
    guesses = Guesses()

    @routes.post("/find")
    async def find(wanted: FindCase, request: Request) -> Progresses:
        today = day_of(desk.clock.now())
        found = await look_for(desk, office, guesses, place_of(request), wanted)
        return Progresses(cases=[case_words.progress(desk.catalogue, one, today) for one in found])


def _add_first_steps(routes: APIRouter, desk: Desk, office: Office) -> None:
    @routes.post("/{number}/accept")
    async def accept(number: CaseNumber, asked: SignedStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.ACCEPT, asked, request)

    @routes.post("/{number}/ask")
    async def ask(number: CaseNumber, asked: AskStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.ASK, asked, request)

    @routes.post("/{number}/corrected")
    async def corrected(number: CaseNumber, asked: SignedStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.CORRECTED, asked, request)

    @routes.post("/{number}/reject")
    async def reject(number: CaseNumber, asked: ReasonStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.REJECT, asked, request)

    @routes.post("/{number}/withdraw")
    async def withdraw(number: CaseNumber, asked: ReasonStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.WITHDRAW, asked, request)


def _add_steps(routes: APIRouter, desk: Desk, office: Office) -> None:
    @routes.post("/{number}/start")
    async def start(number: CaseNumber, asked: SignedStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.START, asked, request)

    @routes.post("/{number}/pause")
    async def pause(number: CaseNumber, asked: PauseStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.PAUSE, asked, request)

    @routes.post("/{number}/resume")
    async def resume(number: CaseNumber, asked: SignedStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.RESUME, asked, request)

    @routes.post("/{number}/extend")
    async def extend(number: CaseNumber, asked: ExtendStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.EXTEND, asked, request)

    @routes.post("/{number}/finish")
    async def finish(number: CaseNumber, asked: FinishStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.FINISH, asked, request)

    @routes.post("/{number}/pick_up")
    async def pick_up(number: CaseNumber, asked: SignedStep, request: Request) -> CaseTold:
        return await take_step(desk, office, number, Verb.PICK_UP, asked, request)
