"""What stands on a card of the bench: buttons, and what one sees of the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """Something to press. `on`: it is the present state of affairs."""

    id: str
    text: str
    enabled: bool = True
    on: bool = False


@dataclass(frozen=True)
class Seen:
    """What one sees of a machine: in words, and as PNG (empty for nothing)."""

    note: str
    png: bytes = b""
