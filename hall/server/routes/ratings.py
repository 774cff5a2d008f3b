"""Evaluations of tickets and cases, and the visits that can be evaluated."""

from __future__ import annotations

from fastapi import APIRouter, Request

from hall.contract.cases import FindCase
from hall.contract.evaluations import FindVisits, Source, VisitLink, Visits
from hall.contract.messages import EventId, Message
from hall.contract.screens import Rating
from hall.domain.cases.guessing import Guesses
from hall.server.case_finding import look_for, place_of
from hall.server.desk import Desk
from hall.server.rating_links import links_of
from hall.server.store import rating_about, ratings, visits
from hall.server.store.case_book import Kept, Office


class Rated(Message):
    """It is kept."""


def router(desk: Desk) -> APIRouter:
    """Routes of the evaluations."""
    routes = APIRouter()
    office, guesses, links = Office(desk.catalogue), Guesses(), links_of(desk)

    @routes.post("/tickets/{event_id}/rating")
    async def rate(event_id: EventId, rating: Rating) -> Rated:
        ratings.accepted(await desk.store.write(lambda tx: ratings.put(tx, event_id, rating)))
        return Rated()

    @routes.post("/visits/find")
    async def find(asked: FindVisits, request: Request) -> Visits:
        now = desk.clock.now()
        filed: list[Kept] = []
        if asked.code or asked.id_number:
            wanted = FindCase(code=asked.code) if asked.code else FindCase(id_number=asked.id_number)
            filed = await look_for(desk, office, guesses, place_of(request), wanted)
        rows = [one.row for one in filed]
        return await desk.store.read(lambda c: visits.find(c, desk.catalogue, asked, rows, now))

    @routes.post("/visits/{event_id}/link")
    async def link(event_id: EventId) -> VisitLink:
        now = desk.clock.now()
        await desk.store.read(lambda c: rating_about.require(c, desk.catalogue, event_id))
        return VisitLink(url=links.url(links.token(event_id, Source.LINK, now)), until=links.until(now))

    return routes
