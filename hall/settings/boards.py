"""What must hold between a display's board, the hall's windows and the unit it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown

WINDOW = ("窗口", "window")
Table = Mapping[str, Any]


def boards(data: Table) -> Iterator[Finding]:
    """All faults of `[units.board]`."""
    windows = [entry.get("number") for entry in tables(data.get("windows"))]
    known = [number for number in windows if isinstance(number, int)]
    for index, unit in enumerate(tables(data.get("units"))):
        board = unit.get("board")
        if isinstance(board, dict):
            yield from _board(("units", index, "board"), unit, board, known)


def tables(found: object) -> list[Table]:
    """The tables of a list, an empty one for each entry that is none: places stay what they are."""
    entries = found if isinstance(found, list) else []
    return [entry if isinstance(entry, dict) else {} for entry in entries]


def _board(at: Loc, unit: Table, board: Table, known: Sequence[int]) -> Iterator[Finding]:
    if unit.get("role", "display") != "display":
        yield Finding(at, "只有大屏(display)才有 board", "only a display has a board")
        return
    listed = board.get("windows", [])
    if isinstance(listed, list):
        yield from _windows(at, str(board.get("kind", "hall")), listed, known)
    if board.get("media") and board.get("kind", "hall") != "notices":
        yield Finding(
            (*at, "media"),
            'media 只有 kind = "notices" 的屏才放',
            'media is shown by screens of kind = "notices" only',
        )


def _windows(at: Loc, kind: str, listed: Sequence[object], known: Sequence[int]) -> Iterator[Finding]:
    for place, number in enumerate(listed):
        if isinstance(number, int) and number not in known:
            yield unknown((*at, "windows", place), WINDOW, str(number), map(str, known))
    where = (*at, "windows") if listed else at
    if kind == "zone" and not listed:
        yield Finding(
            where,
            "分区屏要写有哪些窗口，如 windows = [1, 2]",
            "a zone's board names its windows: windows = [1, 2]",
        )
    elif kind == "window" and len(listed) != 1:
        yield Finding(
            where, "窗口屏要写一个窗口，如 windows = [3]", "a window's screen names one window: windows = [3]"
        )
    elif kind in {"hall", "notices"} and listed:
        yield Finding(
            where,
            f'kind = "{kind}" 的屏显示全大厅，不写 windows；只要几个窗口用 kind = "zone"',
            f'kind = "{kind}" shows the whole hall and names no windows; kind = "zone" shows some',
        )
