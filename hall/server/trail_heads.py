"""The heads of the trail, a line each, in a file of the data folder: for whoever keeps them where this machine does not reach.

A head that is kept elsewhere and not found again says that the whole chain was written anew. After a backup was
restored the file is put aside under the new feed's name: heads of steps that the backup has not are none of this trail.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Final

from hall.domain.clock import CHINA
from hall.domain.trail import Head

FILE: Final = "trail-heads.txt"


class Heads:
    """Those of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / FILE

    def all(self) -> list[Head]:
        """As far as the lines are heads; none without a file. Raises `OSError`."""
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return []
        return [one for one in map(Head.of, text.splitlines()) if one is not None]

    def add(self, head: Head, at: datetime) -> None:
        """One more line, on the disk. Raises `OSError`."""
        line = f"{at.astimezone(CHINA).isoformat(timespec='seconds')} {head.line()}\n"
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def put_aside(self, name: str) -> None:
        """Begin a new file; the old one stays under `name`. Raises `OSError`."""
        if self._path.exists():
            self._path.rename(self._folder / f"trail-heads-before-{name}.txt")
