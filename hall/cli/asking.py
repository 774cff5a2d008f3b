"""Asking a running server: the token that it wants, and what a person is told when it refuses or is silent."""

from __future__ import annotations

from pathlib import Path

from hall.cli.language import Say
from hall.cli.parsing import InputError
from hall.client import HallError
from hall.contract.messages import Problem


def token_of(path: Path | None, say: Say) -> str:
    """The token in that file. Raises `InputError`."""
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        text = say(f"{path}：读不了令牌文件", f"{path}: the token's file cannot be read")
        raise InputError("data.invalid", text) from error


def trouble(error: HallError, say: Say) -> InputError:
    """What to raise of a server that refused, or gave no answer."""
    if error.problem is not None:
        return refused(error.problem, say)
    text = say(
        f"服务器没有回答({error})，请核对地址，再试一次",
        f"the server gave no answer ({error}); check the address and try again",
    )
    return InputError("hall.noAnswer", text)


def refused(problem: Problem, say: Say) -> InputError:
    """What to raise of a refusal."""
    text = say(f"{problem.what.zh}{problem.do.zh}", f"{problem.what.en} {problem.do.en}")
    return InputError(problem.code, text)
