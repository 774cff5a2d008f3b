"""The programs that make sound: players (aplay, paplay, or files into a folder) and the voice (espeak-ng)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from drivers.hardening import LEASH
from drivers.speaker.sound import Sound, SoundError, read_wav, silence

PACKAGES: Final = {
    "aplay": "alsa-utils",
    "arecord": "alsa-utils",
    "paplay": "pulseaudio-utils",
    "espeak-ng": "espeak-ng",
}
"""Debian's package of each program."""
VOICES: Final = {"zh": "cmn-latn-pinyin", "en": "en"}
_SLICE_S = 0.05
_VOICE_MS = 15_000
_LONGEST_TEXT = 500


class MissingProgramError(Exception):
    """A program is not installed; `package` is what to install."""

    def __init__(self, package: str) -> None:
        super().__init__(package)
        self.package = package


class Playing(Protocol):
    """A sound under way."""

    def done(self) -> bool | None:
        """True: played to its end; False: the player failed; None: still playing."""

    def stop(self) -> None:
        """Silence now."""


@dataclass
class _Process:
    process: subprocess.Popen[bytes]
    file: IO[bytes]

    def done(self) -> bool | None:
        code = self.process.poll()
        if code is None:
            return None
        self.file.close()
        return code == 0

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.file.close()


@dataclass
class _Written:
    ok: bool

    def done(self) -> bool | None:
        return self.ok

    def stop(self) -> None:
        """It is written already."""


class Player(Protocol):
    """Something that plays."""

    name: str

    def play(self, sound: Sound, device: str) -> Playing:
        """Start to play on a device (the player's own name for it)."""

    def probe(self, device: str) -> Playing:
        """Start to ask whether that device takes sound; nobody hears it."""


class ProgramPlayer:
    """aplay (ALSA device names) or paplay (PulseAudio and PipeWire sinks)."""

    def __init__(self, name: str) -> None:
        path = shutil.which(name)
        if path is None:
            raise MissingProgramError(PACKAGES[name])
        self.name = name
        self._path = path

    def play(self, sound: Sound, device: str) -> Playing:
        """Hand the sound over as a file that vanishes with its last reader. The player ends when we do."""
        file = tempfile.NamedTemporaryFile(suffix=".wav")  # noqa: SIM115 - the player reads it after we return
        file.write(sound.wav())
        file.flush()
        where = (
            ["-q", "-D", device]
            if self.name == "aplay"
            else [f"--device={device}"]
            if device != "default"
            else []
        )
        process = subprocess.Popen(  # noqa: S603 - a program of this machine, no shell, names from the settings
            [*LEASH, self._path, *where, file.name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return _Process(process, file)

    def probe(self, device: str) -> Playing:
        """A moment of silence."""
        return self.play(silence(), device)


class FilePlayer:
    """Writes numbered WAV files into a folder: for machines without sound, and to prove that there was some."""

    name = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def play(self, sound: Sound, device: str) -> Playing:
        """Write `000001-DEVICE.wav`."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = max((int(path.name[:6]) for path in self._folder.glob("[0-9]*-*.wav")), default=0) + 1
            (self._folder / f"{number:06d}-{device}.wav").write_bytes(sound.wav())
        except OSError:
            return _Written(ok=False)
        return _Written(ok=True)

    def probe(self, device: str) -> Playing:
        """Whether the folder can be written to; nothing is left in it."""
        del device
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=self._folder).close()
        except OSError:
            return _Written(ok=False)
        return _Written(ok=True)


def choose_player(wanted: str, folder: Path) -> Player:
    """The player by name; `auto` takes PulseAudio's, then ALSA's. Raises `MissingProgramError`."""
    if wanted == "file":
        return FilePlayer(folder)
    if wanted != "auto":
        return ProgramPlayer(wanted)
    if shutil.which("paplay"):
        return ProgramPlayer("paplay")
    return ProgramPlayer("aplay")


def voice_installed() -> bool:
    """Whether free text can be spoken."""
    return shutil.which("espeak-ng") is not None


def speak(text: str, language: str, words_per_minute: int, check: Callable[[], None]) -> Sound:
    """The text as a sound. Raises `MissingProgramError`, `SoundError`; `check` is called while waiting and may raise."""
    path = shutil.which("espeak-ng")
    if path is None:
        raise MissingProgramError(PACKAGES["espeak-ng"])
    if not text.strip() or len(text) > _LONGEST_TEXT:
        raise SoundError(f"a text to speak has 1 to {_LONGEST_TEXT} characters")
    with tempfile.TemporaryFile() as written:
        process = subprocess.Popen(  # noqa: S603 - a program of this machine, no shell; the text goes by stdin
            [path, "--stdin", "--stdout", "-v", VOICES[language], "-s", str(words_per_minute)],
            stdin=subprocess.PIPE,
            stdout=written,
            stderr=subprocess.DEVNULL,
        )
        try:
            _await(process, text.encode(), check)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        written.seek(0)
        data = written.read()
    if process.returncode != 0:
        raise SoundError("the voice program failed")
    return read_wav(data, check)


def _await(process: subprocess.Popen[bytes], text: bytes, check: Callable[[], None]) -> None:
    """Until the program has ended, at most `_VOICE_MS`."""
    given: bytes | None = text
    for _ in range(int(_VOICE_MS / 1000 / _SLICE_S)):
        check()
        try:
            process.communicate(given, timeout=_SLICE_S)
        except subprocess.TimeoutExpired:
            given = None
            continue
        return
    raise SoundError("the voice program does not end")
