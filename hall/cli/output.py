"""What the command says: stdout for its answer, stderr for people. It survives any terminal, pipe or disk."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Mapping
from typing import TextIO


class OutputError(Exception):
    """The answer could not be written, say on a full disk; the text is the system's reason."""


def prepare() -> None:
    """Make stdin, stdout and stderr safe to use: open (`>&-`), and never at a loss for a character."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)  # noqa: FBT003 - a port opened as 1 or 2 would get what is printed
    os.close(number)
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def shows_chinese() -> bool:
    """Whether both streams can write Chinese."""
    try:
        for stream in (sys.stdout, sys.stderr):
            "中文".encode(_encoding(stream))
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def out(text: str) -> None:
    """A line of the answer. Whoever read us may have gone (`| head`): the work goes on, its status counts."""
    if sys.stdout is None:
        return
    try:
        print(text, flush=True)
    except BrokenPipeError:
        _to_nowhere()
    except OSError as error:
        _to_nowhere()
        raise OutputError(error.strerror) from error


def out_json(told: Mapping[str, object]) -> None:
    """The answer as one JSON object on one line; ASCII where the stream is not UTF-8."""
    out(json.dumps(told, ensure_ascii=_encoding(sys.stdout).lower().replace("-", "") != "utf8"))


def tell(text: str) -> None:
    """A line for the person, never on stdout. Nobody there to read it is no reason to stop."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(text, file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """Text from a device, harmless on a terminal: a control or invisible character becomes its escape."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else letter.encode("unicode_escape").decode()
        for letter in text
    )


def _encoding(stream: TextIO | None) -> str:
    return (stream.encoding if stream is not None else None) or "utf-8"


def _to_nowhere() -> None:
    """No second complaint when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
