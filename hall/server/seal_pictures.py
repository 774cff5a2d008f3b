"""The hall's own seal picture: whether it can be printed, and what is wrong with it."""

from __future__ import annotations

import logging
import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from hall.settings.outside import SealService

FOLDER: Final = "seals"
"""In the server's data."""
PNG: Final = b"\x89PNG\r\n\x1a\n"
LARGEST: Final = 256 * 1024
"""Bytes of a picture."""
_FEWEST, _MOST = 200, 4000
"""Pixels of a side: a seal of 42 mm at 120 dots an inch; what opens without filling the memory."""
_HEAD: Final = 24
"""Bytes up to the end of width and height (PNG, 11.2.1: IHDR comes first)."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Amiss:
    """What is wrong, for a technician. `usable`: it is printed all the same."""

    zh: str
    en: str
    usable: bool = False


def path_of(seals: SealService, data: Path) -> Path | None:
    """Where the picture stands; None when the hall file names none."""
    return data / FOLDER / seals.picture if seals.picture else None


def amiss(path: Path) -> Amiss | None:
    """What is wrong with a picture; None when it is fit to be printed."""
    try:
        length = path.stat().st_size
        raw = path.read_bytes() if length <= LARGEST else b""
    except FileNotFoundError:
        return Amiss("没有这个文件", "there is no such file")
    except OSError as error:
        return Amiss(f"读不了({error.strerror})", f"cannot be read ({error.strerror})")
    if length > LARGEST:
        return Amiss(
            f"太大：{length // 1024} KB，最多 {LARGEST // 1024} KB",
            f"too large: {length // 1024} KB, {LARGEST // 1024} KB at most",
        )
    if not raw.startswith(PNG) or len(raw) < _HEAD:
        return Amiss("不是 PNG 图片", "no PNG picture")
    return _drawn(raw)


def _drawn(raw: bytes) -> Amiss | None:
    """Of a file that says it is a PNG."""
    sides = struct.unpack(">II", raw[16:_HEAD])
    size = f"{sides[0]}×{sides[1]}"
    if max(sides) > _MOST:
        return Amiss(
            f"太大：{size} 像素，边长最多 {_MOST}", f"too large: {size} pixels, {_MOST} a side at most"
        )
    try:
        with Image.open(BytesIO(raw)) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError):
        return Amiss("不完整，打不开", "broken, it cannot be opened")
    if min(sides) < _FEWEST:
        return Amiss(
            f"太小：{size} 像素，印出来会糊，边长至少 {_FEWEST}",
            f"too small: {size} pixels print blurred, {_FEWEST} a side at least",
            usable=True,
        )
    return None


def tell(seals: SealService, data: Path) -> None:
    """At the server's start: into its log, with what to do."""
    path = path_of(seals, data)
    found = amiss(path) if path is not None else None
    if found is not None:
        _log.warning(
            "[seals] picture: %s: %s。放好图片就行，不用重启 | %s; put a good picture there, no restart is needed",
            path,
            found.zh,
            found.en,
        )
