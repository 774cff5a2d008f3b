"""The pictures of a notices screen: a folder, in the order of the file names. Read anew each time round."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp"})
MOST: Final = 200
"""Pictures of a folder that are shown; more are told and left out."""
_OWN_TIME: Final = re.compile(r"_(\d{1,3})s$")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Picture:
    """`ms`: how long it stays."""

    path: Path
    ms: int


class Folder:
    """Pictures that stay `seconds` each; `01-map_20s.png` stays 20. What cannot be shown is told once."""

    def __init__(self, path: str, seconds: int) -> None:
        self._path = Path(path) if path else None
        self._ms = seconds * 1000
        self._told: set[str] = set()

    def pictures(self) -> tuple[Picture, ...]:
        """Those that are there now."""
        if self._path is None:
            return ()
        try:
            there = sorted(one for one in self._path.iterdir() if not one.name.startswith("."))
        except OSError as error:
            self._tell(
                "", "media folder %s cannot be read (%s): notices alone are shown", self._path, error.strerror
            )
            return ()
        self._told.discard("")
        for one in there:
            if one.suffix.lower() not in PICTURES:
                self._tell(one.name, "media: %s is not shown: pictures only (%s)", one.name, _KNOWN)
        found = [one for one in there if one.suffix.lower() in PICTURES]
        if len(found) > MOST:
            self._tell("/", "media folder %s: only the first %d pictures are shown", self._path, MOST)
        return tuple(Picture(one, self._stays_ms(one.stem)) for one in found[:MOST])

    def broken(self, path: Path) -> None:
        """A picture that could not be drawn."""
        self._tell(f"broken {path.name}", "media: %s cannot be drawn and is passed over", path.name)

    def _stays_ms(self, stem: str) -> int:
        own = _OWN_TIME.search(stem)
        return max(3, int(own[1])) * 1000 if own else self._ms

    def _tell(self, once: str, text: str, *facts: object) -> None:
        if once not in self._told:
            self._told.add(once)
            _log.warning(text, *facts)


_KNOWN: Final = " ".join(sorted(PICTURES))
