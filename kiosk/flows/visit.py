"""One citizen's visit, and the state around it. What is personal lives in `Visit` and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum, unique
from typing import Any, Final

from hall.contract.cases import Progress
from hall.contract.messages import GroupInfo, ItemInfo, OwnTicket, ServiceInfo, Text, WaitRange
from hall.domain.privacy import Person, Phone
from kiosk.flows.assist_words import Call, Helping
from kiosk.flows.atlas import Atlas
from kiosk.flows.comfort import Comfort
from kiosk.flows.copy_words import Copying
from kiosk.flows.evaluate_words import Evaluating
from kiosk.flows.filing.filing import Filing, Live, Owed
from kiosk.flows.filing.words import Drafts, DropDraft, StopScanning
from kiosk.flows.left_words import Left
from kiosk.flows.library import Library, Looking
from kiosk.flows.pickup_words import PickUp
from kiosk.flows.place_words import Around
from kiosk.flows.tile_words import Browsing, Tile
from kiosk.flows.touches import Purpose, Touch
from kiosk.flows.words import Booking, Effect, EndVisit, Health, Said, Slip, Suggestion, World

Event = World | Touch


@unique
class Page(StrEnum):
    """What the screen shows."""

    ATTRACT = "attract"
    HOME = "home"
    IDENTIFY = "identify"
    SERVICES = "services"
    CATEGORY = "category"
    WAYS = "ways"
    GROUPS = "groups"
    BOOKING = "booking"
    BOOKINGS = "bookings"
    LOST = "lost"
    SLIPS = "slips"
    LISTS = "lists"
    MATERIALS = "materials"
    PROGRESS = "progress"
    CASES = "cases"
    CASE = "case"
    GUIDES = "guides"
    GUIDE_WORDS = "guide_words"
    GUIDE_SHELVES = "guide_shelves"
    GUIDE_HITS = "guide_hits"
    GUIDE = "guide"
    GUIDE_TOPIC = "guide_topic"
    GUIDE_PHONE = "guide_phone"
    GUIDE_FORMS = "guide_forms"
    COPY = "copy"
    COPY_SCAN = "copy_scan"
    COPY_PAGES = "copy_pages"
    COPY_COUNT = "copy_count"
    COPY_DONE = "copy_done"
    ITEMS = "items"
    RESUME = "resume"
    SITUATION = "situation"
    NOTICE = "notice"
    APPLICANT = "applicant"
    WHOM = "whom"
    PRINCIPAL = "principal"
    QUESTION = "question"
    PAPER = "paper"
    SCANNING = "scanning"
    SCANNED = "scanned"
    COMMITMENT = "commitment"
    SIGN = "sign"
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
    SUGGEST = "suggest"
    SUGGEST_WORDS = "suggest_words"
    SUGGEST_REPLY = "suggest_reply"
    SUGGEST_PHONE = "suggest_phone"
    SUGGEST_CARD = "suggest_card"
    SUGGEST_CHECK = "suggest_check"
    SUGGESTED = "suggested"
    EVALUATE = "evaluate"
    EVALUATE_PHONE = "evaluate_phone"
    EVALUATE_LIST = "evaluate_list"
    EVALUATE_FACES = "evaluate_faces"
    EVALUATE_TAGS = "evaluate_tags"
    EVALUATE_WORDS = "evaluate_words"
    EVALUATED = "evaluated"
    PICKUP = "pickup"
    PARCELS = "parcels"
    PARCEL = "parcel"
    DOOR_OPENING = "door_opening"
    DOOR_TROUBLE = "door_trouble"
    DOOR_OPEN = "door_open"
    DOOR_SHUT = "door_shut"
    PARCEL_SIGN = "parcel_sign"
    PARCEL_DONE = "parcel_done"
    PLACES = "places"
    PLACE_LIST = "place_list"
    PLACE = "place"
    TILES = "tiles"
    TILE = "tile"
    TILE_PHONE = "tile_phone"


SLIPS: Final = {
    Purpose.MATERIALS: Page.MATERIALS,
    Purpose.GUIDES: Page.GUIDE,
    Purpose.FORMS: Page.GUIDE_FORMS,
    Purpose.COPY: Page.COPY_DONE,
}
"""Papers that belong to no number, each with the page that it was asked for on."""

BUSY = frozenset({Page.ISSUING, Page.SUBMITTING, Page.PRINTING})
"""Pages on which something is being made: nobody is sent away from them."""

UNHURRIED = frozenset({Page.NOTICE, Page.PAPER, Page.SCANNING, Page.SCANNED, Page.COMMITMENT})
"""Pages with much to read, or to look for in a bag: twice the time."""

RESULTS = frozenset(
    {Page.TICKET, Page.RECEIPT, Page.SUGGESTED, Page.EVALUATED, Page.PARCEL_DONE, Page.TAKE_CARD}
)
"""Pages that leave by themselves."""

KEPT = frozenset({Page.RECEIPT, Page.SUGGESTED})
"""Of these, those with something that is taken along in one's telephone."""


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
    wait: WaitRange | None = None
    remark: Text | None = None
    """What the server adds to the number."""
    again: bool = False
    """The paper of a number that was given out before."""
    owed: tuple[Owed, ...] = ()
    """What is still to be brought for the application."""
    a4: bool = False
    """Its paper is the A4 printer's, in place of the receipt printer's."""


