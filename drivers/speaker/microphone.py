"""A microphone: `alsa:NAME`, recorded by arecord (alsa-utils) into memory. Nothing of it is ever written down."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from array import array
from contextlib import suppress
from typing import Final, Self

from drivers.hardening import LEASH
from drivers.options import OptionError
from drivers.speaker.programs import PACKAGES, MissingProgramError
from drivers.speaker.sound import RATE

PERIOD: Final = RATE // 10
"""Samples that arecord hands over at once."""
_SCHEME: Final = "alsa:"
_BUFFER: Final = 5 * PERIOD
_CHUNK: Final = 65_536
_WHY_MOST: Final = 200


class MicrophoneError(Exception):
    """arecord ended by itself; the text is what it said last."""


def alsa_name(written: str, place: str) -> str:
    """The ALSA device of `alsa:NAME`. Raises `OptionError`."""
    name = written.removeprefix(_SCHEME)
    if not written.startswith(_SCHEME) or not name:
        raise OptionError(f"{place}: write alsa:NAME, a name of arecord -L")
    return name


def recorder_installed() -> bool:
    """Whether a microphone can be heard."""
    return shutil.which("arecord") is not None


class Recording:
    """Records from a device until closed, at most `longest_ms`. Raises `MissingProgramError`."""

    def __init__(self, device: str, longest_ms: int) -> None:
        path = shutil.which("arecord")
        if path is None:
            raise MissingProgramError(PACKAGES["arecord"])
        self._most = 2 * RATE * longest_ms // 1000
        self._data = bytearray()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the recording
        form = ("-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(RATE))
        sizes = (f"--period-size={PERIOD}", f"--buffer-size={_BUFFER}")
        self._process = subprocess.Popen(  # noqa: S603 - a program of this machine, no shell, names from the settings
            [*LEASH, path, "-D", device, *form, *sizes],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )
        assert self._process.stdout is not None  # noqa: S101 - for the type: it is a pipe
        self._pipe = self._process.stdout
        os.set_blocking(self._pipe.fileno(), False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._pipe.close()
        self._said.close()

    @property
    def ms(self) -> int:
        """How much was heard so far."""
        return len(self._data) * 1000 // (2 * RATE)

    @property
    def full(self) -> bool:
        """Whether nothing more is kept."""
        return len(self._data) >= self._most

    def take(self) -> None:
        """Fetch what came since. Raises `MicrophoneError`."""
        with suppress(BlockingIOError):
            while not self.full and (data := os.read(self._pipe.fileno(), _CHUNK)):
                self._data += data
        if self._process.poll() is not None and not self.full:
            self._said.seek(0)
            lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
            raise MicrophoneError(lines[-1][:_WHY_MOST] if lines else f"arecord: {self._process.returncode}")

    def samples(self) -> array[int]:
        """All that was heard, as 16 bit numbers."""
        data = self._data[: min(len(self._data), self._most) // 2 * 2]
        return array("h", bytes(data))
