"""The command `hallkit`. Loads nothing itself, so that Ctrl-C is answered from the first moment."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

_STOPPED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        status: int = importlib.import_module("hall.cli.entry").run(words)
    except KeyboardInterrupt:
        if "--json" in words:
            sys.stdout.write('{"ok": false, "code": "canceled", "error": ""}\n')
        sys.stderr.write("已停止 · stopped\n")
        return _STOPPED
    return status


if __name__ == "__main__":
    sys.exit(main())
