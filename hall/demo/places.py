"""Where the demo's windows stand on a screen. Pure; pixels.

Upright windows get a column each, the others share one, the bench has what is left beside them:

    ┌────┬──────┬─────┐
    │    │board │bench│
    │unit├──────┤     │
    │    │unit  │     │
    └────┴──────┴─────┘
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

BENCH = "bench"
GAP = 6
BENCH_LEAST = 0.48
BENCH_MOST = 0.62
"""The bench's width as a share of the height that the columns take."""
Shape = tuple[int, int]
"""Width and height of a panel, in any unit."""


@dataclass(frozen=True)
class Place:
    """A rectangle on the screen."""

    x: int
    y: int
    width: int
    height: int

    def __str__(self) -> str:
        """X,Y,W,H as `--place` takes it."""
        return f"{self.x},{self.y},{self.width},{self.height}"


@dataclass(frozen=True)
class _Column:
    """Windows of one width, one above another."""

    shapes: Mapping[str, Shape]

    @property
    def slope(self) -> float:
        """Height of all of them for a width of 1."""
        return sum(height / width for width, height in self.shapes.values())

    @property
    def gaps(self) -> int:
        return GAP * (len(self.shapes) - 1)

    def width(self, height: float) -> float:
        return (height - self.gaps) / self.slope

    def places(self, x: int, y: int, height: float) -> dict[str, Place]:
        found = {}
        across = int(self.width(height))
        for name, (width, tall) in self.shapes.items():
            found[name] = Place(x, y, across, int(across * tall / width))
            y += found[name].height + GAP
        return found


def lay_out(desk: Place, shapes: Mapping[str, Shape]) -> dict[str, Place]:
    """Give each unit and the bench a place: whole, as large as fits, no two on each other."""
    columns = _columns(shapes)
    inner_w, inner_h = desk.width - 2 * GAP, desk.height - 2 * GAP
    height = min(float(inner_h), _widest(columns, inner_w))
    x, y = desk.x + GAP, desk.y + GAP
    units = sum(int(column.width(height)) + GAP for column in columns)
    bench_w = min(inner_w - units, max(int(BENCH_MOST * height), int(BENCH_LEAST * inner_h)))
    x += (inner_w - units - bench_w) // 2
    found: dict[str, Place] = {}
    for column in columns:
        found.update(column.places(x, y, height))
        x += int(column.width(height)) + GAP
    found[BENCH] = Place(x, y, bench_w, inner_h)
    return found


def lay_out_legibly(
    desk: Place, shapes: Mapping[str, Shape], least: Mapping[str, float], spare: Collection[str]
) -> dict[str, Place]:
    """The same, without the `spare` units where a window would be narrower than its `least`."""
    found = lay_out(desk, shapes)
    if all(found[name].width >= width for name, width in least.items()):
        return found
    return lay_out(desk, {name: shape for name, shape in shapes.items() if name not in spare})


def _columns(shapes: Mapping[str, Shape]) -> Sequence[_Column]:
    upright = [_Column({name: shape}) for name, shape in shapes.items() if shape[0] < shape[1]]
    lying = {name: shape for name, shape in shapes.items() if shape[0] >= shape[1]}
    return [*upright, _Column(lying)] if lying else upright


def _widest(columns: Sequence[_Column], width: int) -> float:
    """The height at which columns and bench fill the width."""
    spaces = sum(GAP - column.gaps / column.slope for column in columns)
    return (width - spaces) / (sum(1 / column.slope for column in columns) + BENCH_LEAST)
