"""Desk, clerks and displays of a small hall in one process: python -m bench.day.together together FOLDER"""

from __future__ import annotations

import sys

from bench.day import desk, displays, windows
from bench.day.actor import arguments, run_together

if __name__ == "__main__":
    sys.exit(run_together({"desk": desk.play, "s1": displays.play, "w1": windows.play}, arguments()[1]))
