"""A speaker heard by a microphone: which faults are told apart, and the numbers that go with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from drivers.codes import Code
from drivers.speaker.microphone import Recording
from drivers.speaker.sound import Sound
from drivers.speaker.tones import TONES, Heard, listen, tune
from drivers.types import Context, Json

QUIET_DBFS: Final = -45.0
"""Below this a call is not understood three metres from the microphone's place."""
CLIPPED_PERCENT: Final = 1.0
_LOOK_MS: Final = 20
_READY_MS: Final = 500
_BEFORE_MS: Final = 300
"""Heard before the first tone: the noise of the place."""
_AFTER_MS: Final = 500
_SLACK_MS: Final = 3000


@dataclass(frozen=True)
class Trial:
    """One tune through one zone. `heard` is None when the microphone gave too little."""

    zone: str
    tones: tuple[int, ...]
    heard: Heard | None
    delay_ms: int = 0

    @property
    def code(self) -> Code | None:
        """What is wrong; None for nothing."""
        heard = self.heard
        if heard is None or not heard.same:
            return Code.SOUND_NOT_HEARD
        if heard.clipped_percent >= CLIPPED_PERCENT:
            return Code.SOUND_CLIPPED
        return Code.SOUND_QUIET if heard.level_dbfs < QUIET_DBFS else None

    def facts(self) -> dict[str, Json]:
        """As numbers; the tones in hertz."""
        told: dict[str, Json] = {"zone": self.zone, "played_hz": [TONES[one] for one in self.tones]}
        heard = self.heard
        if heard is None:
            return told
        told |= {"noise_dbfs": heard.noise_dbfs, "level_dbfs": heard.level_dbfs, "snr_db": heard.snr_db}
        if heard.same:
            told |= {"delay_ms": self.delay_ms, "clipped_percent": heard.clipped_percent}
        return told | {"heard_hz": [TONES[one] for one in heard.tones] if heard.same else []}


class Ear:
    """Plays a tune by `play` and listens meanwhile; `pump` lets the zones go on, `over` says when it was played."""

    def __init__(self, context: Context, pump: Callable[[], None]) -> None:
        self._context = context
        self._pump = pump

    def trial(
        self,
        zone: str,
        microphone: str,
        tones: Sequence[int],
        play: Callable[[Sound], Callable[[], bool]],
    ) -> Trial:
        """One trial. Raises `MicrophoneError`, `MissingProgramError`, and what `play` raises."""
        sound = tune(tones)
        longest_ms = _READY_MS + _BEFORE_MS + sound.ms + _AFTER_MS + _SLACK_MS
        with Recording(microphone, longest_ms) as recording:
            self._wait(recording, lambda: recording.ms >= _BEFORE_MS, _READY_MS + _BEFORE_MS)
            ahead_ms = recording.ms
            played = self._context.now_ms()
            over = play(sound)
            self._wait(recording, over, longest_ms)
            wanted_ms = ahead_ms + self._context.now_ms() - played + _AFTER_MS
            self._wait(recording, lambda: recording.ms >= wanted_ms, _AFTER_MS + _READY_MS)
            samples = recording.samples()
        heard = listen(samples, tones, self._context.check)
        delay_ms = max(0, heard.at_ms - ahead_ms) if heard is not None else 0
        return Trial(zone, tuple(tones), heard, delay_ms)

    def _wait(self, recording: Recording, over: Callable[[], bool], most_ms: int) -> None:
        """Until something is over, at most so long, with an open ear."""
        end = self._context.now_ms() + most_ms
        while not over() and not recording.full and self._context.now_ms() < end:
            self._context.pause(_LOOK_MS)
            self._pump()
            recording.take()
