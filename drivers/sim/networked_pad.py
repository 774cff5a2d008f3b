"""The other half of the networked pad: JSON lines over TCP (docs/hardware/hallkit-pad-net.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import spoil


class NetworkedPadTwin:
    """`rate` is a citizen's finger. `asked` is the question on the screen, None when there is none."""

    faults = frozenset(
        {Fault.NONE, Fault.NO_ANSWER, Fault.HALF_FRAME, Fault.GARBAGE_BEFORE, Fault.SLOW, Fault.UNPLUGGED}
    )

    def __init__(self, battery: int = 87) -> None:
        self.fault = Fault.NONE
        self.battery = battery
        self.asked: dict[str, object] | None = None
        self.clerk = ""
        self.clock_s = 0
        self.flashed = 0
        self.received: list[dict[str, object]] = []
        self._last_id: object = 0
        self._buffer = b""
        self._pending: list[Reply] = []

    def rate(self, level: int, tags: Iterable[str] = (), words: str = "") -> None:
        """Answer the question on the screen, or, when there is none, the last one again."""
        asked, self.asked = self.asked, None
        number = asked["id"] if asked else self._last_id
        self._say({"id": number, "rated": level, "ms": 2300, "tags": list(tags), "words": words})

    def open_housing(self) -> None:
        """Somebody unscrews it."""
        self._say({"event": "tampered"})

    def walk_away(self) -> None:
        """The pad's own time is up."""
        asked, self.asked = self.asked, None
        if asked:
            self._say({"id": asked["id"], "silent": True})

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Take lines, confirm them."""
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        out: list[Reply] = []
        for line in lines:
            message = json.loads(line)
            self.received.append(message)
            out += self._spoiled(self._obey(message))
        return out

    def unasked(self) -> Iterable[Reply]:
        """Ratings since last asked."""
        pending, self._pending = self._pending, []
        return pending

    def power_on(self) -> None:
        """A pad that starts shows no question."""
        self._buffer, self._pending, self.asked = b"", [], None

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def rate(text: str) -> str:
            level, *tags = text.split()
            self.rate(int(level), tags)
            return level

        def leave(_: str) -> str:
            self.walk_away()
            return ""

        def unscrew(_: str) -> str:
            self.open_housing()
            return ""

        return {
            "rate": Hand("评价:5 [标签…]", "rate: 5 [tags…]", rate),
            "unscrew": Hand("拆开外壳", "open its housing", unscrew),
            "leave": Hand("不评价,走开", "walk away unrated", leave),
        }

    def _obey(self, message: Mapping[str, object]) -> dict[str, object]:
        match message["do"]:
            case "ask":
                self.asked = dict(message)
                self._last_id = message["id"]
            case "sleep" | "welcome":
                self.asked = None
            case "clerk":
                self.clerk = str(message["name"])
            case "clock":
                self.clock_s = int(str(message["epoch_s"]))
            case "identify":
                self.flashed += 1
            case "ping":
                pass
            case _:
                return {"id": message["id"], "ok": False}
        screen = "asking" if self.asked else "idle"
        return {"id": message["id"], "ok": True, "screen": screen, "battery": self.battery}

    def _say(self, message: Mapping[str, object]) -> None:
        self._pending += self._spoiled(message)

    def _spoiled(self, message: Mapping[str, object]) -> tuple[Reply, ...]:
        line = json.dumps(message, ensure_ascii=False).encode() + b"\n"
        return spoil(self.fault, line, noise=b'{"id": 1, "rated"\n\xff\xfe\n')