@dataclass(frozen=True)
class Visit:
    """All that is known of the person at the screen; dropped whole at the end."""

    since_ms: int
    """When the page was entered."""
    touched_ms: int
    warned_ms: int | None = None
    language: str = "zh"
    comfort: Comfort = field(default_factory=Comfort)
    """How this citizen wants to see, hear and press."""
    adjusting: bool = False
    """The panel of display and sound is open."""
    help: bool = False
    leaving: bool = False
    """The end was asked for while something is not handed in: whether that is meant."""
    purpose: Purpose | None = None
    reading: Reading = Reading.IDLE
    problem: str = ""
    person: Person | None = None
    token: str = ""
    coding: bool = False
    """A resident's code was read: whose it is is being asked."""
    card_used: bool = False
    """A card may still lie on the reader: remind."""
    category: str = ""
    """Whose services are looked at, by its Chinese name."""
    service: str = ""
    group: str = ""
    """Whose right to go first is claimed; "" for nobody's."""
    elder: bool = False
    code: str = ""
    """Of an appointment, as typed."""
    bookings: tuple[Booking, ...] = ()
    booking: Booking | None = None
    """The appointment that is taken up."""
    slips: tuple[Slip, ...] = ()
    listed: bool = False
    """The list of what to bring, or a notice, was printed."""
    cases: tuple[Progress, ...] = ()
    """What was found of this person; masked."""
    case: str = ""
    """The number of the case that is looked at."""
    looking: Looking = field(default_factory=Looking)
    """Among the guides."""
    said: Said | None = None
    """What the server says to the problem of this page."""
    item: str = ""
    filing: Filing = field(default_factory=Filing)
    """What is filled in, scanned and signed for the item."""
    live: Live = field(default_factory=Live)
    """The scan that runs."""
    drafts: Drafts = field(default_factory=Drafts)
    """What is kept on this terminal of this person's applications."""
    phone: Phone = field(default_factory=lambda: Phone(""))
    phoned: bool = False
    """The phone number says who it is, in place of a card."""
    changing: bool = False
    order: Order | None = None
    own: OwnTicket | None = None
    """The ticket this person has already, as long as the page says so."""
    suggestion: Suggestion = field(default_factory=Suggestion)
    """What is told to the hall."""
    due: date | None = None
    """By when that is answered."""
    evaluating: Evaluating = field(default_factory=Evaluating)
    """What is said of an earlier visit."""
    helping: Helping = field(default_factory=Helping)
    """A call for staff."""
    assisted: str = ""
    """Staff number of who stands by and helps; "" for nobody."""
    copying: Copying = field(default_factory=Copying)
    """What is copied, and how often."""
    pickup: PickUp = field(default_factory=PickUp)
    """What is picked up from the locker."""
    around: Around = field(default_factory=Around)
    """What is looked for in the hall."""
    browsing: Browsing = field(default_factory=Browsing)
    """A page of somebody else."""

    @property
    def unhurried(self) -> bool:
        """Twice the time: by one's own choice, or because staff help or are waited for."""
        return self.comfort.unhurried or bool(self.assisted) or self.helping.call is not Call.NONE

    @property
    def large(self) -> bool:
        """Large type, on paper too."""
        return self.comfort.size > 0


