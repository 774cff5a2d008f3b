"""Pictures instead of characters: single lines, QR codes, and whole forms for previews."""

from __future__ import annotations

from collections.abc import Mapping

from PIL import Image

from drivers.printer.forms import compose
from drivers.printer.glyphs import Alive, draw_text, nobody_asks
from drivers.printer.layout import CutRow, GapRow, QrRow, Row, RuleRow, TextRow, lay_out, offset, qr_symbol
from drivers.printer.lines import Head
from drivers.types import Json

RULE_DOTS = 2
"""Thickness of a rule."""
DASH = 0xF8
"""Eight dots of a dashed rule: five black, three white."""


def text_image(row: TextRow, alive: Alive = nobody_asks) -> Image.Image:
    """A line as dots (mode "1", 1 = black), without the space to its left."""
    return draw_text(row.text, row.style.wide, row.style.high, bold=row.style.bold, alive=alive)


def qr_image(row: QrRow) -> Image.Image:
    """A QR code as dots, without its quiet zone: the paper around it is white."""
    code = Image.new("1", (row.side, row.side), 0)
    code.putdata([255 * bool(dark) for line in qr_symbol(row.content).matrix for dark in line])
    return code.resize((row.side * row.module, row.side * row.module), Image.Resampling.NEAREST)


def rule_image(row: RuleRow, head: Head) -> Image.Image:
    """A rule as dots."""
    byte = DASH if row.dashed else 0xFF
    return Image.frombytes("1", (head.dots, RULE_DOTS), bytes([byte]) * (head.dots // 8 * RULE_DOTS))


def render_png(form: Mapping[str, Json], data: Mapping[str, Json], head: Head | None = None) -> Image.Image:
    """Draw a whole form as a printer without fonts would: black on white, printable width.

    Raises `FormError`, `FontMissingError`. Save with `.save(path, "PNG")`.
    """
    head = head or Head()
    parts = [_part(row, head) for row in lay_out(compose(form, data), head)]
    paper = Image.new("1", (head.dots, max(1, sum(high for _, _, high in parts))), 255)
    top = 0
    for image, left, high in parts:
        if image is not None:
            paper.paste(0, (left, top), image)
        top += high
    return paper


def _part(row: Row, head: Head) -> tuple[Image.Image | None, int, int]:
    """A row's picture, its left edge, and its height with the leading."""
    match row:
        case TextRow():
            image = text_image(row)
            return image, row.offset(head), image.height + head.leading
        case QrRow():
            code = qr_image(row)
            return code, offset(code.width, row.align, head), code.height
        case RuleRow():
            return rule_image(row, head), 0, RULE_DOTS
        case GapRow(dots):
            return None, 0, dots
        case CutRow():
            return None, 0, head.mm(3)
