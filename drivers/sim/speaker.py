"""The twin of a speaker: it counts what it is fed, as a sound level meter before it would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault

_LOUD: Final = 512
"""Of 32767: quieter than that nobody hears."""


class SpeakerTwin:
    """Sounds are 16-bit numbers, little endian. `heard`: bytes so far; `loudest`: the largest number among them."""

    faults = frozenset({Fault.NONE, Fault.NO_ANSWER, Fault.UNPLUGGED})

    def __init__(self) -> None:
        self.fault = Fault.NONE
        self.heard = 0
        self.loudest = 0
        self._half = b""

    def feed(self, data: bytes) -> Iterable[Reply]:
        """A piece of sound."""
        self.heard += len(data)
        whole = self._half + data
        self._half = whole[len(whole) & ~1 :]
        numbers = memoryview(whole[: len(whole) & ~1]).cast("h")
        self.loudest = max(self.loudest, max(map(abs, numbers), default=0))
        return ()

    def unasked(self) -> Iterable[Reply]:
        """It says nothing to the machine."""
        return ()

    def power_on(self) -> None:
        """It keeps no sound."""
        self._half = b""

    def hands(self) -> Mapping[str, Hand]:
        """Listen."""

        def listen(rest: str) -> str:
            del rest
            return f"{self.heard} bytes, {'loud' if self.loudest >= _LOUD else 'silent'}"

        return {"listen": Hand("听到了多少", "how much was heard", listen)}
