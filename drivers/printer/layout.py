"""Lines meet a paper width: wrapped, fitted, and given their place in dots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import segno

from drivers.codes import Code
from drivers.printer.columns import clean, two_columns, width, wrap
from drivers.printer.forms import FormError
from drivers.printer.lines import CELL, Align, Cut, Head, Line, Pair, Qr, Rule, Space, Style, Text

_MODULE_LEAST = 3
_MODULE_MOST = 16
"""Dots per QR module: fewer than 3 blur on thermal paper, GS ( k takes at most 16."""


@dataclass(frozen=True)
class TextRow:
    """One printed line."""

    text: str
    style: Style

    def offset(self, head: Head) -> int:
        """Dots from the left edge."""
        return offset(width(self.text) * CELL // 2 * self.style.wide, self.style.align, head)


@dataclass(frozen=True)
class QrRow:
    """A QR code of `side` modules, `module` dots each."""

    content: str
    side: int
    module: int
    align: Align


@dataclass(frozen=True)
class RuleRow:
    """A line across the whole width."""

    dashed: bool


@dataclass(frozen=True)
class GapRow:
    """Empty paper."""

    dots: int


@dataclass(frozen=True)
class CutRow:
    """Cut here."""


Row = TextRow | QrRow | RuleRow | GapRow | CutRow


def lay_out(lines: Iterable[Line], head: Head) -> Iterator[Row]:
    """Yield the rows of a paper. Raises `FormError` when a code cannot be printed that narrow."""
    for line in lines:
        match line:
            case Text(text, style):
                shown, fitted = clean(text), style
                if style.fit:
                    fitted = _fitted(shown, style, head)
                yield from (TextRow(row, fitted) for row in wrap(shown, _columns(fitted, head)))
            case Pair(left, right, style):
                flat = replace(style, align=Align.LEFT)
                rows = two_columns(clean(left), clean(right), _columns(flat, head))
                yield from (TextRow(row, flat) for row in rows)
            case Qr(content, mm, align):
                yield _qr_row(clean(content), mm, align, head)
            case Rule(dashed):
                yield RuleRow(dashed)
            case Space(mm):
                yield GapRow(head.mm(mm))
            case Cut():
                yield CutRow()


def offset(dots: int, align: Align, head: Head) -> int:
    """Where something `dots` wide begins."""
    return max(
        0, {Align.LEFT: 0, Align.CENTER: (head.dots - dots) // 2, Align.RIGHT: head.dots - dots}[align]
    )


def _columns(style: Style, head: Head) -> int:
    return head.columns // style.wide


def _fitted(text: str, style: Style, head: Head) -> Style:
    """The widest type, up to the style's own, that holds the text in one line; never much taller than wide."""
    wide = style.wide
    while wide > 1 and width(text) > head.columns // wide:
        wide -= 1
    return (
        style
        if wide == style.wide
        else replace(style, wide=wide, high=min(style.high, wide + max(1, wide // 2)))
    )


def qr_symbol(content: str) -> segno.QRCode:
    """The code as it is printed: level M, UTF-8 where bytes are needed."""
    return segno.make(content, error="m", boost_error=False, micro=False)


def _qr_row(content: str, mm: float, align: Align, head: Head) -> QrRow:
    if not content:
        raise FormError(Code.DATA_INVALID, "the QR code's content is empty")
    try:
        side = len(qr_symbol(content).matrix)
    except ValueError as error:  # segno: more than version 40 holds
        raise FormError(Code.DATA_INVALID, "the QR code's content is too long") from error
    module = min(_MODULE_MOST, max(_MODULE_LEAST, head.mm(mm) // side))
    if module * side > head.dots:
        raise FormError(Code.DATA_INVALID, f"the QR code's content is too long for {head.dots} dots")
    return QrRow(content, side, module, align)
