"""The driver of scanners that send a code's text on a serial line, CR behind it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from typing import ClassVar, Final

from drivers.code_reader.charset import decode
from drivers.code_reader.splitter import SUFFIXES, Scanned, Splitter, TooLong
from drivers.codes import Code
from drivers.options import Number, OptionError, Options, Rule, Word
from drivers.transport.base import Connection
from drivers.types import (
    Action,
    Actor,
    Command,
    Completion,
    CompletionCode,
    Context,
    DeviceEvent,
    DeviceState,
    Json,
    Status,
)

_RULES: Final[dict[str, Rule]] = {
    "max_bytes": Number(7089, 1, 16_384),
    "gap_ms": Number(300, 20, 5000),
    "duplicate_ms": Number(1500, 0, 60_000),
    "suffix": Word(SUFFIXES),
}
_CHUNK = 4096
_GRACE_MS = 200
_DISCARD_READS = 64


class SerialScanner:
    """Operation: `read_code` {wait_ms}. Codes that come while nobody reads are dropped.

    Such a scanner cannot be asked anything: `parts.scanner` is `unknown` until its first code.
    Options: `max_bytes` of a code, `gap_ms` of silence that ends one, `duplicate_ms` in which the
    same code again is one presentation, `suffix` (any of CR, LF, CRLF; cr, lf, crlf, none).
    """

    idle_ms: ClassVar[int] = 250
    side_effects: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, connection: Connection, options: Mapping[str, Json], context: Context) -> None:
        self._connection = connection
        self._context = context
        self._wrong_option = ""
        try:
            settings = Options(options, _RULES)
        except OptionError as error:
            self._wrong_option = str(error)
            settings = Options({}, _RULES)
        self._splitter = Splitter(settings.word("suffix"), settings.number("max_bytes"))
        self._gap_ms = settings.number("gap_ms")
        self._duplicate_ms = settings.number("duplicate_ms")
        self._scanner = "unknown"
        self._heard_ms = 0
        self._salt = os.urandom(16)
        self._last_code = b""
        self._last_ms = 0

    def start(self) -> Status:
        """The port is open: that is all a scanner of this kind lets one know."""
        self._drop()
        return self._status()

    def idle(self) -> Status:
        """Drop what was presented to nobody."""
        self._drop()
        return self._status()

    def stop(self) -> None:
        """Forget what is half-read."""
        self._drop()

    def perform(self, command: Command) -> Completion:
        """Wait for a code; `timeOut` when none is presented."""
        if self._wrong_option:
            return Completion(command.id, CompletionCode.DEVICE_NOT_READY, Code.CONFIG_INVALID)
        if command.op != "read_code":
            return Completion(command.id, CompletionCode.UNSUPPORTED_COMMAND, Code.COMMAND_UNKNOWN)
        end_ms = self._end(command)
        if end_ms is None:
            return Completion(command.id, CompletionCode.INVALID_DATA, Code.COMMAND_INVALID)
        self._drop()
        self._context.emit(DeviceEvent("presentCode"))
        found = self._next(end_ms)
        self._skip_rest()
        match found:
            case None:
                return Completion(command.id, CompletionCode.TIME_OUT, Code.CODE_NONE)
            case TooLong():
                return Completion(command.id, CompletionCode.INVALID_DATA, Code.CODE_TOO_LONG)
            case Scanned(data, whole):
                return self._complete(command, data, whole=whole)

    def _complete(self, command: Command, data: bytes, *, whole: bool) -> Completion:
        self._scanner = "on"
        if not whole:
            evidence: dict[str, Json] = {"reason": "suffixMissing", "length": len(data)}
            return Completion(
                command.id, CompletionCode.INVALID_DATA, Code.CODE_UNREADABLE, evidence=evidence
            )
        text, charset = decode(data)
        self._context.emit(DeviceEvent("codeRead", {"length": len(data), "charset": charset}))
        result: dict[str, Json] = {
            "bytes_hex": data.hex(),
            "text": text,
            "charset": charset,
            "length": len(data),
        }
        return Completion(command.id, CompletionCode.SUCCESS, result=result)

    def _next(self, end_ms: int) -> Scanned | TooLong | None:
        """The next code that is not the last one again; a code under way at `end_ms` comes too late."""
        while (left := end_ms - self._context.now_ms()) > 0:
            data = self._connection.read(_CHUNK, min(self._gap_ms, left))
            for found in self._take(data):
                if isinstance(found, TooLong) or not self._again(found):
                    return found
                self._context.emit(DeviceEvent("duplicateSuppressed"))
        return None

    def _take(self, data: bytes) -> list[Scanned | TooLong]:
        """Codes that end in `data`, or in the silence that it is."""
        now = self._context.now_ms()
        if data:
            self._heard_ms = now
            return self._splitter.feed(data)
        if now - self._heard_ms < self._gap_ms:
            return []
        code = self._splitter.silence()
        return [code] if code else []

    def _again(self, code: Scanned) -> bool:
        """Whether this is the code given out last, a moment ago. Only its salted hash is kept."""
        mark = hashlib.sha256(self._salt + code.data).digest()
        now = self._context.now_ms()
        if mark == self._last_code and now - self._last_ms < self._duplicate_ms:
            return True
        if code.whole:
            self._last_code, self._last_ms = mark, now
        return False

    def _drop(self) -> None:
        """Take what came and forget it; of a code still coming, the rest will be forgotten too."""
        for _ in range(_DISCARD_READS):
            data = self._connection.read(_CHUNK, 0)
            self._take(data)
            if not data:
                break
        self._skip_rest()

    def _skip_rest(self) -> None:
        """Of a code that is under way nothing may be taken for a code of its own."""
        if self._splitter.inside:
            self._splitter.skip()

    def _end(self, command: Command) -> int | None:
        """When to stop waiting; None for arguments that make no sense."""
        longest = command.timeout_ms - min(_GRACE_MS, command.timeout_ms // 4)
        wait_ms = command.args.get("wait_ms", longest)
        if set(command.args) - {"wait_ms"} or not isinstance(wait_ms, int) or isinstance(wait_ms, bool):
            return None
        return self._context.now_ms() + min(longest, wait_ms) if wait_ms >= 0 else None

    def _status(self) -> Status:
        if self._wrong_option:
            parts = {"option": self._wrong_option}
            return Status(
                DeviceState.OFFLINE, Code.CONFIG_INVALID, Action.CONFIGURATION, Actor.TECHNICIAN, parts
            )
        return Status(DeviceState.ONLINE, parts={"scanner": self._scanner})
