"""The account of a day: every visitor, paper, number, call and press, each line true or broken by named tickets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bench.day.material import Event, Held, Material
from bench.day.record import Entry
from bench.day.replay import ENDS, Break, Replay

RECENT = timedelta(seconds=60)
"""A call that a screen missed while it was cut off is shown as long as it is no older."""
_NONE = Event(0, "", datetime.max.replace(tzinfo=UTC), "", "", 0, "", {})
_GAVE_UP = frozenset({"failed", "unknown"})
_PAPER = {1: "printed", 2: "reprinted"}


@dataclass(frozen=True)
class Claim:
    """One line. `evidence`: in both languages what was counted."""

    key: str
    zh: str
    en: str
    evidence: str
    breaks: tuple[Break, ...]

    @property
    def true(self) -> bool:
        """Whether nothing broke it."""
        return not self.breaks


@dataclass
class Account:
    """All lines, and the replay that tells a ticket's story."""

    claims: list[Claim]
    replay: Replay

    @property
    def true(self) -> bool:
        """Whether every line is."""
        return all(one.true for one in self.claims)

    def story(self, number: str) -> list[str]:
        """What the feed tells of a ticket."""
        material = self.replay.material
        return [
            f"{_hour(material.seconds(one.at))}  #{one.seq} {one.kind}"
            + (f" window {one.window}" if one.window else "")
            + (f" ({one.why})" if one.why else "")
            for one in self.replay.stories.get(number, [])
        ]


def account(material: Material) -> Account:
    """Check everything."""
    return _Checks(material).all()


