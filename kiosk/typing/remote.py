"""An engine in a child: when it crashes or hangs, the terminal goes on and the next key starts another one."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from typing import IO, Any, Final, Literal, cast

from kiosk.typing.engine import EngineError, Offer, Stroke

PINYIN: Final = "pinyin"
HANDWRITING: Final = "handwriting"
ANSWER_S: Final = 2.0
"""Longer than any answer takes (a character 30 ms, an opened engine 0.3 s); then the child is given up."""
_LARGEST: Final = 64 * 1024


class Remote:
    """One engine, started when it is opened, or with its first use; an `Engine`. `library`: another file than the usual, for tests."""

    def __init__(self, name: str, *library: str, answer_s: float = ANSWER_S) -> None:
        self._command = [sys.executable, "-m", "kiosk.typing.child", name, *library]
        self._answer_s = answer_s
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Of the child; None without one."""
        return self._child.pid if self._child else None

    def open(self) -> None:
        """Start the child, unless there is one."""
        if self._child is None:
            self._child = subprocess.Popen(  # noqa: S603 - our own module
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
            self._hear()

    def add(self, piece: str | Stroke) -> Offer:
        """One letter or stroke."""
        return self._ask("add", piece)

    def back(self) -> Offer:
        """Take the last one back."""
        return self._ask("back", 0)

    def choose(self, index: int) -> Offer:
        """Take a candidate."""
        return self._ask("choose", index)

    def reset(self) -> None:
        """Forget; without a child there is nothing to forget."""
        if self._child is not None:
            self._ask("reset", 0)

    def close(self) -> None:
        """End the child: whatever was typed is gone with its memory."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _ask(self, verb: str, what: object) -> Offer:
        self.open()
        try:
            self._pipe("stdin").write(json.dumps({verb: what}).encode() + b"\n")
        except OSError:
            raise self._stopped() from None
        return self._hear()

    def _hear(self) -> Offer:
        said = self._line()
        if "code" in said:
            self.close()
            raise EngineError(said["code"], said["advice"])
        return Offer(said["composing"], tuple(said["candidates"]), said["certain"])

    def _line(self) -> dict[str, Any]:
        """The next line of the child, in `answer_s` at most."""
        stdout = self._pipe("stdout").fileno()
        until, got = time.monotonic() + self._answer_s, b""
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while not got.endswith(b"\n"):
                ready = selector.select(max(0.0, until - time.monotonic()))
                part = os.read(stdout, _LARGEST) if ready else b""
                if not part:
                    raise self._stopped()
                got += part
        line: dict[str, Any] = json.loads(got)
        return line

    def _pipe(self, name: Literal["stdin", "stdout"]) -> IO[bytes]:
        """Of the child that there is."""
        return cast("IO[bytes]", getattr(self._child, name))

    def _stopped(self) -> EngineError:
        """It crashed, or hangs."""
        name = self._command[3]
        self.close()
        return EngineError("typing.stopped", f"{name} 输入引擎停了，下一个键会重新启动它 ({name} stopped)")
