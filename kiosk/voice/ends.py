"""How something that was said ended. Pure."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class End(StrEnum):
    """How a round ended."""

    SPOKEN = "spoken"
    FAILED = "failed"
    IMPOSSIBLE = "impossible"
    """Another try would end the same way."""
    SILENCED = "silenced"
