"""python -m bench.queue: tickets and calls per second, call → board, touch → paper; SQLite and PostgreSQL."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from bench.queue import boards, paper, throughput

PARTS = ("throughput", "boards", "paper")


def main() -> int:
    """Run the parts asked for; exit status 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.queue", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all without")
    parser.add_argument("--seconds", type=float, default=5, help="of each load (5)")
    parser.add_argument("--old", type=int, default=300_000, help="old tickets in the table (300000)")
    parser.add_argument("--calls", type=int, default=300, help="calls at the boards (300)")
    parser.add_argument("--tickets", type=int, default=150, help="tickets at the dispenser (150)")
    parser.add_argument("--no-postgres", action="store_true", help="SQLite alone")
    chosen = parser.parse_args()
    parts = chosen.parts or PARTS
    if not set(parts) <= set(PARTS):
        parser.error(f"parts are {', '.join(PARTS)}")
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="hallkit-bench-") as name, _databases(chosen.no_postgres) as made:
        folder = Path(name)
        for part in parts:
            (folder / part).mkdir()
        if "throughput" in parts:
            missed += throughput.measure(folder / "throughput", chosen.seconds, chosen.old, next(made, ""))
        if "boards" in parts:
            missed += boards.measure(folder / "boards", chosen.calls, 0.1)
            for database in made:
                (folder / "boards_postgres").mkdir()
                missed += boards.measure(folder / "boards_postgres", chosen.calls, 0.1, database)
                break
        if "paper" in parts:
            missed += paper.measure(folder / "paper", chosen.tickets)
    print("missed: " + (", ".join(missed) or "nothing"))
    return int(bool(missed))


@contextmanager
def _databases(none: bool) -> Iterator[Iterator[str]]:  # noqa: FBT001 - a switch of the command line
    """Addresses of new, empty databases; none when PostgreSQL is not wanted or not installed."""
    from tests.support.postgres import available, cluster  # noqa: PLC0415 - starts what only this needs

    with nullcontext() if none or not available() else cluster() as made:
        yield iter(()) if made is None else iter(made.database, None)


if __name__ == "__main__":
    sys.exit(main())
