"""The day in pictures, drawn by the product's own charts; what they have not, the rows of a day, is drawn here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.day import figures
from bench.day.figures import Period, Told
from bench.day.material import Material
from hall.charts import Bars, Line, Row, Span, bars, clock_axis, lines, ranges
from hall.charts.sheet import PAINT, TEXT, Axis, Sheet, scale
from hall.domain.clock import CHINA

_WIDE = 1040.0
_LEFT = 150.0
_PITCH = 19.0
_KINDS = {"busy": ("办理 busy", 0, 0.9), "idle": ("空闲 idle", 3, 0.25), "paused": ("暂停 paused", 1, 0.6)}
_FAULTS = {
    "killed": "服务器被杀 server killed",
    "offline": "断网 refused",
    "blackhole": "断网(黑洞)black hole",
    "flapping": "网络时断时续 flapping",
}


@dataclass(frozen=True)
class Pictures:
    """SVG by name, in the order of the page."""

    material: Material

    def all(self) -> dict[str, str]:
        """Every picture."""
        broken = figures.faults(self.material).periods
        periods = figures.load(self.material)
        return {
            "waiting": self._waiting(broken),
            "faults": self._faults(broken),
            "arrivals": self._arrivals(),
            "forecast": self._forecast(figures.told(self.material)),
            "at_work": self._at_work(periods),
            "windows": self._windows(periods),
            "minutes": self._minutes(periods),
        }

    @property
    def _end(self) -> float:
        return max(self.material.seconds(one.at) for one in self.material.feed)

    def _clock(self, seconds: float) -> float:
        """Seconds since midnight, for an axis."""
        start = self.material.start.astimezone(CHINA)
        return start.hour * 3600 + start.minute * 60 + start.second + seconds

    def _axis(self) -> Axis:
        return clock_axis("", self._clock(0), self._clock(self._end))

    def _points(self, points: Sequence[tuple[float, float]]) -> list[tuple[float, float | None]]:
        return [(self._clock(at), value) for at, value in points if at >= 0]

    def _waiting(self, broken: Mapping[str, Period]) -> str:
        curves = figures.waiting(self.material)
        most = max((value for points in curves.values() for _, value in points), default=1.0)
        series = [Line(self.material.names[one], self._points(points)) for one, points in curves.items()]
        marks: list[tuple[float, float | None]] = []
        for one in sorted(broken.values(), key=lambda one: one.since):
            marks += [(self._clock(one.since), most), (self._clock(max(one.until, one.since + 60)), most)]
            marks.append((self._clock(one.until), None))
        series.append(Line("故障 faults", marks, filled=True))
        return lines(
            "各项业务等候人数 · People waiting",
            self._axis(),
            Axis("人 people"),
            series,
            "People waiting per service over the day",
            (_WIDE, 420),
        )

    def _faults(self, broken: Mapping[str, Period]) -> str:
        rows = {
            f"{'窗口 window ' if name.isdigit() else ''}{name} {_FAULTS[one.what]}": [one]
            for name, one in broken.items()
        }
        names = dict.fromkeys(_FAULTS, ("", 5, 0.8))
        return self._rows("故障 · What was broken", rows, names, 330.0)

    def _arrivals(self) -> str:
        ways = figures.arrivals(self.material)
        count = len(ways["online"])
        names = [self._axis().label(self._clock(index * figures.QUARTER_S)) for index in range(count)]
        words = {"online": "取号机,联网 online", "offline": "取号机,断网 offline", "desk": "导办台 desk"}
        return bars(
            "每 15 分钟取号 · Numbers taken per quarter of an hour",
            names,
            Axis("张 tickets"),
            [Bars(words[way], values) for way, values in ways.items()],
            "Numbers taken per quarter of an hour",
            (_WIDE, 320),
        )

    def _forecast(self, told: Sequence[Told]) -> str:
        """By half hours: the middle half of what was told beside that of what came."""
        rows = []
        half = 1800.0
        for index in range(int(self._end // half) + 1):
            group = [one for one in told if index * half <= one.at < (index + 1) * half]
            if not group:
                continue
            said = Span(
                _mean([g.low for g in group]),
                _mean([(g.low + g.high) / 2 for g in group]),
                _mean([g.high for g in group]),
            )
            came = sorted(g.came for g in group)
            ends = [came[int(len(came) * share)] for share in (0.1, 0.5, 0.9)]
            rows.append(
                Row(f"{self._axis().label(self._clock(index * half))}  ({len(group)})", [said, Span(*ends)])
            )
        return ranges(
            "告知的等候和实际的等候 · The wait as told, and as it came",
            Axis("分钟 minutes"),
            ["告知(平均范围) told, mean range", "实际(十分之八) came, eight of ten"],
            rows,
            "The wait as told beside the wait as it came, by half hours",
            _WIDE,
        )

    def _at_work(self, periods: Mapping[int, list[Period]]) -> str:
        curves = figures.at_work(dict(periods), self._end)
        return lines(
            "窗口在做什么 · What the windows do",
            self._axis(),
            Axis("个 windows"),
            [Line(_KINDS[what][0], self._points(points)) for what, points in curves.items()],
            "How many windows are busy, idle and paused over the day",
            (_WIDE, 300),
        )

    def _windows(self, periods: Mapping[int, list[Period]]) -> str:
        rows = {f"{number} 号 window {number}": found for number, found in sorted(periods.items())}
        return self._rows("每个窗口的一天 · Every window's day", rows, _KINDS, _LEFT)

    def _minutes(self, periods: Mapping[int, list[Period]]) -> str:
        found = {number: figures.shares(one) for number, one in sorted(periods.items())}
        return bars(
            "每个窗口的分钟数 · Minutes of every window",
            [str(number) for number in found],
            Axis("分钟 minutes"),
            [
                Bars(words, [one.get(what, 0.0) for one in found.values()])
                for what, (words, _, _) in _KINDS.items()
            ],
            "Minutes busy, idle and paused, per window",
            (_WIDE, 320),
        )

    def _rows(
        self,
        title: str,
        rows: Mapping[str, Sequence[Period]],
        kinds: Mapping[str, tuple[str, int, float]],
        left: float,
    ) -> str:
        """Lying rows over the hours of the day."""
        named = [(words, paint, light) for words, paint, light in kinds.values() if words]
        top = 34.0 + (24 if named else 0)
        sheet = Sheet(_WIDE, top + _PITCH * len(rows) + TEXT + 16)
        sheet.heading(title)
        for index, (words, paint, light) in enumerate(named):
            sheet.add(
                "rect", x=index * 160, y=30, width=26, height=14, fill=PAINT[paint], fill_opacity=f"{light}"
            )
            sheet.text(index * 160 + 34, 42, words)
        axis = self._axis()
        along = scale(axis, [self._clock(0), self._clock(self._end)], left, _WIDE - 30, 12)
        bottom = top + _PITCH * len(rows)
        for value in along.ticks():
            sheet.rule(along.at(value), top, along.at(value), bottom, 0.16)
            sheet.text(along.at(value), bottom + TEXT + 6, axis.label(value), "middle")
        for index, (name, periods) in enumerate(rows.items()):
            y = top + _PITCH * index
            sheet.text(left - 10, y + 14, name, "end")
            for one in periods:
                _, paint, light = kinds[one.what]
                begin, end = along.at(self._clock(max(0.0, one.since))), along.at(self._clock(one.until))
                sheet.add(
                    "rect",
                    x=begin,
                    y=y + 2,
                    width=max(end - begin, 2.0),
                    height=_PITCH - 4,
                    fill=PAINT[paint],
                    fill_opacity=f"{light}",
                )
        return sheet.finish(title)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
