"""Square codes for pages and slips, drawn into the page itself."""

from __future__ import annotations

import segno
from markupsafe import Markup

_SCALE = 6
_BORDER = 2


def code_svg(text: str) -> Markup:
    """An SVG element, dark on light in every colour scheme."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=_SCALE, border=_BORDER, dark="#000", light="#fff", omitsize=True
    )
    return Markup(drawn)  # noqa: S704 - drawn here, of squares alone
