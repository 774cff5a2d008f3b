"""Files of attendance machines: CSV or JSON, read on from where the last reading ended.

A cursor says how many bytes were taken and how they looked (hash), so that a file that was begun anew is read anew.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drivers.attendance.records import Punch, PunchError, read_punch

FIELDS = ("badge", "time", "date", "way", "terminal", "method", "number")
"""`date`: of a file that has the day in a column of its own, and in `time` the hour."""
_MOST_BYTES = 64 * 1024 * 1024
_HEADER_HASH = 256


class FileError(ValueError):
    """A file that cannot be used; the text says why."""


@dataclass(frozen=True)
class Layout:
    """Which column is what. `columns`: our field -> the file's column name; `kind` csv, json (a list) or jsonl.

    `separator`: between the cells of a CSV file.
    """

    kind: str = "csv"
    columns: Mapping[str, str] = field(default_factory=lambda: {"badge": "badge", "time": "time"})
    offset_minutes: int = 480
    terminal: str = ""
    separator: str = ","


@dataclass(frozen=True)
class Batch:
    """What a reading gave. `cursor` is for the next; `bad`: line or place -> the field that was wrong."""

    punches: list[Punch]
    cursor: str
    bad: dict[int, str]


def read_file(path: Path, layout: Layout, cursor: str = "", most: int = 5000) -> Batch:
    """The punches behind the cursor, at most `most`. A half-written last line waits. Raises `FileError`."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FileError("the file is larger than 64 MiB; let the machine begin a new one")
        data = path.read_bytes()
    except OSError as error:
        raise FileError(f"the file cannot be read ({error.strerror})") from error
    return read_bytes(data, layout, cursor, most)


def read_bytes(data: bytes, layout: Layout, cursor: str = "", most: int = 5000) -> Batch:
    """The same of what a file holds. Raises `FileError`."""
    start = _resume(data, cursor)
    if layout.kind == "json":
        return _batch_json(data, layout, start, most)
    end = data.rfind(b"\n") + 1
    return _batch_lines(data, layout, start, end, most)


def _batch_lines(data: bytes, layout: Layout, start: int, end: int, most: int) -> Batch:
    header = heading(data, layout) if layout.kind == "csv" else []
    at = max(start, data.find(b"\n") + 1 if layout.kind == "csv" else 0)
    punches: list[Punch] = []
    bad: dict[int, str] = {}
    line = data[:at].count(b"\n")
    while at < end and len(punches) + len(bad) < most:
        stop = data.index(b"\n", at) + 1
        line += 1
        text = decode(data[at:stop]).strip(" \r\n")
        at = stop
        if text:
            _take(_row(text, header, layout), layout, line, punches, bad)
    return Batch(punches, _cursor(data, at), bad)


def _batch_json(data: bytes, layout: Layout, start: int, most: int) -> Batch:
    """The whole list is read; `start` counts records here."""
    try:
        rows = json.loads(decode(data) or "[]")
    except (ValueError, RecursionError) as error:
        raise FileError("the file is no JSON; is it still being written?") from error
    if not isinstance(rows, list):
        raise FileError("the file is no JSON list of records")
    start = start if start <= len(rows) else 0
    punches: list[Punch] = []
    bad: dict[int, str] = {}
    for number, row in enumerate(rows[start : start + most], start + 1):
        _take(row if isinstance(row, dict) else {}, layout, number, punches, bad)
    return Batch(punches, f"{min(len(rows), start + most)}:", bad)


def _take(
    row: Mapping[str, object], layout: Layout, place: int, punches: list[Punch], bad: dict[int, str]
) -> None:
    named = {ours: row.get(theirs) for ours, theirs in layout.columns.items()}
    if "date" in named:
        named["time"] = f"{named['date']} {named.get('time')}"
    try:
        punches.append(read_punch({"method": "import", **named}, layout.offset_minutes, layout.terminal))
    except PunchError as error:
        bad[place] = error.field


def heading(data: bytes, layout: Layout) -> list[str]:
    """The names of a CSV file's columns. Raises `FileError` when one of the layout's is not there."""
    first = decode(data[: data.find(b"\n") + 1]).lstrip("\ufeff").strip(" \r\n")
    header = [name.strip() for name in next(_csv(first, layout.separator), [])]
    missing = [theirs for theirs in layout.columns.values() if theirs not in header]
    if data and b"\n" in data and missing:
        raise FileError(f"the first line has no column {missing[0]}; it has {len(header)} columns")
    return header


def _row(text: str, header: list[str], layout: Layout) -> Mapping[str, object]:
    if layout.kind == "csv":
        cells = next(_csv(text, layout.separator), [])
        return dict(zip(header, cells, strict=False))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _csv(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader([text], delimiter=separator)
    except csv.Error:
        yield []


def decode(data: bytes) -> str:
    """UTF-8, else GB18030."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _cursor(data: bytes, at: int) -> str:
    """Place, and the hash of what identifies this file: its first bytes, as many as were taken."""
    return f"{at}:{hashlib.sha256(data[: min(at, _HEADER_HASH)]).hexdigest()[:16]}"


def _resume(data: bytes, cursor: str) -> int:
    """Where to go on; from the beginning when the file is another one or shorter."""
    place, _, mark = cursor.partition(":")
    if not place.isdecimal() or len(place) > 12:
        return 0
    at = int(place)
    if mark and (at > len(data) or _cursor(data, at) != cursor):
        return 0
    return at
