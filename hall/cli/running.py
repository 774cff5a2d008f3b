"""Runs the command that was understood, and says plainly how it ended when it cannot say so itself."""

from __future__ import annotations

import importlib
import logging
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable

from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import OutputError, out_json, tell
from hall.cli.parsing import InputError
from hall.settings import SettingsError

Command = Callable[[Namespace, Say], int]


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
        return _refuse(chosen, "config.invalid", f"{say('设置有误', 'wrong settings')}:\n{error}")
    except InputError as error:
        return _refuse(chosen, error.code, str(error))
    except KeyboardInterrupt:
        _as_json(chosen, "canceled", "", "")
        tell(_stopped(chosen, say))
        return Exit.STOPPED
    except OutputError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets words and the script its status
        return _own_fault(chosen, say, error)


def _refuse(chosen: Namespace, error: str, detail: str) -> int:
    _as_json(chosen, "invalidData", error, detail)
    tell(f"hallkit: {detail}")
    return Exit.BAD_INPUT


def _stopped(chosen: Namespace, say: Say) -> str:
    if not hasattr(chosen, "paper"):
        return say("已停止", "stopped")
    return say("已停止;纸可能已经出来,先看再重打", "stopped; paper may have come out, look before any retry")


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
