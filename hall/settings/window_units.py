"""What must hold between a window unit, the hall's windows, and what other units need that it has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from drivers.keypad.table import CALLS
from hall.settings.boards import WINDOW, tables
from hall.settings.places import Loc
from hall.settings.problems import Finding, nearest, unknown
from hall.settings.units import Unit

LONG: Final = "long-"
"""Before the name of a key that is held down."""
_KEY: Final = ("按键", "key")
Table = Mapping[str, Any]


def window_units(data: Table) -> Iterator[Finding]:
    """All faults of window units and review pads, and of screens that are missing elsewhere."""
    windows = [entry.get("number") for entry in tables(data.get("windows"))]
    known = [number for number in windows if isinstance(number, int)]
    for index, unit in enumerate(tables(data.get("units"))):
        at: Loc = ("units", index)
        if unit.get("role") == "window":
            yield from _window(at, unit, known)
            yield from _keys((*at, "keys"), unit.get("keys"))
        elif unit.get("role") == "pad":
            yield from _window(at, unit, known)
            yield from _elsewhere(at, unit, ("keys",))
            yield from _province(at, unit, data.get("upstream"))
        else:
            yield from _elsewhere(at, unit)


def _window(at: Loc, unit: Table, known: Sequence[int]) -> Iterator[Finding]:
    number = unit.get("window", 0)
    if number == 0 and not misspelt(unit, "window"):
        yield Finding(
            at,
            f"{unit.get('id', '')} 要写管几号窗口，如 window = {known[0] if known else 1}",
            f"{unit.get('id', '')} names its window, like window = {known[0] if known else 1}",
        )
    elif isinstance(number, int) and number and number not in known:
        yield unknown((*at, "window"), WINDOW, str(number), map(str, known))


def _province(at: Loc, unit: Table, upstream: object) -> Iterator[Finding]:
    review = unit.get("review")
    page = upstream.get("page_url") if isinstance(upstream, dict) else ""
    if isinstance(review, dict) and review.get("page") == "province" and not page:
        yield Finding(
            (*at, "review", "page"),
            "评价屏要打开省里的评价页，请在 [upstream] 写 page_url 和有 [page] 的 mapping",
            "the province's page needs page_url in [upstream], and a mapping that has [page]",
        )


def _keys(at: Loc, keys: object) -> Iterator[Finding]:
    for name in keys if isinstance(keys, dict) else ():
        if name.removeprefix(LONG) not in CALLS:
            yield unknown((*at, name), _KEY, name, CALLS)


def _elsewhere(at: Loc, unit: Table, never: Sequence[str] = ("window", "keys")) -> Iterator[Finding]:
    name = unit.get("id", "")
    if "role" in unit and "screen" not in unit and not misspelt(unit, "screen"):
        yield Finding(
            at,
            f"{name} 缺少 screen：写上屏幕的像素和毫米",
            f"{name} needs its screen, in pixels and millimetres",
        )
    for key in never:
        if unit.get(key):
            yield Finding((*at, key), f"只有窗口机(window)才写 {key}", f"only a window unit has {key}")


def misspelt(unit: Table, key: str) -> bool:
    """Whether a name that nobody knows is most like `key`: the schema tells that one."""
    return any(nearest(name, Unit.model_fields) == key for name in unit if name not in Unit.model_fields)
