"""Which of the codes on a picture is the chart's, and whether it is the chart that it should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drivers.chart.layout import VERSION, ChartCode, Point, read_content
from drivers.codes import Code


@dataclass(frozen=True)
class Identified:
    """The chart's code and its corners in pixels. `wrong`: why it proves nothing, None when it does."""

    code: ChartCode
    corners: Sequence[Point]
    wrong: Code | None


def identify(found: Iterable[tuple[bytes, Sequence[Point]]], nonce: str) -> Identified | Code:
    """The first chart among codes read. `nonce`: the one that it must carry, "" for any of our version."""
    for data, corners in found:
        code = read_content(data)
        if code is not None:
            right = code.version == VERSION and nonce in {"", code.nonce}
            return Identified(code, corners, None if right else Code.CHART_OTHER)
    return Code.CHART_NOT_FOUND
