"""Golden pictures: a sheet for every page, four text sizes across, three contrasts down, a fifth of the panel's size.

`python -m tests.support.goldens` draws them anew; look at each that changed before it is kept.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtGui import QImage

from kiosk.flows.comfort import SIZES, Contrast

FOLDER = Path(__file__).parents[1] / "goldens"
SHRUNK = 5
COLOURS = 48
BLOCK = 6
"""Side, in pixels of the sheet, of what is compared as one: a hair's breadth of a letter may differ, a word may not."""
MOST = 24
"""Levels of 255 by which a block may differ."""


def bases(pages):
    """The first state of each page in the registry, by the page's name."""
    found = {}
    for state in pages:
        found.setdefault(state.partition(",")[0], state)
    return found


def sheet(screen, page):
    """The page that is open, in every size and contrast; one picture of a page that stands between two citizens."""
    if page == "attract":
        return shrunk(screen)
    rows = [[worn(screen, size, contrast) for size in range(SIZES)] for contrast in Contrast]
    width, height = rows[0][0].size
    whole = Image.new("RGB", (width * SIZES, height * len(rows)))
    for down, row in enumerate(rows):
        for across, picture in enumerate(row):
            whole.paste(picture, (across * width, down * height))
    return whole


def worn(screen, size, contrast):
    screen.wear("zh", elder="off", size=size, contrast=contrast.value)
    return shrunk(screen)


def shrunk(screen):
    still(screen.window.contentItem())
    seen = screen.window.grabWindow().convertToFormat(QImage.Format.Format_RGB32)
    size, rows = (seen.width(), seen.height()), seen.bytesPerLine()
    return Image.frombuffer("RGB", size, seen.constBits(), "raw", "BGRX", rows, 1).reduce(SHRUNK)


def still(item):
    """What moves by itself is not painted."""
    if item.objectName() == "moving":
        item.setOpacity(0)
    for each in item.childItems():
        still(each)


def kept(picture):
    """As it stands in its file: few colours."""
    file = BytesIO()
    flat(picture).save(file, "PNG", optimize=True)
    return file.getvalue()


def flat(picture):
    return picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def unlike(file, picture):
    """How many blocks of the picture differ from the file's."""
    return differ(Image.open(file), flat(picture))


def differ(golden, now):
    """How many blocks of two pictures differ; all of them when they are of different sizes."""
    golden, now = (np.asarray(each.convert("RGB"), np.float32) for each in (golden, now))
    if golden.shape != now.shape:
        return now.shape[0] * now.shape[1] // BLOCK**2
    wanted, left = blocks(golden), True
    for moved in nearby(now):
        left = left & (np.abs(wanted - blocks(moved)).max(axis=-1) > MOST)
        if not left.any():
            return 0
    return int(left.sum())


def nearby(pixels):
    """It, and it moved by one pixel each way: a line may stand a hair's breadth higher after another page."""
    for down in (0, -1, 1):
        for right in (0, -1, 1):
            yield np.roll(pixels, (down, right), axis=(0, 1))


def blocks(pixels):
    """Mean colour of each block."""
    rows, columns = pixels.shape[0] // BLOCK, pixels.shape[1] // BLOCK
    lines = pixels[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns * BLOCK * 3).sum(axis=1)
    return lines.reshape(rows, columns, BLOCK, 3).sum(axis=2) / BLOCK**2


def path_of(role, page):
    return FOLDER / role / f"{page}.png"


def draw():
    """Draw every sheet; say which are new or changed. Takes away those of pages that are no more."""
    from tests.support.front import PAGES, Screen  # noqa: PLC0415 - it starts Qt

    wanted = set()
    for role, pages in PAGES.items():
        (FOLDER / role).mkdir(parents=True, exist_ok=True)
        screen = Screen(role)
        for page, state in bases(pages).items():
            screen.open(state, pages[state])
            picture, file = sheet(screen, page), path_of(role, page)
            wanted.add(file)
            if not file.exists() or unlike(file, picture):
                file.write_bytes(kept(picture))
                sys.stdout.write(f"{role} {page}\n")
        screen.close()
    for file in set(FOLDER.glob("*/*.png")) - wanted:
        file.unlink()


if __name__ == "__main__":
    os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software")
    draw()
