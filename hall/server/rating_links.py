"""Links that open one evaluation: signed, not to be guessed, over after some days. Nothing is kept for them."""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hall.contract.evaluations import Source
from hall.domain.cases.workdays import day_of
from hall.server.desk import Desk
from hall.server.identity import IdentityKey
from hall.server.problems import Refusal

_LETTERS: Final = {Source.PAGE: "p", Source.SIGN: "s", Source.LINK: "l"}
_SOURCES: Final = {letter: source for source, letter in _LETTERS.items()}
_FORM: Final = re.compile(r"([psl])([0-9]{6,7})\.([A-Za-z0-9_-]{8,64})\.([a-z2-7]{16})")
_SIGNED: Final = 10
"""Bytes: 80 bits, and a wrong one tells nothing."""


@dataclass(frozen=True)
class Opened:
    """What a link leads to. `subject`: event_id of a ticket or a case; `until`: the last day."""

    subject: str
    source: Source
    until: date


class Links:
    """Made and read with the hall's own key; all servers of a hall have the same."""

    def __init__(self, identity: IdentityKey, base: str, days: int) -> None:
        self._key = identity.derived("evaluation link")
        self._base = base.rstrip("/")
        self._days = days

    def token(self, subject: str, source: Source, since: datetime) -> str:
        """Good for the hall's number of days after `since`."""
        until = day_of(since) + timedelta(days=self._days)
        said = f"{_LETTERS[source]}{until.toordinal()}.{subject}"
        return f"{said}.{self._sign(said)}"

    def url(self, token: str) -> str:
        """The page that takes the evaluation."""
        return f"{self._base}/r/{token}"

    def sign_url(self, window: int) -> str:
        """What the code at a window opens."""
        return f"{self._base}/sign/{window}"

    def until(self, since: datetime) -> date:
        """The last day of a link made from that moment on."""
        return day_of(since) + timedelta(days=self._days)

    def open(self, token: str, now: datetime) -> Opened:
        """Raises `Refusal`: no link of ours, or over."""
        found = _FORM.fullmatch(token)
        if found is None or not hmac.compare_digest(self._sign(token.rpartition(".")[0]), found[4]):
            raise Refusal("rating.noLink")
        until = date.fromordinal(int(found[2]))
        if day_of(now) > until:
            raise Refusal("rating.linkOver")
        return Opened(found[3], _SOURCES[found[1]], until)

    def _sign(self, said: str) -> str:
        made = hmac.digest(self._key, said.encode(), "sha256")[:_SIGNED]
        return base64.b32encode(made).decode().lower()


def links_of(desk: Desk) -> Links:
    """The hall's links, as its settings say."""
    server = desk.catalogue.settings.server
    base = server.public_url or server.url
    return Links(desk.identity, base, desk.catalogue.settings.evaluation.link_days)
