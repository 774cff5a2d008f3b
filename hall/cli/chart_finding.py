"""What a captured page says of the chart on it, as a finding: numbers, words, what to do."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from drivers.codes import Code
from drivers.types import Completion, Json
from hall.cli.readiness import Finding, Outcome
from hall.cli.words import advice

CHART: Final = "printedChart"
TITLE: Final = ("打印的标定图由高拍仪量", "a printed chart, measured by the document camera")
_TO_DO: Final = {
    Code.PAGE_BLURRED: (
        "镜头脏了，或没有对好焦：擦镜头，重新对焦，纸放平不动",
        "lens dirty or out of focus: clean it, focus again, keep the sheet flat and still",
    ),
    Code.PAGE_DARK: (
        "太暗：打开灯，或调高亮度",
        "too dark: switch the lamp on, or turn the brightness up",
    ),
    Code.PAGE_CUT_OFF: (
        "纸没有全在画面里：移到中间，四边都露出来",
        "the page is cut off: move it to the middle, all four edges in view",
    ),
}
_SIDES: Final = {"top": "上", "right": "右", "bottom": "下", "left": "左"}
_NOBODY: Final = (
    "没有人放标定图：用 hallkit device selftest --chart 文件.pdf 写出一张，打印后再试",
    "nobody laid a chart down: hallkit device selftest --chart FILE.pdf writes one; print it and try again",
)
ONLY_TODAY: Final = frozenset({Code.PAGE_NOT_FOUND, Code.CHART_NOT_FOUND, Code.PAGE_UNCHANGED})


@dataclass(frozen=True)
class Look:
    """One look at what lies there. `code`: "" for a chart that is good enough; `facts`: numbers, if it was a chart."""

    code: str
    facts: dict[str, Json]


def look_at(done: Completion, nonce: str) -> Look:
    """Read the code and measure. `nonce`: the chart that it must be, "" for any."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    from drivers.chart import verdict  # noqa: PLC0415
    from drivers.chart.identify import identify  # noqa: PLC0415
    from drivers.chart.measure import measure  # noqa: PLC0415
    from drivers.code_reader.reader import PictureReader  # noqa: PLC0415

    data = b""
    with suppress(OSError):  # gone when somebody stopped us meanwhile
        data = Path(str(done.result.get("file"))).read_bytes()
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE) if data else None
    told = done.result.get("problems")
    problems = [str(one) for one in told] if isinstance(told, list) else []
    if picture is None:
        return Look(Code.CHART_NOT_FOUND, {})
    chart = identify(((one.data, one.corners) for one in PictureReader().read(picture)), nonce)
    if isinstance(chart, Code):
        return Look(next(iter(problems), chart), {})
    about: dict[str, Json] = {"chart": chart.code.nonce, "version": chart.code.version}
    if chart.wrong is not None:
        return Look(chart.wrong, about)
    measured = measure(picture, chart.corners)
    seen_cut = [Code.PAGE_CUT_OFF] if Code.PAGE_CUT_OFF in problems else []
    wrong = seen_cut + [one for one in verdict.faults(measured) if one not in seen_cut]
    return Look(wrong[0] if wrong else "", {**about, **verdict.facts(measured), "faults": [*wrong]})


def finding_of(look: Look, *, by_hand: bool) -> Finding:
    """The finding. `by_hand`: nobody printed a chart just now; one that is not there was not tried."""
    if by_hand and look.code in ONLY_TODAY:
        return Finding(CHART, TITLE, Outcome.NOT_TRIED, look.code, _NOBODY)
    measured = "dpi" in look.facts
    said = _lines(look.facts) if measured else []
    if look.code or not measured:
        note = _TO_DO.get(Code(look.code)) if look.code in {*Code} else None
        return Finding(CHART, TITLE, Outcome.FAILED, look.code, note or advice(look.code), look.facts, said)
    return Finding(CHART, TITLE, Outcome.PASSED, note=_fineness(look.facts), facts=look.facts, said=said)


def _fineness(facts: dict[str, Json]) -> tuple[str, str]:
    """A word on a camera that sees well enough to read, and not to file."""
    from drivers.chart.verdict import FINE_DPI  # noqa: PLC0415

    dpi = facts["dpi"]
    least = min(float(str(one)) for one in dpi) if isinstance(dpi, list) else 0.0
    if least >= FINE_DPI:
        return "", ""
    return (
        f"能看清，但每英寸只有 {least:g} 点；存档要 {FINE_DPI:g} 以上",
        f"legible, but only {least:g} dots an inch; files need {FINE_DPI:g}",
    )


def _lines(facts: dict[str, Json]) -> list[tuple[str, str]]:
    """The numbers in words."""
    pairs = {name: value for name in ("dpi", "size_percent") if isinstance(value := facts[name], list)}
    dpi, size = (" × ".join(f"{one}" for one in pairs[name]) for name in ("dpi", "size_percent"))
    sharp = facts["mtf50_cycles_per_px"]
    seen = [float(str(one)) for one in sharp if one is not None] if isinstance(sharp, list) else []
    least = f"{min(seen):.3f}" if seen else "-"
    marks = f"{facts['marks_found']}/{facts['marks']}"
    sides = facts["sides_missing"]
    names = [str(one) for one in sides] if isinstance(sides, list) else []
    lines = [
        (f"分辨率 {dpi} 点/英寸，大小 {size} %", f"{dpi} dots an inch, size {size} %"),
        (
            f"清晰度：最软处 MTF50 {least} 周/像素，实际分辨 {facts['effective_dpi']} 点/英寸",
            f"sharpness: MTF50 {least} cycles/px where softest, {facts['effective_dpi']} dots an inch resolved",
        ),
        (
            f"标记 {marks} 个，误差最大 {facts['worst_mark_mm']} 毫米，不直角 {facts['skew_degrees']}°",
            f"{marks} marks, at most {facts['worst_mark_mm']} mm off, {facts['skew_degrees']}° from square",
        ),
        (
            f"灰阶分清 {facts['steps_told_apart']}/{facts['steps']} 级，纸面亮度 {facts['paper_grey']}",
            f"{facts['steps_told_apart']} of {facts['steps']} grey steps told apart, paper {facts['paper_grey']}",
        ),
    ]
    if names:
        zh = "、".join(_SIDES[one] for one in names)
        lines.append((f"看不到的边：{zh}", f"sides not seen: {', '.join(names)}"))
    return lines
