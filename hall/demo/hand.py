"""The client's half of a program's driving hand: press by name, look, take a picture."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

PAUSE_S = 0.05
T = TypeVar("T")


Lines = list[list[tuple[float, float]]]
"""What is drawn: lines of points, in parts of the item's width and height."""


class HandError(Exception):
    """The program did not do or show what was expected; the text says what it showed."""


def wait_until(look: Callable[[], T | None], limit_s: float, what: Callable[[], str]) -> T:
    """Return the first true answer of `look`. Raises `HandError` with `what()` after `limit_s`."""
    pause = threading.Event()
    deadline = time.monotonic() + limit_s
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise HandError(what())
        pause.wait(PAUSE_S)


class Hand:
    """Presses what a person would press on one running program.

    The program listens on `path` (started with `--hand`); `who` names it in messages.
    """

    def __init__(self, path: Path, who: str, limit_s: float = 15) -> None:
        self._path = path
        self._who = who
        self._limit_s = limit_s
        self._stream: socket.socket | None = None
        self._buffer = b""

    def connect(self, alive: Callable[[], bool]) -> None:
        """Wait for the program's socket while the program is `alive`."""

        def attempt() -> socket.socket | None:
            if not alive():
                raise HandError(f"{self._who}: ended before its first screen")
            stream = socket.socket(socket.AF_UNIX)
            stream.settimeout(self._limit_s)
            try:
                stream.connect(str(self._path))
            except OSError:
                stream.close()
                return None
            return stream

        self._stream = wait_until(attempt, 30, lambda: f"{self._who}: no window within 30 s")

    def close(self) -> None:
        """Let go."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def ask(self, **request: object) -> dict[str, Any]:
        """One request, one reply; an `error` in the reply is raised."""
        if self._stream is None:
            raise HandError(f"{self._who}: not connected")
        try:
            self._stream.sendall(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            while b"\n" not in self._buffer:
                data = self._stream.recv(65536)
                if not data:
                    raise HandError(f"{self._who}: ended while asked {request}")
                self._buffer += data
        except OSError as error:
            raise HandError(f"{self._who}: {error} while asked {request}") from error
        line, self._buffer = self._buffer.split(b"\n", 1)
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise HandError(f"{self._who}: {reply['error']}")
        return reply

    @property
    def screen(self) -> str:
        """The name of the screen shown now."""
        return str(self.ask(do="screen")["screen"])

    def texts(self) -> str:
        """Everything that can be read on the screen now, one item a line."""
        items = self.ask(do="tree").get("items", [])
        return "\n".join(str(item.get("text") or item.get("name") or "") for item in items)

    def tap(self, name: str) -> None:
        """Press the item of that name, waiting for it to appear."""
        last = [""]

        def attempt() -> bool:
            try:
                self.ask(do="tap", name=name)
            except HandError as error:
                last[0] = str(error)
                return False
            return True

        wait_until(attempt, self._limit_s, lambda: f"cannot press “{name}”: {last[0]}")

    def draw(self, name: str, lines: Lines) -> None:
        """Draw on the item of that name with a finger."""
        self.ask(do="draw", name=name, lines=lines)

    def wait(self, *screens: str) -> str:
        """Wait for one of the screens and return its name."""
        return wait_until(
            lambda: shown if (shown := self.screen) in screens else None,
            self._limit_s,
            lambda: f"{self._who}: expected {' / '.join(screens)}, shows {self.screen}:\n{self.texts()}",
        )

    def wait_text(self, text: str) -> None:
        """Wait until a text can be read on the screen."""
        wait_until(
            lambda: text in self.texts(),
            self._limit_s,
            lambda: f"{self._who}: “{text}” does not appear on {self.screen}:\n{self.texts()}",
        )

    def picture(self, path: Path) -> None:
        """Save what the screen shows as a PNG."""
        self.ask(do="screenshot", path=str(path))
