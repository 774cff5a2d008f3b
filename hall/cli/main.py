"""The command `hallkit`."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from hall.cli.commands import build
from hall.cli.language import Say, choose


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status. What a command needs is imported after the words are understood."""
    words = list(sys.argv[1:] if argv is None else argv)
    say = Say(choose(words, os.environ))
    chosen = build(say).parse_args(words)
    status: int = importlib.import_module("hall.cli.running").run(chosen, say)
    return status


if __name__ == "__main__":
    sys.exit(main())
