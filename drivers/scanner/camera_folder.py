"""The files of one citizen's papers: in a folder that only this user can read, whole or not there, all wiped."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

_OURS: Final = re.compile(r"(?:page|card|cards|picture|sheet|preview)(?:-\d{4,})?\.(?:jpg|part)")
_SUFFIX: Final = ".jpg"
PREVIEW: Final = f"preview{_SUFFIX}"


class FolderError(ValueError):
    """No folder for personal data: not there, not absolute, or others can read it."""


def private_folder(path: str) -> Path:
    """Raises `FolderError`."""
    folder = Path(path)
    try:
        state = folder.lstat()
    except (OSError, ValueError) as error:
        raise FolderError(path) from error
    own = stat.S_ISDIR(state.st_mode) and not state.st_mode & 0o077 and state.st_uid == os.getuid()
    if not own or not folder.is_absolute():
        raise FolderError(path)
    return folder


def put_new(folder: Path, kind: str, data: bytes) -> Path:
    """A file under a new number. Raises `OSError`; then nothing of it is left."""
    return put(folder / f"{kind}-{next_number(folder, kind, _SUFFIX):04}{_SUFFIX}", data)


def next_number(folder: Path, kind: str, suffix: str) -> int:
    """Behind the files that are there already: nothing is overwritten."""
    numbers = [path.stem.removeprefix(f"{kind}-") for path in folder.glob(f"{kind}-*{suffix}")]
    return max((int(number) for number in numbers if number.isascii() and number.isdecimal()), default=0) + 1


def put(target: Path, data: bytes) -> Path:
    """The whole file in one step: whoever reads it has the old or the new one. Raises `OSError`."""
    part = target.with_suffix(".part")
    try:
        part.unlink(missing_ok=True)
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(data)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return target


def wipe(folder: Path) -> int:
    """Delete every file of ours, of an earlier process too; how many there were. Raises `OSError`."""
    ours = [path for path in _entries(folder) if _OURS.fullmatch(path.name)]
    for path in ours:
        path.unlink(missing_ok=True)
    return len(ours)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []
