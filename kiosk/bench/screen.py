"""Print the place that the desk leaves for windows: x y width height, in pixels.

A program of its own, `python -m kiosk.bench.screen`: Qt aborts where a screen cannot be opened.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication


def main() -> int:
    """Return the exit status."""
    app = QGuiApplication(sys.argv[:1])
    desk = app.primaryScreen().availableGeometry()
    sys.stdout.write(f"{desk.x()} {desk.y()} {desk.width()} {desk.height()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
