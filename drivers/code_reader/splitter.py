"""Cuts a scanner's bytes into codes. Pure; nothing in a code is ever a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SUFFIXES: Final = ("any", "cr", "lf", "crlf", "none")


@dataclass(frozen=True, repr=False)
class Scanned:
    """The bytes of one code, suffix taken off. `whole`: the suffix came, or none is expected."""

    data: bytes
    whole: bool = True

    def __repr__(self) -> str:
        return f"Scanned({len(self.data)} bytes)"


@dataclass(frozen=True)
class TooLong:
    """More bytes than any code may have came without a suffix."""


class Splitter:
    """Keeps at most `most` bytes. `suffix`: any (CR, LF or both), cr, lf, crlf or none (silence)."""

    def __init__(self, suffix: str, most: int) -> None:
        if suffix not in SUFFIXES:
            raise ValueError(f"a suffix is one of {', '.join(SUFFIXES)}")
        self._ends = {"cr": b"\r", "lf": b"\n", "crlf": b"\n", "any": b"\r\n", "none": b""}[suffix]
        self._pair = suffix == "crlf"
        self._silence_ends = suffix == "none"
        self._most = most
        self._buffer = bytearray()
        self._skipping = False

    @property
    def inside(self) -> bool:
        """Whether a code has begun and not ended."""
        return bool(self._buffer) or self._skipping

    def feed(self, data: bytes) -> list[Scanned | TooLong]:
        """Take bytes, return the codes that end in them. Empty ones (CR, then LF) are none."""
        found: list[Scanned | TooLong] = []
        for byte in data:
            if byte in self._ends and (not self._pair or self._buffer.endswith(b"\r") or self._skipping):
                found += self._end()
            elif not self._skipping:
                self._buffer.append(byte)
                if len(self._buffer) > self._most + self._pair:
                    self.skip()
                    found.append(TooLong())
        return found

    def silence(self) -> Scanned | None:
        """No byte came for the longest pause within a code: what is there ends, whole or not."""
        code = Scanned(bytes(self._buffer), self._silence_ends) if self._buffer else None
        self._buffer.clear()
        self._skipping = False
        return code

    def skip(self) -> None:
        """Forget the code that is under way, and what is still to come of it."""
        self._skipping = True
        self._buffer.clear()

    def _end(self) -> list[Scanned | TooLong]:
        code = bytes(self._buffer[:-1] if self._pair else self._buffer)
        skipped = self._skipping
        self._buffer.clear()
        self._skipping = False
        return [] if skipped or not code else [Scanned(code)]
