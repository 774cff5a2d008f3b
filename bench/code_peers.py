"""The readers that are compared: ours, and three libraries as one calls them first."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from pyzbar import pyzbar

from drivers.code_reader.found import HALL, Symbology
from drivers.code_reader.reader import Effort, PictureReader
from drivers.code_reader.zbar import Zbar

Grey = NDArray[np.uint8]
Found = list[tuple[str, bytes, str | None]]
"""Of each code: its kind as we call it, its bytes, its text."""
Peer = Callable[[Grey, bool], Found]
"""A reader; the second argument: QR codes only."""
_QR = frozenset({Symbology.QR})
_ZXING = zxingcpp.barcode_formats_from_str(
    "QRCode,MicroQRCode,DataMatrix,PDF417,Aztec,EAN13,EAN8,Code128,Code39,ITF"
)
_ZBAR = {"QRCODE": "QRCode", "I25": "ITF", "CODE128": "Code128", "CODE39": "Code39"}


def peers(zbar: Zbar) -> dict[str, Peer]:
    """The readers by name, ours first."""
    reader = PictureReader(zbar)

    def ours(grey: Grey, qr_only: bool) -> Found:  # noqa: FBT001 - a table's column
        effort = Effort.FAST if qr_only else Effort.THOROUGH
        codes = reader.read(grey, _QR if qr_only else HALL, effort)
        return [(code.symbology.value, code.data, code.text) for code in codes]

    return {"ours": ours, "zxing-cpp": zxing, "pyzbar": zbar_alone, "OpenCV": opencv}


def zxing(grey: Grey, qr_only: bool) -> Found:  # noqa: FBT001 - a table's column
    """zxing-cpp alone."""
    codes = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode if qr_only else _ZXING)
    return [(code.format.name, bytes(code.bytes), code.text) for code in codes]


def zbar_alone(grey: Grey, qr_only: bool) -> Found:  # noqa: FBT001 - a table's column
    """Pyzbar as its page shows it."""
    kinds = [pyzbar.ZBarSymbol.QRCODE] if qr_only else None
    codes = pyzbar.decode(grey, kinds)
    return [(_ZBAR.get(code.type, code.type), code.data, _utf8(code.data)) for code in codes]


def opencv(grey: Grey, qr_only: bool) -> Found:  # noqa: FBT001 - a table's column
    """OpenCV's two detectors. They give text alone; some contents make them raise."""
    found: Found = []
    try:
        _, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(grey)
        found += [("QRCode", text.encode(), text) for text in cast("tuple[str, ...]", texts) if text]
        if not qr_only:
            text, _, _ = cv2.barcode.BarcodeDetector().detectAndDecode(grey)
            found += [("EAN13" if len(text) == 13 else "EAN8", text.encode(), text)] if text else []
    except (UnicodeDecodeError, cv2.error):
        return found
    return found


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None
