"""The driver of evaluation pads on the network: JSON lines over TCP (docs/hardware/hallkit-pad-net.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.keypad.evaluation import right_window
from drivers.keypad.housing import Housing
from drivers.table.dialogue import JsonDialogue
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.types import Canceled, Command, CompletionCode, DeviceState, Json, Status

_TAG = re.compile(r"[1-5][0-9]{2}")
_LONGEST_WORDS = 500


class NetworkedPad(ServingDriver):
    """Operations: `start_evaluation` {window, clerk, case, wait_ms}, `show_clerk` {name, number, party_mark},
    `welcome`, `sleep`, `sync_clock` {epoch_s}, `identify`, `clear_alarms`. What a citizen wrote is only in the
    completion's result. Options: `answer_ms`, `window` where the pad stands (0: any).
    """  # noqa: D205 - one list

    idle_ms: ClassVar[int] = 2000
    events: ClassVar[tuple[str, ...]] = (
        "prompted", "evaluated", "timedOutNoVote", "duplicateVote", "staleCase", "pressedUnasked", "tampered",
        "threshold", "lineNoise",
    )  # fmt: skip

    def configure(self, options: Mapping[str, Json]) -> None:
        """`answer_ms`: how long the pad may take to confirm."""
        reader = Reader(options)
        self._answer_ms = reader.number("answer_ms", 1000, 100, 10_000)
        self._window = reader.number("window", 0, 0, 999)
        reader.end()
        self._talk = JsonDialogue(self.connection, self.context, self._unasked, self._noise)
        self._asked = 0
        self._parts = {"pad": "unknown", "screen": "unknown"}
        self._housing = Housing()

    def operations(self) -> Mapping[str, Operation]:
        """The operations."""
        asked = {"window": int, "clerk": str, "case": str, "wait_ms": int}
        return {
            "start_evaluation": Operation(self._start_evaluation, asked),
            "show_clerk": Operation(
                lambda command: self._tell("clerk", command),
                {"name": str, "number": str, "party_mark": bool},
                ("name",),
            ),
            "welcome": Operation(lambda command: self._tell("welcome", command)),
            "sleep": Operation(lambda command: self._tell("sleep", command)),
            "identify": Operation(lambda command: self._tell("identify", command)),
            "clear_alarms": Operation(lambda _: self._housing.looked_at()),
            "sync_clock": Operation(
                lambda command: self._tell("clock", command), {"epoch_s": int}, ("epoch_s",)
            ),
        }

    def facts(self) -> dict[str, Json]:
        """Five levels, tags and words; no voice and no signature pass this protocol."""
        return {"levels": ["1", "2", "3", "4", "5"], "tags": True, "voice": None, "signature": None}

    def clear(self) -> bool:
        """A rating that is under way belongs to nobody who comes now."""
        self._talk.drain()
        self._asked = 0
        if self._parts["screen"] == "asking":
            self._confirmed({"do": "sleep"})
            self._parts["screen"] = "idle"
        return True

    def look(self) -> Status:
        """Ask the pad how it is."""
        self._talk.drain()
        answer = self._talk.ask({"do": "ping"}, self._answer_ms)
        if answer is None:
            self._parts["pad"] = "unknown"
            return Status(*SILENT, parts={**self._parts, **self._housing.parts()})
        self._take_state(answer)
        return Status(DeviceState.ONLINE, *self._housing.trouble(), {**self._parts, **self._housing.parts()})

    def stop(self) -> None:
        """Take a question off the pad."""
        if not self.wrong_option and self._parts["screen"] == "asking":
            self._talk.say({"do": "sleep"})

    def _start_evaluation(self, command: Command) -> dict[str, Json]:
        right_window(command, self._window)
        end_ms = self.wait_ms(command)
        seconds = max(1, (end_ms - self.context.now_ms()) // 1000)
        self._asked = self._confirmed({"do": "ask", "seconds": seconds, **_plain(command)})
        self._parts["screen"] = "asking"
        self.emit("prompted")
        try:
            answer = self._talk.hear(end_ms)
        except Canceled:
            self._talk.say({"do": "sleep"})
            self._parts["screen"] = "idle"
            raise
        self._parts["screen"] = "idle"
        if answer is None:
            self._confirmed({"do": "sleep"})
        if answer is None or answer.get("silent") is True:
            self.emit("timedOutNoVote")
            raise Refused(CompletionCode.TIME_OUT, Code.VOTE_NOT_RATED)
        rating = read_rating(answer)
        if rating is None:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.PROTOCOL_DESYNC)
        self.emit("evaluated", level=rating["level"], flags=rating["flags"])
        return rating

    def _tell(self, do: str, command: Command) -> dict[str, Json]:
        self._confirmed({"do": do, **_plain(command)})
        return {"confirmed": True}

    def _confirmed(self, message: dict[str, Json]) -> int:
        """Say something the pad must confirm; return its number. Raises `Refused`."""
        answer = self._talk.ask(message, self._answer_ms)
        if answer is None:
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.PROTOCOL_NO_ANSWER)
        if answer.get("ok") is not True:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.PAD_REFUSED)
        return self._talk.number

    def _noise(self, lines: int) -> None:
        self.emit("lineNoise", lines=lines)

    def _unasked(self, message: dict[str, Json]) -> None:
        """A rating for a question that is over counts for nobody."""
        if "rated" in message:
            self.emit("duplicateVote" if message.get("id") == self._asked else "staleCase")
        elif message.get("event") == "pressed":
            self.emit("pressedUnasked")
        elif message.get("event") == "tampered":
            self.tell(self._housing.open())

    def _take_state(self, answer: Mapping[str, Json]) -> None:
        self._parts["pad"] = "on"
        screen = answer.get("screen")
        self._parts["screen"] = str(screen) if screen in {"idle", "asking"} else "unknown"
        self.tell(self._housing.charge(answer.get("battery")))


def _plain(command: Command) -> dict[str, Json]:
    """The arguments as the pad gets them."""
    return {name: value for name, value in command.args.items() if name != "wait_ms"}


def read_rating(answer: Mapping[str, Json]) -> dict[str, Json] | None:
    """A rating as the pad says it, checked whole; None when something of it is nonsense.

    Tags are the three digits of the national list, the first is the level.
    """
    level, ms, tags, words = (answer.get(name) for name in ("rated", "ms", "tags", "words"))
    if isinstance(level, bool) or not isinstance(level, int) or not 1 <= level <= 5:
        return None
    if tags is None:
        tags = []
    if not isinstance(tags, list) or len(tags) > 8:
        return None
    for tag in tags:
        if not isinstance(tag, str) or not _TAG.fullmatch(tag) or tag[0] != str(level):
            return None
    if words is not None and (not isinstance(words, str) or len(words) > _LONGEST_WORDS):
        return None
    flags: list[Json] = ["conflict"] if answer.get("changed") is True else []
    took = ms if isinstance(ms, int) and not isinstance(ms, bool) and ms >= 0 else None
    return {"level": level, "ms": took, "tags": [*tags], "words": words or "", "flags": flags}