@dataclass
class _Checks:
    material: Material
    by_number: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for one in self.material.tickets:
            self.by_number[one.number].append(one)
        self.replay = Replay(self.material).run()

    def all(self) -> Account:
        told = {claim: [one for one in self.replay.breaks if one.claim == claim] for claim in _REPLAYED}
        looks: dict[str, Callable[[], Iterator[Break]]] = {
            "visitors": self._visitors,
            "numbers": lambda: self._numbers(told["numbers"]),
            "papers": self._papers,
            "ended": self._ended,
            "twice": lambda: iter(told["twice"]),
            "flow": lambda: iter(told["flow"]),
            "order": lambda: iter(told["order"]),
            "counts": lambda: iter(told["counts"]),
            "feed": self._gapless,
            "presses": self._presses,
            "offline": self._offline_places,
            "outboxes": self._outboxes,
            "shown": self._shown,
            "screens": self._screens,
        }
        said = self._evidence()
        claims = [Claim(key, *WORDS[key], said[key], tuple(look())) for key, look in looks.items()]
        return Account(claims, self.replay)

    def _evidence(self) -> dict[str, str]:
        """What was counted for each line."""
        m, replay = self.material, self.replay
        states = Counter(one.state for one in m.tickets)
        calls = sum(one.kind == "ticket.called" for one in m.feed)
        steps = f"{len(m.feed)} 步 steps"
        sent = sum(sum(one.values()) for one in m.outboxes.values())
        away = len(self._turned_away())
        return {
            "visitors": f"{m.stage.visitors} 位来客 visitors,{len(m.tickets)} 张票 tickets,{away} 位没取到号 turned away",
            "numbers": f"{len(self.by_number)} 个号 numbers",
            "papers": f"{len(m.said('slip', 'd'))} 张纸 slips",
            "ended": f"办结 done {states['done']},过号 no-show {states['no_show']},作废 void {states['void']}",
            "twice": f"{calls} 次叫号 calls",
            "flow": steps,
            "order": f"被越过最多 {replay.most_overtaken} 次 overtaken at most;窗口点名 chosen {replay.chosen}",
            "counts": steps,
            "feed": f"1–{len(m.feed)}",
            "presses": self._presses_said(),
            "offline": f"{len(self._offline())} 个号 numbers,{len(m.replaced())} 个顶替答复丢了的联网号 in place of an unanswered one",
            "outboxes": f"{len(m.outboxes)} 台 units,{sent} 件事务 transactions",
            "shown": self._shown_said(),
            "screens": f"{len(m.screens)} 块 screens",
        }

    def _turned_away(self) -> set[str]:
        """Visitors who got no number: refused as often as they asked."""
        served = {str(one["visitor"]) for one in self.material.said("issued", "d")}
        return {str(one["visitor"]) for one in self.material.said("refused", "d")} - served

    def _visitors(self) -> Iterator[Break]:
        planned = set(self.material.stage.plan().by_id())
        have = {one.id: one.number for one in self.material.tickets}
        for id_ in sorted(planned - set(have) - self._turned_away()):
            yield Break("visitors", "", f"{id_}: no ticket, and nobody turned them away")
        for id_ in sorted(set(have) - planned):
            yield Break("visitors", have[id_], f"{id_}: a ticket of nobody")

    def _numbers(self, replayed: list[Break]) -> Iterator[Break]:
        yield from replayed
        for number, held in self.by_number.items():
            if len(held) > 1:
                yield Break("numbers", number, f"given to {len(held)} visitors")

    def _papers(self) -> Iterator[Break]:
        """A number has one original at the unit that made it, and what the ticket knows of its paper is so."""
        slips: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for unit in self.material.outboxes:
            for one in self.material.said("slip", unit):
                if one["ticket"] not in {held.id for held in self.by_number.get(one["number"], [])}:
                    yield Break("papers", one["number"], f"its code opens {one['ticket']}")
                slips[unit, one["number"]].append(bool(one["reprint"]))
            for one in (*self.material.said("scrap", unit), *self.material.said("garbled", unit)):
                yield Break("papers", "", f"{unit}: {one}")
        for (unit, number), prints in slips.items():
            yield from self._paper(unit, number, prints)
        for held in self.material.tickets:
            if held.unit in self.material.outboxes and (held.unit, held.number) not in slips:
                yield from self._without_paper(held)

    def _without_paper(self, held: Held) -> Iterator[Break]:
        """It says so itself, or its visitor was sent away and nobody was served under it."""
        if held.paper in _GAVE_UP or held.state == "void":
            return
        if held.id not in self._turned_away() or held.state != "no_show":
            yield Break("papers", held.number, f"{held.unit} printed nothing, and its paper is {held.paper}")

    def _paper(self, unit: str, number: str, prints: list[bool]) -> Iterator[Break]:
        held = self.by_number.get(number)
        if not held:
            yield Break("papers", number, f"printed by {unit}, the server has no such ticket")
            return
        if held[0].unit != unit:
            yield Break("papers", number, f"printed by {unit}, made by {held[0].unit}")
        if prints.count(False) != 1:
            yield Break("papers", number, f"{prints.count(False)} originals")
        if held[0].paper != _PAPER[min(len(prints), 2)]:
            yield Break("papers", number, f"{len(prints)} prints, but its paper is {held[0].paper}")

    def _ended(self) -> Iterator[Break]:
        for held in self.material.tickets:
            place = self.replay.places.get(held.number)
            if place is None:
                yield Break("ended", held.number, "the feed never told of it")
            elif place.state != held.state:
                yield Break("ended", held.number, f"the server says {held.state}, the feed {place.state}")
            elif held.state not in ENDS:
                yield Break("ended", held.number, f"still {held.state}")
        known = {held.number for held in self.material.tickets}
        yield from (one for one in self.replay.breaks if one.claim == "ended")
        for number, place in self.replay.places.items():
            if number not in known and place.state != "void":
                yield Break("ended", number, f"{place.state} in the feed, the server has no such ticket")

    def _gapless(self) -> Iterator[Break]:
        for due, event in enumerate(self.material.feed, 1):
            if event.seq != due:
                yield Break("feed", event.number, f"seq {event.seq} where {due} was due")
                return
        if self.material.board["last_seq"] != len(self.material.feed):
            yield Break("feed", "", f"the board is at {self.material.board['last_seq']}")

    def _pressed(self) -> list[Entry]:
        return self.material.said("press", "w", "desk")

    def _presses_said(self) -> str:
        presses = self._pressed()
        again = [one for one in presses if one["tries"] > 1]
        lost = sum(one["unknown"] > 0 for one in again)
        refused = Counter(one["refused"] for one in presses if "refused" in one)
        words = ", ".join(f"{code} {count}" for code, count in refused.most_common())
        return (
            f"{len(presses)} 次 presses,{len(again)} 次重按 repeated,其中 {lost} 次答复丢了 answers lost;"
            f"被拒 refused: {words or '-'}"
        )

    def _presses(self) -> Iterator[Break]:
        """Each call in the feed is one press's, and each press one step."""
        presses = [one for one in self._pressed() if one.get("seq")]
        calls = {one.seq: one.number for one in self.material.feed if one.kind == "ticket.called"}
        pressed = Counter(one["seq"] for one in presses)
        for seq, times in pressed.items():
            if times > 1:
                yield Break("presses", calls.get(seq, ""), f"seq {seq} answers {times} presses")
        for one in presses:
            if one["verb"] == "call" and one["number"] and calls.get(one["seq"]) != one["number"]:
                yield Break(
                    "presses", one["number"], f"press {one['id']} says seq {one['seq']}: another step"
                )
        for seq, number in calls.items():
            if not pressed[seq]:
                yield Break("presses", number, f"seq {seq}: a call that nobody pressed")

    def _offline(self) -> list[Entry]:
        return [
            one | {"unit": unit}
            for unit in self.material.outboxes
            for one in self.material.said("issued", unit)
            if one["offline"]
        ]

    def _offline_places(self) -> Iterator[Break]:
        """A number of the machine's own has the place of the moment it was taken, however late it arrived."""
        touched: dict[str, float] = {}
        for one in self.material.said("touched", "d"):
            touched.setdefault(one["visitor"], one["t"])
        learnt = self._learnt()
        for one in self._offline():
            found = self.by_number.get(one["number"])
            if not found:
                yield Break(
                    "offline", one["number"], f"{one['unit']} gave it out, the server does not have it"
                )
                continue
            joined, begun = self.material.seconds(found[0].issued_at), touched[one["visitor"]]
            until = learnt.get(one["number"], float(one["t"]))
            if not begun - 0.01 <= joined <= until + 0.01:
                text = f"taken {_hour(begun)} to {_hour(until)}, its place is of {_hour(joined)}"
                yield Break("offline", one["number"], text)

    def _learnt(self) -> dict[str, float]:
        """When the server learnt of numbers printed offline although it had made another.

        Their place is of the moment at which it took the request whose answer was lost.
        """
        printed = set(self.material.replaced().values())
        return {
            one.number: self.material.seconds(one.at)
            for one in self.material.feed
            if one.kind == "ticket.issued" and one.number in printed
        }

    def _outboxes(self) -> Iterator[Break]:
        for unit, states in self.material.outboxes.items():
            for state, count in states.items():
                if state != "acked":
                    yield Break("outboxes", "", f"{unit}: {count} {state}")

    def _links(self, screen: str) -> Iterator[Entry]:
        return (one for one in self.material.said("link", "s") if one["screen"] == screen)

    def _shown_said(self) -> str:
        shown = self.material.said("call", "s")
        breaks = sum(not one["live"] for one in self.material.said("link", "s"))
        count = len(self.material.screens)
        return f"{count} 块屏共显示 {len(shown)} 次 calls shown,断开 {breaks} 次 cut off"

    def _shown(self) -> Iterator[Break]:
        """Every call of the times a screen was connected, those of a board read anew as long as they are recent."""
        calls = {
            one.seq: one for one in self.material.feed if one.kind in {"ticket.called", "ticket.recalled"}
        }
        shown: dict[str, set[int]] = defaultdict(set)
        for one in self.material.said("call", "s"):
            shown[one["screen"]].add(one["seq"])
        for screen in self.material.screens:
            away: set[int] = set()
            live = False
            for one in self._links(screen):
                leapt = range(one["had"] + 1, one["seq"] + 1)
                old = self.material.start + timedelta(seconds=one["t"]) - RECENT
                away.update(seq for seq in leapt if not live or calls.get(seq, _NONE).at < old)
                live = bool(one["live"])
            for seq, call in calls.items():
                if seq not in shown[screen] and seq not in away:
                    yield Break("shown", call.number, f"{screen} never showed call {seq}")

    def _screens(self) -> Iterator[Break]:
        last = _essence(self.material.board)
        for screen, state in self.material.screens.items():
            if state is None:
                yield Break("screens", "", f"{screen} has kept nothing")
            elif _essence(state) != last:
                yield Break("screens", "", f"{screen} does not show what the server says")


