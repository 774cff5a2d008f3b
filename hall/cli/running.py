"""Runs the command that was understood, and says plainly how it ended when it cannot say so itself."""

from __future__ import annotations

import importlib
import logging
import re
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable

from hall.cli.exits import Exit, Interrupted
from hall.cli.language import Say
from hall.cli.output import OutputError, out_json, tell
from hall.cli.parsing import InputError
from hall.settings import SettingsError

Command = Callable[[Namespace, Say], int]
_PLACE = re.compile(r".+?:\d+:\d+: |[^:]+: ")
"""What stands before a fault of the settings: file:line:column, or a folder."""


def run(chosen: Namespace, say: Say) -> int:
    """Run `chosen.run` (`package.module:function`); return the exit status. Raises `OutputError`."""
    logging.basicConfig(
        level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    module, _, name = str(chosen.run).partition(":")
    command: Command = getattr(importlib.import_module(module), name)
    try:
        return command(chosen, say)
    except SettingsError as error:
        return _refuse(chosen, error.code, f"{say(*error.heading)}:\n{_in_one(str(error), say)}")
    except InputError as error:
        return _refuse(chosen, error.code, str(error))
    except Interrupted as stop:
        detail = say(stop.zh, stop.en)
        _as_json(chosen, "outcomeUnknown", "", detail)
        tell(f"{say('已停止；结果不明', 'stopped; outcome unknown')}: {detail}")
        return Exit.STOPPED
    except KeyboardInterrupt:
        _as_json(chosen, "canceled", "", "")
        tell(say("已停止", "stopped"))
        return Exit.STOPPED
    except OutputError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets words and the script its status
        return _own_fault(chosen, say, error)


def _refuse(chosen: Namespace, error: str, detail: str) -> int:
    _as_json(chosen, "invalidData", error, detail)
    tell(f"hallkit: {detail}")
    return Exit.BAD_INPUT


def _in_one(text: str, say: Say) -> str:
    """Settings are judged in both languages, `place: 中文 | English`, a fault a line: the one that was chosen."""
    return "\n".join(_line_in_one(line, say) for line in text.split("\n"))


def _line_in_one(line: str, say: Say) -> str:
    if line.count(" | ") != 1:
        return line
    chinese, _, english = line.partition(" | ")
    place = _PLACE.match(chinese)
    return say(chinese, (place[0] if place else "") + english)


def _own_fault(chosen: Namespace, say: Say, error: Exception) -> int:
    """The places where it happened, without the error's words: they may hold what a card said."""
    kind = type(error).__name__
    _as_json(chosen, "internalError", "", kind)
    tell("".join(traceback.format_tb(error.__traceback__)) + kind)
    tell(f"hallkit: {Exit.FAULT.zh if say.language == 'zh' else Exit.FAULT.en}")
    return Exit.FAULT


def _as_json(chosen: Namespace, code: str, error: str, detail: str) -> None:
    if getattr(chosen, "json", False):
        told = {"ok": False, "code": code, "error": error, "detail": detail}
        out_json({name: value for name, value in told.items() if value or name != "detail"})
