"""Files for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, that no program runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from hall.contract.statistics import Statistics
from hall.domain.clock import CHINA
from hall.domain.statistics.report import By, DayRecord, lane_key
from hall.domain.statistics.visits import Visit
from hall.server.statistics.columns import rows
from hall.server.statistics.names import Names
from hall.server.statistics.words import Words
from hall.server.store.tx import from_us

BOM: Final = "\ufeff"
"""Without it spreadsheet programs take a CSV file for GBK or Latin-1."""
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP: CSV Injection)."""
_NEGATIVE: Final = re.compile(r"-[0-9]+(\.[0-9]+)?", re.ASCII)
_RAW: Final = (
    "date",
    "number",
    "service",
    "service_id",
    "lane",
    "outcome",
    "window",
    "taken",
    "first_call",
    "started",
    "ended",
    "wait_s",
    "service_s",
    "recalls",
    "transfers",
    "holds",
    "returns",
    "offline",
    "told_low_s",
    "told_middle_s",
    "told_high_s",
)


def harmless(cell: str) -> str:
    """A text that a spreadsheet shows and never calculates; numbers stay numbers."""
    if not cell.startswith(_RISKY) or _NEGATIVE.fullmatch(cell):
        return cell
    return f"'{cell}"


def lines(table: Iterable[Iterable[str]]) -> str:
    """Rows as CSV, with CRLF as RFC 4180 has it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in table)
    return text.getvalue()


def groups(found: Statistics, words: Words) -> str:
    """All figures, a line for each group."""
    return BOM + lines(rows(found, words, brief=False))


def raw_heading(words: Words) -> str:
    """The first line of the tickets' file."""
    return BOM + lines([[words("raw", name) for name in _RAW]])


def raw_lines(day: DayRecord, names: Names, words: Words) -> str:
    """A line for each ticket: nothing in it leads to a person, no id opens it, no note of a clerk."""
    return lines(_raw(day.date, one, names, words) for one in day.visits)


def _raw(date: str, one: Visit, names: Names, words: Words) -> Iterator[str]:
    row, course = one.row, one.course
    yield from (date, row.number, words.name(names.of(By.SERVICE, row.service)), row.service)
    yield words.name(names.of(By.LANE, lane_key(row.lane, row.reason)))
    yield words("outcome", one.outcome.value)
    yield _number(one.window)
    yield from map(_time, (row.issued_us, course.first_call_us, row.started_us, row.ended_us))
    counts = (one.wait_s, one.service_s, course.recalls, course.transfers, course.holds, course.returns)
    yield from map(_number, counts)
    yield words("raw", "yes" if one.offline else "no")
    yield from map(_number, (row.told_low_s, row.told_middle_s, row.told_high_s))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _time(us: int | None) -> str:
    """As a spreadsheet reads it, in the hall's time."""
    return "" if us is None else from_us(us).astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
