"""A machine's file as it was exported: CSV, XLSX or JSON. What is wrong is told at once, row by row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import PurePath
from typing import Final
from zipfile import BadZipFile

from drivers.attendance.files import FileError, Layout, decode, heading, read_bytes
from drivers.attendance.records import Punch
from hall.contract.attendance import PunchedBody
from hall.domain.attendance.words import Way
from hall.domain.clock import CHINA

MOST: Final = 20_000
_KINDS: Final = {
    ".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "csv", ".json": "json", ".jsonl": "jsonl",
}  # fmt: skip
_NAMES: Final[Mapping[str, Sequence[str]]] = {
    "badge": ("工号", "考勤号", "考勤号码", "登记号码", "人员编号", "员工编号", "用户编号", "卡号", "编号", "badge", "user id", "id"),
    "time": ("时间", "打卡时间", "考勤时间", "刷卡时间", "日期时间", "签到时间", "time", "datetime"),
    "date": ("日期", "打卡日期", "考勤日期", "date"),
    "way": ("进出", "状态", "考勤状态", "签到/签退", "类型", "出入", "way", "state"),
    "terminal": ("考勤机", "机器号", "设备", "设备名称", "terminal", "device"),
    "number": ("记录号", "number"),
}  # fmt: skip
"""What machines call their columns; the first that is there counts."""
MUST: Final = ("badge", "time")


class NoFile(Exception):  # noqa: N818 - an answer to whoever imports
    """`why`: kind, broken, empty or many; or `missing` names the fields without a column."""

    def __init__(self, why: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.missing = missing


@dataclass(frozen=True)
class Found:
    """What a file holds. `bad`: row -> the field that is wrong."""

    punches: list[PunchedBody]
    bad: dict[int, str]


def read(name: str, data: bytes, columns: Mapping[str, str]) -> Found:
    """The punches of a file. `columns`: as the hall file says, empty for the usual names. Raises `NoFile`."""
    suffix = PurePath(name.lower()).suffix
    if suffix not in _KINDS:
        raise NoFile("kind")
    data = _of_workbook(data) if suffix == ".xlsx" else data.rstrip() + b"\n"
    kind = _KINDS[suffix]
    heads, separator = _heads(kind, data)
    chosen = _columns(columns, heads)
    missing = tuple(one for one in MUST if one not in chosen)
    if missing:
        raise NoFile("columns" if heads else "empty", missing if heads else ())
    try:
        batch = read_bytes(data, Layout(kind, chosen, separator=separator), most=MOST + 1)
    except FileError as error:
        raise NoFile("broken") from error
    if len(batch.punches) + len(batch.bad) > MOST:
        raise NoFile("many")
    return Found([_body(one) for one in batch.punches], dict(batch.bad))


def _body(one: Punch) -> PunchedBody:
    """What the driver takes for a punch is one of the contract, but for a long name of the machine."""
    return PunchedBody(
        badge=one.badge,
        punched_at=datetime.fromtimestamp(one.at_s, CHINA),
        way=Way(one.way),
        terminal=one.terminal[:40],
        method="import",
        number=one.number,
    )


def _of_workbook(data: bytes) -> bytes:
    """The first sheet as CSV. Raises `NoFile`."""
    from openpyxl import load_workbook  # noqa: PLC0415 - a fifth of a second that only an import needs
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True, max_row=MOST + 2))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise NoFile("broken") from error
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_cell(each) for each in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    """As the parser of texts takes it: a moment, a day, an hour, a whole number without its point."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, time):
        return f"{value:%H:%M:%S}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


def _heads(kind: str, data: bytes) -> tuple[list[str], str]:
    """The names of the columns, and what stands between cells. Raises `NoFile`."""
    if kind == "csv":
        line = decode(data[: data.find(b"\n") + 1])
        separator = max(",;\t", key=line.count)
        return heading(data, Layout(columns={}, separator=separator)), separator
    try:
        first = json.loads(decode(data if kind == "json" else data[: data.find(b"\n") + 1]) or "[]")
    except (ValueError, RecursionError) as error:
        raise NoFile("broken") from error
    found = first[0] if isinstance(first, list) and first else first
    return (list(map(str, found)) if isinstance(found, dict) else []), ","


def _columns(said: Mapping[str, str], heads: Sequence[str]) -> dict[str, str]:
    """Our fields -> the file's names, as far as they are there."""
    if said:
        return {field: name for field, name in said.items() if name in heads}
    plain = {head.strip().lower(): head for head in reversed(heads)}
    found = {
        field: next((plain[name] for name in names if name in plain), "") for field, names in _NAMES.items()
    }
    return {field: name for field, name in found.items() if name}
