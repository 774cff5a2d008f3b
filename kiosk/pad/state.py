"""What the pad knows at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique

from hall.contract.messages import Notice
from hall.contract.papers import WindowPaper
from kiosk.flows.comfort import Comfort
from kiosk.flows.filing.filing import Strokes
from kiosk.flows.tile_words import Browsing
from kiosk.pad.words import Facts, Memory, Served


@unique
class Page(StrEnum):
    """What is in front."""

    IDLE = "idle"
    NUMBERS = "numbers"
    FACES = "faces"
    TAGS = "tags"
    WORDS = "words"
    KEEPING = "keeping"
    THANKS = "thanks"
    PAPER = "paper"
    SIGN = "sign"
    PAPER_KEEPING = "paper_keeping"
    PAPER_DONE = "paper_done"
    PROVINCE = "province"
    HANDED = "handed"


@dataclass(frozen=True)
class Rules:
    """The pad's patience, in milliseconds. `offer_ms`: how long who was served can still begin by a touch.

    `settle_ms`: a touch so soon after a page came was meant for the page before. `hold_ms`: whoever touched so
    lately is still at it, and the next one waits.
    """

    silence_ms: int = 45_000
    warning_ms: int = 15_000
    thanks_ms: int = 5_000
    offer_ms: int = 600_000
    settle_ms: int = 350
    hold_ms: int = 15_000


@dataclass(frozen=True)
class Asking:
    """Who is asked, and what was said so far. `stars` 0: nothing; there is no default.

    `shown_ms`: when the faces came; `after_ms`: from there to the press.
    """

    visit: Served
    shown_ms: int
    stars: int = 0
    after_ms: int = 0
    tags: tuple[str, ...] = ()
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class State:
    """`turned_ms`: when this page came; `stirred_ms`: when somebody last touched it. `next`: who is asked after this one.

    `paper`: the text that the clerk shows; nothing of it stays when it is answered. `served_ms`: when `memory.last` was served, None for before this start.
    `sheets`: the pages of its document, once they are here; `sheet`: which is looked at, words before pictures.
    `comfort`: how this citizen sees and hears; `usual`: how the next one meets it. `adjusting`: its panel is open.
    `province`: the province's page asks, wherever it can be had; `browsing`: how it looks.
    """

    page: Page = Page.IDLE
    facts: Facts = field(default_factory=Facts)
    online: bool = False
    blocked: str = ""
    notices: tuple[Notice, ...] = ()
    photo: str = ""
    memory: Memory = field(default_factory=Memory)
    asking: Asking | None = None
    next: Served | None = None
    served_ms: int | None = None
    turned_ms: int = 0
    stirred_ms: int = 0
    now_ms: int = 0
    problem: str = ""
    language: str = "zh"
    paper: WindowPaper | None = None
    strokes: Strokes = field(default=(), repr=False)
    sheets: tuple[bytes, ...] = field(default=(), repr=False)
    sheet: int = 0
    usual: Comfort = field(default_factory=Comfort)
    comfort: Comfort = field(default_factory=Comfort)
    adjusting: bool = False
    headset: bool = False
    province: bool = False
    browsing: Browsing = field(default_factory=Browsing)

    @property
    def handed(self) -> bool:
        """Whether the province's page could be seen."""
        return bool(self.browsing.picture)

    @property
    def front(self) -> str:
        """The name of what is in front."""
        return "comfort" if self.adjusting else self.page.value


def offered(state: State, rules: Rules) -> tuple[Served, ...]:
    """Who was served as far as is known here, likeliest first. Away from the server also who was at the window then."""
    last, lately = state.memory.last, state.served_ms is not None
    fresh = lately and state.now_ms - (state.served_ms or 0) <= rules.offer_ms
    found = [last] if last is not None and (fresh or not state.online) else []
    if not state.online:
        there = state.facts.current
        found = [*([there] if there is not None else []), *found]
    return _unrated(state, found)


def numbers(state: State, rules: Rules) -> tuple[Served, ...]:
    """All that a citizen may find their own number among. Away from the server those who waited may have been served."""
    waited = () if state.online else state.facts.line
    return _unrated(state, [*offered(state, rules), *waited])


def _unrated(state: State, found: Iterable[Served]) -> tuple[Served, ...]:
    unique_ones = {one.ticket: one for one in found if one.ticket not in state.memory.rated}
    return tuple(unique_ones.values())


def left_ms(state: State, rules: Rules) -> int:
    """How long the silence may still last; 0 where nobody is waited for."""
    if state.page not in {Page.NUMBERS, Page.FACES, Page.TAGS, Page.WORDS, Page.PROVINCE}:
        return 0
    return max(0, state.stirred_ms + patience_ms(state, rules) - state.now_ms)


def patience_ms(state: State, rules: Rules) -> int:
    """How long a silence lasts: twice as long for who wants larger type or hears the page."""
    return rules.silence_ms * (2 if state.comfort.unhurried else 1)


def warned(state: State, rules: Rules) -> bool:
    """Whether the end is being counted down."""
    left = left_ms(state, rules)
    return 0 < left <= rules.warning_ms


def turned(state: State, page: Page) -> State:
    """Another page."""
    return replace(state, page=page, turned_ms=state.now_ms, problem="", adjusting=False)


def fresh(state: State) -> State:
    """As the next citizen meets it: language, size, colours, voice."""
    return replace(state, language="zh", comfort=state.usual, adjusting=False)
