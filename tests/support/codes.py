"""Clean pictures of codes."""

import io

import numpy as np
import segno
import zxingcpp
from PIL import Image


def qr(content, scale=6, **how):
    """A QR code, grey."""
    buffer = io.BytesIO()
    segno.make_qr(content, **how).save(buffer, kind="png", scale=scale, border=4)
    return np.asarray(Image.open(buffer).convert("L"))


def bars(kind, content, scale=3):
    """A code of another kind on white, grey."""
    made = zxingcpp.create_barcode(content, getattr(zxingcpp.BarcodeFormat, kind))
    return np.pad(np.asarray(made.to_image(scale=scale, add_quiet_zones=True)), 30, constant_values=255)
