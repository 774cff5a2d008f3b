"""A room with loudspeakers and microphones, below ALSA: what aplay plays into it, arecord hears.

No sound card and no kernel module: ALSA's own `file` plugin writes playback into a pipe and reads capture from one
(alsa-lib, pcm/pcm_file.c); between them this room carries the sound in real time, with its gain and its noise.
Use it as a context; `ALSA_CONFIG_PATH` of this process names it meanwhile, and processes started then hear in it.
"""

from __future__ import annotations

import fcntl
import os
import random
import stat
import termios
import threading
from array import array
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from drivers.sim.surroundings import Surroundings

RATE: Final = 22_050
"""Mono, 16 bit; nothing in the room converts."""
LATE: Final = 2
_PERIOD: Final = RATE // 10
"""What a recorder reads at once: ALSA's plugin takes a shorter read for a whole period."""
_STEP_S: Final = _PERIOD / RATE
_FULL: Final = 32_767
_PIPE: Final = 8192
_VARIABLE: Final = "ALSA_CONFIG_PATH"
_CONF: Final = "pcm.null {{ type null }}\n{devices}"
_SPEAKER: Final = 'pcm.{name} {{ type file slave.pcm null file "{pipe}" format raw }}\n'
_MICROPHONE: Final = (
    'pcm.mic_{name} {{ type file slave.pcm null file "/dev/null" infile "{pipe}" format raw }}\n'
)


class Room:
    """`zones`: a speaker each, the ALSA device of that name, and a microphone beside it, `mic_NAME`.

    `gain`: from speaker to microphone, 0 with the amplifier off. `noise`: amplitude of the place's own noise.
    `cabled`: whose sound comes out of a zone's speaker, when cables were swapped. `late`: periods of 100 ms that
    amplifier and air take.
    """

    def __init__(self, folder: Path, *zones: str, noise: int = 20, late: int = LATE, seed: int = 1) -> None:
        self.gain = 0.5
        self.noise = noise
        self.cabled: dict[str, str] = {}
        self._folder = folder
        self._zones = zones
        self._random = random.Random(seed)  # noqa: S311 - noise
        self._on_the_way = {zone: deque([array("h", bytes(2 * _PERIOD))] * late) for zone in zones}
        self._pipes: dict[str, int] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="room", daemon=True)
        self._surroundings = Surroundings()

    @property
    def speakers(self) -> Mapping[str, str]:
        """Zone to ALSA device, as the speaker's option `zones`."""
        return {zone: zone for zone in self._zones}

    @property
    def microphones(self) -> Mapping[str, str]:
        """Zone to microphone, as the option `microphones`."""
        return {zone: f"alsa:mic_{zone}" for zone in self._zones}

    def __enter__(self) -> Self:
        devices = ""
        for zone in self._zones:
            devices += _SPEAKER.format(name=zone, pipe=self._pipe(zone))
            devices += _MICROPHONE.format(name=zone, pipe=self._pipe(f"mic_{zone}"))
        conf = self._folder / "asound.conf"
        conf.write_text(_CONF.format(devices=devices), encoding="utf-8")
        self._surroundings.set(_VARIABLE, str(conf))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._surroundings.restore()
        for file in self._pipes.values():
            os.close(file)

    def _pipe(self, name: str) -> Path:
        """A named pipe that stays open here at both ends, so that nobody who opens it waits."""
        path = self._folder / f"{name}.pipe"
        os.mkfifo(path, stat.S_IRUSR | stat.S_IWUSR)
        self._pipes[name] = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        fcntl.fcntl(self._pipes[name], fcntl.F_SETPIPE_SZ, _PIPE)
        return path

    def _run(self) -> None:
        while not self._over.wait(_STEP_S):
            played = {zone: self._played(zone) for zone in self._zones}
            for zone in self._zones:
                way = self._on_the_way[zone]
                way.append(played[self.cabled.get(zone, zone)])
                self._hear(zone, way.popleft())

    def _played(self, zone: str) -> array[int]:
        """What came from a speaker's cable since; silence for the rest."""
        data = b""
        with suppress(BlockingIOError):
            data = os.read(self._pipes[zone], 2 * _PERIOD)
        return array("h", data[: len(data) // 2 * 2].ljust(2 * _PERIOD, b"\0"))

    def _hear(self, zone: str, played: array[int]) -> None:
        """Into the microphone; what nobody recorded is gone."""
        pipe = self._pipes[f"mic_{zone}"]
        waiting = int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), "little")
        if waiting:
            with suppress(BlockingIOError):
                os.read(pipe, waiting)
        noise, gain = self.noise, self.gain
        heard = (value * gain + (self._random.random() * 2 - 1) * noise for value in played)
        data = array("h", (max(-_FULL, min(_FULL, round(value))) for value in heard))
        with suppress(BlockingIOError):
            os.write(pipe, data.tobytes())
