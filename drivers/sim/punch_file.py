"""The twin of an attendance machine that writes a file: a gate that people pass with their badges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final, TypeVar

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.quiet_line import QuietLine

_T = TypeVar("_T")
_FILE: Final = "punches"
_HEADER: Final = "工号,时间,状态\n"
_FIRST: Final = datetime(2026, 11, 22, 8, 30, tzinfo=timezone(timedelta(hours=8)))
_LATER: Final = timedelta(minutes=5)


class PunchFileTwin:
    """`punch` is somebody at the gate. With `NO_ANSWER` it has never written anything."""

    faults = frozenset({Fault.NONE, Fault.NO_ANSWER, Fault.UNPLUGGED})

    def __init__(self) -> None:
        self.fault = Fault.NONE
        self._rows: list[str] = []

    def punch(self, badge: str) -> None:
        """Somebody passes, five minutes after the one before."""
        moment = _FIRST + len(self._rows) * _LATER
        self._rows.append(f"{badge},{moment:%Y-%m-%d %H:%M:%S},in\n")

    def text(self) -> str | None:
        """The file as it is now; None: there is none."""
        if self.fault is Fault.NO_ANSWER:
            return None
        return _HEADER + "".join(self._rows)

    def feed(self, data: bytes) -> Iterable[Reply]:
        """Nobody asks it anything."""
        del data
        return ()

    def unasked(self) -> Iterable[Reply]:
        """It writes a file and says nothing."""
        return ()

    def power_on(self) -> None:
        """What was written stays."""

    def hands(self) -> Mapping[str, Hand]:
        """Pass the gate."""

        def punch(badge: str) -> str:
            self.punch(badge.strip())
            return ""

        return {"punch": Hand("工号:打一次卡", "BADGE: pass the gate", punch)}


class PunchFileLine(QuietLine):
    """The file that a `PunchFileTwin` writes: `file`, or one in a folder of its own. Unplugged there is none."""

    def __init__(self, machine: PunchFileTwin, file: Path | None = None) -> None:
        super().__init__(machine, file.parent if file is not None else None)
        self._gate = machine
        self._name = file.name if file is not None else _FILE

    @property
    def port(self) -> str:
        """A file is no port."""
        return "none:punches"

    @property
    def options(self) -> Mapping[str, str]:
        """Where the file is."""
        return {"path": str(self._file)}

    @property
    def _file(self) -> Path:
        return self.folder / self._name

    def act(self, do: Callable[[], _T]) -> _T:
        """As on any line; then the machine writes."""
        with self._changed:
            result = super().act(do)
            self._write()
        return result

    def _open(self) -> None:
        super()._open()
        self._write()

    def _shut(self) -> None:
        self._file.unlink(missing_ok=True)
        super()._shut()

    def _write(self) -> None:
        """The file whole, as such machines do; a driver never sees half of it."""
        text = self._gate.text()
        if text is None or self._idle_read < 0:
            self._file.unlink(missing_ok=True)
            return
        fresh = self._file.with_name(f"{self._name}.new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self._file)
