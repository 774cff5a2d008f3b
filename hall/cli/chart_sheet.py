"""The measuring chart as a sheet: written as a PDF, and looked at as it comes out of a twin printer."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

_RENDER_S: Final = 30
LINES: Final = (
    "高拍仪标定图 · Document camera chart {nonce}",
    "按原大小(100%)打印，正面朝上平放在镜头下，四边都露出来",
    "print at 100 %, lay it flat under the lens, face up, all edges in view",
)


class MissingProgramError(Exception):
    """A program is not installed; the text is its Debian package."""


def write_chart(file: Path, nonce: str) -> None:
    """A chart as a PDF. Raises `OSError`, `FontMissingError`."""
    from drivers.chart.drawing import as_pdf, draw  # noqa: PLC0415 - OpenCV, and only a chart needs it

    file.write_bytes(as_pdf(draw(nonce, [line.format(nonce=nonce) for line in LINES])))


def on_paper(file: Path, came_out: bytes) -> Any:  # noqa: ANN401 - pixels
    """The sheet that a printer made of a PDF: of `came_out`, or of the file itself when that is empty.

    Raises `MissingProgramError`, `OSError`.
    """
    import cv2  # noqa: PLC0415

    from drivers.sim.desk_scene import sheet  # noqa: PLC0415

    path = shutil.which("pdftoppm")
    if path is None:
        raise MissingProgramError("poppler-utils")
    printed = file.with_name("printed")
    printed.write_bytes(came_out or file.read_bytes())
    picture = printed.with_suffix(".png")
    form = ("-r", "150", "-gray", "-png", "-singlefile")
    command = [path, *form, str(printed), str(picture.with_suffix(""))]
    subprocess.run(command, check=False, timeout=_RENDER_S, capture_output=True)  # noqa: S603 - a fixed program
    pixels = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE) if picture.is_file() else None
    if pixels is None:
        raise OSError(f"pdftoppm made no picture of {file.name}")
    return sheet(pixels)
