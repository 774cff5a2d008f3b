"""Where scanners and cameras put a citizen's pages for a moment: in memory, for this user only, wiped after each page."""

from __future__ import annotations

import hashlib
import logging
import os
from contextlib import suppress
from pathlib import Path

from drivers.scanner.camera_folder import FolderError, private_folder

log = logging.getLogger(__name__)

_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - a private folder in it, checked


def places() -> tuple[str, ...]:
    """Folders in memory (XDG Base Directory; tmpfs of every Linux), the user's own first."""
    return tuple(each for each in (os.environ.get("XDG_RUNTIME_DIR", ""), _SHARED_MEMORY) if each)


def name_of(data: Path) -> str:
    """Of the folder of the unit whose data lie in `data`: always the same, so that the next program finds it."""
    return f"hallkit-scan-{hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]}"


def memory_folder(data: Path) -> Path | None:
    """The one folder of this unit, empty: what a killed program left there is wiped. None: no place for one."""
    for place in places():
        folder = Path(place) / name_of(data)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            private_folder(str(folder))
            wipe(folder)
        except (OSError, FolderError) as error:
            log.warning("scan.folder: %s cannot be used (%s)", place, error)
            continue
        return folder
    log.error(
        "scan.folder: no folder in memory, so nothing is scanned; look at the rights of %s", _SHARED_MEMORY
    )
    return None


def wipe(folder: Path) -> None:
    """Delete whatever lies there; a folder that is gone is empty. Raises `OSError`."""
    for path in folder.glob("*"):
        path.unlink(missing_ok=True)


def clear(data: Path) -> None:
    """Delete this unit's folder wherever there is one: a program before was killed, or nothing scans any more."""
    for place in places():
        folder = Path(place) / name_of(data)
        try:
            private_folder(str(folder))
            wipe(folder)
            folder.rmdir()
        except FolderError:
            continue
        except OSError as error:
            log.warning("scan.folder: %s was not wiped (%s)", folder, error.strerror)


def drop(*files: str) -> None:
    """Delete these. Raises `OSError`."""
    for file in files:
        Path(file).unlink(missing_ok=True)


def take(path: Path) -> bytes:
    """What a file holds; it is gone afterwards. Raises `OSError`."""
    try:
        return path.read_bytes()
    finally:
        with suppress(FileNotFoundError):
            path.unlink()
