"""Understands the words of the command and has it run; whatever goes wrong, there are words and a status."""

from __future__ import annotations

import importlib
import os
from argparse import Namespace
from collections.abc import Sequence

from hall.cli import output
from hall.cli.commands import build
from hall.cli.exits import Exit
from hall.cli.language import Say, choose
from hall.cli.parsing import UsageError


def run(words: Sequence[str]) -> int:
    """Run one command; return its exit status. What a command needs is imported after the words are understood."""
    output.prepare()
    say = Say(choose(words, os.environ) if output.shows_chinese() else "en")
    try:
        return _do(build(say).parse_args(words), say)
    except UsageError as error:
        if "--json" in words:
            output.out_json(
                {"ok": False, "code": "invalidData", "error": "command.invalid", "detail": error.detail}
            )
        return Exit.BAD_INPUT
    except output.OutputError as error:
        output.tell(f"hallkit: {say('结果写不出来', 'the answer cannot be written')}: {error}")
        return Exit.BAD_INPUT


def _do(chosen: Namespace, say: Say) -> int:
    status: int = importlib.import_module("hall.cli.running").run(chosen, say)
    return status
