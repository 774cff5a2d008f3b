"""Codes for phones, as pictures."""

from __future__ import annotations

from io import BytesIO

import segno
from PySide6.QtGui import QImage


def code_image(text: str) -> QImage:
    """A QR code, four pixels to a module; nothing for nothing."""
    image = QImage()
    if text:
        out = BytesIO()
        segno.make(text, error="m", micro=False).save(out, kind="png", scale=4, border=2)
        image.loadFromData(out.getvalue())
    return image
