"""ESC/POS: rows become bytes. Pure.

All bytes are our own; the tests hold them against python-escpos (docs/decisions/0004). Commands: Epson's ESC/POS
reference, by name below.

No byte of data can command the printer: text bytes are all above 0x1F, and raster data never holds the
two-byte heads of real-time commands, which printers obey even inside data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from drivers.printer.columns import char_width, clean
from drivers.printer.glyphs import Alive, missing, nobody_asks
from drivers.printer.layout import CutRow, GapRow, QrRow, Row, RuleRow, TextRow, offset
from drivers.printer.lines import CELL, Align, Charset, Head, Style
from drivers.printer.raster import qr_image, rule_image, text_image

INIT = b"\x1b@"  # ESC @: known state, empty line buffer
KANJI = b"\x1c&"  # FS &: two-byte Chinese
SMOOTH = b"\x1db\x01"  # GS b 1: enlarged characters with smooth edges
CUT_FEED = b"\x1dVB\x00"  # GS V 66 0: feed to the cutter, cut all but one point
ASB_ON = b"\x1da\xff"  # GS a 255: say every change by itself
ASB_OFF = b"\x1da\x00"
PAPER_ASK = b"\x1dr\x01"  # GS r 1: paper status, answered when all before it is printed
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 8: drop what is buffered
BAND = 48
"""Rows per GS v 0: what a broken-off command may still wait for is bounded."""
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")  # DLE EOT, DLE ENQ, DLE DC4
_TEAR_MM = 14
"""Paper from head to tear bar, for printers without a cutter."""
_FEED_MOST = 255


def status_ask(n: int) -> bytes:
    """DLE EOT n, n = 1 to 4: answered at once, even when busy or offline."""
    return bytes((0x10, 0x04, n))


def process_ask(process: bytes) -> bytes:
    """GS ( H 48: answers 37 22 d1-d4 00 when all before it is printed. `process`: 4 bytes 0x20-0x7E."""
    if len(process) != 4 or any(not 0x20 <= byte <= 0x7E for byte in process):
        raise ValueError("a process id is four printable characters")
    return b"\x1d(H\x06\x0000" + process


def finish_ask(head: Head) -> bytes:
    """Zero bytes that complete a command somebody broke off (at most one band); alone they do nothing."""
    return bytes(head.dots // 8 * BAND + 16)


def encode_text(text: str, charset: Charset = Charset.GBK) -> bytes | None:
    """Text as one- and two-byte characters; None when the printer's font lacks one. No byte is below 0x20."""
    encoded = bytearray()
    for char in clean(text):
        if char.isascii():
            encoded += char.encode("ascii")
            continue
        pair = _pair(char, charset)
        if pair is None:
            return None
        encoded += pair
    return bytes(encoded)


def _pair(char: str, charset: Charset) -> bytes | None:
    """A character's two bytes; only those that take two columns, so that columns stay true."""
    if charset is Charset.NONE or char_width(char) != 2:
        return None
    try:
        pair = char.encode(charset.value)
    except UnicodeEncodeError:
        return None
    return pair if len(pair) == 2 else None


@dataclass(frozen=True)
class Printout:
    """Bytes to send. `raster_lines`: lines the printer's font could not do; `missing`: characters no font has."""

    data: bytes
    raster_lines: int = 0
    missing: int = 0


def encode(rows: Iterable[Row], head: Head, settings: bytes = b"", alive: Alive = nobody_asks) -> Printout:
    """Turn rows into bytes that start from a known state. Raises `FontMissingError`, `FormError`.

    `settings` follow ESC @, which would undo them. `alive` is called often: drawing takes time.
    """
    writer = _Writer(head, settings, alive)
    for row in rows:
        alive()
        writer.row(row)
    return Printout(bytes(writer.out), writer.raster_lines, writer.missing)


class _Writer:
    """Collects bytes; sends a setting only when it changes."""

    def __init__(self, head: Head, settings: bytes, alive: Alive) -> None:
        self.out = bytearray(INIT + settings)
        self.raster_lines = 0
        self.missing = 0
        self._head = head
        self._alive = alive
        self._sent: dict[bytes, int] = {b"\x1ba": 0, b"\x1bE": 0, b"\x1d!": 0}
        if head.charset is not Charset.NONE:
            self.out += KANJI
        if head.smoothing:
            self.out += SMOOTH

    def row(self, row: Row) -> None:
        """Add one row."""
        match row:
            case TextRow():
                self._text(row)
            case QrRow():
                self._qr(row)
            case RuleRow():
                self._picture(rule_image(row, self._head), 0)
            case GapRow(dots):
                self._feed(dots)
            case CutRow():
                self._cut()

    def _text(self, row: TextRow) -> None:
        encoded = encode_text(row.text, self._head.charset)
        if encoded is None:
            self.raster_lines += 1
            self.missing += missing(row.text, self._alive)
            self._picture(text_image(row, self._alive), row.offset(self._head))
            self._feed(self._head.leading)
            return
        self._style(row.style)
        self.out += encoded + b"\n"

    def _style(self, style: Style) -> None:
        self._set(b"\x1ba", style.align)  # ESC a
        self._set(b"\x1bE", int(style.bold))  # ESC E
        self._set(b"\x1d!", (style.wide - 1) << 4 | style.high - 1)  # GS !
        self._set(
            b"\x1b3", min(_FEED_MOST, CELL * style.high + self._head.leading)
        )  # ESC 3: line height in dots

    def _set(self, command: bytes, value: int) -> None:
        if self._sent.get(command) != value:
            self._sent[command] = value
            self.out += command + bytes((value,))

    def _qr(self, row: QrRow) -> None:
        if not self._head.native_qr:
            code = qr_image(row)
            self._picture(code, offset(code.width, row.align, self._head))
            return
        self._set(b"\x1ba", row.align)
        self._symbol(65, b"2\x00")  # model 2
        self._symbol(67, bytes((row.module,)))  # dots per module
        self._symbol(69, b"1")  # error correction level M
        self._symbol(80, b"0" + row.content.encode())  # store
        self._symbol(81, b"0")  # print

    def _symbol(self, function: int, parameters: bytes) -> None:
        """GS ( k for cn = 49, QR code."""
        size = len(parameters) + 2
        self.out += b"\x1d(k" + size.to_bytes(2, "little") + bytes((49, function)) + parameters

    def _picture(self, image: Image.Image, left: int) -> None:
        """GS v 0, placed by ourselves: some printers do not align pictures."""
        self._set(b"\x1ba", Align.LEFT)
        whole = Image.new("1", (min(self._head.dots, left + image.width + 7 & ~7), image.height), 0)
        whole.paste(image, (left, 0))
        for top in range(0, whole.height, BAND):
            band = whole.crop((0, top, whole.width, min(whole.height, top + BAND)))
            self.out += b"\x1dv0\x00" + (whole.width // 8).to_bytes(2, "little")
            self.out += band.height.to_bytes(2, "little") + harmless(band.tobytes())

    def _feed(self, dots: int) -> None:
        while dots > 0:
            step = min(dots, _FEED_MOST)
            self.out += b"\x1bJ" + bytes((step,))  # ESC J
            dots -= step

    def _cut(self) -> None:
        if self._head.cutter:
            self.out += CUT_FEED
        else:
            self._feed(self._head.mm(_TEAR_MM))


def harmless(dots: bytes) -> bytes:
    """Raster data in which no real-time command begins: one dot beside such a byte turns black."""
    return _REAL_TIME.sub(b"\x18", dots)
