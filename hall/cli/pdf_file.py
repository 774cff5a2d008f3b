"""`hallkit device pdf`: scanned sides in one PDF, each turned level by its lines of text."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from drivers.scanner import pdf
from drivers.scanner.deskew import Skew
from drivers.scanner.page_outline import as_bytes
from drivers.scanner.page_side import QUALITY, Side, SideError, level
from drivers.types import CompletionCode, Json
from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, out_json
from hall.cli.output_file import place, target_of
from hall.cli.parsing import InputError
from hall.cli.picture_file import frames

_INCH_MM = 25.4
_DPI = 300.0
_LEVEL = Skew(0.0, 0.0)
_UPRIGHT = 1


def make(chosen: Namespace, say: Say) -> int:
    """Level and bind. Raises `InputError`; nothing is written then."""
    target = target_of(chosen.output, (".pdf",), chosen.image, say, overwrite=chosen.overwrite)
    sides = [_side(path, chosen, say) for path in chosen.image]
    place(target, lambda file: pdf.save([page for page, _ in sides], file), say)
    pages: list[Json] = [facts for _, facts in sides]
    if chosen.json:
        done = CompletionCode.SUCCESS.value
        out_json({"ok": True, "code": done, "error": "", "output": str(target), "pages": pages})
    else:
        out(f"{target}  {say(f'{len(sides)} 页', f'{len(sides)} pages')}")
    return Exit.DONE


def _side(path: str, chosen: Namespace, say: Say) -> tuple[pdf.Page, dict[str, Json]]:
    """One page. A JPEG that is level already goes in byte by byte."""
    first = next(frames(path, say))
    rows, columns = first.shape[:2]
    jpeg, found_dpi = _as_jpeg(path, first)
    try:
        side = Side(jpeg, _LEVEL, turned=False) if chosen.as_is else level(jpeg)
    except SideError as error:
        raise InputError("data.invalid", f"{path}: {error}") from error
    dpi = chosen.dpi or found_dpi or _DPI
    width, height = (size * _INCH_MM / dpi for size in (columns, rows))
    facts: dict[str, Json] = {
        "path": path,
        "width": columns,
        "height": rows,
        "dpi": dpi,
        "turned_degrees": round(side.skew.degrees, 3) if side.turned else 0.0,
    }
    return pdf.Page(side.jpeg, width, height), facts


def _as_jpeg(path: str, pixels: NDArray[np.generic]) -> tuple[bytes, float]:
    """The file's own bytes where they are an upright JPEG, else its pixels packed; and its dots per inch, 0 for unknown."""
    with Image.open(path) as picture:
        kind, dpi = picture.format, picture.info.get("dpi", (0.0, 0.0))[0]
        turned = picture.getexif().get(ExifTags.Base.Orientation, _UPRIGHT) != _UPRIGHT
    if kind == "JPEG" and not turned:
        return Path(path).read_bytes(), float(dpi)
    packed = cv2.imencode(".jpg", as_bytes(pixels), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
    return bytes(packed), float(dpi)
