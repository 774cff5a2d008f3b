"""Play a day of a large hall, or look at one again; exit status 0 only when every ticket is accounted for."""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import platform
import signal
import sys
import time
from pathlib import Path

from bench.day import report
from bench.day.director import Choice, play
from bench.day.ledger import Account, account
from bench.day.material import read_material
from bench.day.plan import LARGE, SMALL
from bench.day.programs import DayError
from bench.day.spoil import SPOILS, spoil
from hall.client import HallError
from hall.demo.hand import HandError
from hall.demo.stage import fresh

_PASSED, _BROKEN, _BAD_INPUT, _TOO_SLOW = 0, 1, 2, 3
_EPILOG = """exit status: 0 passed · 1 something does not add up · 2 the day could not be played · 3 the account is true, but
the machine was too slow for the day that was planned (take a lower --speed)

examples:
  python -m bench.day                                    the whole day, about a quarter of an hour
  python -m bench.day --visitors 660 --hours 2           the same hall for two hours, four minutes
  python -m bench.day --small --visitors 60 --hours 0.5 --speed 120     a small hall, half a minute
  python -m bench.day --postgres postgresql://hall@127.0.0.1/hall --servers 2
  python -m bench.day --check day-output --spoil called-twice           does the account notice?"""


def main() -> int:
    """The command."""
    chosen = _parser().parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if chosen.check is not None:
        return _check(chosen.check, chosen.spoil, chosen.seed)
    try:
        folder = fresh(chosen.output.resolve())
    except HandError as error:
        return _refuse(str(error))
    say = _Line()
    try:
        asyncio.run(play(folder, _choice(chosen), say.progress))
    except (DayError, HallError) as error:
        say.end()
        return _refuse(f"这一天没有演完 · the day was not played to its end: {error}")
    say.end()
    return _check(folder, chosen.spoil, chosen.seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.day",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--visitors", type=_positive, default=3000, help="how many people come (3000)")
    add("--hours", type=_above_zero, default=9.0, help="how long the doors are open, hours of the hall (9)")
    add("--speed", type=_above_zero, default=45.0, help="seconds of the hall in a real second (45)")
    add("--seed", type=int, default=1, help="another seed is another day (1)")
    add("--small", action="store_true", help="6 windows, 2 dispensers, 3 displays instead of 30, 4 and 12")
    add("--servers", type=int, choices=(1, 2), default=1, help="server processes; 2 need --postgres (1)")
    add(
        "--postgres",
        metavar="URL",
        default="",
        help="keep the store in this empty PostgreSQL database instead of SQLite",
    )
    add("--output", type=Path, default=Path("day-output"), help="folder of the report (day-output)")
    add(
        "--check",
        type=Path,
        metavar="FOLDER",
        help="play nothing: account for the day that is in FOLDER, and report anew",
    )
    add(
        "--spoil",
        choices=sorted(SPOILS),
        help="before the account change one thing in what was gathered: it has to be noticed",
    )
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value


def _above_zero(text: str) -> float:
    value = float(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError("above 0")
    return value


def _choice(chosen: argparse.Namespace) -> Choice:
    size = SMALL if chosen.small else LARGE
    if chosen.servers > 1 and not chosen.postgres:
        raise SystemExit(
            _refuse("--servers 2: 两个服务器要用同一个 PostgreSQL 库 · two servers need --postgres")
        )
    return Choice(
        size.with_servers(chosen.servers),
        chosen.visitors,
        chosen.hours,
        chosen.speed,
        chosen.seed,
        chosen.postgres,
    )


def _check(folder: Path, spoiled: str | None, seed: int) -> int:
    """Account and report; the exit status."""
    try:
        material = read_material(folder)
        if spoiled:
            print(f"故意改动 · changed on purpose: {spoil(material, spoiled, seed)}")
    except (OSError, ValueError, KeyError) as error:
        return _refuse(f"{folder}: 不能用 · cannot be used: {error}")
    found = account(material)
    how: dict[str, object] = {
        "store": "PostgreSQL" if material.store.startswith("postgresql") else "SQLite",
        "machine": f"{platform.machine()}, {os.cpu_count()} CPU",
        "real_s": material.real_s,
        "spoiled": spoiled or "",
    }
    passed = report.write(folder, material, found, how)
    _tell(found)
    print(f"{'通过 · passed' if passed else '没有通过 · not passed'}: {folder / 'report.html'}")
    if not found.true:
        return _BROKEN
    return _PASSED if passed else _TOO_SLOW


def _tell(found: Account) -> None:
    for claim in found.claims:
        print(f"{'✓' if claim.true else '✗'} {claim.zh} · {claim.en}  ({claim.evidence})")
        for one in claim.breaks[:3]:
            print(f"    {one.number} {one.text}")
            for line in found.story(one.number):
                print(f"        {line}")
        if len(claim.breaks) > 3:
            print(f"    … {len(claim.breaks)}")


def _refuse(text: str) -> int:
    sys.stderr.write(text + "\n")
    return _BAD_INPUT


class _Line:
    """Progress: over itself on a terminal, a line every half minute elsewhere."""

    def __init__(self) -> None:
        self._told = -30.0

    def progress(self, text: str) -> None:
        """Show where the day is."""
        if sys.stdout.isatty():
            sys.stdout.write(f"\r\x1b[2K{text}")
            sys.stdout.flush()
        elif time.monotonic() - self._told >= 30:
            self._told = time.monotonic()
            print(text, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if sys.stdout.isatty():
            sys.stdout.write("\n")


if __name__ == "__main__":
    sys.exit(main())
