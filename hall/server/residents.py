"""Whose a resident's code (居民码) is. Neither code nor answer is kept or logged."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta
from typing import Final

from drivers.id_card.rules import number_ok
from hall.contract.residents import FindResident, Resident, ResidentAnswer
from hall.domain.cases.guessing import Guesses
from hall.domain.cases.workdays import day_of
from hall.domain.clock import Clock
from hall.server.outside import Outside, OutsideError, Why
from hall.server.problems import Refusal
from hall.settings import Settings

PATH: Final = "/residents/find"
AHEAD: Final = timedelta(seconds=60)
"""How far a phone's clock may be ahead of the hall's."""
_NOBODYS: Final = {"unknown": "resident.unknown", "used": "resident.used"}


class ResidentDesk:
    """Asks the service of the hall file."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._outside, self._clock = Outside("resident", settings.residents, clock), clock
        self._fresh = timedelta(seconds=settings.residents.fresh_s)
        self._guesses = Guesses()
        self.close = self._outside.close

    async def find(self, place: str, wanted: FindResident) -> Resident:
        """The person, as far as the code is of now and the document holds. `place`: whose guesses. Raises `Refusal`."""
        if not self._outside.there:
            raise Refusal("resident.none")
        self._not_guessing(place)
        try:
            answer = await self._outside.ask(PATH, wanted, ResidentAnswer)
            person = self._believed(wanted, answer)
        except OutsideError as error:
            raise Refusal("resident.away", detail=error.why.value) from None
        problem = self._problem(answer, person)
        if answer.state == "unknown":
            self._guesses.wrong(place, self._clock.mono_ms())
        if person is None or problem:
            raise Refusal(problem)
        return person

    def _not_guessing(self, place: str) -> None:
        wait = self._guesses.wait_ms(place, self._clock.mono_ms())
        if wait:
            seconds = -(-wait // 1000)
            minutes = -(-seconds // 60)
            raise Refusal("resident.guessing", headers={"Retry-After": str(seconds)}, minutes=minutes)

    def _believed(self, wanted: FindResident, answer: ResidentAnswer) -> Resident | None:
        """Whom the answer names. Raises `OutsideError` for one about another code, or about nobody there can be."""
        if not hmac.compare_digest(hashlib.sha256(wanted.code.encode()).hexdigest(), answer.sha256):
            raise self._outside.trouble(Why.OTHER)
        person = answer.resident if answer.state == "known" else None
        if answer.state == "known" and (person is None or answer.made_at is None):
            raise self._outside.trouble(Why.UNREADABLE)
        if person is not None and not number_ok(person.kind, person.id_number):
            raise self._outside.trouble(Why.UNREADABLE)
        return person

    def _problem(self, answer: ResidentAnswer, person: Resident | None) -> str:
        """Why the code says nothing about anybody, "" when it does."""
        if person is None or answer.made_at is None:
            return _NOBODYS[answer.state]
        if not -AHEAD <= self._clock.now() - answer.made_at <= self._fresh:
            return "resident.old"
        return "" if _holds(person.valid_to, day_of(self._clock.now())) else "resident.ended"


def _holds(valid_to: str, today: date) -> bool:
    return not valid_to or valid_to >= today.isoformat()
