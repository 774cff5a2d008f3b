"""A list of bookings as a table program saves it: one row each, the columns by name in any order.

Separated by comma, semicolon or tab (RFC 4180 quoting). Times are the hall's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from hall.contract.appointments import Booking
from hall.domain.clock import CHINA
from hall.settings import Service

COLUMNS: Final = {
    "service": ("业务", "service"),
    "date": ("日期", "date"),
    "begin": ("开始", "begin"),
    "end": ("结束", "end"),
    "code": ("预约码", "code"),
    "id_number": ("证件号", "id number"),
    "name": ("姓名", "name"),
    "phone": ("电话", "phone"),
}
"""Names of the columns in the first row, in both languages."""
MUST: Final = ("service", "date", "begin")
MOST: Final = 2000
_DATES: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


class NoTable(Exception):  # noqa: N818 - an answer to whoever imports
    """The first row lacks `missing` columns; or the row at `line` cannot be told from the next; or there are more than `MOST`."""

    def __init__(self, missing: tuple[str, ...] = (), line: int = 0) -> None:
        super().__init__(missing, line)
        self.missing = missing
        self.line = line


@dataclass(frozen=True)
class Row:
    """`line` of the file. `booking` None: `column` cannot be read."""

    line: int
    booking: Booking | None
    column: str = ""


def read(text: str, services: list[Service]) -> list[Row]:
    """Every row that is not empty. Raises `NoTable`."""
    lines = text.lstrip("\ufeff").splitlines()
    head = lines[0] if lines else ""
    separator = max(",;\t", key=head.count)
    table = _read(io.StringIO("\n".join(lines)), separator)
    places = _places(next(table, (1, []))[1])
    missing = tuple(name for name in MUST if name not in places)
    if missing or len(lines) > MOST + 1:
        raise NoTable(missing)
    return list(_rows(table, places, services))


def _read(text: io.StringIO, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line that each begins in. Raises `NoTable` for quotes that do not match (RFC 4180 2)."""
    table = csv.reader(text, delimiter=separator, strict=True)
    while True:
        line = table.line_num + 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            raise NoTable(line=line) from error
        yield line, cells


def _places(head: list[str]) -> dict[str, int]:
    said = [cell.strip().lower() for cell in head]
    return {name: said.index(word) for name, words in COLUMNS.items() for word in words if word in said}


def _rows(
    table: Iterator[tuple[int, list[str]]], places: dict[str, int], services: list[Service]
) -> Iterator[Row]:
    for line, cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        given = {name: cells[at].strip() for name, at in places.items() if at < len(cells)}
        yield _row(line, given, services)


def _row(line: int, given: dict[str, str], services: list[Service]) -> Row:
    service = _service(given.get("service", ""), services)
    begin = _time(given.get("date", ""), given.get("begin", ""))
    end = _time(given.get("date", ""), given["end"]) if given.get("end") else None
    if not service:
        return Row(line, None, "service")
    if _time(given.get("date", ""), "00:00") is None:
        return Row(line, None, "date")
    if begin is None or (given.get("end") and end is None):
        return Row(line, None, "begin" if begin is None else "end")
    personal = {name: given.get(name, "") for name in ("id_number", "name", "phone")}
    try:
        return Row(
            line,
            Booking(code=given.get("code") or None, service=service, begin=begin, end=end, **personal),
        )
    except ValidationError as error:
        return Row(line, None, str(error.errors(include_url=False, include_input=False)[0]["loc"][0]))


def _service(said: str, services: list[Service]) -> str:
    return next((one.id for one in services if said and said in {one.id, one.name.zh, one.name.en}), "")


def _time(day: str, clock: str) -> datetime | None:
    for pattern in _DATES:
        try:
            return datetime.strptime(f"{day} {clock.replace('：', ':')}", f"{pattern} %H:%M").replace(
                tzinfo=CHINA
            )
        except ValueError:
            continue
    return None
