"""One citizen's visit, and the state around it. What is personal lives in `Visit` and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum, unique
from typing import Any

from hall.contract.messages import ItemInfo, OwnTicket, ServiceInfo
from hall.domain.privacy import Person, Phone
from kiosk.flows.touches import Purpose, Touch
from kiosk.flows.words import Effect, EndVisit, Health, World

Event = World | Touch


@unique
class Page(StrEnum):
    """What the screen shows."""

    ATTRACT = "attract"
    HOME = "home"
    IDENTIFY = "identify"
    SERVICES = "services"
    ITEMS = "items"
    APPLICANT = "applicant"
    PHONE = "phone"
    CHECK = "check"
    ISSUING = "issuing"
    SUBMITTING = "submitting"
    PRINTING = "printing"
    TICKET = "ticket"
    RECEIPT = "receipt"
    NO_PAPER = "no_paper"
    PAPER_QUESTION = "paper_question"
    REFUSED = "refused"
    TAKE_CARD = "take_card"


BUSY = frozenset({Page.ISSUING, Page.SUBMITTING, Page.PRINTING})
"""Pages on which something is being made: nobody is sent away from them."""

RESULTS = frozenset({Page.TICKET, Page.RECEIPT, Page.TAKE_CARD})
"""Pages that leave by themselves."""


@unique
class Reading(StrEnum):
    """What the readers are doing, as the citizen sees it."""

    IDLE = "idle"
    WAITING = "waiting"
    BUSY = "busy"
    DONE = "done"


@dataclass(frozen=True)
class Order:
    """A ticket or an application on its way: one intent, one number."""

    intent: str
    purpose: Purpose
    number: str = ""
    ahead: int = 0
    offline: bool = False
    problem: str = ""
    taken: bool = False
    called: int = 0
    """The window that called the number; 0 for none yet."""


@dataclass(frozen=True)
class Visit:
    """All that is known of the person at the screen; dropped whole at the end."""

    since_ms: int
    """When the page was entered."""
    touched_ms: int
    warned_ms: int | None = None
    language: str = "zh"
    large: bool = False
    help: bool = False
    purpose: Purpose | None = None
    reading: Reading = Reading.IDLE
    problem: str = ""
    person: Person | None = None
    token: str = ""
    card_used: bool = False
    """A card may still lie on the reader: remind."""
    service: str = ""
    item: str = ""
    phone: Phone = field(default_factory=lambda: Phone(""))
    changing: bool = False
    order: Order | None = None
    own: OwnTicket | None = None
    """The ticket this person has already, as long as the page says so."""


@dataclass(frozen=True)
class Rules:
    """How patient the program is, in ms, and the key that turns a person into a queue identity."""

    idle_ms: int
    warning_ms: int
    result_ms: int
    busy_ms: int = 90_000
    """Longer than any device's own deadline: only a lost answer lasts so long."""
    seen_ms: int = 1500
    """How long "it was read" stays before the next page."""
    identity_key: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class State:
    """The whole program as far as a flow is concerned. `home`: the page between two visits."""

    home: Page
    page: Page
    now_ms: int
    health: Health = field(default_factory=Health)
    services: tuple[ServiceInfo, ...] = ()
    items: tuple[ItemInfo, ...] = ()
    always: tuple[Effect, ...] = ()
    """What is asked for again after every visit."""
    visit: Visit | None = None
    card_lies: bool = False
    """A card that was read is known to lie on the reader; said again by whoever sees it, as long as it does."""


Result = tuple[State, tuple[Effect, ...]]


def opened(state: State) -> tuple[State, Visit]:
    """Return the state with a visit, begun now if there was none."""
    visit = state.visit or Visit(since_ms=state.now_ms, touched_ms=state.now_ms)
    return replace(state, visit=visit), visit


def on(state: State, page: Page | None = None, **changes: Any) -> State:  # noqa: ANN401 - fields of Visit
    """Return the state with the visit changed, and entered on `page` if it is another one."""
    state, visit = opened(state)
    if page is not None and page is not state.page:
        changes = {"since_ms": state.now_ms, "problem": "", "own": None, **changes}
    return replace(state, page=page or state.page, visit=replace(visit, **changes))


def ended(state: State) -> Result:
    """End the visit: nothing of it remains. A card that may lie on the reader is spoken of first."""
    visit = state.visit
    if visit is None or state.page is Page.TAKE_CARD or not visit.card_used:
        return replace(state, page=state.home, visit=None, card_lies=False), (EndVisit(), *state.always)
    reminded = Visit(state.now_ms, state.now_ms, language=visit.language, large=visit.large)
    return replace(state, page=Page.TAKE_CARD, visit=reminded), (EndVisit(),)


def service_of(state: State, service: str) -> ServiceInfo | None:
    """Return a service of the catalogue."""
    return next((each for each in state.services if each.id == service), None)


def item_of(state: State, item: str) -> ItemInfo | None:
    """Return an item of the catalogue."""
    return next((each for each in state.items if each.id == item), None)
