"""Plays a recording of `TapConnection` back in lockstep: the device as it answered then, without the device."""

from __future__ import annotations

import json
import select
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drivers.transport.base import WireError, WireReason
from drivers.transport.failures import failure_at_open, invalid
from drivers.transport.fd import SLICE_MS
from drivers.transport.tap import VERSION


@dataclass
class _Record:
    """One line of the file; `data` is what of it has not been played yet."""

    line: int
    direction: str
    data: bytes
    reason: WireReason = WireReason.GONE
    after: int = 0
    """How many looks without waiting find nothing before it is there…"""
    gap_ms: int = 0
    """…or how long it takes until it is there in any case, from the record before it."""


class ReplayConnection:
    """`FILE` plays the first connection of a recording, `FILE#2` the second.

    A write must equal the recorded bytes (however sliced), else INVALID names the line. Reads return the
    recorded bytes at once, and wait in vain where the driver's turn is next. After the last line the wire is GONE.
    """

    def __init__(self, path: Path, alive: Callable[[], None]) -> None:
        name, _, number = str(path).partition("#")
        self._port = f"replay:{path}"
        self._alive = alive
        self._records = _session(_load(Path(name)), number or "1", self._port)
        self._at = 0
        self._played = time.monotonic()

    def write(self, data: bytes) -> None:
        """Compare with the recording. Raises `WireError` INVALID at the first byte that differs."""
        sent = 0
        while sent < len(data):
            self._alive()
            record = self._next()
            if record is None or record.direction == "!":
                raise self._failure(record, sent)
            part = data[sent : sent + len(record.data)]
            if record.direction != ">" or part != record.data[: len(part)]:
                raise WireError(WireReason.INVALID, self._difference(record, part), sent)
            record.data = record.data[len(part) :]
            sent += len(part)
            self._played = time.monotonic()

    def read(self, most: int, timeout_ms: int) -> bytes:
        """Return recorded bytes; b"" after `timeout_ms` when the device said nothing here."""
        deadline = time.monotonic() + timeout_ms / 1000
        self._alive()
        record = self._next()
        if record is not None and record.direction == "!":
            raise self._failure(record, 0)
        if record is not None and record.direction == "<":
            if not self._due(record, timeout_ms):
                return b""
            data, record.data = record.data[:most], record.data[most:]
            record.after = 0
            self._played = time.monotonic()
            return data
        self._wait(deadline)
        return b""

    def _due(self, record: _Record, timeout_ms: int) -> bool:
        """Whether it is there for a reader who waits for so long: not before the looks that found nothing."""
        if record.after and timeout_ms <= 0:
            record.after -= 1
            return False
        there = self._played + record.gap_ms / 1000
        deadline = time.monotonic() + timeout_ms / 1000
        if record.after:
            self._wait(min(deadline, there))
        return not record.after or there <= deadline

    def _wait(self, deadline: float) -> None:
        while (left_ms := round((deadline - time.monotonic()) * 1000)) > 0:
            select.poll().poll(min(SLICE_MS, left_ms))
            self._alive()

    def discard(self) -> None:
        """Pass over the bytes that were discarded when recording."""
        while (record := self._next()) is not None and record.direction == "x":
            record.data = b""

    def close(self) -> None:
        """Nothing is held open."""

    def _next(self) -> _Record | None:
        while self._at < len(self._records):
            record = self._records[self._at]
            if record.data or record.direction == "!":
                return record
            self._at += 1
        return None

    def _failure(self, record: _Record | None, sent: int) -> WireError:
        if record is None:
            return WireError(WireReason.GONE, f"{self._port}: the recording ends here", sent)
        return WireError(record.reason, f"{self._port} line {record.line}: the wire failed here", sent)

    def _difference(self, record: _Record, part: bytes) -> str:
        what = {">": "other bytes were sent", "<": "an answer came", "x": "bytes were discarded"}[
            record.direction
        ]
        return (
            f"{self._port} line {record.line}: {what} when recording; now the driver sends {len(part)} bytes"
        )


def _load(path: Path) -> list[tuple[int, dict[str, object]]]:
    """The numbered lines of a recording. Raises `WireError`."""
    try:
        text = path.read_text(encoding="ascii")
    except OSError as error:
        raise failure_at_open(error.errno, str(path)) from error
    except UnicodeDecodeError as error:
        raise invalid(f"{path}: is not a recording; record one with the tap first") from error
    lines: list[tuple[int, dict[str, object]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise invalid(f"{path} line {number}: is not a line of a recording") from error
        if not isinstance(record, dict):
            raise invalid(f"{path} line {number}: is not a line of a recording")
        lines.append((number, record))
    if not lines or lines[0][1].get("recording") != VERSION:
        raise invalid(f"{path}: is not a recording of version {VERSION}; record it again")
    return lines


def _session(lines: list[tuple[int, dict[str, object]]], number: str, port: str) -> list[_Record]:
    """The records of one connection of the file."""
    starts = [at for at, (_, record) in enumerate(lines) if "recording" in record]
    if not number.isdecimal() or not 1 <= int(number) <= len(starts):
        raise invalid(f"{port}: the recording has {len(starts)} connections; write #1 to #{len(starts)}")
    start = starts[int(number) - 1]
    ends = [*starts, len(lines)]
    records: list[_Record] = []
    before = 0
    for line, record in lines[start + 1 : ends[int(number)]]:
        now = record.get("ms")
        records.append(_record(line, record, port))
        if isinstance(now, int):
            records[-1].gap_ms, before = max(0, now - before), now
    return records


def _record(line: int, record: dict[str, object], port: str) -> _Record:
    """One checked record."""
    direction, text = record.get("d"), record.get("hex", "")
    try:
        if direction == "!":
            return _Record(line, "!", b"", WireReason(str(record.get("reason"))))
        if direction in {">", "<", "x"} and isinstance(text, str):
            after = record.get("after", 0)
            return _Record(
                line, str(direction), bytes.fromhex(text), after=after if isinstance(after, int) else 0
            )
    except ValueError as error:
        raise invalid(f"{port} line {line}: is not a line of a recording") from error
    raise invalid(f"{port} line {line}: is not a line of a recording")
