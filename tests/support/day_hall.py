"""A made-up day of three tickets, as `bench.day` reads one back: whole, so that a test can break one thing of it."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.day.actor import Stage
from bench.day.material import Event, Held, Material
from bench.day.plan import SMALL

START = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
SERVES = {1: frozenset({"social"}), 2: frozenset({"social"}), 3: frozenset({"tax"})}


class Days:
    """Writes a feed step by step; the waiting counts follow by themselves."""

    def __init__(self, people):
        """`people`: (number, group) in the order of arrival, a minute apart; all want `social`."""
        self.feed = []
        self.waiting = set()
        self.tickets = {}
        for index, (number, group) in enumerate(people):
            self.tickets[number] = self._held(index, number, group)
            self.step("ticket.issued", number, at=60 * index)
        self.step("window.opened", window=1)
        self.step("window.opened", window=2)

    def _held(self, index, number, group):
        at = START + timedelta(seconds=60 * index)
        return Held(f"day-7-{index:05d}", number, "social", "done", "printed", at, "d1", group, None)

    def step(self, kind, number="", window=0, why="", at=None):
        seconds = at if at is not None else 600 + 10 * len(self.feed)
        what = kind.partition(".")[2]
        if what in {"issued", "returned", "taken_back", "transferred"}:
            self.waiting.add(number)
        elif what in {"called", "void"}:
            self.waiting.discard(number)
        counts = {"social": len(self.waiting), "tax": 0}
        moment = START + timedelta(seconds=seconds)
        self.feed.append(Event(len(self.feed) + 1, kind, moment, number, "social", window, why, counts))
        return self

    def call(self, number, window, why="arrival"):
        return self.step("ticket.called", number, window, why)

    def done(self, number, window):
        return self.step("ticket.done", number, window)

    def serve(self, number, window, why="arrival"):
        return self.call(number, window, why).done(number, window)

    def state(self, number, state):
        self.tickets[number] = replace(self.tickets[number], state=state)
        return self

    def material(self):
        """The day as everybody in it saw it."""
        tickets = list(self.tickets.values())
        board = {
            "last_seq": len(self.feed),
            "services": [{"id": "social", "waiting": len(self.waiting)}],
            "windows": [{"number": 1, "current": "", "presence": "open"}],
            "missed": [],
            "calls": [],
        }
        calls = [one for one in self.feed if one.kind == "ticket.called"]
        records = {
            "d1": [
                {"t": 1.0, "what": "slip", "number": t.number, "ticket": t.id, "reprint": False}
                for t in tickets
            ],
            "w1": [
                {"t": 1.0, "what": "press", "verb": "call", "id": f"w-{c.seq}", "ms": 5.0, "tries": 1}
                | {"unknown": 0, "seq": c.seq, "number": c.number, "window": c.window, "ticket": ""}
                for c in calls
            ],
            "s1": [
                {"t": 0.0, "what": "link", "screen": "b01", "live": True, "had": 0, "seq": 0},
                *(
                    {"t": 1.0, "what": "call", "screen": "b01", "seq": c.seq, "number": c.number}
                    for c in calls
                ),
            ],
        }
        return Material(
            stage=Stage(Path("nowhere"), 1.0, SMALL, len(tickets), 0.1, 7, {}),
            start=START,
            day_s=3600,
            store="sqlite",
            real_s=1,
            feed=self.feed,
            tickets=tickets,
            slots={},
            board=board,
            screens={"b01": deepcopy(board)},
            outboxes={"d1": {"acked": len(tickets)}},
            serves=SERVES,
            names={"social": "社会保险", "tax": "税务"},
            records=records,
        )
