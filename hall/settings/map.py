"""The hall's plan: floors, and where windows, machines and facilities are. Positions in metres from a floor's upper left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel, Field

from hall.settings import base
from hall.settings.base import Id, Words
from hall.settings.boards import WINDOW, tables
from hall.settings.places import Loc
from hall.settings.problems import Finding, unknown
from hall.settings.times import OpenHours

Kind = Literal[
    "",
    "desk",
    "first_aid",
    "toilet",
    "accessible_toilet",
    "nursing_room",
    "water",
    "seats",
    "glasses",
    "wheelchair",
    "charging",
    "wifi",
    "printing",
    "photo",
    "atm",
    "credit_report",
    "medical_insurance",
    "reading",
    "umbrella",
    "express",
    "lift",
    "stairs",
    "exit",
    "parking",
    "other",
]
FLOOR: Final = ("楼层", "floor")
UNIT: Final = ("机器", "unit")
KINDS: Final = get_args(Kind)[1:]
_PLACED: Final = ("kind", "window", "unit")
Table = Mapping[str, Any]


class Part(base.Part, BaseModel):
    """As every part of the file; named here with pydantic's own for the linter's sake."""


class Floor(Part):
    """一层楼 · A floor."""

    id: Id
    """代号 · short name"""
    name: Words
    """名称，如 一楼 · name shown to people"""
    width_m: float = Field(gt=1, le=500)
    """平面图的宽(米) · width of the plan in metres"""
    depth_m: float = Field(gt=1, le=500)
    """平面图的上下长(米) · its length from top to bottom in metres"""
    picture: str = Field(default="", pattern=r"^(/.+\.(png|svg))?$")
    """底图的完整路径，PNG 或 SVG，铺满整层；不写就只画线 · full path of a PNG or SVG that fills the floor; none: lines only"""


class Wall(Part):
    """一道墙或一排柜台，画成线 · A wall or a row of counters, drawn as a line."""

    floor: Id
    """在哪一层 · its floor"""
    line: list[float] = Field(min_length=4, max_length=80)
    """拐点 x1, y1, x2, y2, …(米) · its corners in metres"""


class Place(Part):
    """一个地方：kind、window、unit 三样写一样 · A place: one of kind, window, unit."""

    id: str = Field(default="", pattern=r"^[a-z0-9_-]*$", max_length=40)
    """代号；别处要提到它时才写 · short name, for a place that is named elsewhere"""
    kind: Kind = ""
    """设施的种类 · what kind of facility it is"""
    window: int = Field(default=0, ge=0, le=999)
    """几号窗口 · the number of a window"""
    unit: str = Field(default="", pattern=r"^[a-z0-9_-]*$", max_length=40)
    """哪台机器 · the id of a unit"""
    floor: Id
    """在哪一层 · its floor"""
    x: float = Field(ge=0, le=500)
    """离左边几米 · metres from the left"""
    y: float = Field(ge=0, le=500)
    """离上边几米 · metres from the top"""
    facing: Literal["up", "down", "left", "right"] = "up"
    """机器：站在它面前的人脸朝平面图的哪边 · a machine: which way of the plan somebody looks who stands before it"""
    name: Words = Words(zh="", en="")
    """名称；不写就用种类、窗口或机器的名称 · name; that of its kind, window or machine when empty"""
    note: Words = Words(zh="", en="")
    """说明，如 找咨询台借 · a note"""
    hours: list[OpenHours] = []
    """它自己的开放时间 · its own hours"""


class Map(Part):
    """大厅导览 · The hall's plan; 例子见 docs/map.md · an example is in docs/map.md."""

    floors: list[Floor] = []
    """楼层 · its floors"""
    walls: list[Wall] = []
    """墙和柜台 · walls and counters"""
    places: list[Place] = []
    """窗口、机器和设施 · windows, machines and facilities"""


def hall_map(data: Table) -> Iterator[Finding]:
    """All faults of `[map]` that are not of one value."""
    found = data.get("map")
    drawn: Table = found if isinstance(found, dict) else {}
    floors = {str(one.get("id")): one for one in tables(drawn.get("floors"))}
    yield from _again("floors", [one.get("id") for one in tables(drawn.get("floors"))])
    for index, wall in enumerate(tables(drawn.get("walls"))):
        yield from _wall(("map", "walls", index), wall, floors)
    places = tables(drawn.get("places"))
    for key in ("id", "window", "unit"):
        yield from _again("places", [one.get(key) for one in places], key)
    windows = [str(one.get("number")) for one in tables(data.get("windows"))]
    units = [str(one.get("id")) for one in tables(data.get("units"))]
    for index, place in enumerate(places):
        at: Loc = ("map", "places", index)
        yield from _kind(at, place)
        yield from _inside(at, place, floors)
        if place.get("window") and str(place["window"]) not in windows:
            yield unknown((*at, "window"), WINDOW, str(place["window"]), windows)
        if place.get("unit") and str(place["unit"]) not in units:
            yield unknown((*at, "unit"), UNIT, str(place["unit"]), units)


def _again(table: str, values: Sequence[object], key: str = "id") -> Iterator[Finding]:
    for index, value in enumerate(values):
        if value and value in values[:index]:
            yield Finding(
                ("map", table, index, key),
                f"{key} {value} 重复了，第 {values.index(value) + 1} 个 map.{table} 已经用了它",
                f"{key} {value} is used already by entry {values.index(value) + 1} of map.{table}",
            )


def _kind(at: Loc, place: Table) -> Iterator[Finding]:
    said = [key for key in _PLACED if place.get(key)]
    if len(said) != 1:
        yield Finding(
            at,
            "一个地方写 kind、window、unit 里的一样，不多不少",
            "a place has one of kind, window, unit, neither more nor less",
        )
    if place.get("kind") == "other" and not place.get("name"):
        yield Finding(
            (*at, "kind"),
            'kind = "other" 的地方要写 name，不然没人知道是什么',
            'a place of kind = "other" needs a name: nobody would know what it is',
        )


def _inside(at: Loc, place: Table, floors: Mapping[str, Table]) -> Iterator[Finding]:
    floor = place.get("floor")
    if not isinstance(floor, str):
        return
    if floor not in floors:
        yield unknown((*at, "floor"), FLOOR, floor, floors)
        return
    yield from _within((*at, "x"), place.get("x"), floors[floor].get("width_m"), ("宽", "wide"))
    yield from _within((*at, "y"), place.get("y"), floors[floor].get("depth_m"), ("长", "long"))


def _within(at: Loc, where: object, most: object, how: tuple[str, str]) -> Iterator[Finding]:
    if isinstance(where, int | float) and isinstance(most, int | float) and where > most:
        yield Finding(
            at,
            f"{where:g} 米在平面图外面：这一层只有 {most:g} 米{how[0]}",
            f"{where:g} m is outside: this floor is {most:g} m {how[1]}",
        )


def _wall(at: Loc, wall: Table, floors: Mapping[str, Table]) -> Iterator[Finding]:
    floor, line = wall.get("floor"), wall.get("line")
    if isinstance(floor, str) and floor not in floors:
        yield unknown((*at, "floor"), FLOOR, floor, floors)
    if isinstance(line, list) and len(line) % 2:
        yield Finding(
            (*at, "line"),
            "line 是一对一对的数：x1, y1, x2, y2, …",
            "line is made of pairs: x1, y1, x2, y2, …",
        )
