"""A pad of a maker nobody knows: what its keys send is invented by whoever makes the twin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from drivers.sim.base import Hand, Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import spoil


class UnknownPadTwin:
    """`frames`: key -> what it sends, given how many presses were before it (some pads count)."""

    faults = frozenset(
        {
            Fault.NONE,
            Fault.NO_ANSWER,
            Fault.HALF_FRAME,
            Fault.WRONG_CHECKSUM,
            Fault.GARBAGE_BEFORE,
            Fault.UNPLUGGED,
        }
    )

    def __init__(self, frames: Mapping[str, Callable[[int], bytes]]) -> None:
        self.fault = Fault.NONE
        self.frames = frames
        self.pressed = 0
        self._pending: list[Reply] = []

    def press(self, key: str) -> None:
        """A finger on a key. Raises `ValueError` for a key it has not."""
        if key not in self.frames:
            raise ValueError(f"no key {key}; there are {', '.join(self.frames)}")
        self._pending += spoil(self.fault, self.frames[key](self.pressed))
        self.pressed += 1

    def feed(self, data: bytes) -> Iterable[Reply]:
        """It understands nothing we say."""
        del data
        return ()

    def unasked(self) -> Iterable[Reply]:
        """The presses since last asked."""
        pending, self._pending = self._pending, []
        return pending

    def power_on(self) -> None:
        """Presses that were not sent are lost."""
        self._pending = []

    def hands(self) -> Mapping[str, Hand]:
        """What a person can do at it."""

        def press(key: str) -> str:
            self.press(key.strip())
            return key.strip()

        keys = ", ".join(self.frames)
        return {"press": Hand(f"按键:{keys}", f"press a key: {keys}", press)}
