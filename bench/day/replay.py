"""The day told once more from its feed, by rules written here and not by the product's code.

Each step must be one that can happen: nobody is called who does not wait, a window has one ticket, the next is
the one whose turn it is. What cannot be is a `Break` with the ticket that it happened to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bench.day.material import Event, Material, Slot

MOST_IN_A_ROW: Final = 2
"""Calls of one window that may go before a waiting walk-in; one when that one waits too long."""
TOO_LONG: Final = timedelta(minutes=45)
BEHIND: Final = 3
"""Of how many people somebody who missed the call comes back."""
ENDS: Final = frozenset({"done", "no_show", "void"})


@dataclass(frozen=True)
class Break:
    """Something that must not be. `claim`: which of the account's lines it breaks."""

    claim: str
    number: str
    text: str


@dataclass
class Place:
    """One ticket on its way. `pinned`: the only window that may call it, 0 for any."""

    number: str
    service: str
    id: str
    joined: datetime
    group: str = ""
    slot: Slot | None = None
    behind: int = 0
    state: str = "waiting"
    window: int = 0
    pinned: int = 0
    before: Place | None = None

    def goes_first(self, at: datetime) -> bool:
        """Whether it has a right to go before walk-ins then: an appointment only around its time."""
        if self.slot is not None:
            return self.slot.earliest <= at <= self.slot.latest
        return self.group != ""

    @property
    def order(self) -> tuple[datetime, int, str]:
        """What the line is sorted by."""
        return self.joined, self.behind, self.id


@dataclass
class Desk:
    """One window. `run`: its calls in a row that went before a waiting walk-in; `run_before`: before the last call."""

    current: str = ""
    presence: str = "closed"
    was: str = "closed"
    run: int = 0
    run_before: int = 0


