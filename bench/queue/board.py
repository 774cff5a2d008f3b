"""`hallkit display` that also tells when: python -m bench.queue.board HALL UNIT FOLDER.

Prints `SEQ NS` (monotonic) for each call when the frame with it is on the panel. Its parts and their wiring are the
program's own (`queue_display.app`); only the printing is added.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from queue_display import app
from queue_display.painted import Painted


class Telling(Painted):
    """Prints what it tells."""

    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type]
        self.shown.connect(_tell)


def _tell(seen: frozenset[tuple[str, int]]) -> None:
    now = time.monotonic_ns()
    sys.stdout.write("".join(f"{seq} {now}\n" for _, seq in seen))
    sys.stdout.flush()


def main(hall: Path, unit: str, folder: Path) -> int:
    """Run until SIGTERM."""
    from hall.settings import load  # noqa: PLC0415 - Qt is told first where it draws

    settings = load(hall)
    app.Painted = Telling  # type: ignore[misc]
    which = next(one for one in settings.units if one.id == unit)
    return app.main(settings, which, folder, None, False)  # noqa: FBT003 - the programs' common signature


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
