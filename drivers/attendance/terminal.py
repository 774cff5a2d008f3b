"""The driver of attendance terminals that speak hallkit-punch: JSON lines over TCP (docs/hardware/hallkit-punch.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.attendance.book import Book, Judged, Rules
from drivers.attendance.clock import Clock
from drivers.attendance.presence import Presence
from drivers.attendance.records import PunchError, read_punch
from drivers.codes import Code
from drivers.table.dialogue import JsonDialogue, Message
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.types import Action, Actor, Command, CompletionCode, DeviceState, Json, Status

_SLICE_MS = 100
_MOST = 500
_HIGH_PERCENT = 80
_ODD = frozenset({"unknownBadge", "duplicatePunch"})


class AttendanceTerminal(ServingDriver):
    """Operations: `punch_wait` {wait_ms, now_s}, `list_since` {cursor, most, now_s}, `push_roster` {badges},
    `sync_clock` {epoch_s}, `identify`. Events: punched {way}, presenceChanged {window, present}, unknownBadge,
    duplicatePunch, bufferOverrun {missing}, clockSkew {drift_s}.

    `cursor` is the number of the last record that was safely kept; the terminal forgets nothing by itself.
    Badges are only in results. `parts.drift_s`: how far its clock has gone since it was set.
    Options: `terminal`, `window` where it stands (0: none), `offset_minutes`, `twice_s`, `skew_s`, `answer_ms`.
    """  # noqa: D205 - one list

    idle_ms: ClassVar[int] = 2000
    events: ClassVar[tuple[str, ...]] = (
        "punched", "presenceChanged", "unknownBadge", "duplicatePunch", "bufferOverrun", "clockSkew", "lineNoise",
    )  # fmt: skip

    def configure(self, options: Mapping[str, Json]) -> None:
        """Its name, its zone, what is odd."""
        reader = Reader(options)
        self._terminal = reader.text("terminal", "")
        self._window = reader.number("window", 0, 0, 999)
        self._offset = reader.number("offset_minutes", 480, -720, 840)
        self._twice_s = reader.number("twice_s", 60, 0, 86_400)
        self._skew_s = reader.number("skew_s", 120, 1, 86_400)
        self._answer_ms = reader.number("answer_ms", 1000, 100, 10_000)
        reader.end()
        self._book = Book(Rules(self._twice_s, self._skew_s))
        self._talk = JsonDialogue(self.connection, self.context, self._unasked, self._noise)
        self._waiting: list[dict[str, Json]] = []
        self._parts = {"storage": "unknown", "clock": "unknown", "drift_s": "unknown", "roster": "unknown"}
        self._roster: frozenset[str] | None = None
        self._clock = Clock(self._skew_s)
        self._presence = Presence(self._window)
        self._room: int | None = None

    def operations(self) -> Mapping[str, Operation]:
        """The operations."""
        return {
            "punch_wait": Operation(self._punch_wait, {"wait_ms": int, "now_s": int}),
            "list_since": Operation(
                self._list_since, {"cursor": int, "most": int, "now_s": int}, ("cursor",)
            ),
            "push_roster": Operation(self._push_roster, {"badges": list}, ("badges",)),
            "sync_clock": Operation(self._sync_clock, {"epoch_s": int}, ("epoch_s",)),
            "identify": Operation(lambda _: self._identify()),
        }

    def facts(self) -> dict[str, Json]:
        """No biometrics pass this protocol; how much the terminal holds is in its own answers."""
        return {"methods": ["card", "pin"], "face": None, "window": self._window or None, "room": self._room}

    def look(self) -> Status:
        """Ask how full it is."""
        self._talk.drain()
        answer = self._talk.ask({"do": "ping"}, self._answer_ms)
        if answer is None:
            self._parts = dict.fromkeys(self._parts, "unknown")
            return Status(*SILENT, parts=self._parts)
        self._parts["storage"] = _storage(answer)
        room = answer.get("room")
        self._room = room if isinstance(room, int) and not isinstance(room, bool) else None
        self._parts["roster"] = self._judge_roster(answer.get("badges"))
        self.tell(self._clock.read(answer.get("clock"), self.context.now_ms()))
        self._parts |= self._clock.parts()
        return self._status()

    def _status(self) -> Status:
        """Full memory first: what is lost there does not come back."""
        repair = Action.MAINTENANCE, Actor.TECHNICIAN, self._parts
        if self._parts["storage"] in {"high", "full"}:
            return Status(DeviceState.ONLINE, Code.PUNCH_BUFFER_HIGH, *repair)
        if self._parts["clock"] == "wrong":
            return Status(DeviceState.ONLINE, Code.PUNCH_CLOCK_SKEW, *repair)
        if self._parts["roster"] == "mismatch":
            return Status(DeviceState.ONLINE, Code.PUNCH_ROSTER_MISMATCH, *repair)
        return Status(DeviceState.ONLINE, parts=self._parts)

    def _judge_roster(self, count: Json) -> str:
        """Whether the terminal still has as many badges as it was given."""
        if self._roster is None or not isinstance(count, int) or isinstance(count, bool):
            return "unknown"
        return "ok" if count == len(self._roster) else "mismatch"

    def _punch_wait(self, command: Command) -> dict[str, Json]:
        """The next punch; those that came while nobody waited are still in `list_since`."""
        self._talk.drain()
        self._waiting.clear()
        end_ms = self.wait_ms(command)
        while not self._waiting and (left := end_ms - self.context.now_ms()) > 0:
            self._talk.hear(self.context.now_ms() + min(left, _SLICE_MS))
        for row in self._waiting:
            judged = self._judge(row, _now(command))
            if judged is not None:
                return _told(judged)
        raise Refused(CompletionCode.TIME_OUT, Code.CARD_NONE)

    def _list_since(self, command: Command) -> dict[str, Json]:
        cursor = command.args["cursor"]
        after = cursor if isinstance(cursor, int) else 0
        most = command.args.get("most", _MOST)
        answer = self._asked(
            {"do": "list", "after": after, "most": min(_MOST, most if isinstance(most, int) else _MOST)}
        )
        rows = answer.get("punches")
        if not isinstance(rows, list):
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.PROTOCOL_DESYNC)
        punches: list[Json] = []
        bad = 0
        for row in rows:
            number = row.get("number") if isinstance(row, dict) else None
            if (
                not isinstance(row, dict)
                or isinstance(number, bool)
                or not isinstance(number, int)
                or number <= after
            ):
                bad += 1
                continue
            if after and number > after + 1:
                self.emit("bufferOverrun", missing=number - after - 1)
            after = number
            judged = self._judge(row, _now(command))
            bad += judged is None
            punches += [_told(judged)] if judged is not None else []
        return {"punches": punches, "cursor": after, "bad": bad, "more": answer.get("more") is True}

    def _push_roster(self, command: Command) -> dict[str, Json]:
        badges = command.args["badges"]
        known = [badge for badge in badges if isinstance(badge, str)] if isinstance(badges, list) else []
        self._roster = frozenset(known)
        self._book = Book(Rules(self._twice_s, self._skew_s, self._roster))
        answer = self._asked({"do": "roster", "badges": [*sorted(self._roster)]})
        self._parts["roster"] = self._judge_roster(answer.get("badges"))
        if self._parts["roster"] != "ok":
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.PUNCH_ROSTER_MISMATCH, badges=len(self._roster))
        return {"badges": len(self._roster)}

    def _sync_clock(self, command: Command) -> dict[str, Json]:
        """Tell how far its clock was off, set it."""
        right = command.args["epoch_s"]
        clock = self._asked({"do": "ping"}).get("clock")
        drift: Json = None
        if isinstance(clock, int) and not isinstance(clock, bool) and isinstance(right, int):
            drift = clock - right
            if abs(drift) > self._skew_s:
                self.emit("clockSkew", drift_s=drift)
        self._asked({"do": "clock", "epoch_s": right})
        if isinstance(right, int):
            self._clock.set(right, self.context.now_ms())
        self._parts |= self._clock.parts()
        return {"drift_s": drift}

    def _identify(self) -> dict[str, Json]:
        """Let the terminal beep."""
        self._asked({"do": "identify"})
        return {"confirmed": True}

    def _asked(self, message: Message) -> Message:
        answer = self._talk.ask(message, self._answer_ms)
        if answer is None:
            raise Refused(CompletionCode.DEVICE_NOT_READY, Code.PROTOCOL_NO_ANSWER)
        if answer.get("ok") is not True:
            raise Refused(CompletionCode.HARDWARE_ERROR, Code.PAD_REFUSED)
        return answer

    def _judge(self, row: Mapping[str, Json], now_s: int) -> Judged | None:
        try:
            punch = read_punch(row, self._offset, self._terminal)
        except PunchError:
            return None
        judged = self._book.judge(punch, now_s) or Judged(punch, ())
        if "fromTheFuture" in judged.flags:
            self._clock.distrust()
            self._parts |= self._clock.parts()
        for flag in _ODD & set(judged.flags):
            self.emit(flag)
        return judged

    def _unasked(self, message: Message) -> None:
        row = message.get("punch")
        if isinstance(row, dict):
            self._waiting = [*self._waiting[-15:], row]
            self._live(row)

    def _live(self, row: Mapping[str, Json]) -> None:
        """Somebody punches now: who, only the result says."""
        try:
            punch = read_punch(row, self._offset, self._terminal)
        except PunchError:
            self.emit("punched", way="unknown")
            return
        self.emit("punched", way=punch.way)
        self.tell(self._presence.punched(punch))

    def _noise(self, lines: int) -> None:
        self.emit("lineNoise", lines=lines)


def _now(command: Command) -> int:
    now = command.args.get("now_s", 0)
    return now if isinstance(now, int) else 0


def _told(judged: Judged) -> dict[str, Json]:
    return {**judged.punch.as_json(), "flags": [*judged.flags]}


def _storage(answer: Message) -> str:
    used, room = answer.get("used"), answer.get("room")
    if not isinstance(used, int) or not isinstance(room, int) or isinstance(used, bool) or room < 1:
        return "unknown"
    return "full" if used >= room else "high" if 100 * used >= _HIGH_PERCENT * room else "ok"
