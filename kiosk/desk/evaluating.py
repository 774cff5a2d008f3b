"""Finds the visits that a citizen can evaluate, and keeps evaluations: durable here before anybody is thanked."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from hall.assets import TAG_SET
from hall.client import HallError, HallReason
from hall.contract import evaluations as told
from hall.contract.bodies import RatedBody
from hall.domain.clock import CHINA
from hall.domain.evaluation import giving_id
from kiosk.desk.paper import stream_of
from kiosk.desk.parts import Parts
from kiosk.flows.evaluate import ALREADY
from kiosk.flows.evaluate_words import (
    EvaluateEffect,
    FindVisits,
    RateVisit,
    RatingKept,
    RatingRefused,
    Served,
    VisitsFound,
)
from kiosk.flows.words import Said
from kiosk.outbox.errors import OutboxError
from kiosk.outbox.events import Event

CONFIRM_S = 1.5
"""How long the thanks wait for the server's word; it is durable without."""


class EvaluatingDesk:
    """Answers with `VisitsFound`, and with `RatingKept` or `RatingRefused`, always."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def work(self, effect: EvaluateEffect) -> Coroutine[Any, Any, None]:
        """What takes its time."""
        return self._find(effect) if isinstance(effect, FindVisits) else self._rate(effect)

    async def _find(self, wanted: FindVisits) -> None:
        parts = self._parts
        try:
            number = wanted.id_number.reveal() if wanted.id_number else ""
            asked = told.FindVisits(
                ticket=wanted.ticket, code=wanted.code, identity=wanted.identity, id_number=number
            )
            found = await parts.client.find_visits(asked)
        except HallError as error:
            parts.tell(self._without(wanted, error))
            return
        parts.tell(VisitsFound(tuple(self._served(each) for each in found.visits)))

    def _without(self, wanted: FindVisits, error: HallError) -> VisitsFound:
        """Without the server: the paper is enough; of a person, what this machine remembers."""
        if error.reason is HallReason.REFUSED and error.problem is not None:
            said = Said(error.problem.what, error.problem.do)
            return VisitsFound((), error.problem.code, said)
        try:
            with self._parts.outbox.read() as db:
                kept = self._parts.outbox.intents.lately(db, wanted.identity) if wanted.identity else []
        except OutboxError as trouble:
            return VisitsFound((), trouble.trouble.value)
        if wanted.ticket:
            return VisitsFound((Served(wanted.ticket, rated=self._known(wanted.ticket)),))
        seen = tuple(
            Served(
                each.intent,
                each.number,
                each.subject,
                at=self._time(datetime.fromisoformat(each.at)),
                rated=self._known(each.intent),
            )
            for each in kept
        )
        return VisitsFound(seen, "" if seen else "evaluate.offline")

    def _served(self, one: told.VisitInfo) -> Served:
        rated = one.rated or self._known(one.ticket)
        return Served(
            one.ticket,
            one.number,
            one.service,
            one.window or 0,
            self._time(one.at),
            one.served,
            rated,
            made=one.kind is told.Subject.CASE,
        )

    def _time(self, at: datetime) -> str:
        here, today = at.astimezone(CHINA), self._parts.clock.now().astimezone(CHINA).date()
        return f"{here:%H:%M}" if here.date() == today else f"{here:%Y-%m-%d %H:%M}"

    def _known(self, ticket: str) -> bool:
        """Whether it was evaluated at this machine."""
        try:
            with self._parts.outbox.read() as db:
                return self._parts.outbox.events.known(db, giving_id(ticket, self._parts.unit.id))
        except OutboxError:
            return False

    async def _rate(self, given: RateVisit) -> None:
        parts, outbox = self._parts, self._parts.outbox
        body = RatedBody(
            ticket=given.ticket,
            window=given.window,
            stars=given.stars,
            tags=given.tags,
            tag_set=TAG_SET if given.tags else "",
            words=given.words,
            source=told.Source.TERMINAL,
            assisted_by=given.assisted,
            given_at=parts.clock.now(),
        )
        name = giving_id(given.ticket, parts.unit.id)
        event = Event(
            name, "ticket.rated", stream_of(parts.unit.id, given.ticket), body.model_dump(mode="json")
        )
        try:
            with outbox.write() as db:
                known = outbox.events.known(db, name)
                row = None if known else outbox.events.append(db, event)
        except OutboxError as error:
            parts.tell(RatingRefused(given.ticket, error.trouble.value))
            return
        if row is None:
            parts.tell(RatingRefused(given.ticket, ALREADY))
            return
        confirmed = await parts.sender.confirmed(row, CONFIRM_S)
        parts.tell(RatingKept(given.ticket, confirmed))
