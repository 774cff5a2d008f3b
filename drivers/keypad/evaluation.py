"""The driver of evaluation keypads (评价器) whose protocol is a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.keypad.housing import Housing
from drivers.keypad.judge import Limits, Vote, judge
from drivers.keypad.line import Heard, Opened, PadLine, Press
from drivers.keypad.table import LEVELS, PadTable, read_table
from drivers.table.clock import LATEST_S, clock_values, local_time
from drivers.table.decoder import Noise
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.table.template import TemplateError
from drivers.types import Canceled, Command, CompletionCode, DeviceState, Json, Status

_PING_EVERY = 8
_STALE_MS = 15_000
_BEEPS = 2


class EvaluationPad(ServingDriver):
    """Operations: `start_evaluation` {window, clerk, case, wait_ms}, `show_clerk` {name, number}, `welcome`, `sleep`,
    `sync_clock` {epoch_s}, `identify`, `clear_alarms`. A question is called off by giving its command up.

    A rating is what a citizen pressed; silence is `timeOut` `vote.notRated`, never a rating.
    A pad without a `ping` frame cannot be asked: `parts.pad` is `unknown` until its first frame.
    Options besides the table and `Limits`: `window` where the pad stands (0: any), `offset_minutes` of its clock.
    """  # noqa: D205 - one list

    idle_ms: ClassVar[int] = 250
    events: ClassVar[tuple[str, ...]] = (
        "prompted", "keyPressed", "evaluated", "timedOutNoVote", "duplicateVote", "staleCase", "pressedUnasked",
        "wrongWindow", "tampered", "threshold", "lineNoise",
    )  # fmt: skip
    _table: PadTable
    _limits: Limits

    def configure(self, options: Mapping[str, Json]) -> None:
        """The table, and what counts as odd: `settle_ms`, `quick_ms`, `burst`, `rapid_ms`."""
        reader = Reader(options)
        self._table = read_table(reader, LEVELS)
        self._limits = Limits(
            settle_ms=reader.number("settle_ms", 600, 0, 5000),
            quick_ms=reader.number("quick_ms", 1000, 0, 10_000),
            burst=reader.number("burst", 4, 2, 50),
            rapid_ms=reader.number("rapid_ms", 5000, 0, 600_000),
        )
        self._window = reader.number("window", 0, 0, 999)
        self._offset = reader.number("offset_minutes", 480, -720, 840)
        reader.end()
        self._line = PadLine(self.connection, self.context, self._table)
        self._parts = {"pad": "unknown", "screen": "unknown"}
        self._housing = Housing()
        self._idle_presses: list[int] = []
        self._last_vote_ms: int | None = None
        self._unanswered_ms: int | None = None
        self._ticks = 0

    def operations(self) -> Mapping[str, Operation]:
        """The operations; those whose frame is not in the table are refused when they come."""
        asked = {"window": int, "clerk": str, "case": str, "wait_ms": int}
        return {
            "start_evaluation": Operation(self._start_evaluation, asked),
            "show_clerk": Operation(self._show_clerk, {"name": str, "number": str}, ("name",)),
            "welcome": Operation(lambda _: self._plain("welcome", "idle")),
            "sleep": Operation(lambda _: self._plain("sleep", "idle")),
            "sync_clock": Operation(self._sync_clock, {"epoch_s": int}, ("epoch_s",)),
            "identify": Operation(lambda _: self._beep()),
            "clear_alarms": Operation(lambda _: self._housing.looked_at()),
        }

    def facts(self) -> dict[str, Json]:
        """Its levels, and which of its frames the table has."""
        names = ("ask", "thank", "welcome", "clerk", "clock", "beep")
        frames: dict[str, Json] = {name: self._line.can(name) or None for name in names}
        levels: list[Json] = [*sorted(self._table.meanings)]
        return {"levels": levels, "tags": None, "voice": None, "signature": None, **frames}

    def clear(self) -> bool:
        """No press of the last citizen is the next one's, and no question stands on the pad."""
        self._note(self._line.drain())
        self._idle_presses.clear()
        self._unanswered_ms = None
        if self._parts["screen"] == "asking":
            self._rest()
        return True

    def look(self) -> Status:
        """Ask the pad whether it is there, where that can be asked."""
        self._note(self._line.drain())
        if self._line.can("ping") and self._line.confirms("pong"):
            heard = self._line.send("ping", answer="pong")
            self._parts["pad"] = "on" if heard else "unknown"
            if not heard:
                return Status(*SILENT, parts={**self._parts, **self._housing.parts()})
            self.tell(self._housing.charge(self._line.told.get("battery") or None))
        return self._status()

    def tick(self) -> Status:
        """Presses that nobody asked for; a ping every few turns."""
        self._ticks += 1
        if self._ticks % _PING_EVERY == 0 or self._parts["pad"] != "on":
            return self.look()
        self._note(self._line.drain())
        return self._status()

    def stop(self) -> None:
        """Leave no question standing on the pad."""
        if not self.wrong_option:
            self._rest()

    def _start_evaluation(self, command: Command) -> dict[str, Json]:
        """Ask, wait for a press, look whether more come, thank."""
        window = right_window(command, self._window)
        self._note(self._line.drain())
        end_ms = self.wait_ms(command)
        seconds = max(1, min(255, (end_ms - self.context.now_ms()) // 1000))
        try:
            self._say(
                "ask",
                levels=len(LEVELS),
                seconds=seconds,
                window=window,
                clerk=str(command.args.get("clerk", "")),
                case=str(command.args.get("case", "")),
            )
            self._note(self._line.pending())  # pressed before the question was on the pad
            self._parts["screen"] = "asking"
            vote = self._vote(end_ms)
            self._thank(vote)
        except Canceled:
            self._rest()
            raise
        self._unanswered_ms = self.context.now_ms() if vote is None else None
        if vote is None:
            self.emit("timedOutNoVote")
            raise Refused(CompletionCode.TIME_OUT, Code.VOTE_NOT_RATED)
        self.emit("evaluated", level=vote.level, flags=[*vote.flags])
        return {"level": vote.level, "ms": vote.ms, "presses": vote.presses, "flags": [*vote.flags]}

    def _vote(self, end_ms: int) -> Vote | None:
        """The vote until `end_ms`; None for silence."""
        asked_ms = self.context.now_ms()
        self.emit("prompted")
        presses: list[tuple[str, int]] = []
        until = end_ms
        while (left := until - self.context.now_ms()) > 0:
            for heard in self._line.listen(min(left, self._table.gap_ms)):
                press = self._ours(heard)
                if press is None:
                    continue
                if not presses:
                    until = min(end_ms, self.context.now_ms() + self._limits.settle_ms)
                    self.emit("keyPressed", level=int(press.key))
                else:
                    self.emit("duplicateVote", level=int(press.key))
                presses.append((press.key, press.at_ms))
        recent = [at for at in self._idle_presses if asked_ms - at < _STALE_MS]
        self._idle_presses.clear()
        if not presses:
            return None
        vote = judge(presses, asked_ms, self._last_vote_ms, len(recent), self._limits)
        self._last_vote_ms = presses[-1][1]
        return vote

    def _thank(self, vote: Vote | None) -> None:
        if vote is not None and self._line.can("thank"):
            self._line.send("thank", {"key": vote.level, "level": vote.level})
            self._parts["screen"] = "idle"
        else:
            self._rest()

    def _show_clerk(self, command: Command) -> dict[str, Json]:
        self._say("clerk", name=str(command.args["name"]), number=str(command.args.get("number", "")))
        return {"confirmed": self._line.confirms("ack")}

    def _sync_clock(self, command: Command) -> dict[str, Json]:
        epoch_s = command.args["epoch_s"]
        if not isinstance(epoch_s, int) or epoch_s > LATEST_S:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="epoch_s")
        template = self._table.frames.get("clock")
        values = clock_values(template, local_time(epoch_s, self._offset)) if template else {}
        self._say("clock", **values)
        return {"confirmed": self._line.confirms("ack")}

    def _beep(self) -> dict[str, Json]:
        self._say("beep", times=_BEEPS)
        return {"confirmed": self._line.confirms("ack")}

    def _status(self) -> Status:
        return Status(DeviceState.ONLINE, *self._housing.trouble(), {**self._parts, **self._housing.parts()})

    def _plain(self, frame: str, screen: str) -> dict[str, Json]:
        self._say(frame)
        self._parts["screen"] = screen
        return {"confirmed": self._line.confirms("ack")}

    def _say(self, frame: str, **values: int | str) -> None:
        """Send a frame that the pad must confirm, if it confirms at all. Raises `Refused`."""
        if not self._line.can(frame):
            if frame == "ask":
                return
            raise Refused(CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN, frame=frame)
        try:
            answered = self._line.send(frame, values)
        except TemplateError as error:
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.DATA_INVALID, frame=frame) from error
        if not answered:
            self._parts["pad"] = "unknown"
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.PROTOCOL_NO_ANSWER, frame=frame)
        if self._line.confirms("ack"):
            self._parts["pad"] = "on"

    def _rest(self) -> None:
        """Take the question off the pad; best effort, the next question replaces it anyway."""
        if self._line.can("sleep"):
            self._line.send("sleep")
        self._parts["screen"] = "idle"

    def _ours(self, heard: Heard) -> Press | None:
        """A press of this pad; anything else becomes an event."""
        if isinstance(heard, Noise):
            self.emit("lineNoise", bytes=heard.size, damaged=heard.damaged)
            return None
        if isinstance(heard, Opened):
            self.tell(self._housing.open() if heard.address in {None, self._table.address} else [])
            return None
        if heard.address not in {None, self._table.address}:
            self.emit("wrongWindow", address=heard.address)
            return None
        self._parts["pad"] = "on"
        return heard

    def _note(self, found: list[Heard]) -> None:
        """Presses while nobody was asked: no rating, but a reason to look at the next one."""
        for heard in found:
            press = self._ours(heard)
            if press is not None:
                self._idle_presses = [*self._idle_presses[-19:], press.at_ms]
                self.emit(self._late(press), level=int(press.key))

    def _late(self, press: Press) -> str:
        """Whose a press may be that nobody asked for: the last citizen's again, one's who was too slow, or nobody's."""
        if self._unanswered_ms is not None and press.at_ms - self._unanswered_ms < _STALE_MS:
            return "staleCase"
        if self._last_vote_ms is not None and press.at_ms - self._last_vote_ms < self._limits.rapid_ms:
            return "duplicateVote"
        return "pressedUnasked"


def right_window(command: Command, own: int) -> int:
    """The window that a question is for, which must be the pad's own (0: any). Raises `Refused`."""
    window = command.args.get("window", own)
    if not isinstance(window, int) or (own and window != own):
        raise Refused(CompletionCode.INVALID_DATA, Code.PAD_WRONG_WINDOW, window=own)
    return window
