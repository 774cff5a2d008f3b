"""Lines without a wire of their own: a sound card that drivers reach by ALSA, a file that a machine writes."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from drivers.sim.base import Machine, ServiceMissingError
from drivers.sim.faults import Fault
from drivers.sim.line import Line
from drivers.sim.surroundings import Surroundings

SETTINGS: Final = "ALSA_CONFIG_PATH"
_CARD: Final = """\
pcm.nothing {{ type null }}
pcm.!default {{
    type file
    slave.pcm "nothing"
    file "{fifo}"
    format "raw"
}}
"""
_NO_CARD: Final = "pcm.!default { type hw card 31 }\n"
_PIPE_BYTES: Final = 4096
_CHUNK: Final = 65_536


class QuietLine(Line):
    """A line on which nothing is asked: what a driver sees of the device lies in `folder`, which drivers share."""

    def __init__(self, machine: Machine, folder: Path | None = None) -> None:
        super().__init__(machine)
        self._own: TemporaryDirectory[str] | None = None
        self._folder = folder
        self._idle_read, self._idle_write = -1, -1

    @property
    def folder(self) -> Path:
        """Where it stands; its own when none was given, gone with `stop`."""
        if self._folder is None:
            self._own = TemporaryDirectory(prefix="hallkit-twin-")
            self._folder = Path(self._own.name)
        return self._folder

    def stop(self) -> None:
        """As `Line.stop`; a folder of its own goes."""
        try:
            super().stop()
        finally:
            if self._own is not None:
                self._own.cleanup()
                self._own = self._folder = None

    def _open(self) -> None:
        self._idle_read, self._idle_write = os.pipe()

    def _shut(self) -> None:
        for fd in (self._idle_read, self._idle_write):
            os.close(fd)
        self._idle_read = self._idle_write = -1

    def _fileno(self) -> int:
        return self._idle_read

    def _peer(self) -> bool:
        return False

    def _receive(self) -> bytes:
        return b""

    def _send(self, data: bytes) -> int:
        return len(data)


class SpeakerLine(QuietLine):
    """The default sound card of ALSA, for children that start after `start`. Its machine is fed the sound as numbers.

    Unplugged there is no card; with `NO_ANSWER` it takes no more sound, as one whose clock stands still.
    """

    def __init__(self, machine: Machine, folder: Path | None = None) -> None:
        super().__init__(machine, folder)
        self._surroundings = Surroundings()
        self._sound = -1

    @property
    def port(self) -> str:
        """A speaker has none."""
        return "none:speaker"

    @property
    def environment(self) -> Mapping[str, str]:
        """Where ALSA finds its settings."""
        return {SETTINGS: str(self._settings)}

    @property
    def options(self) -> Mapping[str, str]:
        """The player that obeys ALSA's settings; another would reach a real sound card."""
        return {"player": "aplay"}

    @property
    def _settings(self) -> Path:
        return self.folder / "asound.conf"

    def start(self) -> None:
        """Raises `ServiceMissingError` without a player."""
        if shutil.which("aplay") is None:
            raise ServiceMissingError("missing: apt install alsa-utils")
        self._surroundings.set(SETTINGS, str(self._settings))
        super().start()

    def stop(self) -> None:
        """ALSA's own settings hold again."""
        try:
            super().stop()
        finally:
            self._surroundings.restore()

    def _open(self) -> None:
        super()._open()
        fifo = self.folder / "sound"
        os.mkfifo(fifo, 0o600)
        self._sound = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
        fcntl.fcntl(self._sound, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._write(_CARD.format(fifo=fifo))

    def _shut(self) -> None:
        self._write(_NO_CARD)
        (self.folder / "sound").unlink()
        os.close(self._sound)
        self._sound = -1
        super()._shut()

    def _fileno(self) -> int:
        return super()._fileno() if self.machine.fault is Fault.NO_ANSWER else self._sound

    def _receive(self) -> bytes:
        with suppress(BlockingIOError):
            return os.read(self._sound, _CHUNK)
        return b""

    def _write(self, text: str) -> None:
        """Whole at once: a player may begin at any time."""
        fresh = self._settings.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self._settings)
