"""A strict ESC/POS interpreter: commands become dots on a roll of paper, cuts become pieces. No I/O.

The cutter sits `CUTTER_DOTS` behind the head, as in real printers: each piece begins with that much empty
paper, and a cut without feed would go through the last lines printed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import segno
from PIL import Image, ImageChops

from drivers.printer.glyphs import cell, draw_text
from drivers.printer.lines import CELL
from drivers.sim.escpos_commands import Command, first_command

CUTTER_DOTS = 96
_SPACING = 34
_PAPER = {576: 640, 384: 464}
"""Paper width for a head's dots: 80 mm and 58 mm at 8 dots per mm."""
_PICTURE_LEAST = 8
"""Raster lower than this is a rule, not worth a word in the piece's text."""


@dataclass(frozen=True)
class Piece:
    """A cut piece of paper: the printed dots (1 = white) and the text on it, a QR code as `[QR] content`."""

    image: Image.Image = field(repr=False)
    text: str = field(repr=False)

    def png(self) -> bytes:
        """The piece with its margins as a PNG file."""
        width = _PAPER.get(self.image.width, self.image.width + 64)
        sheet = Image.new("1", (width, self.image.height), 255)
        sheet.paste(self.image, ((width - self.image.width) // 2, 0))
        out = io.BytesIO()
        sheet.save(out, "PNG")
        return out.getvalue()


@dataclass
class Mode:
    """What ESC @ resets."""

    align: int = 0
    bold: bool = False
    wide: int = 1
    high: int = 1
    spacing: int = _SPACING
    smooth: bool = False
    kanji: bool = True
    """Chinese models wake with kanji mode on, foreign ones do not: our driver must not rely on it."""


@dataclass(frozen=True)
class _Glyph:
    image: Image.Image
    text: str


@dataclass
class _Symbol:
    """The QR code being built by GS ( k."""

    module: int = 3
    level: str = "L"
    content: bytes = b""


class Paper:
    """The roll and everything that marks it. `errors` names each byte sequence that is not ESC/POS."""

    def __init__(self, dots: int = 576, charset: str = "gbk", *, native_qr: bool = True) -> None:
        self.dots = dots
        self.errors: list[str] = []
        self._charset = charset
        self._native_qr = native_qr
        self._line: list[_Glyph] = []
        self._strips: list[tuple[Image.Image | None, int, int]] = [(None, 0, CUTTER_DOTS)]
        self._words: list[tuple[int, str]] = []
        self._height = CUTTER_DOTS
        self.reset()

    def reset(self) -> None:
        """ESC @: the line buffer empty, every mode at its start."""
        self._line.clear()
        self.mode = Mode(kanji=False)
        self._symbol = _Symbol()

    @property
    def waiting_text(self) -> str:
        """What is printed and not yet cut off, and what stands in the line buffer."""
        return "\n".join(
            [*(words for _, words in self._words), "".join(glyph.text for glyph in self._line)]
        ).strip()

    def do(self, command: Command) -> Piece | None:
        """Carry out one command; return the piece that a cut makes. Status commands do not concern paper."""
        data = command.data
        match command.name:
            case "text":
                self._type(data)
            case "print line":
                self._print_line()
            case "feed dots" | "feed lines":
                self._flush()
                self._strip(None, 0, data[0] * (1 if command.name == "feed dots" else self.mode.spacing))
            case "raster":
                self._raster(data)
            case "symbol":
                self._symbol_part(data)
            case "cut":
                return self._cut(data)
            case "unknown":
                self.errors.append(f"unknown bytes {data.hex(' ')}")
            case _:
                self._set(command.name, data)
        return None

    def _set(self, name: str, data: bytes) -> None:
        """Commands that only change a mode."""
        mode = self.mode
        match name:
            case "initialize":
                self.reset()
            case "align" if data[0] in {0, 1, 2}:
                self._must_be_empty("ESC a")
                mode.align = data[0]
            case "bold":
                mode.bold = bool(data[0] & 1)
            case "size" if not data[0] & 0x88:
                mode.wide, mode.high = (data[0] >> 4) + 1, (data[0] & 7) + 1
            case "spacing":
                mode.spacing = data[0]
            case "default spacing":
                mode.spacing = _SPACING
            case "kanji on" | "kanji off":
                mode.kanji = name == "kanji on"
            case "smooth":
                mode.smooth = bool(data[0] & 1)
            case "align" | "size":
                self.errors.append(f"{name} {data.hex()} is out of range")
            case _:
                pass  # status commands and zero bytes leave no mark

    def _type(self, data: bytes) -> None:
        """Put one character into the line buffer; a full line prints itself."""
        char = self._decode(data)
        glyph = _Glyph(_drawn(char, self.mode, len(data)), char)
        if sum(one.image.width for one in self._line) + glyph.image.width > self.dots:
            self._print_line()
        self._line.append(glyph)

    def _decode(self, data: bytes) -> str:
        try:
            return data.decode(self._charset if len(data) == 2 else "ascii")
        except UnicodeDecodeError:
            self.errors.append(f"no glyph for {data.hex(' ')} in {self._charset}")
            return "?"

    def _print_line(self) -> None:
        glyphs, self._line = self._line, []
        high = max((glyph.image.height for glyph in glyphs), default=0)
        strip = Image.new("1", (max(1, sum(glyph.image.width for glyph in glyphs)), max(1, high)), 0)
        left = 0
        for glyph in glyphs:
            strip.paste(glyph.image, (left, high - glyph.image.height))
            left += glyph.image.width
        text = "".join(glyph.text for glyph in glyphs)
        if text.strip():
            self._words.append((self._height, text.rstrip()))
        self._strip(strip if glyphs else None, self._left(left), max(self.mode.spacing, high))

    def _flush(self) -> None:
        if self._line:
            self._print_line()

    def _left(self, wide: int) -> int:
        return (0, (self.dots - wide) // 2, self.dots - wide)[self.mode.align]

    def _strip(self, image: Image.Image | None, left: int, high: int) -> None:
        self._strips.append((image, left, high))
        self._height += high

    def _must_be_empty(self, what: str) -> None:
        if self._line:
            self.errors.append(f"{what} in the middle of a line")

    def _raster(self, data: bytes) -> None:
        self._must_be_empty("GS v 0")
        wide, high = (data[0] | data[1] << 8) * 8, data[2] | data[3] << 8
        if wide == 0 or high == 0 or wide > self.dots:
            self.errors.append(f"raster of {wide} x {high} dots on {self.dots}")
            return
        if high >= _PICTURE_LEAST:
            self._words.append((self._height, f"[raster {wide}x{high}]"))
        self._strip(Image.frombytes("1", (wide, high), data[4:]), self._left(wide), high)

    def _symbol_part(self, data: bytes) -> None:
        """GS ( k cn fn ...: a QR code (cn 49), part by part."""
        if not self._native_qr or len(data) < 3 or data[0] != 49:
            self.errors.append(f"unknown symbol {data[:2].hex(' ')}")
            return
        function, rest = data[1], data[2:]
        match function:
            case 65 if rest == b"2\x00":
                self._symbol = _Symbol()
            case 67 if 1 <= rest[0] <= 16:
                self._symbol.module = rest[0]
            case 69 if rest in {b"0", b"1", b"2", b"3"}:
                self._symbol.level = "LMQH"[rest[0] - 48]
            case 80 if rest[:1] == b"0":
                self._symbol.content = rest[1:]
            case 81 if rest == b"0":
                self._print_symbol()
            case _:
                self.errors.append(f"symbol function {function} with {rest[:2].hex(' ')}")

    def _print_symbol(self) -> None:
        self._must_be_empty("GS ( k")
        symbol = self._symbol
        code = segno.make(symbol.content, error=symbol.level, boost_error=False, micro=False)
        side = len(code.matrix) * symbol.module
        if side > self.dots:
            self.errors.append(f"QR code of {side} dots on {self.dots}")
            return
        image = Image.new("1", (len(code.matrix),) * 2, 0)
        image.putdata([255 * bool(dark) for row in code.matrix for dark in row])
        self._words.append((self._height, f"[QR] {symbol.content.decode('utf-8', 'replace')}"))
        self._strip(image.resize((side, side), Image.Resampling.NEAREST), self._left(side), side)

    def _cut(self, data: bytes) -> Piece:
        """GS V: 0 and 1 cut here and now, 65 and 66 feed to the cutter (and n dots more) first."""
        self._flush()
        if len(data) == 2:
            self._strip(None, 0, CUTTER_DOTS + data[1])
        where = max(1, self._height - CUTTER_DOTS)
        whole = Image.new("1", (self.dots, self._height), 255)
        top = 0
        for image, left, high in self._strips:
            if image is not None:
                whole.paste(0, (left, top), image)
            top += high
        rest = ImageChops.invert(whole.crop((0, where, self.dots, self._height)))
        piece = Piece(
            whole.crop((0, 0, self.dots, where)), "\n".join(words for at, words in self._words if at < where)
        )
        self._words = [(at - where, words) for at, words in self._words if at >= where]
        self._strips, self._height = [(rest, 0, rest.height)], rest.height
        return piece


def interpret(data: bytes, paper: Paper | None = None) -> tuple[list[Piece], list[str]]:
    """Print `data` on fresh paper: the pieces, and what was wrong with the bytes."""
    paper = paper or Paper()
    pieces: list[Piece] = []
    held = memoryview(data)
    while held:
        command = first_command(bytes(held[:16]), kanji=paper.mode.kanji) or first_command(
            bytes(held), kanji=paper.mode.kanji
        )
        if command is None:
            paper.errors.append(f"unfinished command {bytes(held[:8]).hex(' ')}")
            break
        piece = paper.do(command)
        pieces.extend([piece] if piece else [])
        held = held[command.length :]
    return pieces, paper.errors


def _drawn(char: str, mode: Mode, size: int) -> Image.Image:
    """One character's dots, enlarged as the printer does: dot by dot, or smoothly after GS b 1.

    Bold is the glyph printed twice, one dot apart.
    """
    if mode.smooth:
        plain = draw_text(char, mode.wide, mode.high)
        apart = mode.wide
    else:
        plain = cell(char).point(lambda ink: 255 if ink >= 112 else 0).convert("1")
        apart = 1
    wanted = CELL // 2 * size * (mode.wide if mode.smooth else 1)
    glyph = Image.new("1", (wanted, plain.height), 0)
    glyph.paste(plain, (0, 0))
    if mode.bold:
        glyph.paste(255, (apart, 0), plain)
    return (
        glyph
        if mode.smooth
        else glyph.resize((wanted * mode.wide, CELL * mode.high), Image.Resampling.NEAREST)
    )
