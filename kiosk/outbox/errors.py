"""The one error of the outbox."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Trouble(StrEnum):
    """Why the outbox refuses; the value is the dotted code that screens and technicians see."""

    LOCKED = "disk.locked"
    """Another process owns the file: stop it, or use another data folder."""
    FULL = "disk.full"
    """No room: nothing was kept; free space and ask again."""
    BUSY = "disk.busy"
    """Somebody holds the file open for longer than 5 s (a backup?): nothing was kept."""
    UNSAFE = "disk.unsafe"
    """A write or its commit failed: nobody knows what is on the disk. Restart the program."""
    SETTINGS = "disk.settings"
    """SQLite did not take a setting on which durability rests."""
    NO_NUMBERS = "lease.none"
    """No lease with numbers left for this service today."""
    TOO_LARGE = "attachment.tooLarge"
    """An attachment above the limit."""
    LOST = "attachment.lost"
    """An attachment's file is missing or damaged."""


class OutboxError(Exception):
    """Something was not kept, or (UNSAFE) nobody knows. The text carries no personal data."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"{trouble.value}: {detail}")
        self.trouble = trouble
        self.detail = detail
