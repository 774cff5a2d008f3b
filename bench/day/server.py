"""`hallkit server` with another clock: python -m bench.day.server NAME FOLDER PORT [DATABASE]."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from bench.day.actor import CLOCK, HALL
from bench.day.clock import HallClock
from hall.server.app import serve
from hall.server.main import listen, url
from hall.settings import load

_HERE = "127.0.0.1"


def main(name: str, folder: Path, port: int, database: str) -> None:
    """Serve until SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with listen(_HERE, port) as listener:
        serve(
            load(HALL),
            folder / "units" / name,
            listener,
            HallClock(folder / CLOCK),
            lambda bound: print(f"ready {url(_HERE, bound)}", flush=True),
            database,
        )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
