"""Sounds: mono, 16 bit, 22,050 Hz. Pure arithmetic; no sound library."""

from __future__ import annotations

import io
import math
import wave
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

RATE: Final = 22_050
_FULL: Final = 32_767
_AUDIBLE: Final = 200
"""Peak (of 32,767) below which nobody hears anything."""
_LONGEST_S: Final = 60
_BEAT_SAMPLES: Final = 20_000
_GAP_MS: Final = 120


class SoundError(ValueError):
    """Bytes that are no sound we can play; the text says why."""


@dataclass(frozen=True)
class Sound:
    """Samples at `RATE`."""

    samples: array[int] = field(repr=False)

    @property
    def ms(self) -> int:
        """How long it is."""
        return len(self.samples) * 1000 // RATE

    @cached_property
    def peak(self) -> int:
        """The loudest sample, 0 to 32,768."""
        return max((abs(value) for value in self.samples), default=0)

    def audible_at(self, percent: int) -> bool:
        """Whether anybody could hear it at this volume."""
        return self.peak * percent // 100 >= _AUDIBLE

    def at(self, percent: int) -> Sound:
        """The same sound at a volume of 0 to 100 percent."""
        return Sound(array("h", (value * percent // 100 for value in self.samples)))

    def wav(self) -> bytes:
        """As a WAV file."""
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(self.samples.tobytes())
        return out.getvalue()


def read_wav(data: bytes, beat: Callable[[], None] = lambda: None) -> Sound:
    """A PCM WAV file of 8 or 16 bit, any rate, one or two channels. Raises `SoundError`.

    `beat` is called now and then: a minute of sound is a million samples.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            frames = file.readframes(rate * _LONGEST_S + 1)
    except (wave.Error, EOFError, ValueError, ZeroDivisionError, RuntimeError) as error:
        raise SoundError("is no WAV file; save it as PCM WAV, 16 bit") from error
    if width not in {1, 2} or channels not in {1, 2} or not 4000 <= rate <= 192_000:
        raise SoundError("has a form we cannot play; save it as PCM WAV, 16 bit, one channel")
    if len(frames) > rate * _LONGEST_S * channels * width:
        raise SoundError(f"is longer than {_LONGEST_S} s")
    beat()
    if width == 1:
        samples = array("h", ((byte - 128) * 256 for byte in frames))
    else:
        samples = array("h", frames[: len(frames) // 2 * 2])
    beat()
    if channels == 2:
        samples = _mono(samples, beat)
    return Sound(_resampled(samples, rate, beat))


def _mono(samples: array[int], beat: Callable[[], None]) -> array[int]:
    """Both channels as one."""
    out = array("h")
    for start in range(0, len(samples) - 1, 2 * _BEAT_SAMPLES):
        beat()
        part = samples[start : start + 2 * _BEAT_SAMPLES]
        out.extend((left + right) // 2 for left, right in zip(part[::2], part[1::2], strict=False))
    return out


def _resampled(samples: array[int], rate: int, beat: Callable[[], None]) -> array[int]:
    """Linear interpolation: good enough for a call in a hall."""
    if rate == RATE or not samples:
        return samples
    out = array("h")
    last = len(samples) - 1
    for index in range(len(samples) * RATE // rate):
        if index % _BEAT_SAMPLES == 0:
            beat()
        at, rest = divmod(index * rate, RATE)
        here = samples[min(at, last)]
        out.append(here + (samples[min(at + 1, last)] - here) * rest // RATE)
    return out


def join(sounds: Iterable[Sound]) -> Sound:
    """One after the other, with a short pause between."""
    out = array("h")
    gap = array("h", bytes(2 * (RATE * _GAP_MS // 1000)))
    for sound in sounds:
        if out:
            out.extend(gap)
        out.extend(sound.samples)
    return Sound(out)


def chime() -> Sound:
    """Two soft tones, high then low: what tells people to listen. Synthesised, so that it is always there."""
    out = array("h")
    for tone, ms in ((659.25, 350), (523.25, 550)):
        count = RATE * ms // 1000
        for index in range(count):
            fade = min(1.0, index / (RATE * 0.01)) * math.exp(-4.0 * index / count)
            out.append(int(_FULL * 0.6 * fade * math.sin(2 * math.pi * tone * index / RATE)))
    return Sound(out)


def silence() -> Sound:
    """A tenth of a second of nothing: what asks a sound card whether it is there."""
    return Sound(array("h", bytes(2 * RATE // 10)))
