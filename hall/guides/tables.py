"""An item directory as tables: the sheets of a workbook, or the records of a JSON file. Cells keep their place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from hall.settings import SettingsError

ROWS_MOST: Final = 200_000


@dataclass(frozen=True)
class Cell:
    """What stands in a place. `place`: 材料！C5 in a workbook, [3].name in JSON."""

    value: object
    place: str

    @property
    def text(self) -> str:
        """As written, a whole number without its point; a date as 2026-11-22."""
        value = self.value
        if isinstance(value, datetime | date):
            return value.isoformat()[:10]
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return "" if value is None else str(value).strip()


Row = Mapping[str, Cell]
"""Cells by their heading, empty ones left out."""


@dataclass(frozen=True)
class Table:
    """`headings`: with the place of each."""

    name: str
    headings: Mapping[str, str]
    rows: tuple[tuple[int, Row], ...]


def read_workbook(path: Path) -> list[Table]:
    """Every sheet whose first row that holds anything is headings. Raises `SettingsError`."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only an import needs it
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise _unreadable(path, f"读不了({error.strerror})", f"cannot be read ({error.strerror})") from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        zh = "不是 XLSX 工作簿，用表格软件另存为 .xlsx(不是 .xls)"
        raise _unreadable(path, zh, "no XLSX workbook; save it as .xlsx (not .xls)") from error
    try:
        return [
            _table(sheet.title, list(sheet.iter_rows(values_only=True, max_row=ROWS_MOST)))
            for sheet in book.worksheets
        ]
    finally:
        book.close()


def records(path: Path, data: list[Any]) -> Table:
    """Flat records of a JSON file as one table. Raises `SettingsError`."""
    rows, headings = [], {}
    for number, record in enumerate(data):
        if not isinstance(record, dict):
            place = f"[{number}]"
            raise _unreadable(path, f"{place} 应当是一个对象", f"{place} must be an object")
        cells = {
            str(key).strip(): Cell(_flat(value), f"[{number}].{key}")
            for key, value in record.items()
            if value not in (None, "", [])
        }
        headings.update({key: cell.place for key, cell in cells.items()})
        rows.append((number, cells))
    return Table(path.stem, headings, tuple(rows))


def _flat(value: object) -> object:
    """A list as lines, as people write it into one cell."""
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _table(name: str, lines: list[tuple[object, ...]]) -> Table:
    filled = [(number, line) for number, line in enumerate(lines, 1) if any(_some(each) for each in line)]
    if not filled:
        return Table(name, {}, ())
    at, head = filled[0]
    titles = [str(each).strip() if _some(each) else "" for each in head]
    headings = {title: f"{name}!{letter(place)}{at}" for place, title in enumerate(titles) if title}
    rows = tuple((number, dict(_cells(name, number, titles, line))) for number, line in filled[1:])
    return Table(name, headings, rows)


def _cells(name: str, number: int, titles: list[str], line: tuple[object, ...]) -> Iterator[tuple[str, Cell]]:
    for place, (title, value) in enumerate(zip(titles, line, strict=False)):
        if title and _some(value):
            yield title, Cell(value, f"{name}!{letter(place)}{number}")


def _some(value: object) -> bool:
    return value is not None and str(value).strip() != ""


def letter(place: int) -> str:
    """A column as spreadsheets name it: A, B… Z, AA."""
    found, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _unreadable(path: Path, zh: str, en: str) -> SettingsError:
    return SettingsError(f"{path}: {zh} | {en}")
