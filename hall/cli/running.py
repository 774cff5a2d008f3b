"""Runs the command that was understood, and says plainly how it ended when it cannot say so itself."""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable

from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.parsing import InputError, tell
from hall.settings import SettingsError

Command = Callable[[Namespace, Say], int]


def run(chosen: Namespace, say: Say) -> int:
    """Run `chosen.run` (`package.module:function`); return the exit status."""
    logging.basicConfig(
        level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    module, _, name = str(chosen.run).partition(":")
    command: Command = getattr(importlib.import_module(module), name)
    try:
        return command(chosen, say)
    except SettingsError as error:
        return _refuse(chosen, "config.invalid", f"{say('设置有误', 'wrong settings')}:\n{error}")
    except InputError as error:
        return _refuse(chosen, error.code, str(error))
    except KeyboardInterrupt:
        tell(say("已停止", "stopped"))
        return Exit.STOPPED
    except BrokenPipeError:
        # Whoever read our words has gone (`| head`): nothing more to say, and no second complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def _refuse(chosen: Namespace, error: str, detail: str) -> int:
    if getattr(chosen, "json", False):
        told = {"ok": False, "code": "invalidData", "error": error, "detail": detail}
        print(json.dumps(told, ensure_ascii=False))
    tell(f"hallkit: {detail}")
    return Exit.BAD_INPUT
