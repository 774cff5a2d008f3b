"""Pages become a PDF whose characters are in it: Type 3 fonts of the characters used, drawn at 600 dots an inch.

So it is text for whoever looks into it, sharp on any printer, and needs no font there; a page takes some 50 kB.
Source: ISO 32000-1, 9.6.5 (Type 3 fonts), 8.9.5 and 8.9.7 (pictures), 9.10.3 (ToUnicode).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from typing import Final

from PIL import Image, UnidentifiedImageError

from drivers.printer.columns import clusters
from drivers.scanner.pdf import PdfError, assemble, read_head
from kiosk.a4.marks import HIGH, WIDE, Dots, Line, Mark, Page, Picture, Words
from kiosk.a4.type import Glyph, Type, glyph

_MOST: Final = 255
"""Characters of one font: a code is a byte."""
_SPACES: Final = {1: b"/DeviceGray", 3: b"/DeviceRGB", 4: b"/DeviceCMYK"}
_FIRST: Final = 3
"""The first object behind the catalogue and the tree of pages."""


def write(pages: Sequence[Page]) -> bytes:
    """The PDF of these pages. Raises `FontMissingError`, and `PdfError` for none or a broken picture."""
    if not pages:
        raise PdfError("a PDF needs at least one page")
    return _File().write(pages)


class _Font:
    """The characters of one type, at most 255; each has its code."""

    def __init__(self, kind: Type) -> None:
        self.kind = kind
        self.codes: dict[str, int] = {}

    def code(self, cluster: str) -> int | None:
        """Its code; None when the font is full."""
        if cluster not in self.codes and len(self.codes) >= _MOST:
            return None
        return self.codes.setdefault(cluster, len(self.codes))


class _File:
    """One PDF as it is made."""

    def __init__(self) -> None:
        self._objects: list[list[bytes]] = [[], []]
        self._fonts: list[_Font] = []
        self._pictures: dict[bytes, int] = {}

    def write(self, pages: Sequence[Page]) -> bytes:
        contents = [self._add(*_stream(b"\n".join(self._drawn(mark) for mark in page))) for page in pages]
        fonts = b"".join(b"/F%d %d 0 R" % (at, self._add_font(each)) for at, each in enumerate(self._fonts))
        pictures = b"".join(b"/P%d %d 0 R" % (number, number) for number in self._pictures.values())
        with_all = self._add(b"<</Font<<%s>>/XObject<<%s>>>>" % (fonts, pictures))
        kids = [
            self._add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Resources %d 0 R/Contents %d 0 R>>"
                % (WIDE, HIGH, with_all, content)
            )
            for content in contents
        ]
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        self._objects[0] = [b"<</Type/Catalog/Pages 2 0 R>>"]
        self._objects[1] = [b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed)]
        return b"".join(assemble(self._objects))

    def _add(self, *body: bytes) -> int:
        self._objects.append([*body])
        return len(self._objects)

    def _drawn(self, mark: Mark) -> bytes:
        match mark:
            case Words():
                return self._words(mark)
            case Line(x, y, to_x, to_y, wide, grey, dashed):
                dash = b"[4 3] 0 d" if dashed else b"[] 0 d"
                place = (x, HIGH - y, to_x, HIGH - to_y)
                return b"%.2f w %.2f G %s %.2f %.2f m %.2f %.2f l S" % (wide, grey, dash, *place)
            case Dots():
                return _code(mark)
            case Picture():
                return _placed(mark, self._picture(mark.data))

    def _words(self, words: Words) -> bytes:
        """A line; where its characters are in several fonts, one after the other."""
        runs: list[tuple[int, bytearray]] = []
        for cluster in clusters(words.text):
            font, code = self._code(cluster, words.kind)
            if not runs or runs[-1][0] != font:
                runs.append((font, bytearray()))
            runs[-1][1].append(code)
        shown = b" ".join(
            b"/F%d %.2f Tf <%s> Tj" % (font, words.kind.points, codes.hex().encode()) for font, codes in runs
        )
        begin = b"BT %.2f g %.3f Tc %.2f %.2f Td " % (words.grey, words.spread, words.x, HIGH - words.y)
        return begin + shown + b" ET"

    def _code(self, cluster: str, kind: Type) -> tuple[int, int]:
        for at, font in enumerate(self._fonts):
            code = font.code(cluster) if font.kind == kind else None
            if code is not None:
                return at, code
        self._fonts.append(_Font(kind))
        return self._code(cluster, kind)

    def _add_font(self, font: _Font) -> int:
        """Its characters as masks; a unit of the font is a dot."""
        glyphs = [glyph(cluster, font.kind) for cluster in font.codes]
        drawn = b"".join(
            b"/g%d %d 0 R" % (at, self._add(*_stream(_character(each)))) for at, each in enumerate(glyphs)
        )
        names = b"".join(b"/g%d" % at for at in range(len(glyphs)))
        widths = b" ".join(b"%.2f" % each.advance for each in glyphs)
        said = self._add(*_stream(_to_unicode(list(font.codes))))
        unit = 1 / font.kind.dots
        box = (font.kind.dots, 2 * font.kind.dots, 2 * font.kind.dots)
        return self._add(
            b"<</Type/Font/Subtype/Type3/FontBBox[0 -%d %d %d]/FontMatrix[%.8f 0 0 %.8f 0 0]"
            % (*box, unit, unit),
            b"/CharProcs<<%s>>/Encoding<</Type/Encoding/Differences[0%s]>>" % (drawn, names),
            b"/FirstChar 0/LastChar %d/Widths[%s]/ToUnicode %d 0 R/Resources<<>>>>"
            % (len(glyphs) - 1, widths, said),
        )

    def _picture(self, data: bytes) -> int:
        if data not in self._pictures:
            self._pictures[data] = self._add_jpeg(data) if data[:2] == b"\xff\xd8" else self._add_drawn(data)
        return self._pictures[data]

    def _add_jpeg(self, data: bytes) -> int:
        """As it is: no dot of it changes."""
        head = read_head(data)
        decode = b"/Decode[1 0 1 0 1 0 1 0]" if head.inverted else b""
        about = _about(head.width, head.height, _SPACES[head.channels])
        return self._add(
            b"%s/Filter/DCTDecode/Length %d%s>>stream\n" % (about, len(data), decode), data, b"\nendstream"
        )

    def _add_drawn(self, data: bytes) -> int:
        """A PNG; what is clear in it lets the paper show through."""
        try:
            with Image.open(io.BytesIO(data)) as opened:
                colour = opened.convert("RGBA")
        except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
            raise PdfError("a picture that is neither JPEG nor PNG") from error
        grey = colour.convert("LA").convert("RGBA") == colour
        plain = colour.convert("L" if grey else "RGB")
        mask = self._add_pixels(colour.getchannel("A"), b"")
        return self._add_pixels(plain, b"/SMask %d 0 R" % mask)

    def _add_pixels(self, picture: Image.Image, more: bytes) -> int:
        packed = zlib.compress(picture.tobytes())
        about = _about(picture.width, picture.height, _SPACES[len(picture.getbands())])
        return self._add(
            b"%s/Filter/FlateDecode/Length %d%s>>stream\n" % (about, len(packed), more),
            packed,
            b"\nendstream",
        )


def _about(wide: int, high: int, space: bytes) -> bytes:
    return b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8" % (
        wide,
        high,
        space,
    )


def _placed(mark: Picture, number: int) -> bytes:
    low = HIGH - mark.y - mark.high
    upright = (mark.wide, 0.0, 0.0, mark.high, mark.x, low)
    across = (0.0, mark.high, -mark.wide, 0.0, mark.x + mark.wide, low)
    return b"q %.3f %.3f %.3f %.3f %.3f %.3f cm /P%d Do Q" % (*(across if mark.turned else upright), number)


def _stream(content: bytes) -> tuple[bytes, bytes, bytes]:
    packed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed), packed, b"\nendstream"


def _character(one: Glyph) -> bytes:
    """Its box, and its dots as a mask: written as digits, so that no dots are taken for the end of the picture."""
    low = one.top - one.high
    box = b"%.2f 0 %d %d %d %d d1" % (one.advance, one.left, low, one.left + one.wide, one.top)
    if not one.bits:
        return box
    place = b"q %d 0 0 %d %d %d cm" % (one.wide, one.high, one.left, low)
    about = b"BI /W %d /H %d /BPC 1 /IM true /D [1 0] /F /AHx ID" % (one.wide, one.high)
    return b"%s\n%s\n%s\n%s>\nEI Q" % (box, place, about, one.bits.hex().encode())


def _to_unicode(listed: list[str]) -> bytes:
    """Which character a code is, for searching and reading aloud."""
    rows = b"\n".join(
        b"<%02X> <%s>" % (code, cluster.encode("utf-16-be").hex().upper().encode())
        for code, cluster in enumerate(listed)
    )
    parts = [rows.split(b"\n")[at : at + 100] for at in range(0, len(listed), 100)]
    body = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(part), b"\n".join(part)) for part in parts)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n"
        b"/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + body
        + b"\nendcmap\nend\nend"
    )


def _code(mark: Dots) -> bytes:
    """Dark modules as rectangles, those side by side as one: no hair between them."""
    rows = mark.rows()
    step = mark.side / len(rows)
    out = [b"0 g"]
    for down, row in enumerate(rows):
        across = 0
        while across < len(row):
            end = across
            while end < len(row) and row[end]:
                end += 1
            if end > across:
                place = (
                    mark.x + across * step,
                    HIGH - mark.y - (down + 1) * step,
                    (end - across) * step,
                    step,
                )
                out.append(b"%.3f %.3f %.3f %.3f re" % place)
            across = end + 1
    return b"\n".join([*out, b"f"])
