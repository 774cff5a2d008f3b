"""Cards at the door: their numbers come no further than this. Inside there are keyed hashes, and how a number ends."""

from __future__ import annotations

import hmac
import json
from collections import Counter
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from hall.contract.attendance import PunchedBody
from hall.contract.messages import Transaction
from hall.server.identity import IdentityKey
from hall.server.store.attendance import KeptPunch
from hall.server.store.times import to_us
from hall.settings import Settings

KIND: Final = "attendance.punched"
_TAIL: Final = 2


class Badges:
    """Of one hall. A number that is a clerk's staff number is that clerk's, also without its leading zeros."""

    def __init__(self, identity: IdentityKey, settings: Settings) -> None:
        self._key = identity.derived("badge")
        bare = Counter(_bare(one.id) for one in settings.clerks)
        self._staff = {_bare(one.id): one.id for one in settings.clerks if bare[_bare(one.id)] == 1}

    def hidden(self, item: Transaction) -> Transaction:
        """The same transaction without the card's number; others as they are."""
        if item.kind != KIND:
            return item
        try:
            told = PunchedBody.model_validate_json(json.dumps(item.body))
        except ValidationError:
            return item.model_copy(update={"body": {**item.body, "badge": ""}})
        kept = self.kept(told).model_dump(mode="json", exclude_none=True)
        return item.model_copy(update={"body": kept})

    def kept(self, told: PunchedBody) -> KeptPunch:
        """A punch as the tables keep it."""
        number = told.badge.upper()
        return KeptPunch(
            badge=self._hash("card", number),
            same=self._same(told.terminal, told.number, number, told.punched_at),
            tail=number[-_TAIL:] if len(number) > 2 * _TAIL else "",
            staff=self._staff.get(_bare(number)),
            punched_at=told.punched_at,
            way=told.way,
            terminal=told.terminal,
            method=told.method,
            drift_s=told.drift_s,
            missing=told.missing,
        )

    def _same(self, terminal: str, number: int, badge: str, at: datetime) -> str:
        return self._hash("punch", terminal, number, badge, to_us(at) // 1_000_000)

    def _hash(self, *parts: object) -> str:
        text = "|".join(map(str, parts))
        return hmac.digest(self._key, text.encode(), "sha256").hex()


def _bare(number: str) -> str:
    return number.upper().lstrip("0") or "0"
