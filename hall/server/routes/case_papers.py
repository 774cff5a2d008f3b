"""Papers of a case: a promised material handed in, a notice sealed, and whose they are."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from hall.contract.bodies import CaseNumber
from hall.contract.cases import CaseTold, HandInStep, ReasonStep, SealStep, Whose
from hall.domain.cases.case import Verb
from hall.domain.cases.workdays import day_of
from hall.server import case_words, seals
from hall.server.case_people import whose
from hall.server.case_steps import take_step
from hall.server.desk import Desk
from hall.server.problems import Refusal
from hall.server.routes.outside import PRIVATE
from hall.server.store import case_book
from hall.server.store.case_book import Kept, Office
from hall.server.store.tx import Tx


def router(desk: Desk) -> APIRouter:
    """Routes of a case's papers."""
    routes = APIRouter(prefix="/cases")
    office = Office(desk.catalogue)

    async def require(number: str) -> Kept:
        today = day_of(desk.clock.now())
        return await desk.store.read(lambda c: case_book.require(c, office, number, today))

    @routes.post("/{number}/hand_in")
    async def hand_in(number: CaseNumber, asked: HandInStep, request: Request) -> CaseTold:
        def named(tx: Tx) -> Mapping[str, object]:
            kept = case_book.require(tx.connection, office, number, day_of(tx.now))
            return {"what": [kept.filed.name(asked.material)]}

        return await take_step(desk, office, number, Verb.HAND_IN, asked, request, named)

    @routes.post("/{number}/look_up")
    async def look_up(number: CaseNumber, asked: ReasonStep, request: Request, response: Response) -> Whose:
        await take_step(desk, office, number, Verb.LOOK_UP, asked, request)
        response.headers.update(PRIVATE)
        return whose(await require(number))

    @routes.post("/{number}/seal")
    async def seal(number: CaseNumber, asked: SealStep, request: Request) -> CaseTold:
        office.signature(asked.by)
        kept = await require(number)
        again = next((row for row in kept.steps if row.event_id == asked.event_id), None)
        made = json.loads(again.body).get("seal") if again is not None else await _sealed(desk, kept, asked)

        def sealed(tx: Tx) -> Mapping[str, object]:
            if made:
                seals.remember(tx, made["picture"])
            return {"seal": made}

        return await take_step(desk, office, number, Verb.SEAL, asked, request, sealed)

    return routes


async def _sealed(desk: Desk, kept: Kept, asked: SealStep) -> dict[str, str]:
    """Raises `Refusal`; nobody is asked for a seal that cannot be put."""
    if asked.notice not in kept.case.unsealed:
        raise Refusal("case.noNotice")
    notice = next(one for one in case_words.notices(kept) if case_words.place_of(one) == asked.notice)
    made = await desk.seals.ask(asked.event_id, kept, notice)
    return {"number": made.number, "at": made.at.isoformat(), "picture": made.picture}
