"""Opens a picture file of any usual kind: upright, as pixels to look at. Whatever is wrong with it has words."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from hall.cli.language import Say
from hall.cli.parsing import InputError

MOST_PIXELS = 150_000_000
_MOST_MILLIONS = MOST_PIXELS // 1_000_000
MOST_FRAMES = 10
_KEPT = {"L", "I;16", "I", "F", "RGB", "RGBA"}
_WITH_ALPHA = {"LA", "La", "PA", "RGBa"}


def frames(path: str, say: Say) -> Iterator[NDArray[np.generic]]:
    """The first frames or pages of a picture, turned as its EXIF says: grey (8, 16, 32 bits), BGR or BGRA.

    Raises `InputError` `data.invalid` that says what is the matter; nothing else, whatever the file is.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd EXIF and of sizes, which are judged here
            with Image.open(Path(path)) as picture:
                for at in range(min(MOST_FRAMES, getattr(picture, "n_frames", 1))):
                    picture.seek(at)
                    yield _pixels(picture, say)
    except InputError as error:
        raise InputError(error.code, f"{path}: {error}") from error
    except Exception as error:  # a damaged file can raise nearly anything in its decoder
        raise InputError("data.invalid", f"{path}: {_why(error, Path(path), say)}") from error


def _pixels(picture: Image.Image, say: Say) -> NDArray[np.generic]:
    columns, rows = picture.size
    if columns * rows > MOST_PIXELS:
        text = say(
            f"太大：{columns}×{rows}，最多 {_MOST_MILLIONS} 百万像素，先缩小",
            f"too large: {columns}×{rows}, at most {_MOST_MILLIONS} million pixels; make it smaller first",
        )
        raise InputError("data.invalid", text)
    picture.load()
    upright = ImageOps.exif_transpose(picture) if "exif" in picture.info else picture
    if upright.mode.startswith("I;16"):
        return np.asarray(upright).astype(np.uint16)
    if upright.mode not in _KEPT:
        clear = upright.mode in _WITH_ALPHA or "transparency" in upright.info
        upright = upright.convert("RGBA" if clear else "L" if upright.mode == "1" else "RGB")
    pixels = np.asarray(upright)
    if pixels.ndim == 3:
        return pixels[:, :, [2, 1, 0, 3][: pixels.shape[2]]]
    return pixels


def _why(error: Exception, path: Path, say: Say) -> str:
    """In words; the first that fits."""
    reasons = (
        (isinstance(error, FileNotFoundError), "没有这个文件", "there is no such file"),
        (path.is_dir(), "是目录，不是图片；写里面的图片", "is a folder; write the pictures in it"),
        (isinstance(error, PermissionError), "没有权限读", "no permission to read it"),
        (path.is_file() and not path.stat().st_size, "是空文件", "is an empty file"),
        (
            isinstance(error, Image.DecompressionBombError),
            f"太大，最多 {_MOST_MILLIONS} 百万像素，先缩小",
            f"is too large, at most {_MOST_MILLIONS} million pixels; make it smaller first",
        ),
        (
            isinstance(error, UnidentifiedImageError),
            "不是图片，或格式不认识",
            "is no picture, or of an unknown format",
        ),
        ("truncated" in str(error), "不完整：文件被截断了", "is not whole: the file was cut off"),
    )
    kind = type(error).__name__
    damaged = (True, f"坏了，解不开({kind})", f"is damaged and cannot be decoded ({kind})")
    return next(say(zh, en) for fits, zh, en in (*reasons, damaged) if fits)
