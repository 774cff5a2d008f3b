"""The little language between a scanner's driver and the SANE wire: JSON lines, orders out and news in.

Orders: {"do": "look"}; {"do": "scan", "folder", "first", "pages", "dpi", "source", "duplex", "mode",
"width_mm", "height_mm", "set": {…}}; {"do": "calibrate"}; {"do": "cancel"}; {"do": "kill"}.
News: {"k": "look", …what the device offers, its sensors}; {"k": "set", …what it made of the order};
{"k": "page", "n", "rows", "columns"}; {"k": "rows", "n", "got"}; {"k": "scanned", "n", "rows", "got", "file", …};
and behind every look, scan and calibration exactly one {"k": "end", "status", "where", …}.

No image and no contents pass here: pages are files. So the tap records it and a recording replays it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from drivers.types import Json

GOOD: Final = "good"
NO_DOCS: Final = "noDocs"
CANCELLED: Final = "cancelled"
NO_LIBRARY: Final = "noLibrary"
NO_DEVICE: Final = "noDevice"
SEVERAL: Final = "severalDevices"
NOT_OFFERED: Final = "notOffered"
"""The device has no such setting or value; `where` names it."""
NO_FRAME: Final = "noFrame"
"""A kind of picture that is not a page: three passes, 16 bit."""
SHORT: Final = "short"
"""The page ended before its last row."""
DISK: Final = "disk"
CRASHED: Final = "crashed"
KILLED: Final = "killed"
_MOST: Final = 65536


def line(message: Mapping[str, Json]) -> bytes:
    """One message."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def read_line(data: bytes) -> dict[str, Json] | None:
    """The message of one line; None when it is none."""
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


class Lines:
    """Cuts bytes into messages; a line that is none is dropped, an endless one too."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> Iterator[dict[str, Json]]:
        """Take bytes, give the messages they complete."""
        *whole, self._held = (self._held + data).split(b"\n")
        if len(self._held) > _MOST:
            self._held = b""
        for one in whole:
            message = read_line(one)
            if message is not None:
                yield message

    def forget(self) -> None:
        """Drop half a line."""
        self._held = b""


def frame_label(direction: str, data: bytes) -> str:
    """A message's name for the flight recorder."""
    message = read_line(data.partition(b"\n")[0])
    if message is None:
        return "part of a message"
    if direction == ">":
        return str(message.get("do"))
    number = message.get("n", message.get("status", ""))
    return f"{message.get('k')} {number}".strip()
