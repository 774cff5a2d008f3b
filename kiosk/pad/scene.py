"""The pad's state in words: everything its pages show, in one language. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.contract.evaluations import BAD, WORDS_MOST
from hall.contract.messages import Notice, NoticeKind, Text
from hall.contract.tags import Level, TagSet
from hall.domain.queue.desk import Presence
from hall.settings import Settings, Unit
from hall.settings.base import Words
from hall.texts import Texts
from kiosk.pad.papers import complete, sides
from kiosk.pad.state import Page, Rules, State, left_ms, numbers, offered, warned
from kiosk.pad.words import Served, Staff
from kiosk.views.pieces import pieces


@dataclass(frozen=True)
class Setup:
    """What does not change while the program runs."""

    settings: Settings
    unit: Unit
    tags: TagSet
    rules: Rules

    @property
    def window(self) -> Words:
        """The window's name."""
        return next(one.name for one in self.settings.windows if one.number == self.unit.window)


@dataclass(frozen=True)
class Scene:
    """What QML reads, by name. `serving`: the number at the window; `shut`: why nobody is served now.

    `sides`: what there is to look at, words before pictures; `pictured`: this one is a picture. `complete`: all is here.
    `seconds` 0: nothing is counted down. `offer`: what the key says that begins an evaluation.
    """

    screen: str = Page.IDLE.value
    window: str = ""
    name: str = ""
    number: str = ""
    department: str = ""
    post: str = ""
    badge: str = ""
    welcome: str = ""
    serving: str = ""
    shut: str = ""
    why: str = ""
    offer: str = ""
    others: bool = False
    notice: str = ""
    notice_more: str = ""
    alarm: bool = False
    about: str = ""
    level: str = ""
    hint: str = ""
    chosen: tuple[str, ...] = ()
    words: str = field(default="", repr=False)
    left: str = ""
    seconds: int = 0
    away: str = ""
    paper_title: str = field(default="", repr=False)
    paper_lines: tuple[str, ...] = field(default=(), repr=False)
    signs: bool = False
    sides: int = 0
    side: int = 0
    sides_of: str = ""
    pictured: bool = False
    complete: bool = True


def scene_of(state: State, setup: Setup, texts: Texts) -> Scene:
    """Return all of it."""
    asking, facts = state.asking, state.facts
    staff, level, notice = facts.staff or Staff(""), level_of(state, setup.tags), _notice(state)
    found, listed = offered(state, setup.rules), numbers(state, setup.rules)
    shut, why = _shut(state, texts)
    return Scene(
        screen=state.front,
        window=texts.say("pad.window", n=setup.unit.window, name=in_words(setup.window, texts)),
        name=staff.name,
        number=texts.say("pad.staff_number", n=staff.number) if staff.number else "",
        department=staff.department,
        post=staff.title,
        badge=staff.badge,
        welcome=in_words(setup.unit.review.welcome, texts),
        serving=facts.current.number if facts.current is not None else "",
        shut=shut,
        why=why,
        offer=_offer(found, texts) if found else texts.say("pad.find") if listed else "",
        others=bool(found) and len(listed) > 1,
        notice=in_words(notice.title, texts) if notice is not None else "",
        notice_more=in_words(notice.body, texts) if notice is not None else "",
        alarm=notice is not None and notice.kind is NoticeKind.EMERGENCY,
        about=texts.say("pad.about", number=asking.visit.number) if asking is not None else "",
        level=in_words(level.name, texts) if level is not None else "",
        hint=_hint(level, texts),
        chosen=asking.tags if asking is not None else (),
        words=asking.words if asking is not None else "",
        left=texts.say("suggest.left", n=WORDS_MOST - len(asking.words if asking is not None else "")),
        seconds=-(-left_ms(state, setup.rules) // 1000) if warned(state, setup.rules) else 0,
        away=_away(state, texts),
        paper_title=state.paper.title if state.paper is not None else "",
        paper_lines=pieces(state.paper.words.splitlines()) if state.paper is not None else (),
        signs=state.paper is not None and state.paper.kind == "sign",
        sides=sides(state),
        side=state.sheet,
        sides_of=texts.say("pad.side", n=state.sheet + 1, most=sides(state)) if sides(state) > 1 else "",
        pictured=picture_of(state) is not None,
        complete=state.paper is None or complete(state),
    )


def picture_of(state: State) -> bytes | None:
    """The page of a document that is looked at, JPEG; b"" while it has not come, None for words."""
    paper = state.paper
    if paper is None or not paper.pages:
        return None
    at = state.sheet - bool(paper.words.strip())
    if at < 0:
        return None
    return state.sheets[at] if at < len(state.sheets) else b""


def in_words(text: Text | Words, texts: Texts) -> str:
    """Return a text of the hall's own in the language that is read."""
    return text.en if texts.language == "en" else text.zh


def level_of(state: State, tags: TagSet) -> Level | None:
    """The face that was pressed."""
    return tags.level(state.asking.stars) if state.asking is not None and state.asking.stars else None


def _offer(found: tuple[Served, ...], texts: Texts) -> str:
    return texts.say("pad.offer", number=found[0].number)


def _hint(level: Level | None, texts: Texts) -> str:
    if level is None:
        return ""
    return texts.say("pad.must" if level.stars in BAD else "pad.may")


def _shut(state: State, texts: Texts) -> tuple[str, str]:
    """What is written over a window that serves nobody, and its reason."""
    facts = state.facts
    if facts.presence is Presence.PAUSED:
        return texts.say("pad.paused"), facts.pause
    if facts.presence is Presence.CLOSED and facts.current is None:
        return texts.say("pad.closed"), texts.say("pad.closed_more")
    return "", ""


def _notice(state: State) -> Notice | None:
    """An emergency before all others, then the newest."""
    first = sorted(state.notices, key=lambda one: (one.kind is NoticeKind.EMERGENCY, one.since), reverse=True)
    return first[0] if first else None


def _away(state: State, texts: Texts) -> str:
    if state.blocked.startswith("token."):
        return texts.say("header.blocked")
    return "" if state.online else texts.say("header.offline")
