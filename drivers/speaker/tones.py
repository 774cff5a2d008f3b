"""A tune of pure tones that nobody knew before, and what a microphone heard of it. Pure arithmetic (Goertzel).

An eighth of a second a tone, six tones apart by more than a hop's bandwidth and off each other's overtones.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from drivers.speaker.sound import RATE, Sound

TONES: Final = (740, 905, 1130, 1390, 1700, 2090)
"""Hz."""
COUNT: Final = 6
_HOP: Final = RATE // 50
_HOP_MS: Final = 20
_TONE_HOPS, _STEP_HOPS = 6, 8
_LOUD: Final = 0.6
_FADE: Final = RATE // 200
_FULL: Final = 32_768
_CLIPPED: Final = 32_700
_CLEAR: Final = 2.0
"""How much stronger the right tone must be than the next strongest (6 dB)."""
_LEAST_SNR_DB: Final = 6.0
_FLOOR: Final = 0.5
"""Half a step of 16 bits: what digital silence counts as."""


@dataclass(frozen=True)
class Heard:
    """What was heard. Levels: RMS in dB below full scale; `at_ms`: where the tune begins in the recording."""

    tones: tuple[int, ...]
    same: bool
    level_dbfs: float
    noise_dbfs: float
    at_ms: int
    clipped_percent: float

    @property
    def snr_db(self) -> float:
        """Signal to noise."""
        return round(self.level_dbfs - self.noise_dbfs, 1)


def tune(tones: Sequence[int]) -> Sound:
    """The tones by their numbers in `TONES`, with short pauses."""
    out = array("h")
    for number in tones:
        step = 2 * math.pi * TONES[number] / RATE
        count = _TONE_HOPS * _HOP
        for index in range(count):
            fade = min(1.0, index / _FADE, (count - 1 - index) / _FADE)
            out.append(int((_FULL - 1) * _LOUD * fade * math.sin(step * index)))
        out.extend(array("h", bytes(2 * (_STEP_HOPS - _TONE_HOPS) * _HOP)))
    return Sound(out)


def possible(tones: Sequence[object]) -> bool:
    """Whether these numbers are a tune: as many as it takes, no tone twice in a row."""
    known = all(type(one) is int and one in range(len(TONES)) for one in tones)
    return known and len(tones) == COUNT and all(a != b for a, b in pairwise(tones))


def listen(samples: array[int], expected: Sequence[int], check: Callable[[], None]) -> Heard | None:
    """Find the tune in a recording at `RATE`; None when it is too short. `check` is called now and then."""
    strengths: list[tuple[float, ...]] = []
    for start in range(0, len(samples) - _HOP + 1, _HOP):
        check()
        part = samples[start : start + _HOP]
        strengths.append(tuple(_strength(part, hertz) for hertz in TONES))
    length = (len(expected) - 1) * _STEP_HOPS + _TONE_HOPS
    if len(strengths) < length:
        return None
    first = max(range(len(strengths) - length + 1), key=lambda at: _likeness(strengths, expected, at))
    return _judged(samples, strengths, expected, first)


def _strength(part: array[int], hertz: int) -> float:
    """Amplitude of one tone in a hop (Goertzel's recurrence)."""
    turn = 2 * math.cos(2 * math.pi * hertz / RATE)
    before, now = 0.0, 0.0
    for value in part:
        before, now = now, value + turn * now - before
    power = before * before + now * now - turn * before * now
    return 2 * math.sqrt(max(0.0, power)) / len(part)


def _likeness(strengths: Sequence[tuple[float, ...]], expected: Sequence[int], at: int) -> float:
    """How strong the expected tones are where they should be, if the tune began at a hop."""
    return sum(
        strengths[at + slot * _STEP_HOPS + hop][tone]
        for slot, tone in enumerate(expected)
        for hop in range(_TONE_HOPS)
    )


def _judged(
    samples: array[int], strengths: Sequence[tuple[float, ...]], expected: Sequence[int], first: int
) -> Heard:
    heard: list[int] = []
    clear = True
    within = array("h")
    for slot in range(len(expected)):
        begin = first + slot * _STEP_HOPS
        sums = [sum(hop[tone] for hop in strengths[begin : begin + _TONE_HOPS]) for tone in range(len(TONES))]
        order = sorted(range(len(TONES)), key=lambda tone: -sums[tone])
        heard.append(order[0])
        clear = clear and sums[order[0]] >= _CLEAR * sums[order[1]]
        within.extend(samples[begin * _HOP : (begin + _TONE_HOPS) * _HOP])
    end = first + (len(expected) - 1) * _STEP_HOPS + _TONE_HOPS
    quiet = samples[: max(0, first - 1) * _HOP] + samples[(end + 1) * _HOP :]
    level, noise = _dbfs(within), _dbfs(quiet)
    same = clear and tuple(heard) == tuple(expected) and level - noise >= _LEAST_SNR_DB
    clipped = 100 * sum(abs(value) >= _CLIPPED for value in within) / len(within)
    return Heard(tuple(heard), same, level, noise, first * _HOP_MS, round(clipped, 1))


def _dbfs(samples: array[int]) -> float:
    """RMS; nothing at all counts as digital silence."""
    square = sum(value * value for value in samples) / max(1, len(samples))
    return round(20 * math.log10(max(_FLOOR, math.sqrt(square)) / _FULL), 1)
