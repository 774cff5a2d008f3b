"""The flight recorder: what passed last between a driver and its device, without what it was about.

Kept by the supervisor, so that it outlives the child; written as JSON lines on every abnormal end.
A frame's bytes are kept only as far as the driver says they are harmless (`frame_head`, at most 8).
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from drivers.pipe import HEAD_BYTES
from drivers.types import Json

FRAMES = 1024
LABEL_CHARS = 60
_FILES = 20
_LOG = logging.getLogger(__name__)


class FlightRecorder:
    """The last frames and notes of one device."""

    def __init__(self, device: str, capacity: int = FRAMES) -> None:
        self._device = device
        self._lines: deque[dict[str, Json]] = deque(maxlen=capacity)

    def frame(self, ms: int, direction: str, length: int, head: str = "", label: str = "") -> None:
        """Keep that `length` bytes passed (`>` to the device, `<` from it) at `ms`, the child's clock."""
        line: dict[str, Json] = {"ms": ms, "d": direction[:1], "n": length}
        if head:
            line["head"] = head[: 2 * HEAD_BYTES]
        if label:
            line["label"] = label[:LABEL_CHARS]
        self._lines.append(line)

    def note(self, ms: int, kind: str, word: str) -> None:
        """Keep a turning point: a command's name, a completion's code, a state. Never an argument."""
        self._lines.append({"ms": ms, "note": kind, "word": word[:LABEL_CHARS]})

    def lines(self) -> list[dict[str, Json]]:
        """What is kept, oldest first."""
        return list(self._lines)

    def write(self, folder: Path, cause: str, detail: Mapping[str, Json]) -> Path | None:
        """Write a file `000012-name.jsonl`; the oldest beyond 20 go. A full disk loses only this file."""
        header: dict[str, Json] = {"device": self._device, "cause": cause, **detail}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{_next_number(folder):06d}-{self._device}.jsonl"
            text = "".join(json.dumps(line) + "\n" for line in [header, *self._lines])
            path.write_text(text, encoding="ascii")
            _thin(folder)
        except OSError as error:
            _LOG.warning("%s: flight recorder not written: %s", self._device, error.strerror)
            return None
        return path


def _next_number(folder: Path) -> int:
    numbers = [path.name.partition("-")[0] for path in folder.glob("*-*.jsonl")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


def _thin(folder: Path) -> None:
    for path in sorted(folder.glob("*-*.jsonl"))[:-_FILES]:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
