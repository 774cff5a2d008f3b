"""A clerk's document as pictures of its pages: PDF by poppler's pdftoppm, PNG and JPEG by Pillow. Blocking.

Nothing of a file but its painted pages leaves here: no scripts, no links, no metadata.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from hall.contract.papers import PAGES_MOST
from hall.server.problems import Refusal

WIDEST: Final = 1400
"""Pixels of a page's longer side, twice what a pad shows at once: it can be magnified."""
_PIXELS_MOST: Final = 60_000_000
_RENDER_S: Final = 30
_QUALITY: Final = 80
_PAGES: Final = re.compile(rb"^Pages:\s+([0-9]{1,9})", re.MULTILINE)
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def pages_of(content: bytes) -> tuple[bytes, ...]:
    """The pages as JPEG, in order. Raises `Refusal`."""
    if content.startswith(b"%PDF-"):
        return _of_pdf(content)
    if content.startswith(_PICTURES):
        return (_picture(content),)
    raise Refusal("document.kind")


def _of_pdf(content: bytes) -> tuple[bytes, ...]:
    with tempfile.TemporaryDirectory(prefix="hallkit-document-") as name:
        folder = Path(name)
        (folder / "document").write_bytes(content)
        counted = _PAGES.search(_poppler("pdfinfo", "document", cwd=folder))
        if counted is not None and int(counted[1]) > PAGES_MOST:
            raise Refusal("document.pages", most=PAGES_MOST)
        form = ("-jpeg", "-jpegopt", f"quality={_QUALITY}", "-scale-to", str(WIDEST), "-l", str(PAGES_MOST))
        _poppler("pdftoppm", *form, "document", "page", cwd=folder)
        pages = tuple(page.read_bytes() for page in sorted(folder.glob("page*.jpg")))
    if not pages:
        raise Refusal("document.broken")
    return pages


def _poppler(name: str, *arguments: str, cwd: Path) -> bytes:
    program = shutil.which(name)
    if program is None:
        raise Refusal("document.noPoppler")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, its file beside it
            [program, *arguments], check=True, timeout=_RENDER_S, capture_output=True, cwd=cwd
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Refusal("document.broken") from error
    return done.stdout


def _picture(content: bytes) -> bytes:
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _PIXELS_MOST:
                raise Refusal("document.pixels", most=_PIXELS_MOST // 1_000_000)
            upright = ImageOps.exif_transpose(opened)
            flat = Image.new("RGB", upright.size, "white")
            seen = upright.convert("RGBA")
            flat.paste(seen, mask=seen)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refusal("document.broken") from error
    flat.thumbnail((WIDEST, WIDEST))
    made = BytesIO()
    flat.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()
