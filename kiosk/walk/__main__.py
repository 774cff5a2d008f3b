"""`python -m kiosk.walk --width-mm MM [--size W H] [--language zh|en] [--finger]`: the walk as a process of its own."""

from __future__ import annotations

import argparse
import sys

from kiosk.walk.window import run_walk


def main(argv: list[str]) -> int:
    """Return the exit status."""
    parser = argparse.ArgumentParser(prog="kiosk.walk")
    parser.add_argument("--width-mm", type=float, required=True)
    parser.add_argument("--size", type=int, nargs=2)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--finger", action="store_true")
    chosen = parser.parse_args(argv)
    size = (chosen.size[0], chosen.size[1]) if chosen.size else None
    return run_walk(chosen.width_mm, size, chosen.language, finger=chosen.finger)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
