"""Reads one prepared view with zxing-cpp: kinds, exact bytes, declared charsets, corners in the view's pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, reduce
from math import dist
from typing import Final

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from drivers.code_reader.charset import decode, decode_as, decode_segments
from drivers.code_reader.found import Corners, Symbology

Grey = NDArray[np.uint8]
_FORMATS: Final = {
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    Symbology.MICRO_QR: zxingcpp.BarcodeFormat.MicroQRCode,
    Symbology.RMQR: zxingcpp.BarcodeFormat.RMQRCode,
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.PDF417: zxingcpp.BarcodeFormat.PDF417,
    Symbology.AZTEC: zxingcpp.BarcodeFormat.Aztec,
    Symbology.EAN13: zxingcpp.BarcodeFormat.EAN13,
    Symbology.EAN8: zxingcpp.BarcodeFormat.EAN8,
    Symbology.UPCE: zxingcpp.BarcodeFormat.UPCE,
    Symbology.CODE128: zxingcpp.BarcodeFormat.Code128,
    Symbology.CODE39: zxingcpp.BarcodeFormat.Code39,
    Symbology.CODE93: zxingcpp.BarcodeFormat.Code93,
    Symbology.ITF: zxingcpp.BarcodeFormat.ITF,
    Symbology.CODABAR: zxingcpp.BarcodeFormat.Codabar,
}
_ECI = re.compile(rb"\\(\d{6})|\\\\|[^\\]+")
_IDENTIFIER_BYTES = 3
_KANJI, _HANZI = 0b1000, 0b1101
_ITF_HEIGHT: Final = 0.06
"""Part of its length."""
_MASKS: Final = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, _: r % 2 == 0,
    lambda _, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)
"""ISO/IEC 18004 7.8.2: where a mask of a QR code turns the colour over."""


@dataclass(frozen=True, repr=False)
class Read:
    """A code in a view, corners in that view's pixels."""

    symbology: Symbology
    data: bytes
    text: str | None
    charset: str
    corners: Corners


def read(view: Grey, kinds: frozenset[Symbology], *, histogram: bool = False) -> list[Read]:
    """Every valid code of a view. `histogram`: one threshold for the picture instead of local ones."""
    found = zxingcpp.read_barcodes(
        view,
        formats=_formats(kinds),
        binarizer=zxingcpp.Binarizer.GlobalHistogram if histogram else zxingcpp.Binarizer.LocalAverage,
        text_mode=zxingcpp.TextMode.HexECI,
    )
    reads = (_read(code) for code in found)
    return [one for one in reads if one and one.symbology in kinds and _whole(one, min(view.shape))]


def _whole(read: Read, narrow: int) -> bool:
    """False for an ITF code seen along a few rows only: a line across its corner reads as a shorter code."""
    if read.symbology is not Symbology.ITF:
        return True
    a, b, c, d = read.corners
    height = min(dist(b, c), dist(d, a))
    return height >= min(_ITF_HEIGHT * max(dist(a, b), dist(c, d)), narrow / 2)


@cache
def _formats(kinds: frozenset[Symbology]) -> zxingcpp.BarcodeFormats:
    return zxingcpp.BarcodeFormats([_FORMATS[kind] for kind in sorted(kinds)])


def _read(code: zxingcpp.Barcode) -> Read | None:
    kind = next((kind for kind, name in _FORMATS.items() if name in {code.format, code.symbology}), None)
    if kind is None or not code.valid or not code.bytes:
        return None
    place = code.position
    text, charset = _text(code)
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    a, b, c, d = ((float(point.x), float(point.y)) for point in points)
    return Read(kind, bytes(code.bytes), text, charset, (a, b, c, d))


def _text(code: zxingcpp.Barcode) -> tuple[str | None, str]:
    data = bytes(code.bytes)
    segments = _segments(bytes.fromhex(code.text)[_IDENTIFIER_BYTES:], data)
    if segments:
        return decode_segments(segments)
    if code.format == zxingcpp.BarcodeFormat.QRCode and not data.isascii():
        mode = qr_mode(code)
        if mode == _HANZI or (mode == _KANJI and not _is_utf8(data)):
            return decode_as(data, "gb18030" if mode == _HANZI else "shift_jis")
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    """Encoders that are given bytes take kanji mode where it happens to fit, for what is UTF-8 in truth."""
    return decode(data)[1].startswith("utf-8")


def _segments(protocol: bytes, data: bytes) -> list[tuple[int | None, bytes]]:
    r"""The parts of a message with ECI escapes (`\000026` before a part, `\\` for a backslash); [] without ECI."""
    if protocol == data:
        return []
    parts: list[tuple[int | None, bytes]] = [(None, b"")]
    for piece in _ECI.finditer(protocol):
        if piece[1]:
            parts.append((int(piece[1]), b""))
        else:
            eci, so_far = parts[-1]
            parts[-1] = (eci, so_far + (b"\\" if piece[0] == rb"\\" else piece[0]))
    whole = b"".join(part for _, part in parts)
    return parts if len(parts) > 1 and whole == data else []


def qr_mode(code: zxingcpp.Barcode) -> int:
    """A QR code's first mode indicator (four modules in its last corner); 0 when it cannot be told.

    Kanji mode means Shift JIS and Hanzi mode GB2312 (GB/T 18284), whatever else the bytes could be.
    """
    extra = code.extra
    mask = extra.get("DataMask") if isinstance(extra, dict) else None
    if not isinstance(mask, int) or not 0 <= mask < len(_MASKS):
        return 0
    modules = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    last = modules.shape[0] - 1
    places = ((last, last), (last, last - 1), (last - 1, last), (last - 1, last - 1))
    bits = ((modules[row, column] < 128) != _MASKS[mask](row, column) for row, column in places)
    return reduce(lambda value, bit: value * 2 + int(bit), bits, 0)
