"""Finds frames of a table in a stream of bytes. Pure: never raises, never waits, keeps no more than one frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.table.template import Template, TemplateError

_LONGEST = 256


@dataclass(frozen=True)
class Frame:
    """A frame that came whole and right. `name` is its name in the table."""

    name: str
    values: Mapping[str, int] = field(default_factory=dict)
    size: int = 0


@dataclass(frozen=True)
class Noise:
    """Bytes that belong to no frame. `damaged`: they looked like one whose check was wrong, or that was cut off."""

    size: int
    damaged: bool = False


class Decoder:
    """Recognises the fixed frames of `templates`. Where two fit, the longer one is meant."""

    def __init__(self, templates: Mapping[str, Template]) -> None:
        for name, template in templates.items():
            if not template.fixed:
                raise TemplateError(
                    f"{name}: a frame with a text has no fixed length and cannot be recognised"
                )
        self._templates = sorted(templates.items(), key=lambda pair: -pair[1].size)
        self._buffer = bytearray()
        self._noise = 0
        self._damaged = False

    def feed(self, data: bytes) -> list[Frame | Noise]:
        """Take bytes; return what ends in them."""
        self._buffer += data
        found: list[Frame | Noise] = []
        while self._buffer:
            head = bytes(self._buffer[:_LONGEST])
            frame = self._first(head)
            if frame is not None:
                found += [*self._flush(), frame]
                del self._buffer[: frame.size]
            elif any(len(head) < t.size and t.begins(head) for _, t in self._templates):
                break
            else:
                self._damaged |= any(t.begins(head[: t.size]) for _, t in self._templates)
                del self._buffer[0]
                self._noise += 1
        return [*found, *self._flush()] if not self._buffer else found

    def silence(self) -> list[Frame | Noise]:
        """Nothing came for longer than a frame pauses: what is half-received was cut off."""
        if self._buffer:
            self._damaged = True
            self._noise += len(self._buffer)
            self._buffer.clear()
        return self._flush()

    @property
    def inside(self) -> bool:
        """Whether a frame has begun and not ended."""
        return bool(self._buffer)

    def _first(self, head: bytes) -> Frame | None:
        for name, template in self._templates:
            values = template.match(head[: template.size])
            if values is not None:
                return Frame(name, values, template.size)
        return None

    def _flush(self) -> list[Frame | Noise]:
        noise, damaged = self._noise, self._damaged
        self._noise, self._damaged = 0, False
        return [Noise(noise, damaged)] if noise else []