@dataclass
class Replay:
    """The state after the steps so far, and what was found wrong on the way."""

    material: Material
    places: dict[str, Place] = field(default_factory=dict)
    desks: dict[int, Desk] = field(default_factory=lambda: defaultdict(Desk))
    stories: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    breaks: list[Break] = field(default_factory=list)
    overtaken: Counter[str] = field(default_factory=Counter)
    """By number, since it began to wait: a transfer or a return is another wait, for other windows."""
    most_overtaken: int = 0
    turns: Counter[str] = field(default_factory=Counter)
    """Calls of walk-ins by windows that a walk-in waited for, while it waited."""
    chosen: int = 0
    first_calls: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._held = {one.number: one for one in self.material.tickets}
        self._became = self.material.replaced()
        self._to = {one["ticket"]: int(one["to"]) for one in self.material.said("moved", "w")}
        self._steps: dict[str, Callable[[Event, Place], None]] = {
            "called": self._called,
            "recalled": self._stays,
            "started": self._started,
            "item_added": self._stays,
            "done": self._leaves,
            "no_show": self._leaves,
            "held": self._leaves,
            "transferred": self._transferred,
            "resumed": self._resumed,
            "returned": self._returned,
            "void": self._void,
            "back": self._back,
            "taken_back": self._taken_back,
        }

    def run(self) -> Replay:
        """Tell the whole day."""
        feed = self.material.feed
        for index, event in enumerate(feed):
            self._step(event)
            last_of_step = index + 1 == len(feed) or feed[index + 1].at != event.at
            if last_of_step:
                self._count(event)
        return self

    def _step(self, event: Event) -> None:
        room, _, what = event.kind.partition(".")
        if room == "window":
            self._window(event, what)
            return
        if room != "ticket":
            return
        self.stories[event.number].append(event)
        if what == "issued":
            self._issued(event)
            return
        place = self.places.get(event.number)
        if place is None:
            self._wrong("flow", event, "was never issued")
        elif what in self._steps:
            self._steps[what](event, place)
        else:
            self._wrong("flow", event, f"an unknown step {event.kind}")

    def _wrong(self, claim: str, event: Event, text: str) -> None:
        self.breaks.append(Break(claim, event.number, f"seq {event.seq} {event.kind}: {text}"))

    def _window(self, event: Event, what: str) -> None:
        desk = self.desks[event.window]
        if what.endswith("_undone"):
            desk.presence = desk.was
            return
        desk.was = desk.presence
        desk.presence = {"opened": "open", "paused": "paused", "closed": "closed"}.get(what, desk.presence)
        if what == "closed":
            for place in self.places.values():
                place.pinned = 0 if place.pinned == event.window else place.pinned

    def _issued(self, event: Event) -> None:
        if event.number in self.places:
            self._wrong("numbers", event, "this number was given before")
        now = self._became.get(event.number, event.number)
        held = self._held.get(now)
        if held is None:
            self._wrong("ended", event, "the server has no such ticket")
        self.places[event.number] = Place(
            event.number,
            event.service,
            held.id if held else event.number,
            held.issued_at if held else event.at,
            held.group if held else "",
            slot=self.material.slots.get(held.id) if held else None,
        )

    def _called(self, event: Event, place: Place) -> None:
        desk = self.desks[event.window]
        if place.state != "waiting":
            where = f" at window {place.window}" if place.window else ""
            self._wrong("twice", event, f"called to window {event.window} while it is {place.state}{where}")
        if desk.current:
            self._wrong("twice", event, f"window {event.window} still has {desk.current}")
        if desk.presence != "open":
            self._wrong("flow", event, f"window {event.window} is {desk.presence}")
        self._judge_order(event, place, desk)
        self.first_calls.setdefault(event.number, event.at)
        place.before = replace(place, before=None)
        place.state, place.window, desk.current = "called", event.window, event.number

    def _judge_order(self, event: Event, called: Place, desk: Desk) -> None:
        """Whose turn it was."""
        line = [
            one for one in self.places.values() if one is not called and self._may_call(event.window, one)
        ]
        if not self._may_call(event.window, called):
            self._wrong("order", event, f"does not wait for window {event.window}")
        walk_ins = sorted((one for one in line if not one.goes_first(event.at)), key=lambda one: one.order)
        passed = [one for one in walk_ins if one.order < called.order]
        first = called.goes_first(event.at)
        if not first:
            self.turns.update(one.number for one in walk_ins)
            self._judge_patience(event, called)
        desk.run_before = desk.run
        if event.why == "chosen":
            self.chosen += 1
            desk.run = desk.run if first else 0
            return
        if event.why in {"arrival", "turn", "long_wait"}:
            if passed:
                self._wrong("order", event, f"{passed[0].number} came earlier")
            desk.run = desk.run if first and walk_ins else 0
            return
        self._judge_first(event, called, desk, passed)

    def _judge_patience(self, event: Event, called: Place) -> None:
        """Between two calls of walk-ins a window lets two others go first: so often was this one overtaken at most."""
        windows = sum(self._serves(one, called) for one in self.material.serves)
        most = MOST_IN_A_ROW * (self.turns[called.number] + windows)
        if self.overtaken[called.number] > most:
            self._wrong("order", event, f"overtaken {self.overtaken[called.number]} times, at most {most}")

    def _judge_first(self, event: Event, called: Place, desk: Desk, passed: list[Place]) -> None:
        """Somebody with a right to go first."""
        if not called.goes_first(event.at):
            self._wrong("order", event, "has no right to go first")
        desk.run = desk.run + 1 if passed else 0
        if not passed:
            return
        self.overtaken.update(one.number for one in passed)
        self.most_overtaken = max(self.most_overtaken, *(self.overtaken[one.number] for one in passed))
        most = 1 if event.at - passed[0].joined >= TOO_LONG else MOST_IN_A_ROW
        if desk.run > most:
            text = (
                f"the {desk.run}. in a row at window {event.window} before {passed[0].number}, at most {most}"
            )
            self._wrong("order", event, text)

    def _may_call(self, window: int, place: Place) -> bool:
        return place.state == "waiting" and self._serves(window, place)

    def _serves(self, window: int, place: Place) -> bool:
        if place.pinned:
            return place.pinned == window
        return place.service in self.material.serves.get(window, frozenset())

    def _at_window(self, event: Event, place: Place) -> Desk:
        """The desk of a step at a window; wrong unless the ticket stands there."""
        desk = self.desks[event.window]
        if place.state not in {"called", "serving"} or place.window != event.window:
            where = f"it is {place.state} at {place.window or 'no window'}"
            self._wrong("flow", event, f"at window {event.window}, but {where}")
        elif desk.current != event.number:
            self._wrong("flow", event, f"window {event.window} has {desk.current or 'nobody'}")
        return desk

    def _stays(self, event: Event, place: Place) -> None:
        self._at_window(event, place)
        place.before = replace(place, before=None)

    def _started(self, event: Event, place: Place) -> None:
        self._stays(event, place)
        place.state = "serving"

    def _leaves(self, event: Event, place: Place) -> None:
        desk = self._at_window(event, place)
        place.before = replace(place, before=None)
        place.state, desk.current = event.kind.partition(".")[2], ""

    def _transferred(self, event: Event, place: Place) -> None:
        self._leaves(event, place)
        place.state, place.window = "waiting", 0
        place.pinned = self._to.get(place.id, 0) if event.service == place.service else 0
        place.service = event.service
        self._waits_anew(event.number)

    def _waits_anew(self, number: str) -> None:
        self.overtaken.pop(number, None)
        self.turns.pop(number, None)

    def _resumed(self, event: Event, place: Place) -> None:
        desk = self.desks[event.window]
        if place.state != "held":
            self._wrong("flow", event, f"resumed while it is {place.state}")
        if desk.current:
            self._wrong("twice", event, f"window {event.window} still has {desk.current}")
        place.before = replace(place, before=None)
        place.state, place.window, desk.current = "serving", event.window, event.number

    def _returned(self, event: Event, place: Place) -> None:
        if place.state == "no_show":
            line = [
                one for one in self.places.values() if one.state == "waiting" and one.service == place.service
            ]
            ahead = sorted(line, key=lambda one: one.order)[:BEHIND]
            full = len(ahead) == BEHIND
            place.joined = ahead[-1].joined if full else event.at
            place.behind = ahead[-1].behind + 1 if full else 0
        elif place.state != "held":
            self._wrong("flow", event, f"returned while it is {place.state}")
        place.state, place.window, place.pinned = "waiting", 0, event.window
        self._waits_anew(event.number)

    def _void(self, event: Event, place: Place) -> None:
        replaced = event.number not in self._held
        if place.state in {"called", "serving"} and replaced:
            self.desks[place.window].current = ""
        elif place.state in {"called", "serving", "done", "void"}:
            self._wrong("flow", event, f"void while it is {place.state}")
        place.state = "void"

    def _back(self, event: Event, place: Place) -> None:
        if place.before is None:
            self._wrong("flow", event, "nothing to take back")
            return
        place.state, place.window = place.before.state, event.window
        self.desks[event.window].current = event.number

    def _taken_back(self, event: Event, place: Place) -> None:
        desk = self.desks[event.window]
        if place.before is None:
            self._wrong("flow", event, "nothing to take back")
            return
        place.state, place.window = place.before.state, place.before.window
        desk.run = desk.run_before
        if desk.current == event.number:
            desk.current = ""

    def _count(self, event: Event) -> None:
        """What the server told of the lines is what they are."""
        counted = Counter(one.service for one in self.places.values() if one.state == "waiting")
        wrong = {one: told for one, told in event.waiting.items() if told != counted[one]}
        if wrong:
            here = {one: counted[one] for one in wrong}
            self._wrong("counts", event, f"told {wrong}, there are {here}")
