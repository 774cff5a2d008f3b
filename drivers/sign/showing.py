"""What all window signs share: texts that fit, content by its hash, time to live, and no ack is never "shown"."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Final

from drivers.codes import Code
from drivers.table.clock import LATEST_S, local_time
from drivers.table.reading import Reader
from drivers.table.serving import SILENT, Operation, Refused, ServingDriver
from drivers.types import Command, CompletionCode, DeviceState, Json, Status

CHARSETS: Final = ("gbk", "gb2312", "gb18030", "ascii")
EMPTY, UNKNOWN = "empty", "unknown"
MOST_BRIGHTNESS: Final = 15
_TRIES = 2
_HOLD_MS = 1500


class Sign(ServingDriver):
    """Operations: `show` {lines, effect, ttl_ms}, `clear`, `brightness` {level: 0 to 15}, `set_clock` {epoch_s},
    `self_test` {hold_ms}: every cell lit, then what was shown before, `identify` {name, hold_ms}: its name, likewise.

    `parts.content` is the hash of what the sign confirmed, `empty`, or `unknown`: there is no reading back. A sign
    that did not confirm gets its content again every `idle_ms` until it does. Content is never logged.
    Options: `columns` (a Chinese character is two), `rows`, `most_bytes` of a running text, `charset`, `answers`
    (whether it confirms at all), `answer_ms`, `clear_at_start`, `offset_minutes` (of its clock, 480 in China).
    """  # noqa: D205 - one list

    idle_ms: ClassVar[int] = 2000
    effects: ClassVar[tuple[str, ...]] = ("still",)
    events: ClassVar[tuple[str, ...]] = ("contentAcked", "ttlExpired")
    running: ClassVar[tuple[str, ...]] = ()
    """Effects that let a text be longer than the sign is wide."""

    def configure(self, options: Mapping[str, Json]) -> None:
        """The sign's size and what its kind needs."""
        reader = Reader(options)
        self.columns = reader.number("columns", 16, 1, 512)
        self.rows = reader.number("rows", 1, 1, 16)
        self._most_bytes = reader.number("most_bytes", 200, 1, 1024)
        self.charset = reader.word("charset", CHARSETS)
        self.answers = reader.flag("answers", default=True)
        self.answer_ms = reader.number("answer_ms", 1000, 50, 10_000)
        self._clear_at_start = reader.flag("clear_at_start", default=True)
        self._offset = reader.number("offset_minutes", 480, -720, 840)
        self.configure_sign(reader)
        reader.end()
        self._lines: list[str] = []
        self._effect = self.effects[0]
        self._content = UNKNOWN
        self._error = ""
        self._dies_ms = 0

    def operations(self) -> Mapping[str, Operation]:
        """The operations."""
        shown = {"lines": list, "effect": str, "ttl_ms": int}
        return {
            "show": Operation(self._show, shown, ("lines",)),
            "clear": Operation(lambda _: self._put([], self.effects[0])),
            "brightness": Operation(self._brighten, {"level": int}, ("level",)),
            "set_clock": Operation(self._set_clock, {"epoch_s": int}, ("epoch_s",)),
            "self_test": Operation(self._self_test, {"hold_ms": int}),
            "identify": Operation(self._identify, {"name": str, "hold_ms": int}),
        }

    @abstractmethod
    def configure_sign(self, reader: Reader) -> None:
        """Read the options of this kind of sign."""

    @abstractmethod
    def transmit(self, lines: Sequence[str], effect: str) -> str:
        """Send the lines once (none: clear). "" when confirmed, else the error's code."""

    @abstractmethod
    def dim(self, level: int) -> str:
        """Set the brightness, 0 to `MOST_BRIGHTNESS`. As `transmit`; raises `Refused` when the sign cannot."""

    @abstractmethod
    def set_time(self, local: datetime) -> str:
        """Set the clock. As `transmit`; raises `Refused` when the sign cannot."""

    def facts(self) -> dict[str, Json]:
        """Its size and what it shows; there is no reading back on any of these protocols."""
        return {
            "columns": self.columns,
            "rows": self.rows,
            "charset": self.charset,
            "effects": [*self.effects],
            "confirms": self.answers,
            "read_back": None,
        }

    def clear(self) -> bool | None:
        """A number that was called is the hall's, not a citizen's: it stays until the hall takes it down."""
        return None

    def look(self) -> Status:
        """Make the sign's state known: it is cleared, unless it shall keep what it shows."""
        if self._clear_at_start:
            self._send()
        return self._status()

    def tick(self) -> Status:
        """Take a text down whose time is over; try again what was not confirmed."""
        if self._dies_ms and self.context.now_ms() >= self._dies_ms:
            self._dies_ms = 0
            self._lines = []
            self._send()
            self.emit("ttlExpired")
        elif self._error and self.answers:
            self._send(tries=1)
        return self._status()

    def stop(self) -> None:
        """Nobody is called by a program that has ended."""
        if not self.wrong_option and self._lines:
            self.transmit([], self.effects[0])

    def _show(self, command: Command) -> dict[str, Json]:
        effect = command.args.get("effect", self.effects[0])
        if effect not in self.effects:
            raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.COMMAND_INVALID, effects=[*self.effects])
        lines = self._fitting(command.args["lines"], str(effect))
        ttl_ms = command.args.get("ttl_ms", 0)
        result = self._put(lines, str(effect))
        self._dies_ms = self.context.now_ms() + ttl_ms if isinstance(ttl_ms, int) and ttl_ms else 0
        return result

    def _put(self, lines: list[str], effect: str) -> dict[str, Json]:
        self._lines, self._effect, self._dies_ms = lines, effect, 0
        self._send()
        told = content_hash(lines)
        self._settle(self._error, content=told)
        self.emit("contentAcked", content=told)
        return {"content": told}

    def _brighten(self, command: Command) -> dict[str, Json]:
        level = command.args["level"]
        if not isinstance(level, int) or level > MOST_BRIGHTNESS:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, most=MOST_BRIGHTNESS)
        self._settle(self.dim(level), level=level)
        return {"level": level}

    def _set_clock(self, command: Command) -> dict[str, Json]:
        epoch_s = command.args["epoch_s"]
        if not isinstance(epoch_s, int) or epoch_s > LATEST_S:
            raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="epoch_s")
        self._settle(self.set_time(local_time(epoch_s, self._offset)))
        return {"epoch_s": epoch_s}

    def _self_test(self, command: Command) -> dict[str, Json]:
        """Whether all of it shone only eyes can tell: what is known is that the sign took it."""
        cell = "8" if self.charset == "ascii" else "■"
        self._hold(command, [cell * (self.columns // len(cell.encode(self.charset)))] * self.rows)
        return {"level": "external", "lit": self.rows * self.columns, "content": self._content}

    def _identify(self, command: Command) -> dict[str, Json]:
        """Show a name for a while: which of the signs is this one."""
        lines = self._fitting([command.args.get("name", "8" * self.columns)], self.effects[0])
        self._hold(command, lines)
        return {"content": self._content}

    def _hold(self, command: Command, lines: list[str]) -> None:
        """Show lines for `hold_ms`, then what stood there. Both must be confirmed; who gives up ends it too."""
        held = command.args.get("hold_ms", _HOLD_MS)
        try:
            error = self.transmit(lines, self.effects[0])
            self.context.pause(self.left_ms(held if isinstance(held, int) else _HOLD_MS))
        finally:
            self._send()
        self._settle(error or self._error)

    def _settle(self, error: str, **evidence: Json) -> None:
        """Raise `Refused` for what the sign did not confirm."""
        if not self.answers:
            raise Refused(CompletionCode.OUTCOME_UNKNOWN, Code.STATUS_NO_CHANNEL, **evidence)
        if error:
            silent = error == Code.PROTOCOL_NO_ANSWER
            code = CompletionCode.DEVICE_NOT_READY if silent else CompletionCode.HARDWARE_ERROR
            raise Refused(code, error, **evidence)

    def _send(self, tries: int = _TRIES) -> None:
        """Send what shall be shown; showing it twice does no harm, so silence is tried once more."""
        self._error = Code.PROTOCOL_NO_ANSWER
        for _ in range(tries):
            self._error = self.transmit(self._lines, self._effect)
            if self._error != Code.PROTOCOL_NO_ANSWER:
                break
        confirmed = self.answers and not self._error
        self._content = content_hash(self._lines) if confirmed else UNKNOWN

    def _fitting(self, given: Json, effect: str) -> list[str]:
        """The lines as texts that the sign can show. Raises `Refused`; the text itself is in no message."""
        lines = given if isinstance(given, list) else []
        if len(lines) > self.rows:
            raise Refused(CompletionCode.INVALID_DATA, Code.TEXT_TOO_LONG, rows=self.rows)
        found: list[str] = []
        for number, line in enumerate(lines, 1):
            if not isinstance(line, str):
                raise Refused(CompletionCode.INVALID_DATA, Code.COMMAND_INVALID, argument="lines")
            width = self._width(line, number)
            most = self._most_bytes if effect in self.running else self.columns
            if width > most:
                raise Refused(
                    CompletionCode.INVALID_DATA, Code.TEXT_TOO_LONG, line=number, columns=width, most=most
                )
            found.append(line)
        return found

    def _width(self, line: str, number: int) -> int:
        """Columns of a line: two for what GB codes write with more than one byte. Raises `Refused`."""
        width = 0
        for at, sign in enumerate(line):
            try:
                size = len(sign.encode(self.charset))
            except UnicodeEncodeError:
                size = 0
            if (
                size == 0 or sign == "\\" or not sign.isprintable()
            ):  # a backslash begins a command of some signs
                raise Refused(CompletionCode.UNSUPPORTED_DATA, Code.TEXT_NO_GLYPH, line=number, at=at + 1)
            width += min(size, 2)
        return width

    def _status(self) -> Status:
        parts = {"content": self._content}
        if not self.answers:
            return Status(DeviceState.ONLINE, Code.STATUS_NO_CHANNEL, parts=parts)
        if self._error == Code.PROTOCOL_NO_ANSWER:
            return Status(*SILENT, parts=parts)
        if self._error:
            _, _, action, actor = SILENT
            return Status(DeviceState.HARDWARE_ERROR, self._error, action, actor, parts)
        return Status(DeviceState.ONLINE, parts=parts)


def content_hash(lines: Sequence[str]) -> str:
    """What is shown, in twelve hex digits; `empty` for nothing."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12] if any(lines) else EMPTY
