"""Which verbs can be done at a window now. The rules are asked, not repeated: a step that nobody takes does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from hall.domain.queue import aside, presence, verbs
from hall.domain.queue.day import Day, Refused
from hall.domain.queue.desk import Desk, Presence
from hall.domain.queue.order import choose
from hall.domain.queue.ticket import Hold, Ticket
from hall.server.console.keys import KEYS
from hall.server.console.words import Speech
from hall.server.store.day_book import refusal


@dataclass(frozen=True)
class Offer:
    """A button. `why`: why it cannot be pressed now, or "". `form`: it asks something first.

    `left`, `wait`: seconds that it can still be pressed, or until it can. `body`: what is posted.
    """

    name: str
    label: str
    why: str = ""
    form: bool = False
    left: float = 0
    wait: float = 0
    body: dict[str, Any] = field(default_factory=dict)
    verb: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What presses it."""
        return KEYS[self.name]


@dataclass(frozen=True)
class Choices:
    """Where the ticket at the window can go, and what can be added to it: ids and names."""

    services: tuple[tuple[str, str], ...]
    windows: tuple[tuple[int, str], ...]
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bench:
    """A window on its day, at a moment, in a language. `evening`: who is still there since the day before."""

    day: Day
    desk: Desk
    now: datetime
    speech: Speech
    evening: Ticket | None = None

    def why_not(self, attempt: Callable[[], object]) -> str:
        """The rules' refusal in words, or "" when they allow it."""
        refused = self.refused(attempt)
        return self.in_words(refused) if refused else ""

    def in_words(self, refused: Refused) -> str:
        """What is wrong and what to do."""
        if self.evening is not None and refused.code == "window.idle":
            return self.speech.say("not_now.evening", number=self.evening.number)
        return self.speech.refusal(refusal(refused))

    def refused(self, attempt: Callable[[], object]) -> Refused | None:
        """The rules' refusal."""
        try:
            attempt()
        except Refused as refused:
            return refused
        return None


def offers(bench: Bench) -> list[Offer]:
    """Every verb, in the order of the page."""
    day, number, now = bench.day, bench.desk.number, bench.now
    possible = choices(bench)
    idle = bench.why_not(lambda: verbs.at_window(day, number))
    nowhere = "" if possible.services or possible.windows else bench.speech.say("not_now.nowhere")
    nothing = "" if possible.items else bench.speech.say("not_now.no_items")

    def offer(name: str, why: str, *, form: bool = False) -> Offer:
        return Offer(name, bench.speech.say(f"verb.{name}"), why, form=form, verb=name)

    return [
        _call(bench),
        offer("recall", bench.why_not(lambda: verbs.recall(day, number, now))),
        offer("start", bench.why_not(lambda: verbs.start(day, number, now))),
        offer("finish", "" if bench.evening else bench.why_not(lambda: verbs.finish(day, number, now))),
        _no_show(bench),
        offer("hold", bench.why_not(lambda: aside.hold(day, number, Hold.WITH_PAPERS, "", now)), form=True),
        offer("transfer", idle or nowhere, form=True),
        offer("item", idle or nothing, form=True),
        _come_and_go(bench),
        offer("close", _why_not_close(bench)),
        _undo(bench),
        offer("find", "", form=True),
        *([offer("paper", idle, form=True)] if _padded(bench) else []),
    ]


def _padded(bench: Bench) -> bool:
    """Whether the window has a review pad, where a citizen can confirm and sign."""
    units = bench.speech.catalogue.settings.units
    return any(unit.role == "pad" and unit.window == bench.desk.number for unit in units)


def choices(bench: Bench) -> Choices:
    """What the rules allow for the ticket at the window; nothing when there is none."""
    day, desk, now, speech = bench.day, bench.desk, bench.now, bench.speech
    settings = speech.catalogue.settings
    if day.current(desk) is None:
        return Choices((), (), ())
    number = desk.number
    services = tuple(
        (one.id, speech.name(one.name))
        for one in settings.services
        if not bench.refused(partial(aside.transfer, day, number, now, service=one.id))
    )
    windows = tuple(
        (one.number, speech.name(one.name))
        for one in settings.windows
        if not bench.refused(partial(aside.transfer, day, number, now, to_window=one.number))
    )
    items = tuple(
        (one.id, speech.name(one.name))
        for one in settings.items
        if not bench.refused(partial(verbs.add_item, day, number, one.id, now))
    )
    return Choices(services, windows, items)


def _call(bench: Bench) -> Offer:
    """At a closed window, calling opens it, unless it is opened by name."""
    day, desk, now = bench.day, bench.desk, bench.now
    closed = desk.presence is Presence.CLOSED
    label = "call_closed" if closed else "call_on" if desk.current else "call"
    label = "call_evening" if bench.evening else label
    if closed:
        why = why_not_open_unnamed(bench)
    else:
        why = bench.why_not(lambda: verbs.call_next(day, desk.number, now))
    if not why and choose(day.nearest(desk), desk, day.rules, now) is None:
        why = bench.speech.say("not_now.nobody")
    return Offer("call", bench.speech.say(f"verb.{label}"), why, verb="call")


def why_not_open_unnamed(bench: Bench) -> str:
    """Why a call cannot open the closed window, or ""."""
    clerks = bench.speech.catalogue.clerks
    return bench.why_not(lambda: clerks.admit(bench.desk, "", ""))


def _no_show(bench: Bench) -> Offer:
    day, number, now = bench.day, bench.desk.number, bench.now
    refused = bench.refused(lambda: aside.no_show(day, number, now))
    offer = Offer("no_show", bench.speech.say("verb.no_show"), verb="no_show")
    if refused is None:
        return offer
    ticket = day.current(bench.desk)
    wait = 0.0
    if refused.code.endswith("NotHeardYet") and ticket is not None and ticket.called is not None:
        wait = _seconds(ticket.called + day.rules.call_pause - now)
    return replace(offer, why=bench.in_words(refused), wait=wait)


def _come_and_go(bench: Bench) -> Offer:
    """One button: open, pause, go on."""
    desk, say = bench.desk, bench.speech.say
    if desk.presence is Presence.CLOSED:
        return Offer("open", say("verb.open"), form=True, verb="open")
    if desk.presence is Presence.PAUSED:
        body = {"stands_in_for": desk.stands_in_for}
        return Offer("go_on", say("verb.go_on"), body=body, verb="open")
    return Offer("pause", say("verb.pause"), form=True, verb="pause")


def _why_not_close(bench: Bench) -> str:
    if bench.desk.presence is Presence.CLOSED:
        return bench.speech.say("not_now.not_closed")
    return bench.why_not(lambda: presence.close(bench.day, bench.desk.number, bench.now))


def _undo(bench: Bench) -> Offer:
    day, desk, now, say = bench.day, bench.desk, bench.now, bench.speech.say
    why = bench.why_not(lambda: verbs.undo(day, desk.number, now))
    if why or desk.undo is None:
        return Offer("undo", say("verb.undo"), why, verb="undo")
    what = say(f"undone.{desk.undo.verb.replace('.', '_')}")
    left = _seconds(desk.undo.at + day.rules.undo - now)
    return Offer("undo", say("verb.undo_what", what=what), left=left, verb="undo")


def _seconds(span: timedelta) -> float:
    return round(max(0.0, span.total_seconds()), 1)
