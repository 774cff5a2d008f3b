"""A hall's day played by the rules of the queue, without a server: what the tables would hold, and what was pressed.

Used to fill a database with old days (`rows`), and to play the same day through a real server (`presses`).
"""

from __future__ import annotations

import heapq
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from hall.domain.clock import CHINA
from hall.domain.queue import aside, presence, verbs
from hall.domain.queue.day import Day, Fact, Step
from hall.domain.queue.desk import Desk, Presence
from hall.domain.queue.rules import Rules
from hall.domain.queue.ticket import Hold, Lane, Ticket, TicketState
from hall.server.store.ticket_rows import columns
from hall.server.store.times import to_us
from hall.settings import Settings

_SEC = timedelta(seconds=1)
_NO_SHOW, _HOLD, _TRANSFER, _CANCEL, _NO_PAPER, _OFFLINE = 0.045, 0.025, 0.025, 0.012, 0.004, 0.04
_UTILISATION = 0.93
_HOURS = (1.0, 2.2, 2.0, 1.3, 0.9, 1.9, 1.5, 0.5)
"""How strongly people come in each hour from 8:45 on."""


@dataclass(frozen=True)
class Press:
    """A request: when, where to under /v1, and its body without an event_id (tickets have theirs)."""

    at: datetime
    path: str
    body: dict[str, Any]


@dataclass
class Played:
    """One day: rows of `ticket`, `feed` and `pause` with seq from 1 on, and every press that made them."""

    date: str
    tickets: list[dict[str, Any]] = field(default_factory=list)
    feed: list[dict[str, Any]] = field(default_factory=list)
    pauses: list[dict[str, Any]] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)


def play(settings: Settings, date: str, visitors: int, seed: int = 1) -> Played:
    """A day of so many visitors; the hall is well used whatever its size."""
    return _Play(settings, date, visitors, random.Random(f"{seed} {date}")).run()  # noqa: S311 - a simulation