@dataclass(frozen=True)
class Rules:
    """How patient the program is, in ms, and the key that turns a person into a queue identity."""

    idle_ms: int
    warning_ms: int
    result_ms: int
    receipt_ms: int = 60_000
    """How long a number and its code stay, to be scanned or photographed."""
    busy_ms: int = 90_000
    """Longer than any device's own deadline: only a lost answer lasts so long."""
    seen_ms: int = 1500
    """How long "it was read" stays before the next page."""
    identity_key: bytes = field(default=b"", repr=False)
    copies_most: int = 10
    """Sheets that one visit may copy."""


@dataclass(frozen=True)
class State:
    """The whole program as far as a flow is concerned. `home`: the page between two visits."""

    home: Page
    page: Page
    now_ms: int
    health: Health = field(default_factory=Health)
    services: tuple[ServiceInfo, ...] = ()
    items: tuple[ItemInfo, ...] = ()
    groups: tuple[GroupInfo, ...] = ()
    residents: bool = False
    """A resident's code can say who somebody is, as the hall has it."""
    library: Library = field(default_factory=Library)
    atlas: Atlas = field(default_factory=Atlas)
    tiles: tuple[Tile, ...] = ()
    always: tuple[Effect, ...] = ()
    """What is asked for again after every visit."""
    visit: Visit | None = None
    headset: bool = False
    """A headset is plugged in: what is personal may be spoken into it."""
    card_lies: bool = False
    """A card that was read is known to lie on the reader; said again by whoever sees it, as long as it does."""
    left: Left = field(default_factory=Left)


Result = tuple[State, tuple[Effect, ...]]


def opened(state: State) -> tuple[State, Visit]:
    """Return the state with a visit, begun now if there was none."""
    visit = state.visit or Visit(since_ms=state.now_ms, touched_ms=state.now_ms)
    return replace(state, visit=visit), visit


def on(state: State, page: Page | None = None, **changes: Any) -> State:  # noqa: ANN401 - fields of Visit
    """Return the state with the visit changed, and entered on `page` if it is another one."""
    state, visit = opened(state)
    if page is not None and page is not state.page:
        changes = {"since_ms": state.now_ms, "problem": "", "own": None, "said": None, **changes}
    return replace(state, page=page or state.page, visit=replace(visit, **changes))


def ended(state: State) -> Result:
    """End the visit: nothing of it remains. A card that may lie on the reader is spoken of first."""
    visit = state.visit
    if visit is None or state.page is Page.TAKE_CARD or not visit.card_used:
        goodbye = _goodbye(state.page, visit)
        return replace(state, page=state.home, visit=None, card_lies=False), (*goodbye, *state.always)
    reminded = Visit(state.now_ms, state.now_ms, language=visit.language, comfort=visit.comfort)
    return replace(state, page=Page.TAKE_CARD, visit=reminded), _goodbye(state.page, visit)


def _goodbye(page: Page, visit: Visit | None) -> tuple[Effect, ...]:
    """What ends with the visit: a running scan, drafts of what was not handed in, everything else."""
    stop = (StopScanning(),) if page is Page.SCANNING else ()
    owed = sorted(visit.drafts.owed) if visit is not None else ()
    return (*stop, *map(DropDraft, owed), EndVisit())


def slip_page(state: State, order: Order) -> Page | None:
    """Return the page of a paper that belongs to no number; None for any other order."""
    if order.purpose is Purpose.MATERIALS and state.visit and state.visit.purpose is Purpose.APPLICATION:
        return Page.NOTICE
    return SLIPS.get(order.purpose)


def service_of(state: State, service: str) -> ServiceInfo | None:
    """Return a service of the catalogue."""
    return next((each for each in state.services if each.id == service), None)


def group_of(state: State, group: str) -> GroupInfo | None:
    """Return a group of people who may go first."""
    return next((each for each in state.groups if each.id == group), None)


def item_of(state: State, item: str) -> ItemInfo | None:
    """Return an item of the catalogue."""
    return next((each for each in state.items if each.id == item), None)
