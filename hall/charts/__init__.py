"""Charts as SVG text, drawn here: for the console's pages and for reports. No script, no style, no id.

Everything is a presentation attribute: text and axes take `currentColor`, so that a page's dark and light
apply, a style sheet wins over every attribute, and a Content-Security-Policy without inline styles holds.
Colour is never alone: lines differ in dashes, bars in filling, spans in height. A picture has its words in
`about` (aria-label); beside it a page puts a table.
"""

from hall.charts.bars import Bars, bars
from hall.charts.lines import Line, lines
from hall.charts.ranges import Row, Span, ranges
from hall.charts.sheet import Axis, clock_axis

__all__ = ["Axis", "Bars", "Line", "Row", "Span", "bars", "clock_axis", "lines", "ranges"]
