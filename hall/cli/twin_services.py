"""`hallkit twin services`: electronic licences, residents' codes and seals of nobody, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace
from collections.abc import Callable
from typing import Protocol

from hall.cli.exits import Exit
from hall.cli.language import Say
from hall.cli.output import out, tell
from hall.cli.parsing import InputError
from hall.demo.outside import Behaviour, OutsideTwin
from hall.demo.people import CODES


class Twin(Protocol):
    """What answers in place of somebody else."""

    def tables(self) -> str:
        """What a hall file says to ask it."""

    def start(self) -> None:
        """Answer from now on."""

    def stop(self) -> None:
        """Answer nobody any more."""


def run(chosen: Namespace, say: Say) -> int:
    """Answer on 127.0.0.1, print what a hall file says to ask it. Raises `InputError`."""

    def made() -> OutsideTwin:
        twin = OutsideTwin(chosen.port)
        twin.behaviour = Behaviour(chosen.fault)
        return twin

    return serve(made, chosen.port, say, known_codes(say))


def known_codes(say: Say) -> str:
    """Which residents' codes it knows, and whose they are."""
    codes = "\n".join(f"  {code}  {person.name}" for code, person in CODES.items())
    return f"{say('它知道这些居民码：', 'it knows these residents’ codes:')}\n{codes}"


def serve(make: Callable[[], Twin], port: int, say: Say, more: str = "") -> int:
    """Let a twin answer until SIGTERM or Ctrl-C; `more` is said to whoever tries it. Raises `InputError` for a port that cannot be used."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        twin = make()
    except OSError as error:
        text = say(f"端口 {port} 用不了", f"port {port} cannot be used")
        raise InputError("bus.notFound", f"{text}: {error.strerror}") from error
    twin.start()
    try:
        out(twin.tables().strip())
        tell(
            say(
                "把上面几行写进大厅文件；Ctrl-C 结束",
                "put these lines into the hall file; Ctrl-C ends it",
            )
        )
        if more:
            tell(more)
        ended.wait()
    finally:
        twin.stop()
    return Exit.DONE
