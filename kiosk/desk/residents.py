"""Whose a resident's code is: asked of the hall, never kept here."""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from hall.client import HallError, HallReason
from hall.contract.residents import Resident
from hall.domain.clock import CHINA
from hall.domain.privacy import IdNumber, Person, PersonName
from kiosk.desk.cards import is_elder
from kiosk.desk.parts import Parts
from kiosk.flows.words import CardRead, CodeProblem, CodeSeen

AWAY, OFFLINE, FAMILY = "resident.away", "resident.offline", "resident."
AGAIN_MS: Final = 10_000
"""After no answer the same code, still before the scanner, is asked about again."""
_CITIZENS: Final = frozenset({"resident", "J"})


class Residents:
    """Answers with CodeSeen, then with CardRead or CodeProblem; with nothing for a code that was refused just now."""

    def __init__(self, parts: Parts) -> None:
        self._client, self._clock, self._tell = parts.client, parts.clock, parts.tell
        self._key = secrets.token_bytes(32)
        self._refused = b""
        self._again_ms: int | None = None
        """When the refused one may be asked about again; None: not at all."""

    def forget(self) -> None:
        """Somebody begins to look for a code: any of them is asked about."""
        self._refused = b""

    async def whose(self, code: str) -> bool:
        """Ask; returns whether somebody is known now. May be cancelled: then nothing more is told."""
        seen, now_ms = hmac.digest(self._key, code.encode(), "sha256"), self._clock.mono_ms()
        if seen == self._refused and (self._again_ms is None or now_ms < self._again_ms):
            return False
        self._tell(CodeSeen())
        try:
            found = await self._client.find_resident(code)
        except HallError as error:
            problem = _problem(error)
            waits = problem in {AWAY, OFFLINE}
            self._refused, self._again_ms = seen, self._clock.mono_ms() + AGAIN_MS if waits else None
            self._tell(CodeProblem(problem))
            return False
        person = person_of(found)
        today = self._clock.now().astimezone(CHINA).date()
        self._tell(CardRead(person, elder=is_elder(person, today)))
        return True


def person_of(found: Resident) -> Person:
    """As a card would say it. Birth and sex stand in the number (GB 11643; of foreigners' numbers the birth alone).

    A dwelling is not in it: it is asked for where it is needed.
    """
    number = found.id_number
    sex = ("2", "1")[int(number[16]) % 2] if found.kind in _CITIZENS else ""
    return Person(
        kind=found.kind,
        name=PersonName(found.name),
        id_number=IdNumber(number),
        sex=sex,
        birth="" if found.kind == "I" else number[6:14],
        valid_to=found.valid_to,
        by_code=True,
    )


def _problem(error: HallError) -> str:
    """The hall's own word; else whether there is a hall."""
    told = error.problem.code if error.problem is not None else ""
    if told.startswith(FAMILY):
        return told
    return OFFLINE if error.reason is HallReason.UNREACHABLE else AWAY
