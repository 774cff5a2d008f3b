"""The console's words: which language a browser gets, and times and tickets as a clerk reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from hall.contract.messages import Text
from hall.domain.clock import CHINA
from hall.domain.queue.ticket import Lane, Ticket
from hall.domain.roles import RUNNING, Role
from hall.server.problems import Refusal
from hall.server.rights import BY_NAME
from hall.server.store.catalogue import Catalogue
from hall.settings import Words
from hall.texts import FOLDER, Texts, load_texts

TEXTS: Final = FOLDER / "console"


@dataclass(frozen=True)
class Speech:
    """One language's words over one hall's names. `role`: who reads them, None where no token is asked for."""

    texts: Texts
    catalogue: Catalogue
    role: Role | None = None

    @property
    def language(self) -> str:
        """Either zh or en."""
        return self.texts.language

    @property
    def runs(self) -> bool:
        """Whether whoever reads runs the hall: staff, a supervisor, anybody in a hall without tokens."""
        return self.role is None or self.role in RUNNING

    @property
    def by_name(self) -> bool:
        """Whether whoever reads sees clerks' figures by name, and judges: a supervisor, or no tokens at all."""
        return self.role is None or self.role in BY_NAME

    def say(self, key: str, **facts: object) -> str:
        """A text of assets/i18n/console."""
        return self.texts.say(key, **facts)

    def name(self, words: Words | Text) -> str:
        """A name of the hall in this language."""
        return words.en if self.language == "en" else words.zh

    def service(self, id_: str) -> str:
        """A service's name. A ticket may be of one that the hall file has dropped since: then its id."""
        return next((self.name(one.name) for one in self.catalogue.settings.services if one.id == id_), id_)

    def item(self, id_: str) -> str:
        """A matter's name, or its id."""
        return next((self.name(one.name) for one in self.catalogue.settings.items if one.id == id_), id_)

    def group(self, id_: str) -> str:
        """Who may go first, or the id."""
        return next((self.name(one.name) for one in self.catalogue.settings.groups if one.id == id_), id_)

    def department(self, id_: str) -> str:
        """A clerk's own department as the hall file writes it, or a category's name."""
        return next((self.name(one.name) for one in self.catalogue.settings.categories if one.id == id_), id_)

    def refusal(self, refusal: Refusal) -> str:
        """What is wrong and what to do, in one line."""
        problem = refusal.problem
        return f"{self.name(problem.what)} {self.name(problem.do)}"

    def time(self, span: timedelta) -> str:
        """How long, as far as a clerk cares."""
        minutes = int(span.total_seconds()) // 60
        if minutes < 1:
            return self.say("time.short")
        if minutes < 60:
            return self.say("time.minutes", m=minutes)
        return self.say("time.hours", h=minutes // 60, m=minutes % 60)

    def marks(self, ticket: Ticket) -> tuple[str, ...]:
        """Why a ticket is not like the others."""
        found = []
        if ticket.lane is Lane.PRIORITY:
            found.append(self.say("mark.priority", group=self.group(ticket.reason)))
        if ticket.lane is Lane.APPOINTMENT and ticket.slot is not None:
            found.append(self.say("mark.appointment", time=hour(ticket.slot)))
        if ticket.pinned is not None:
            found.append(self.say("mark.pinned"))
        if ticket.returns:
            found.append(self.say("mark.returned"))
        return tuple(found)


def hour(at: datetime) -> str:
    """HH:MM in the hall."""
    return at.astimezone(CHINA).strftime("%H:%M")


def second(at: datetime) -> str:
    """HH:MM:SS in the hall."""
    return at.astimezone(CHINA).strftime("%H:%M:%S")


def speeches(catalogue: Catalogue, folder: Path = TEXTS) -> dict[str, Speech]:
    """Both languages, of the texts in `folder`."""
    return {name: Speech(load_texts(name, folder), catalogue) for name in ("zh", "en")}
