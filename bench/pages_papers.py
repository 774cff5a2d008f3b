"""Papers drawn for the benchmark: letters, forms, certificates, cards; every word invented, every seed fixed."""

from __future__ import annotations

import subprocess
from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

Picture = np.ndarray
Random = np.random.Generator
WORDS = "政务服务大厅居民办事指南材料申请事项登记证明受理窗口领取时间地址联系电话经办人签字日期核对无误如有变更请及时告知工作人员云溪县"


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The machine's Chinese font."""
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", "Noto Sans CJK SC"],  # noqa: S607 - wherever fontconfig is installed
        capture_output=True,
        text=True,
        check=True,
    )
    return ImageFont.truetype(found.stdout, size)


def words(rng: Random, count: int) -> str:
    """A line of invented text with punctuation."""
    line = "".join(rng.choice(list(WORDS), count))
    return "".join(mark + ("，" if rng.random() < 0.06 else "") for mark in line)[:count]


def letter(rng: Random, width: int, height: int, *, lines: float = 1.0) -> Picture:
    """A page of text, RGB; `lines` is how far down it is filled, 0 to 1."""
    tone = tuple(int(v) for v in rng.integers(238, 256, 1).repeat(3) - rng.integers(0, 8, 3))
    page = Image.new("RGB", (width, height), tone)
    draw = ImageDraw.Draw(page)
    size = int(width / rng.uniform(32, 48))
    left, y = int(width * rng.uniform(0.08, 0.14)), int(height * rng.uniform(0.06, 0.1))
    ink = tuple(int(v) for v in rng.integers(10, 70, 1).repeat(3))
    if lines > 0.1:
        draw.text((width // 2, y), words(rng, 10), ink, font(int(size * 1.6)), anchor="mm")
        y += int(size * 3)
    fits = (width - 2 * left) // size
    bottom = y + (height * 0.9 - y) * lines
    first = True
    while y < bottom - size:
        last = rng.random() < 0.22
        count = int(fits * rng.uniform(0.2, 0.9)) if last else fits
        indent = 2 if first else 0
        draw.text((left + indent * size, y), words(rng, max(1, count - indent)), ink, font(size))
        y += int(size * (2.2 if last else 1.65))
        first = last
    return np.asarray(page).copy()


def form(rng: Random, width: int, height: int) -> Picture:
    """A table with a frame, some bands filled."""
    picture = letter(rng, width, height, lines=0.0)
    page = Image.fromarray(picture)
    draw = ImageDraw.Draw(page)
    margin = int(width * rng.uniform(0.05, 0.12))
    size = max(9, width // 48)
    draw.text((width // 2, margin * 1.1), words(rng, 12), (20, 20, 20), font(size * 2), anchor="mm")
    rows = int(rng.integers(8, 22))
    top, bottom = int(margin * 2.2), int(height - margin * rng.uniform(1, 3))
    columns = np.sort(rng.integers(margin, width - margin, 3))
    band = tuple(int(v) for v in rng.integers(60, 235, 3))
    thick = int(rng.integers(1, 4))
    for row in range(rows + 1):
        y = top + (bottom - top) * row // rows
        if row < rows and rng.random() < 0.15:
            draw.rectangle((margin, y, width - margin, y + (bottom - top) // rows), band)
        draw.line((margin, y, width - margin, y), (30, 30, 30), thick)
        for x in (margin, *columns):
            if row < rows and rng.random() < 0.7:
                draw.text((x + 6, y + 5), words(rng, int(rng.integers(2, 8))), (30, 30, 40), font(size))
    for x in (margin, *columns, width - margin):
        draw.line((int(x), top, int(x), bottom), (30, 30, 30), thick)
    return np.asarray(page).copy()


def stamp(page: Picture, rng: Random, *, strength: float = 1.0) -> None:
    """A round red seal with a name, drawn into the page."""
    height, width = page.shape[:2]
    radius = int(width * 0.09)
    centre = (int(width * rng.uniform(0.55, 0.8)), int(height * rng.uniform(0.6, 0.85)))
    layer = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(layer)
    x, y = centre
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=255, width=max(2, radius // 12))
    draw.text(centre, words(rng, 4), 255, font(max(8, radius // 3)), anchor="mm")
    weight = (np.asarray(layer, np.float32) / 255 * 0.85 * strength)[..., None]
    page[:] = (page * (1 - weight) + np.array([205, 25, 30], np.float32) * weight).astype(np.uint8)


def certificate(rng: Random, width: int, height: int) -> Picture:
    """A coloured frame around text on tinted paper, with a seal."""
    page = letter(rng, width, height, lines=float(rng.uniform(0.3, 0.7)))
    tint = rng.uniform(0.82, 1.0, 3).astype(np.float32)
    page = (page * tint).astype(np.uint8)
    margin, thick = int(width * rng.uniform(0.02, 0.07)), int(width * rng.uniform(0.004, 0.02))
    colour = tuple(int(v) for v in rng.integers(20, 190, 3))
    cv2.rectangle(page, (margin, margin), (width - margin, height - margin), colour, thick)
    stamp(page, rng)
    return page


def leaflet(rng: Random, width: int, height: int) -> Picture:
    """Pictures and coloured bands, as flyers and book covers have."""
    page = letter(rng, width, height, lines=0.6)
    for _ in range(int(rng.integers(1, 4))):
        x, y = int(rng.uniform(0.08, 0.5) * width), int(rng.uniform(0.08, 0.7) * height)
        w, h = int(rng.uniform(0.2, 0.42) * width), int(rng.uniform(0.1, 0.25) * height)
        noise = cv2.resize(
            rng.integers(0, 255, (6, 6, 3)).astype(np.uint8), (w, h), interpolation=cv2.INTER_CUBIC
        )
        page[y : y + h, x : x + w] = noise[: height - y, : width - x]
    return page


def card(rng: Random, width: int, *, back: bool = False) -> Picture:
    """An invented identity card, 85.6 x 54.0 mm, without anybody on it."""
    height = round(width * 54.0 / 85.6)
    base = np.array(rng.integers(195, 240, 3), np.float32)
    wave = cv2.resize(
        rng.normal(0, 9, (9, 14, 3)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    page = Image.fromarray(np.clip(base + wave, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(page)
    size = height // 13
    if back:
        draw.ellipse((size, size, size * 4, size * 4), (190, 50, 50))
        draw.text((width // 2, size * 3), "样张证件", (60, 60, 70), font(size * 2), anchor="mm")
    else:
        draw.rectangle((int(width * 0.64), size * 2, int(width * 0.92), size * 9), (120, 130, 140))
    for row in range(2 if back else 5):
        y = size * (8 if back else 1.5) + row * size * 1.9
        draw.text((size * (4 if back else 1.5), y), words(rng, 9), (40, 50, 80), font(size))
    return np.asarray(page).copy()


def any_paper(rng: Random, width: int, height: int) -> Picture:
    """One of the kinds above, A4 upright."""
    kind = rng.choice(["letter", "form", "certificate", "leaflet", "short"], p=[0.3, 0.3, 0.15, 0.15, 0.1])
    if kind == "short":
        return letter(rng, width, height, lines=float(rng.uniform(0.05, 0.2)))
    page = {"letter": letter, "form": form, "certificate": certificate, "leaflet": leaflet}[str(kind)](
        rng, width, height
    )
    if rng.random() < 0.4:
        stamp(page, rng)
    return page
