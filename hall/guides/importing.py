"""An item directory becomes guides: XLSX with the sheets 事项, 材料, 流程, 收费, 依据, 问题, 情形, 填写, 主题; or JSON.

Every fault is told at once with its sheet, row and column; with one fault nothing is taken in.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from hall.contract.guides import Shelf
from hall.guides.columns import ITEM, ITEMS, PARTS, SPECIAL, THEMES, Amiss, Column
from hall.guides.files import read_json, refuse
from hall.guides.judging import judge
from hall.guides.tables import Cell, Row, Table, read_workbook, records
from hall.settings import SettingsError
from hall.settings.problems import Finding, nearest, unknown

MAIN: Final = "事项"
BUNDLES: Final = "主题"
LOST: Final = -1
"""In place of the item of a row of which nobody knows whose it is."""
Loc = tuple[int | str, ...]
_PARTS: Final = (("special",), *(tuple(key.split("/")) for key, _ in PARTS.values()))
"""Where several of something stand in an item."""


class DirectoryError(SettingsError):
    """An item directory that cannot be taken in."""

    heading = ("事项目录有误", "wrong item directory")
    code = "data.invalid"


@dataclass
class Imported:
    """`ignored`: headings that nothing is made of, as (place, 中文, English)."""

    shelf: Shelf
    ignored: list[tuple[str, str, str]]


@dataclass
class _Work:
    """What was read so far, and the cell that each value came from. `spoilt`: of cells that cannot be understood."""

    path: Path
    guides: list[dict[str, Any]] = field(default_factory=list)
    themes: list[dict[str, Any]] = field(default_factory=list)
    places: dict[Loc, str] = field(default_factory=dict)
    spoilt: set[Loc] = field(default_factory=set)
    lost: dict[str, Any] = field(default_factory=dict)
    """Rows of which nobody knows whose they are, as if one item had them all: what is wrong in them is told as well."""
    by_name: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    ignored: list[tuple[str, str, str]] = field(default_factory=list)

    def fault(self, place: str, zh: str, en: str) -> None:
        self.faults.append(f"{self.path}: {place}: {zh} | {place}: {en}")


def read_directory(path: Path, known: Collection[str] = ()) -> Imported:
    """The guides of a file. `known`: ids of items that the hall has already. Raises `DirectoryError` with every fault."""
    json = path.suffix.lower() == ".json"
    try:
        found = _from_json(path, known) if json else _made(path, read_workbook(path), known)
    except SettingsError as error:
        raise DirectoryError(str(error)) from error
    if not found.shelf.guides and not found.shelf.themes:
        zh = f'里面一个事项也没有：JSON 要 {{"guides": [...]}} 或一列记录 [...],XLSX 的 {MAIN} 表里每行一个事项'
        en = f'holds no item: JSON must be {{"guides": [...]}} or a list of records, in XLSX a row of {MAIN} each'
        raise DirectoryError(f"{path}: {zh} | {en}")
    return found


def _from_json(path: Path, known: Collection[str]) -> Imported:
    """Our own form, or a list of flat records as platforms export them."""
    data = read_json(path)
    if isinstance(data, list):
        table = records(path, data)
        return _made(path, [Table(MAIN, table.headings, table.rows)], known)
    shelf, found = judge(data, known)
    refuse(path, data, found)
    return Imported(shelf, [])


def _made(path: Path, tables: Sequence[Table], known: Collection[str]) -> Imported:
    work = _Work(path)
    by_name = {table.name.strip(): table for table in tables}
    if MAIN not in by_name:
        have = "、".join(by_name) or "-"
        zh = f"没有名为 {MAIN} 的工作表(现有：{have})；把事项那张表改成这个名字"
        raise SettingsError(f"{path}: {zh} | no sheet {MAIN} (there are: {have}); give it that name")
    _items(work, by_name[MAIN])
    for name, (key, columns) in PARTS.items():
        if name in by_name:
            _parts(work, by_name[name], key, columns)
    if BUNDLES in by_name:
        _themes(work, by_name[BUNDLES], known)
    shelf, found = judge({"guides": work.guides, "themes": work.themes}, known, work.spoilt)
    for each in _innermost([*found, *_lost(work)]):
        work.fault(*_placed(work, each))
    _refuse(work)
    return Imported(shelf, work.ignored)


def _lost(work: _Work) -> Iterator[Finding]:
    """What is wrong in rows of no item, each by itself; which situations there are only its item knows."""
    _, found = judge({"guides": [work.lost]} if work.lost else {})
    for each in found:
        loc: Loc = ("guides", LOST, *each.loc[2:])
        row = _row(loc)
        in_a_row = len(loc) > len(row) > len(("guides", LOST))
        if in_a_row and loc not in work.spoilt and "situations" not in loc[len(row) :]:
            yield Finding(loc, each.zh, each.en, each.on_key)


def _refuse(work: _Work) -> None:
    if work.faults:
        raise SettingsError("\n".join(dict.fromkeys(work.faults)))


def _items(work: _Work, table: Table) -> None:
    columns = _headed(work, table, ITEMS)
    for number, row in table.rows:
        at = len(work.guides)
        guide: dict[str, Any] = {
            "promised": {},
            "result": {},
            "inquiry": {},
            "complaint": {},
            "department": {},
            "places": [{}],
        }
        work.guides.append(guide)
        work.places["guides", at] = _row_place(table, number)
        _fill(work, guide, row, columns, ("guides", at))
        if "id" not in guide and isinstance(guide.get("codes"), dict):
            guide["id"] = str(guide["codes"].get("task", ""))
        guide["id"] = str(guide.get("id", "")).lower()
        names = (guide["id"], str(_under(guide, "name", "zh")))
        for name in names:
            if name and work.by_name.setdefault(name, at) != at and name == guide["id"]:
                work.fault(
                    _row_place(table, number),
                    f"代号 {name} 重复了，前面一行已经用了它",
                    f"id {name} is used by an earlier row",
                )


def _parts(work: _Work, table: Table, key: str, columns: tuple[Column, ...]) -> None:
    known = _headed(work, table, (ITEM, SPECIAL, *columns))
    for number, row in table.rows:
        at = _owner(work, table, number, row)
        special = _value(work, row, known.get("special")) if key == "steps" else False
        *above, name = where = ["special"] if special else key.split("/")
        holder = work.lost if at == LOST else work.guides[at]
        for each in above:
            holder = holder.setdefault(each, {})
        parts = holder.setdefault(name, [])
        part: dict[str, Any] = {}
        loc: Loc = ("guides", at, *where, len(parts))
        work.places[loc] = _row_place(table, number)
        parts.append(part)
        own = {path: headed for path, headed in known.items() if headed[0] not in {ITEM, SPECIAL}}
        _fill(work, part, row, own, loc)


def _owner(work: _Work, table: Table, number: int, row: Row) -> int:
    """The place of its item; `LOST` for none."""
    cell = next((row[name] for name in ITEM.names if name in row), None)
    if cell is None:
        work.fault(
            _row_place(table, number),
            "缺少 事项：写代号或名称",
            "事项 is missing: write the item's id or name",
        )
        return LOST
    at = work.by_name.get(cell.text.lower(), work.by_name.get(cell.text))
    if at is None:
        near = nearest(cell.text, work.by_name)
        hint = (f"，是不是 {near}？", f", did you mean {near}?") if near else ("", "")
        work.fault(cell.place, f"没有事项 {cell.text}{hint[0]}", f"no item {cell.text}{hint[1]}")
        return LOST
    return at


def _themes(work: _Work, table: Table, known: Collection[str]) -> None:
    columns = _headed(work, table, THEMES)
    for number, row in table.rows:
        theme: dict[str, Any] = {}
        at = len(work.themes)
        loc: Loc = ("themes", at)
        work.places[loc] = _row_place(table, number)
        work.themes.append(theme)
        _fill(work, theme, row, columns, loc)
        for place, each in enumerate(theme.get("guides", [])):
            found = work.by_name.get(each.lower(), work.by_name.get(each))
            if found is not None:
                theme["guides"][place] = work.guides[found]["id"]
            elif each not in known:
                told = unknown((*loc, "guides"), (MAIN, "item"), each, [*work.by_name, *known])
                work.fault(*_placed(work, told))
                work.spoilt.add((*loc, "guides", place))


def _headed(work: _Work, table: Table, columns: Iterable[Column]) -> dict[str, tuple[Column, str]]:
    """Path -> the column and the heading it has here; what nothing is made of is told."""
    found: dict[str, tuple[Column, str]] = {}
    used = set()
    for column in columns:
        heading = next((name for name in column.names if name in table.headings), None)
        if heading is not None:
            found[column.path] = column, heading
            used.add(heading)
    known = [name for column in columns for name in column.names]
    for heading, place in table.headings.items():
        if heading not in used:
            near = nearest(heading, known)
            hint = (f"，是不是 {near}？", f", did you mean {near}?") if near else ("", "")
            zh, en = f"不认识这一列：{heading}{hint[0]}", f"unknown column {heading}{hint[1]}"
            work.ignored.append((f"{work.path}: {place}", zh, en))
    return found


def _fill(
    work: _Work, target: dict[str, Any], row: Row, columns: Mapping[str, tuple[Column, str]], loc: Loc
) -> None:
    for path, headed in columns.items():
        value = _value(work, row, headed)
        steps: list[int | str] = [int(step) if step.isdigit() else step for step in path.split("/")]
        if value is None:
            work.spoilt |= {(*loc, *steps)} if headed[1] in row else set()
            continue
        _put(target, steps, value)
        for end in range(1, len(steps) + 1):
            work.places.setdefault((*loc, *steps[:end]), f"{row[headed[1]].place}({headed[0].names[0]})")


def _value(work: _Work, row: Row, headed: tuple[Column, str] | None) -> object:
    """The cell's value, None for an empty cell or one that is amiss."""
    if headed is None or headed[1] not in row:
        return None
    cell: Cell = row[headed[1]]
    try:
        return headed[0].read(cell)
    except Amiss as amiss:
        place = f"{cell.place}({headed[0].names[0]})"
        work.fault(place, f"“{cell.text[:40]}” {amiss.zh}", f"“{cell.text[:40]}” {amiss.en}")
        return None


