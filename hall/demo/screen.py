"""Whether there is a screen to show the hall on, and how large it is."""

from __future__ import annotations

import os
import subprocess
import sys

from hall.demo.hand import HandError
from hall.demo.places import Place

LIMIT_S = 30


def wanted() -> bool:
    """Whether this session names a screen."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def measure() -> Place:
    """The screen's room for windows, in pixels. Raises `HandError` when no window can be opened on it.

    With X there (also a Wayland session's) it is used: only X lets a program choose its windows' places.
    """
    if os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    command = [sys.executable, "-m", "kiosk.bench.screen"]
    try:
        asked = subprocess.run(  # noqa: S603 - our own module, no shell
            command, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise HandError(f"the screen did not answer within {LIMIT_S} s") from error
    if asked.returncode != 0:
        said = [line for line in asked.stderr.splitlines() if line.strip()]
        raise HandError(said[0] if said else f"Qt ended with {asked.returncode}")
    x, y, width, height = (int(word) for word in asked.stdout.split())
    return Place(x, y, width, height)
