"""The day's processes: started on a leash, killed and started again on the same port, ended together."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.day.clock import wait_for
from bench.day.plan import Size
from hall.demo.stage import LEASH

_READY = re.compile(r"^ready http://127\.0\.0\.1:(\d+)$", re.MULTILINE)
_START_S = 60.0
_END_S = 40.0


class DayError(Exception):
    """The day could not be played; the text says why and where to look."""


@dataclass
class Programs:
    """All processes of one day, their words in `folder/log`."""

    folder: Path
    database: str = ""
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    async def start(self, size: Size) -> None:
        """Start everybody; the servers answer then. Raises `DayError`."""
        for name, module in size.processes.items():
            self._start(name, f"bench.day.{module}", name, str(self.folder))
        begun = {name: self.start_server(name) for name in size.server_names}
        for name, before in begun.items():
            await self.answers(name, before)

    def start_server(self, name: str) -> int:
        """Start a server, on its port if it had one; where its words begin in its log."""
        log = self._log(name)
        before = log.stat().st_size if log.exists() else 0
        port = str(self.ports.get(name, 0))
        self._start(name, "bench.day.server", name, str(self.folder), port, self.database)
        return before

    async def answers(self, name: str, before: int) -> None:
        """Wait until a server that was started says where it listens. Raises `DayError`."""
        log = self._log(name)

        def found() -> re.Match[str] | None:
            return _READY.search(log.read_bytes()[before:].decode(errors="replace"))

        await wait_for(lambda: bool(found()) or self.ended(name), _START_S, 0.02)
        answer = found()
        if answer is None:
            raise DayError(f"{name} does not start: {self.last_words(name)}; see {log}")
        self.ports[name] = int(answer[1])

    def kill(self, name: str) -> None:
        """As a power cut does it."""
        process = self.running[name]
        process.send_signal(signal.SIGKILL)
        process.wait()

    def ended(self, name: str) -> bool:
        """Whether it runs no more."""
        return self.running[name].poll() is not None

    def broken(self) -> list[str]:
        """Actors and servers that ended with a fault of their own; servers are killed as part of the day."""
        fine = {None, 0}
        return [
            name
            for name, one in self.running.items()
            if one.poll() not in (fine | {-signal.SIGKILL} if name in self.ports else fine)
        ]

    def refuse_broken(self) -> None:
        """Raises `DayError` with their last words."""
        words = [f"{one}: {self.last_words(one)}" for one in self.broken()]
        if words:
            raise DayError(f"ended with a fault: {'; '.join(words)}")

    async def end(self) -> list[str]:
        """Ask everybody to end and wait; who had to be killed."""
        for one in self.running.values():
            if one.poll() is None:
                one.terminate()
        await wait_for(lambda: all(map(self.ended, self.running)), _END_S)
        late = [name for name in self.running if not self.ended(name)]
        for name in late:
            self.kill(name)
        return late

    async def left(self, limit_s: float) -> list[str]:
        """Wait until all but the servers end by themselves; who does not."""
        names = [one for one in self.running if one not in self.ports]
        await wait_for(lambda: all(map(self.ended, names)), limit_s)
        return [name for name in names if not self.ended(name)]

    def last_words(self, name: str) -> str:
        """The last line of its log."""
        lines = self._log(name).read_text(errors="replace").strip().split("\n")
        return lines[-1]

    def _log(self, name: str) -> Path:
        return self.folder / "log" / f"{name}.log"

    def _start(self, name: str, module: str, *arguments: str) -> None:
        with self._log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603 - our own modules, no shell
                [*LEASH, sys.executable, "-m", module, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
