"""Whether there is a screen to show the hall on, and how large it is."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping
from enum import Enum, unique

from hall.demo.hand import HandError
from hall.demo.places import Place

LIMIT_S = 30
UNSEEN = ("offscreen", "minimal", "vnc")
"""Platforms of Qt that need no screen."""
LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt loads to open a window with X, and the Debian package of each."""


@unique
class Lack(Enum):
    """Why no window can be opened."""

    NO_SCREEN = "noScreen"
    """The session names none."""
    LIBRARY = "library"
    """Qt finds it, but not what it needs to draw there."""
    REFUSED = "refused"
    """Nobody serves it, or not us."""


class ScreenError(HandError):
    """No window can be opened; `detail`: packages that are missing, or what Qt said."""

    def __init__(self, lack: Lack, detail: str) -> None:
        super().__init__(f"missing Debian packages: {detail}" if lack is Lack.LIBRARY else detail)
        self.lack = lack
        self.detail = detail


def wanted() -> bool:
    """Whether this session names a screen."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def measure() -> Place:
    """The screen's room for windows, in pixels. Raises `ScreenError` when no window can be opened on it.

    With X there (also a Wayland session's) it is used: only X lets a program choose its windows' places.
    """
    if os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    return _asked()


def check() -> None:
    """Raises `ScreenError` when a window cannot be opened here: Qt itself would end the program with a signal."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.startswith(UNSEEN):
        return
    if not platform and not wanted():
        raise ScreenError(Lack.NO_SCREEN, "DISPLAY, WAYLAND_DISPLAY: -")
    _asked()


def _asked() -> Place:
    """What a program of its own finds, since Qt aborts where a screen cannot be opened."""
    command = [sys.executable, "-m", "kiosk.bench.screen"]
    try:
        asked = subprocess.run(  # noqa: S603 - our own module, no shell
            command, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ScreenError(Lack.REFUSED, f"the screen did not answer within {LIMIT_S} s") from error
    if asked.returncode == 0:
        x, y, width, height = (int(word) for word in asked.stdout.split())
        return Place(x, y, width, height)
    packages = missing(LIBRARIES)
    if packages:
        raise ScreenError(Lack.LIBRARY, " ".join(packages))
    said = [line for line in asked.stderr.splitlines() if line.strip()]
    raise ScreenError(Lack.REFUSED, said[0] if said else f"Qt ended with {asked.returncode}")


def missing(libraries: Mapping[str, str]) -> list[str]:
    """The packages of those libraries that cannot be loaded."""
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
