"""Characters as dots: fonts found through fontconfig, drawn into the printer's cells by Pillow."""

from __future__ import annotations

import queue
import shutil
import subprocess
import threading
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from drivers.printer.columns import char_width, clusters, width
from drivers.printer.lines import CELL

FAMILY = "Noto Sans Mono CJK SC"
"""Its Latin characters are exactly half as wide as its Chinese ones; SC: mainland forms."""
_EM = 22 / 24
_BASE = 19.5 / 24
"""Type size and base line as a part of the cell: leaves room for descenders and between characters."""
_INK = 112
"""Of 255: a dot is black from here on."""
_NOWHERE = "\U0010ffff"
_MOST = 60
"""Fonts to try: a search that stays within milliseconds."""
_SEARCH_S = 20
_ALIVE_S = 0.05


Alive = Callable[[], None]
"""Called often while something takes time; may raise to end it."""


def nobody_asks() -> None:
    """An `Alive` for callers whom nobody watches."""


class FontMissingError(Exception):
    """No Chinese font on this machine; the text says which package has one."""

    def __init__(self, family: str = FAMILY) -> None:
        super().__init__(f'the font "{family}" is not installed: apt install fontconfig fonts-noto-cjk')


def _fontconfig(program: str, *arguments: str) -> str:
    """What fc-match or fc-list says."""
    path = shutil.which(program)
    if path is None:
        raise FontMissingError
    try:
        found = subprocess.run(  # noqa: S603 - a fixed program, no shell, no outside text
            [path, *arguments], capture_output=True, text=True, timeout=_SEARCH_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FontMissingError from error
    return found.stdout


def find_fonts(alive: Alive = nobody_asks) -> None:
    """Find every font now, so that no line has to wait for it: building fontconfig's cache takes seconds.

    Calls `alive` meanwhile. Raises `FontMissingError`, and what `alive` raises.
    """
    answers: queue.SimpleQueue[FontMissingError | None] = queue.SimpleQueue()

    def search() -> None:
        try:
            _face(bold=False)
            _face(bold=True)
            _other_faces()
        except FontMissingError as error:
            answers.put(error)
        else:
            answers.put(None)

    threading.Thread(target=search, name="fonts", daemon=True).start()
    while True:
        alive()
        try:
            answer = answers.get(timeout=_ALIVE_S)
        except queue.Empty:
            continue
        if answer is not None:
            raise answer
        return


@lru_cache(maxsize=8)
def _face(*, bold: bool, family: str = FAMILY) -> tuple[str, int]:
    said = _fontconfig("fc-match", "-f", "%{family}\n%{file}\n%{index}", f"{family}:bold" if bold else family)
    found, file, index = [*said.split("\n"), "", "", ""][:3]
    if family not in found:
        raise FontMissingError(family)
    return file, int(index)


@lru_cache(maxsize=1)
def _other_faces() -> tuple[tuple[str, int], ...]:
    """Every other installed font, for characters the first one lacks."""
    lines = sorted(set(_fontconfig("fc-list", "-f", "%{file}\t%{index}\n").split("\n")))
    pairs = (line.split("\t") for line in lines if line.endswith("\t0"))
    return tuple((file, int(index)) for file, index in pairs if file.endswith((".ttf", ".ttc", ".otf")))[
        :_MOST
    ]


@lru_cache(maxsize=64)
def font(face: tuple[str, int], size: int) -> ImageFont.FreeTypeFont:
    """A face of `face_of` at a size in pixels."""
    return ImageFont.truetype(face[0], size, face[1])


def _has(face: tuple[str, int], char: str) -> bool:
    """Whether a font draws a character: its picture differs from that of a character nobody has."""
    try:
        drawn = font(face, CELL)
    except OSError:
        return False
    own, nobody = drawn.getmask(char), drawn.getmask(_NOWHERE)
    return (own.size, bytes(own)) != (nobody.size, bytes(nobody))


@lru_cache(maxsize=4096)
def face_of(char: str, *, bold: bool, family: str = FAMILY) -> tuple[str, int] | None:
    """Return the face to draw a character with; None when no installed font has it. Raises `FontMissingError`."""
    first = _face(bold=bold, family=family)
    if _has(first, char):
        return first
    return next((other for other in _other_faces() if _has(other, char)), None)


def missing(text: str, alive: Alive = nobody_asks) -> int:
    """How many characters no installed font has; they are drawn as a box with their number."""
    count = 0
    for cluster in clusters(text):
        alive()
        count += bool(cluster.strip()) and face_of(cluster[0], bold=False) is None
    return count


@lru_cache(maxsize=2048)
def cell(cluster: str, height: int = CELL, *, bold: bool = False) -> Image.Image:
    """One character (with its marks) as an 8-bit mask, `height` high, half or as wide. Raises `FontMissingError`."""
    columns = max(1, char_width(cluster[0]))
    size = (height // 2 * columns, height)
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    face = face_of(cluster[0], bold=bold)
    if face is None:
        _number_box(draw, ord(cluster[0]), size)
        return mask
    draw.text((size[0] / 2, height * _BASE), cluster, 255, font(face, round(height * _EM)), anchor="ms")
    return mask


def _number_box(draw: ImageDraw.ImageDraw, code: int, size: tuple[int, int]) -> None:
    """A frame with the character's number: honest where no font can draw it."""
    draw.rectangle((1, 1, size[0] - 2, size[1] - 2), outline=255)
    digits = f"{code:06X}"
    small = font(_face(bold=False), max(7, size[1] * 10 // CELL))
    for row, part in enumerate((digits[:3], digits[3:])):
        draw.text((size[0] / 2, size[1] * (0.48 + 0.42 * row)), part, 255, small, anchor="ms")


def draw_text(
    text: str, wide: int = 1, high: int = 1, *, bold: bool = False, alive: Alive = nobody_asks
) -> Image.Image:
    """A line of text as dots (mode "1", 1 = black), in cells `wide` and `high` times the basic ones."""
    height = CELL * high
    line = Image.new("L", (max(1, width(text)) * height // 2, height), 0)
    left = 0
    for cluster in clusters(text):
        alive()
        if cluster.strip():
            line.paste(cell(cluster, height, bold=bold), (left, 0))
        left += width(cluster) * height // 2
    if wide != high:
        line = line.resize((line.width * wide // high, height), Image.Resampling.LANCZOS)
    return line.point(lambda ink: 255 if ink >= _INK else 0).convert("1")
