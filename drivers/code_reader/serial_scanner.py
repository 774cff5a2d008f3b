"""The driver of scanners that send a code's text on a serial line, CR behind it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from drivers.code_reader.charset import decode
from drivers.code_reader.listening import CodeReader, told
from drivers.code_reader.splitter import SUFFIXES, Scanned, Splitter, TooLong
from drivers.codes import Code
from drivers.options import Number, Options, Rule, Word
from drivers.table.serving import Refused
from drivers.types import CompletionCode, DeviceState, Json, Status

BOUNDS: Final[Mapping[str, Rule]] = {
    "max_bytes": Number(7089, 1, 16_384),
    "gap_ms": Number(300, 20, 5000),
    "duplicate_ms": Number(1500, 0, 60_000),
}
_CHUNK = 4096
_DISCARD_READS = 64


class SerialScanner(CodeReader[Scanned | TooLong]):
    """Such a scanner cannot be asked anything: `parts.scanner` is `unknown` until its first code.

    Options: `max_bytes` of a code, `gap_ms` of silence that ends one, `duplicate_ms` in which the
    same code again is one presentation, `suffix` (any of CR, LF, CRLF; cr, lf, crlf, none).
    """

    idle_ms: ClassVar[int] = 250
    rules: ClassVar[Mapping[str, Rule]] = {**BOUNDS, "suffix": Word(SUFFIXES)}

    def configure(self, options: Mapping[str, Json]) -> None:
        """Read the options. Raises `OptionError`."""
        own = Options(options, self.rules)
        self._splitter = self.splitter(own)
        self._most = own.number("max_bytes")
        self._gap_ms = own.number("gap_ms")
        self._duplicate_ms = own.number("duplicate_ms")
        self._scanner = "unknown"
        self._heard_ms = 0
        self._salt = os.urandom(16)
        self._last_code = b""
        self._last_ms = 0

    def splitter(self, own: Options) -> Splitter:
        """What cuts the bytes into codes."""
        return Splitter(own.word("suffix"), own.number("max_bytes"))

    def why_cut_off(self) -> str:
        """Why the last code that was not whole was not."""
        return "suffixMissing"

    def look(self) -> Status:
        """The port is open: that is all a scanner of this kind lets one know. Drop what was presented to nobody."""
        self.forget()
        return Status(DeviceState.ONLINE, parts={"scanner": self._scanner})

    def facts(self) -> dict[str, Json]:
        """What is known of it: which symbologies it reads and what triggers it is set in the scanner itself."""
        return {"symbologies": None, "bytes": "exact", "eci": None, "trigger": None, "max_bytes": self._most}

    def forget(self) -> None:
        """Take what came and forget it; of a code still coming, the rest will be forgotten too."""
        for _ in range(_DISCARD_READS):
            data = self.connection.read(_CHUNK, 0)
            self._cut(data)
            if not data:
                break
        if self._splitter.inside:
            self._splitter.skip()

    def take(self, most_ms: int) -> Iterator[Scanned | TooLong | None]:
        """The codes that end in what comes next, or in the silence that it is."""
        for found in self._cut(self.connection.read(_CHUNK, min(self._gap_ms, most_ms))):
            again = isinstance(found, Scanned) and self._again(found)
            yield None if again else found

    def result(self, found: Scanned | TooLong) -> dict[str, Json]:
        """What a code says."""
        if isinstance(found, TooLong):
            raise Refused(CompletionCode.INVALID_DATA, Code.CODE_TOO_LONG)
        self._scanner = "on"
        if not found.whole:
            why = self.why_cut_off()
            raise Refused(
                CompletionCode.INVALID_DATA, Code.CODE_UNREADABLE, reason=why, length=len(found.data)
            )
        return told(found.data, *decode(found.data))

    def _cut(self, data: bytes) -> list[Scanned | TooLong]:
        now = self.context.now_ms()
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
        now = self.context.now_ms()
        if mark == self._last_code and now - self._last_ms < self._duplicate_ms:
            return True
        if code.whole:
            self._last_code, self._last_ms = mark, now
        return False