def _put(target: dict[str, Any], steps: Sequence[int | str], value: object) -> None:
    """Set a value deep inside; `places/0/hours` makes the list and its first entry."""
    here: Any = target
    for step, after in itertools.pairwise(steps):
        if isinstance(step, int):
            while len(here) <= step:
                here.append({})
            here = here[step]
        else:
            here = here.setdefault(step, [] if isinstance(after, int) else {})
    here[steps[-1]] = value
    if steps[-1] == "zh":
        here.setdefault("en", "")


def _under(found: Any, *names: str) -> object:  # noqa: ANN401 - as far as it goes
    for name in names:
        found = found.get(name, "") if isinstance(found, dict) else ""
    return found


def _row_place(table: Table, number: int) -> str:
    return (
        f"[{number}]"
        if not table.headings or "!" not in next(iter(table.headings.values()))
        else (f"{table.name}!{number}")
    )


def _placed(work: _Work, found: Finding) -> tuple[str, str, str]:
    """The cell of a value and what is wrong with it; else its row, and which column is empty there."""
    heading = "" if found.loc in work.places else _heading(found.loc)
    if heading:
        row = _row(found.loc)
        return work.places.get(row, "-"), f"{heading} 没有填，请填上", f"{heading} is empty: fill it in"
    for end in range(len(found.loc), 1, -1):
        if found.loc[:end] in work.places:
            return work.places[found.loc[:end]], found.zh, found.en
    return "-", found.zh, found.en


def _innermost(found: Sequence[Finding]) -> list[Finding]:
    """Without those that only say that something inside them is wrong."""
    locs = [each.loc for each in found]
    return [
        each
        for each in found
        if not any(loc != each.loc and loc[: len(each.loc)] == each.loc for loc in locs)
    ]


def _heading(loc: Loc) -> str:
    """How the column of a missing value is headed."""
    row = _row(loc)
    inner = "/".join(str(part) for part in loc[len(row) :])
    key = "/".join(str(part) for part in row[2:-1])
    usual = THEMES if loc[0] == "themes" else ITEMS
    columns = next((columns for name, columns in PARTS.values() if name == key), usual)
    return next(_headings(inner, columns), "")


def _row(loc: Loc) -> Loc:
    """The part of a place that is a row of a sheet: an item, or one of the several things of it."""
    for part in _PARTS:
        if loc[2 : 2 + len(part)] == part and len(loc) > 2 + len(part):
            return loc[: 3 + len(part)]
    return loc[:2]


def _headings(path: str, columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        if (path and f"{path}/".startswith(f"{column.path}/")) or column.path.startswith(f"{path}/"):
            yield column.names[0]
