"""The other half of a serial code scanner: what a citizen holds before it goes out as text."""

from __future__ import annotations

from collections.abc import Iterable

from drivers.sim.base import Reply
from drivers.sim.faults import Fault
from drivers.sim.spoil import spoil


class CodeScannerTwin:
    """`present` is a citizen's hand. `suffix` is what the scanner sends behind a code."""

    faults = frozenset(
        {
            Fault.NONE,
            Fault.NO_ANSWER,
            Fault.HALF_FRAME,
            Fault.GARBAGE_BEFORE,
            Fault.SLOW,
            Fault.UNPLUGGED,
        }
    )

    def __init__(self, *, suffix: bytes = b"\r") -> None:
        self.fault = Fault.NONE
        self._suffix = suffix
        self._pending: list[Reply] = []

    def present(self, code: bytes) -> None:
        """Hold a code before the window."""
        self._pending += spoil(self.fault, code + self._suffix)

    def feed(self, data: bytes) -> Iterable[Reply]:
        """It takes no orders."""
        del data
        return ()

    def unasked(self) -> Iterable[Reply]:
        """The codes seen since last asked."""
        pending, self._pending = self._pending, []
        return pending

    def power_on(self) -> None:
        """What was not sent is lost."""
        self._pending = []