_REPLAYED = ("numbers", "twice", "flow", "order", "counts")

WORDS = {
    "visitors": ("每位来客都有下落", "every visitor is accounted for"),
    "numbers": ("没有重号", "no number was given twice"),
    "papers": (
        "每张纸对应服务器上的一张票,每张票只有一张原件",
        "every paper is one ticket of the server, with one original",
    ),
    "ended": (
        "每张票都办结、过号或作废,流水和库里一致",
        "every ticket came to its end, the same in the feed and in the store",
    ),
    "twice": (
        "没有人被两个窗口叫,没有窗口同时叫两个人",
        "nobody was called by two windows, no window had two",
    ),
    "flow": ("每一步都接得上前一步", "every step follows from the one before"),
    "order": (
        "先后有序:插在普通号前面的,一个窗口最多连续 2 个",
        "in turn: at most two calls in a row of a window go before a walk-in",
    ),
    "counts": ("报出的等候人数每一步都对", "the waiting counts told are right at every step"),
    "feed": ("流水号连续,不缺不重", "the feed has no gap"),
    "presses": (
        "每次按键只算一次,答复丢了重按也一样",
        "every press counted once, also when its answer was lost",
    ),
    "offline": ("断网时取的号,位置按取号的时刻", "numbers taken offline have the place of their moment"),
    "outboxes": (
        "取号机的事务全部送达,没有进隔离的",
        "the dispensers' transactions all arrived, none in quarantine",
    ),
    "shown": ("连着的屏幕没有漏过一次叫号", "no connected screen missed a call"),
    "screens": ("最后每块屏幕和服务器一致", "in the end every screen shows what the server says"),
}


def _essence(state: dict[str, object]) -> object:
    """What of a board must be the same: who waits, who is where, and the calls."""
    services, windows, calls = state["services"], state["windows"], state["calls"]
    if not isinstance(services, list) or not isinstance(windows, list) or not isinstance(calls, list):
        return None
    return (
        state["last_seq"],
        [(one["id"], one["waiting"]) for one in services],
        [(one["number"], one["current"], one["presence"]) for one in windows],
        state["missed"],
        [(one["seq"], one["number"], one["window"], one["recall"]) for one in calls],
    )


def _hour(seconds: float) -> str:
    """After the doors opened, h:mm:ss."""
    whole = int(seconds)
    return f"+{whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02}"
