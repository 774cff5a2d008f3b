"""The other half of hallkit-punch: an attendance terminal with its own memory and its own clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import spoil


class AttendanceTwin:
    """`punch` is a clerk's card. `clock_s`: its clock, which stands still unless set. `room`: how many it keeps."""

    faults = frozenset(
        {Fault.NONE, Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.GARBAGE_BEFORE, Fault.SLOW, Fault.UNPLUGGED}
    )

    def __init__(self, room: int = 1000, clock_s: int = 1_780_000_000) -> None:
        self.fault = Fault.NONE
        self.room = room
        self.clock_s = clock_s
        self.roster: list[str] = []
        self.records: list[dict[str, object]] = []
        self.beeps = 0
        self.holds = 1000
        """How many badges of a roster it keeps."""
        self._number = 0
        self._buffer = b""
        self._pending: list[Reply] = []

    def punch(self, badge: str, way: str = "in", after_s: int = 0) -> None:
        """Hold a card to it; when its memory is full the oldest record is lost."""
        self._number += 1
        self.clock_s += after_s
        record = {"number": self._number, "badge": badge, "time": self.clock_s, "way": way, "method": "card"}
        self.records = [*self.records, record][-self.room :]
        self._pending += self._spoiled({"punch": record})

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Answer lines."""
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        out: list[Reply] = []
        for line in lines:
            message = json.loads(line)
            out += self._spoiled({"id": message["id"], **self._obey(message)})
        return out

    def unasked(self) -> Iterable[Reply]:
        """Punches since last asked."""
        pending, self._pending = self._pending, []
        return pending

    def power_on(self) -> None:
        """Its memory survives."""
        self._buffer, self._pending = b"", []

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def punch(rest: str) -> str:
            badge, _, way = rest.partition(" ")
            self.punch(badge, way or "in")
            return badge

        return {"punch": Hand("打卡:G0007 in", "punch: G0007 in", punch)}

    def _obey(self, message: Mapping[str, object]) -> dict[str, object]:
        match message["do"]:
            case "list":
                after, most = int(str(message["after"])), int(str(message["most"]))
                rows = [row for row in self.records if int(str(row["number"])) > after]
                return {"ok": True, "punches": rows[:most], "more": len(rows) > most}
            case "roster":
                badges = message["badges"]
                given = [str(badge) for badge in badges] if isinstance(badges, list) else []
                self.roster = given[: self.holds]
                return {"ok": True, "badges": len(self.roster)}
            case "clock":
                self.clock_s = int(str(message["epoch_s"]))
                return {"ok": True}
            case "identify":
                self.beeps += 1
                return {"ok": True}
            case "ping":
                state = {"clock": self.clock_s, "used": len(self.records), "room": self.room}
                return {"ok": True, **state, "badges": len(self.roster)}
            case _:
                return {"ok": False}

    def _spoiled(self, message: Mapping[str, object]) -> tuple[Reply, ...]:
        line = json.dumps(message, ensure_ascii=False).encode() + b"\n"
        return spoil(self.fault, line, noise=b'{"punch": {\n\xff\xfe\n')
