"""What all charts share: the sheet they are drawn on, widths of text, ticks, the frame and the legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from math import floor, isfinite, log10
from typing import Final

PAINT: Final = ("#2f74d0", "#c2620e", "#7d5bd0", "#118a73", "#8a6d00", "#b0438a")
"""At least 3:1 on white and on a dark panel (WCAG 2.2, 1.4.11)."""
FONT: Final = "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif"
TEXT: Final = 14
HEADING: Final = 17
NOTHING: Final = "没有数据 · No data"
_CLOCK_STEPS: Final = (300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)


def plain(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Axis:
    """What is measured, how its ticks read, and where it starts and ends at least (data may go beyond).

    `steps`: the distances that ticks may have; empty: 1, 2 or 5 times a power of ten.
    """

    title: str = ""
    label: Callable[[float], str] = plain
    steps: tuple[float, ...] = ()
    low: float | None = 0
    high: float | None = None


def clock_axis(title: str = "", low: float | None = None, high: float | None = None) -> Axis:
    """Seconds since midnight, read as HH:MM."""
    return Axis(title, lambda s: f"{int(s) // 3600:02}:{int(s) % 3600 // 60:02}", _CLOCK_STEPS, low, high)


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a place on the sheet; `first` and `last` are the ends of the axis."""

    first: float
    last: float
    start: float
    end: float
    step: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Values that get a mark."""
        return [self.first + self.step * i for i in range(round((self.last - self.first) / self.step) + 1)]


def scale(axis: Axis, values: Sequence[float], start: float, end: float, most: int) -> Scale:
    """An axis with at most `most` spaces between ticks, whole ticks at both ends."""
    lowest = min([*values, *([] if axis.low is None else [axis.low])], default=0.0)
    highest = max([*values, *([] if axis.high is None else [axis.high])], default=1.0)
    step = _step(axis, max(highest - lowest, 1e-9) / max(most, 1))
    first = floor(lowest / step + 1e-9) * step
    last = -floor(-highest / step + 1e-9) * step
    return Scale(first, last if last > first else first + step, start, end, step)


def _step(axis: Axis, least: float) -> float:
    for one in axis.steps:
        if one >= least:
            return one
    power = 10.0 ** floor(log10(least))
    return next(power * by for by in (1, 2, 5, 10) if power * by >= least * (1 - 1e-9))


def width(text: str, size: float = TEXT) -> float:
    """About how wide a text is: Chinese characters are square, others a little over half."""
    return sum(1.0 if ord(one) > 0x2E7F else 0.58 for one in text) * size


def shortened(text: str, room: float, size: float = TEXT) -> str:
    """The text, or as much of it as there is room for, with an ellipsis."""
    if width(text, size) <= room:
        return text
    while text and width(text, size) + size > room:
        text = text[:-1]
    return f"{text}…"


@dataclass(slots=True)
class Sheet:
    """Elements in the order of painting."""

    wide: float
    high: float
    parts: list[str] = field(default_factory=list)

    def add(self, name: str, content: str = "", /, **attributes: float | str) -> None:
        """An element; `_` in a name is written as a hyphen, `content` goes in escaped."""
        listed = "".join(f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
        self.parts.append(f"<{name}{listed}>{escape(content)}</{name}>" if content else f"<{name}{listed}/>")

    def text(
        self, x: float, y: float, content: str, anchor: str = "start", **attributes: float | str
    ) -> None:
        """Words with their baseline at `y`."""
        self.add("text", content, x=x, y=y, text_anchor=anchor, **attributes)

    def rule(self, x1: float, y1: float, x2: float, y2: float, opacity: float) -> None:
        """A thin straight line."""
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor", stroke_opacity=opacity)

    def heading(self, title: str) -> None:
        """The title, at the top left."""
        self.text(0, HEADING + 2, title, font_size=HEADING, font_weight=600)

    def finish(self, about: str) -> str:
        """The whole picture. Standing alone it has a size; a page may give it another."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="{_value(about)}"'
            f' viewBox="0 0 {_value(self.wide)} {_value(self.high)}" width="{_value(self.wide)}"'
            f' height="{_value(self.high)}" font-family="{FONT}" font-size="{TEXT}" fill="currentColor">'
            + "".join(self.parts)
            + "</svg>"
        )


def legend(sheet: Sheet, names: Sequence[str], draw: Callable[[int, float, float], None]) -> float:
    """Names under the title, each after a sample made by `draw(index, x, y)`, 26 wide; returns the y below.

    One unnamed series needs none.
    """
    y = HEADING + 2.0
    if not any(names):
        return y + 14
    y, x = y + 24, 0.0
    for index, name in enumerate(names):
        needed = 34 + width(name)
        if x and x + needed > sheet.wide:
            x, y = 0.0, y + 22
        draw(index, x, y - 5)
        sheet.text(x + 34, y, name)
        x += needed + 22
    return y + 18


def upright(sheet: Sheet, y: Scale, axis: Axis, left: float, right: float) -> None:
    """The vertical axis: ticks with rules over the whole width."""
    for value in y.ticks():
        at = y.at(value)
        sheet.rule(left, at, right, at, 0.55 if value == y.first else 0.16)
        sheet.text(left - 8, at + 5, axis.label(value), "end")
    sheet.text(0, y.end - 12, axis.title, fill_opacity=0.75)


def room_for(axis: Axis, values: Scale) -> float:
    """How far the labels of an upright axis reach to the left of it."""
    return max(width(axis.label(value)) for value in values.ticks()) + 12


def nothing(sheet: Sheet, words: str, about: str) -> str:
    """A picture that says there is nothing to draw."""
    sheet.text(sheet.wide / 2, sheet.high / 2, words, "middle", fill_opacity=0.75)
    return sheet.finish(about)


def _value(value: float | str) -> str:
    if isinstance(value, str):
        return escape(value, quote=True)
    if not isfinite(value):
        raise ValueError("a chart draws finite numbers only")
    return f"{value:.1f}".rstrip("0").rstrip(".")
