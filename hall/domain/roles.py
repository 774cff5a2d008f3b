"""What a token is for: a unit, or those who run the hall."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Final


@unique
class Role(StrEnum):
    """Whose a token is."""

    DISPENSER = "dispenser"
    WINDOW = "window"
    DISPLAY = "display"
    TERMINAL = "terminal"
    PAD = "pad"
    """The review pad at a window."""
    STAFF = "staff"
    """Who works in the hall beside the windows."""
    SUPERVISOR = "supervisor"
    """What STAFF may, and beside it what is about clerks by name: their figures, and the verdict on an appeal."""

    @property
    def of_unit(self) -> bool:
        """Whether it belongs to a unit of the hall file, and not to people."""
        return self not in RUNNING


RUNNING: Final = frozenset({Role.STAFF, Role.SUPERVISOR})
"""Who runs the hall: all windows, no unit of the hall file."""