class _Play:
    def __init__(self, settings: Settings, date: str, visitors: int, chance: random.Random) -> None:
        self._settings, self._chance, self._visitors = settings, chance, visitors
        self._desks = [Desk(one.number, frozenset(one.services)) for one in settings.windows]
        self._day = Day(Rules(), self._desks)
        self._made = Played(date)
        self._dawn = datetime.fromisoformat(date).replace(hour=8, minute=45, tzinfo=CHINA)
        self._order = count()
        self._heap: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._serial: dict[str, Iterator[int]] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        # Seven hours of every window, less the lunch of each.
        self._mean_s = _UTILISATION * len(self._desks) * 6.6 * 3600 / visitors

    def run(self) -> Played:
        for each in self._desks:
            self._at(self._dawn + self._chance.uniform(0, 900) * _SEC, self._opener(each.number))
        for n in range(self._visitors):
            self._at(self._arrival(), self._comer(n))
        while self._heap:
            now, _, act = heapq.heappop(self._heap)
            act(now)
        for one in self._day.tickets.values():
            self._made.tickets.append(self._kept[one.id] | columns(one))
        return self._made

    def _at(self, when: datetime, act: Callable[[datetime], None]) -> None:
        heapq.heappush(self._heap, (when.replace(microsecond=0), next(self._order), act))

    def _arrival(self) -> datetime:
        hour = self._chance.choices(range(len(_HOURS)), _HOURS)[0]
        return self._dawn + timedelta(hours=hour + self._chance.random() * 0.95)

    def _do(self, step: Step | None, now: datetime, path: str, **body: Any) -> None:  # noqa: ANN401 - JSON
        """Take a step, write what it tells, remember the press."""
        if step is None:
            return
        self._day.take(step)
        self._made.presses.append(Press(now, path, body))
        waiting = json.dumps(self._day.counts())
        for fact in step.facts:
            who = fact.ticket
            self._made.feed.append(
                {
                    "seq": len(self._made.feed) + 1,
                    "date": self._made.date,
                    "kind": fact.kind,
                    "at_us": to_us(now),
                    "number": who.number if who else "",
                    "service": who.service if who else "",
                    "window": fact.window,
                    "waiting": waiting,
                    "ticket": who.id if who else "",
                    "why": fact.why.value if fact.why else None,
                }
            )
        if path.endswith("/pause"):
            self._made.pauses.append({"seq": len(self._made.feed), "reason": body["reason"]})

    # --- windows ---

    def _opener(self, window: int) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            self._do(presence.open_window(self._day, window, "", now), now, f"/windows/{window}/open")
            rest = self._dawn + timedelta(hours=2.5 + self._chance.random() * 2)
            self._at(rest, self._pauser(window, "午餐" if self._chance.random() < 0.8 else "取材料"))
            self._at(self._dawn + timedelta(hours=8.2), self._closer(window))
            self._next(window, now)

        return act

    def _pauser(self, window: int, reason: str) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            if self._day.desk(window).presence is not Presence.OPEN:
                return
            self._do(
                presence.pause(self._day, window, reason, now), now, f"/windows/{window}/pause", reason=reason
            )
            self._at(now + self._chance.uniform(900, 2100) * _SEC, self._back(window))

        return act

    def _back(self, window: int) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            self._do(presence.open_window(self._day, window, "", now), now, f"/windows/{window}/open")
            self._next(window, now)

        return act

    def _closer(self, window: int) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            desk = self._day.desk(window)
            busy = desk.current or desk.presence is Presence.PAUSED or next(self._day.nearest(desk), None)
            late = now > self._dawn + timedelta(hours=10)
            if busy and not late:
                self._at(now + 60 * _SEC, act)
            elif not desk.current and desk.presence is not Presence.CLOSED:
                self._do(presence.close(self._day, window, now), now, f"/windows/{window}/close")

        return act

    def _next(self, window: int, now: datetime) -> None:
        """Call whoever is next, when the window is free."""
        desk = self._day.desk(window)
        if desk.presence is not Presence.OPEN or desk.current:
            return
        self._do(verbs.call_next(self._day, window, now), now, f"/windows/{window}/call")
        called = self._day.desk(window).current
        if not called:
            return
        if self._chance.random() < _NO_SHOW:
            self._at(now + 25 * _SEC, self._missed(window, called))
        else:
            self._at(now + self._chance.uniform(8, 40) * _SEC, self._starter(window, called))

    def _missed(self, window: int, id_: str) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            self._do(verbs.recall(self._day, window, now), now, f"/windows/{window}/recall")
            self._at(now + 20 * _SEC, gone)

        def gone(now: datetime) -> None:
            self._do(aside.no_show(self._day, window, now), now, f"/windows/{window}/no_show")
            self._next(window, now)
            if self._chance.random() < 0.4:
                self._at(now + self._chance.uniform(120, 900) * _SEC, self._returner(id_))

        return act

    def _starter(self, window: int, id_: str) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            self._do(verbs.start(self._day, window, now), now, f"/windows/{window}/start")
            took = self._chance.lognormvariate(0, 0.6) * 0.83 * self._mean_s
            self._at(now + (5 + took) * _SEC, self._ender(window, id_))

        return act

    def _ender(self, window: int, id_: str) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            lot, path = self._chance.random(), f"/windows/{window}"
            one = self._day.ticket(id_)
            others = [s.id for s in self._settings.services if s.id != one.service]
            if lot < _HOLD:
                step = aside.hold(self._day, window, Hold.WITHOUT_PAPERS, "", now)
                self._do(step, now, f"{path}/hold", kind=Hold.WITHOUT_PAPERS.value)
                self._at(now + self._chance.uniform(600, 2400) * _SEC, self._returner(id_))
            elif lot < _HOLD + _TRANSFER:
                to = self._chance.choice(others)
                self._do(
                    aside.transfer(self._day, window, now, service=to), now, f"{path}/transfer", service=to
                )
                self._poke(to, now)
            else:
                self._do(verbs.finish(self._day, window, now), now, f"{path}/finish")
            self._next(window, now)

        return act

    # --- citizens ---

    def _comer(self, n: int) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            one = self._take(n, now)
            if self._kept[one.id]["paper"] == "failed":
                self._do(aside.cancel(self._day, one.id, now), now, "")
                return
            if self._chance.random() < _CANCEL:
                self._at(now + self._chance.uniform(300, 1500) * _SEC, self._leaver(one.id))
            self._poke(one.service, now)

        return act

    def _take(self, n: int, now: datetime) -> Ticket:
        service = self._chance.choice(self._settings.services)
        lot = self._chance.random()
        group = self._chance.choice(self._settings.groups).id if self._settings.groups and lot < 0.08 else ""
        offline = self._chance.random() < _OFFLINE
        mark = "2-" if offline else ""
        series = f"{service.prefix}{mark}"
        serial = next(self._serial.setdefault(series, count(1)))
        one = Ticket(
            id=f"sim-{self._made.date}-{n:05d}",
            number=f"{series}{serial:03d}",
            service=service.id,
            joined=now,
            lane=Lane.PRIORITY if group else Lane.APPOINTMENT if lot > 0.9 else Lane.WALK_IN,
            reason=group,
            slot=now + timedelta(minutes=20) if lot > 0.9 else None,
        )
        ahead = len(self._day.line(service.id))
        serving = sum(service.id in desk.services for desk in self._day.desks.values())
        middle = int((ahead + 1) * self._mean_s / max(serving, 1))
        self._kept[one.id] = {
            "event_id": one.id,
            "date": self._made.date,
            "number": one.number,
            "paper": "failed" if self._chance.random() < _NO_PAPER else "printed",
            "identity": "",
            "unit": "sim",
            "issued_us": to_us(now),
            "replaced": "",
            "told_low_s": int(middle * 0.6) // 60 * 60,
            "told_middle_s": middle,
            "told_high_s": -(-int(middle * 1.5) // 60) * 60,
            "appointment": "",
        }
        body = {"event_id": one.id, "service": service.id, "unit": "sim", "group": group}
        step = Step((Fact("ticket.issued", one),), (one,))
        self._do(step, now, "/tickets", **body)
        return one

    def _returner(self, id_: str) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            one = self._day.ticket(id_)
            if one.state is not TicketState.HELD and (one.state is not TicketState.NO_SHOW or one.returns):
                return
            self._do(aside.come_back(self._day, id_, now), now, f"/tickets/{id_}/return")
            self._poke(self._day.ticket(id_).service, now)

        return act

    def _leaver(self, id_: str) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            if self._day.ticket(id_).state is TicketState.WAITING:
                self._do(aside.cancel(self._day, id_, now), now, f"/tickets/{id_}/cancel")

        return act

    def _poke(self, service: str, now: datetime) -> None:
        """Somebody new waits: the first free window that may, calls."""
        for desk in self._day.desks.values():
            if service in desk.services and desk.presence is Presence.OPEN and not desk.current:
                self._next(desk.number, now)
                return


def moved(rows: list[dict[str, Any]], by: timedelta, date: str, tag: str) -> Iterator[dict[str, Any]]:
    """The same rows on another date, under other ids."""
    shift = by // timedelta(microseconds=1)
    for row in rows:
        times = {
            key: value + shift for key, value in row.items() if key.endswith("_us") and value is not None
        }
        ids = {key: f"{row[key]}-{tag}" for key in ("event_id", "ticket") if row.get(key)}
        yield row | times | ids | {"date": date}
