"""Listens to a pad nobody knows: bytes cut into bursts by silence. Used by the wizard that learns pads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drivers.codes import Code
from drivers.table.reading import Reader
from drivers.table.serving import Operation, Refused, ServingDriver
from drivers.types import Command, CompletionCode, DeviceState, Json, Status

_CHUNK = 1024
_LONGEST = 256
_KEPT = 64


class Sniffer(ServingDriver):
    """Operation: `next_burst` {wait_ms} -> {hex}; `timeOut` when nothing was pressed. Option: `gap_ms`."""

    idle_ms: ClassVar[int] = 20

    def configure(self, options: Mapping[str, Json]) -> None:
        """`gap_ms`: silence that ends a burst."""
        reader = Reader(options)
        self._gap_ms = reader.number("gap_ms", 150, 20, 2000)
        reader.end()
        self._bursts: list[bytes] = []
        self._buffer = b""
        self._last_ms = 0

    def operations(self) -> Mapping[str, Operation]:
        """The one operation."""
        return {"next_burst": Operation(self._next_burst, {"wait_ms": int})}

    def look(self) -> Status:
        """The port is open: more cannot be known. What comes meanwhile is kept."""
        self._collect(0)
        return Status(DeviceState.ONLINE, parts={"pad": "unknown"})

    def _next_burst(self, command: Command) -> dict[str, Json]:
        end_ms = self.wait_ms(command)
        while not self._bursts and (left := end_ms - self.context.now_ms()) > 0:
            self._collect(min(left, self._gap_ms))
        if not self._bursts:
            raise Refused(CompletionCode.TIME_OUT, Code.PROTOCOL_NO_ANSWER)
        return {"hex": self._bursts.pop(0).hex(" ")}

    def _collect(self, wait_ms: int) -> None:
        """Read once; silence after bytes ends a burst, and so does more than any frame has."""
        data = self.connection.read(_CHUNK, wait_ms)
        now = self.context.now_ms()
        if data:
            self._buffer += data
            self._last_ms = now
        if self._buffer and (now - self._last_ms >= self._gap_ms or len(self._buffer) > _LONGEST):
            self._bursts = [*self._bursts[-_KEPT:], self._buffer[:_LONGEST]]
            self._buffer = b""
